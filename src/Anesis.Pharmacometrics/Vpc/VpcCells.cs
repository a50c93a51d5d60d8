namespace Anesis.Pharmacometrics.Vpc;

/// <summary>The observations by stratum and bin, and what is kept of each set of values: the percentiles of a cell, then its share below the limit.</summary>
internal sealed class VpcCells
{
    private readonly int[][] _members;
    private readonly double[] _percentiles;
    private readonly bool _shares;

    public VpcCells(VpcObservations data, TimeBins bins, double[] percentiles, bool shares)
    {
        (_percentiles, _shares) = (percentiles, shares);
        _members = [.. Enumerable.Range(0, data.StratumNames.Count * bins.Count).Select(_ => Array.Empty<int>())];
        foreach (var cell in Enumerable.Range(0, data.Values.Length).Where(i => bins.BinOf(data.Times[i]) >= 0).GroupBy(i => (data.Strata[i] * bins.Count) + bins.BinOf(data.Times[i])))
        {
            _members[cell.Key] = [.. cell];
        }
    }

    public int Count => _members.Length;

    /// <summary>Numbers kept of each cell.</summary>
    public int Width => _percentiles.Length + (_shares ? 1 : 0);

    public int[] Members(int cell) => _members[cell];

    public double PercentileAt(int place) => place < _percentiles.Length ? _percentiles[place] : double.NaN;

    /// <param name="values">By observation; −∞ below the limit, NaN absent.</param>
    /// <param name="below">By observation; true for a value that was below the limit, whatever became of it.</param>
    public double[] Summarize(double[] values, bool[] below)
    {
        double[] all = new double[_members.Length * Width];
        for (int cell = 0; cell < _members.Length; cell++)
        {
            int at = cell * Width;
            double[] ascending = [.. _members[cell].Select(i => values[i]).Where(v => !double.IsNaN(v) && !double.IsPositiveInfinity(v)).Order()];
            for (int p = 0; p < _percentiles.Length; p++)
            {
                all[at + p] = VpcQuantiles.Sorted(ascending, _percentiles[p] / 100);
            }

            if (_shares)
            {
                all[at + _percentiles.Length] = _members[cell].Length == 0 ? double.NaN : (double)_members[cell].Count(i => below[i]) / _members[cell].Length;
            }
        }

        return all;
    }
}

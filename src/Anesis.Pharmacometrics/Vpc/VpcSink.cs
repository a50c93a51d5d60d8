using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>
/// Takes the replicates of a data set's design while they stream by: of each only its percentiles are kept, so that memory does not grow with observations times replicates.
/// Percentiles by R's type 7. With prediction correction a value is multiplied by the median prediction of its bin over its own
/// (Bergstrand et al. 2011, doi 10.1208/s12248-011-9255-z), observed and simulated alike.
/// </summary>
public sealed class VpcSink : IResultSink
{
    private readonly VpcObservations _data;
    private readonly TimeBins _bins;
    private readonly ResidualError _error;
    private readonly ulong _seed;
    private readonly double[] _percentiles;
    private readonly double[] _corrections;
    private readonly int[][] _cells;
    private readonly double[] _replicate;
    private readonly List<double[]> _kept = [];

    /// <param name="data">The observations.</param>
    /// <param name="bins">Intervals of time.</param>
    /// <param name="error">Added to each simulated value.</param>
    /// <param name="seed">Of the residual draws.</param>
    /// <param name="percentiles">0 to 100, ascending.</param>
    /// <param name="predictions">The typical prediction of each compared observation, for prediction correction; null: no correction.</param>
    public VpcSink(VpcObservations data, TimeBins bins, ResidualError error, ulong seed, IReadOnlyList<double> percentiles, double[]? predictions)
    {
        (_data, _bins, _error, _seed, _percentiles) = (data, bins, error, seed, [.. percentiles]);
        _cells = [.. Enumerable.Range(0, data.StratumNames.Count * bins.Count).Select(_ => Array.Empty<int>())];
        foreach (var cell in Enumerable.Range(0, data.Values.Length).Where(i => bins.BinOf(data.Times[i]) >= 0).GroupBy(i => (data.Strata[i] * bins.Count) + bins.BinOf(data.Times[i])))
        {
            _cells[cell.Key] = [.. cell];
        }

        _corrections = Enumerable.Repeat(1.0, data.Values.Length).ToArray();
        if (predictions is not null)
        {
            Correct(predictions);
        }

        _replicate = new double[data.Values.Length];
        Array.Fill(_replicate, double.NaN);
    }

    /// <summary>How many replicates are complete.</summary>
    public int Replicates => _kept.Count;

    /// <summary>Each compared observation as it is drawn: corrected where that was asked for.</summary>
    public double[] Observed => [.. _data.Values.Select((v, i) => v * _corrections[i])];

    public bool KeepsBlocks => false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            int individual = block.First + k, subject = individual % _data.Subjects;
            for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
            {
                int own = row - block.RowStarts[k], index = _data.IndexOfRow[_data.FirstRow[subject] + own];
                if (index >= 0)
                {
                    _replicate[index] = _corrections[index] * _error.Observe(block.Values[row * block.OutputCount], _seed, individual, own);
                }
            }

            if (subject == _data.Subjects - 1)
            {
                _kept.Add(Percentiles(_replicate));
                Array.Fill(_replicate, double.NaN);
            }
        }
    }

    /// <summary>A row for each stratum, bin and percentile.</summary>
    /// <param name="level">Of the interval over the replicates, such as 0.95.</param>
    public IReadOnlyList<VpcRow> Rows(double level)
    {
        double[] observed = Percentiles(Observed);
        var rows = new List<VpcRow>();
        for (int cell = 0; cell < _cells.Length; cell++)
        {
            if (_cells[cell].Length == 0)
            {
                continue;
            }

            int bin = cell % _bins.Count;
            double time = Quantile([.. _cells[cell].Select(i => _data.Times[i])], 0.5);
            for (int p = 0; p < _percentiles.Length; p++)
            {
                int at = (cell * _percentiles.Length) + p;
                double[] over = [.. _kept.Select(r => r[at]).Where(double.IsFinite)];
                rows.Add(new(
                    _data.StratumNames[cell / _bins.Count], _bins.Edges[bin], _bins.Edges[bin + 1], time, _cells[cell].Length, _percentiles[p], observed[at],
                    Quantile(over, (1 - level) / 2), Quantile(over, 0.5), Quantile(over, (1 + level) / 2)));
            }
        }

        return rows;
    }

    private void Correct(double[] predictions)
    {
        foreach (int[] cell in _cells.Where(c => c.Length > 0))
        {
            double median = Quantile([.. cell.Select(i => predictions[i])], 0.5);
            foreach (int i in cell)
            {
                // A prediction of 0 (before the first dose) has nothing to be scaled by.
                _corrections[i] = predictions[i] == 0 ? 1 : median / predictions[i];
            }
        }
    }

    private double[] Percentiles(double[] values)
    {
        double[] all = new double[_cells.Length * _percentiles.Length];
        for (int cell = 0; cell < _cells.Length; cell++)
        {
            double[] ascending = [.. _cells[cell].Select(i => values[i]).Where(double.IsFinite).Order()];
            for (int p = 0; p < _percentiles.Length; p++)
            {
                all[(cell * _percentiles.Length) + p] = Sorted(ascending, _percentiles[p] / 100);
            }
        }

        return all;
    }

    private static double Quantile(double[] values, double p) => Sorted([.. values.Order()], p);

    private static double Sorted(double[] ascending, double p)
    {
        if (ascending.Length == 0)
        {
            return double.NaN;
        }

        double place = (ascending.Length - 1) * p;
        int low = Math.Clamp((int)Math.Floor(place), 0, ascending.Length - 1), high = Math.Min(low + 1, ascending.Length - 1);
        return ascending[low] + ((place - low) * (ascending[high] - ascending[low]));
    }
}

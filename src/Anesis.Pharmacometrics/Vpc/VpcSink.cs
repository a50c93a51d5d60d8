using Anesis.Pharmacometrics.Observations;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>
/// Takes the replicates of a data set's design while they stream by: of each only its percentiles are kept, so that memory does not grow with observations times replicates.
/// Percentiles by R's type 7. With prediction correction a value is multiplied by the median prediction of its bin over its own
/// (Bergstrand et al. 2011, doi 10.1208/s12248-011-9255-z), observed and simulated alike. Below the limit of quantification observed and simulated values meet the same fate.
/// </summary>
public sealed class VpcSink : IResultSink
{
    private readonly VpcObservations _data;
    private readonly TimeBins _bins;
    private readonly ResidualError _error;
    private readonly Quantification _limit;
    private readonly ulong _seed;
    private readonly double[] _corrections;
    private readonly VpcCells _cells;
    private readonly double[] _replicate;
    private readonly bool[] _below;
    private readonly List<double[]> _kept = [];

    /// <param name="data">The observations.</param>
    /// <param name="bins">Intervals of time.</param>
    /// <param name="error">Added to each simulated value.</param>
    /// <param name="seed">Of the residual draws.</param>
    /// <param name="percentiles">0 to 100, ascending.</param>
    /// <param name="predictions">The typical prediction of each compared observation, for prediction correction; null: no correction.</param>
    /// <param name="limit">Limit of quantification; null: none.</param>
    public VpcSink(VpcObservations data, TimeBins bins, ResidualError error, ulong seed, IReadOnlyList<double> percentiles, double[]? predictions, Quantification? limit = null)
    {
        (_data, _bins, _error, _seed, _limit) = (data, bins, error, seed, limit ?? Quantification.None);
        _cells = new(data, bins, [.. percentiles], !_limit.IsNone);
        _corrections = Enumerable.Repeat(1.0, data.Values.Length).ToArray();
        if (predictions is not null)
        {
            Correct(predictions);
        }

        _replicate = new double[data.Values.Length];
        _below = new bool[data.Values.Length];
        Array.Fill(_replicate, double.NaN);
    }

    /// <summary>How many replicates are complete.</summary>
    public int Replicates => _kept.Count;

    /// <summary>Each compared observation as it is drawn: corrected where that was asked for, NaN where it is left out or known only to be below the limit.</summary>
    public double[] Observed => [.. Ranked().Values.Select(v => double.IsFinite(v) ? v : double.NaN)];

    public bool KeepsBlocks => false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            int individual = block.First + k, subject = individual % _data.Subjects;
            bool before = false;
            double epsilon = double.NaN, time = 0;
            for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
            {
                int own = row - block.RowStarts[k], index = _data.IndexOfRow[_data.FirstRow[subject] + own];
                if (index >= 0)
                {
                    epsilon = _error.Next(epsilon, _data.Times[index] - time, ResidualError.Draw(_seed, individual, own));
                    time = _data.Times[index];
                    double value = Observe(block.Values[row * block.OutputCount], epsilon);
                    _below[index] = !_limit.IsNone && value < _limit.Limit;
                    _replicate[index] = _corrections[index] * _limit.Ranked(value, false, !before);
                    before = _below[index];
                }
            }

            if (subject == _data.Subjects - 1)
            {
                _kept.Add(_cells.Summarize(_replicate, _below));
                Array.Fill(_replicate, double.NaN);
                Array.Clear(_below);
            }
        }
    }

    /// <summary>A row for each stratum, bin and percentile; with a limit of quantification one more for the share of values below it.</summary>
    /// <param name="level">Of the interval over the replicates, such as 0.95.</param>
    public IReadOnlyList<VpcRow> Rows(double level)
    {
        var (values, below) = Ranked();
        double[] observed = _cells.Summarize(values, below);
        var rows = new List<VpcRow>();
        for (int cell = 0; cell < _cells.Count; cell++)
        {
            int[] members = _cells.Members(cell);
            if (members.Length == 0)
            {
                continue;
            }

            int bin = cell % _bins.Count;
            double time = VpcQuantiles.Of(members.Select(i => _data.Times[i]), 0.5);
            for (int p = 0; p < _cells.Width; p++)
            {
                int at = (cell * _cells.Width) + p;

                // A replicate whose percentile lies below the limit counts as one below all others, not as one that is missing.
                double[] over = [.. _kept.Select(r => double.IsNaN(r[at]) && !_limit.IsNone ? double.NegativeInfinity : r[at]).Where(v => !double.IsNaN(v)).Order()];
                rows.Add(new(
                    _data.StratumNames[cell / _bins.Count], _bins.Edges[bin], _bins.Edges[bin + 1], time, members.Length, _cells.PercentileAt(p), observed[at],
                    VpcQuantiles.Sorted(over, (1 - level) / 2), VpcQuantiles.Sorted(over, 0.5), VpcQuantiles.Sorted(over, (1 + level) / 2)));
            }
        }

        return rows;
    }

    private double Observe(double prediction, double epsilon) => _error.IsNone ? prediction
        : _limit is { IsNone: false, Method: BelowLimit.M4 } ? _error.ObservePositive(prediction, epsilon)
        : _error.Observe(prediction, epsilon);

    /// <summary>The observations as they enter percentiles.</summary>
    private (double[] Values, bool[] Below) Ranked()
    {
        var values = new double[_data.Values.Length];
        var below = new bool[values.Length];
        for (int subject = 0; subject < _data.Subjects; subject++)
        {
            bool before = false;
            foreach (int i in _data.IndexOfRow[_data.FirstRow[subject].._data.FirstRow[subject + 1]].Where(i => i >= 0))
            {
                below[i] = !_limit.IsNone && (_data.Censored[i] || _data.Values[i] < _limit.Limit);
                values[i] = _corrections[i] * _limit.Ranked(_data.Values[i], below[i], !before);
                before = below[i];
            }
        }

        return (values, below);
    }

    private void Correct(double[] predictions)
    {
        for (int cell = 0; cell < _cells.Count; cell++)
        {
            double median = VpcQuantiles.Of(_cells.Members(cell).Select(i => predictions[i]), 0.5);
            foreach (int i in _cells.Members(cell))
            {
                // A prediction of 0 (before the first dose) has nothing to be scaled by.
                _corrections[i] = predictions[i] == 0 ? 1 : median / predictions[i];
            }
        }
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>
/// Takes the replicates of a data set's design while they stream by, draws a category or a count for each observation, and keeps of each replicate the shares of its groups by bin and stratum
/// (for counts their mean too).
/// </summary>
public sealed class VpcShareSink : IResultSink
{
    private readonly VpcObservations _data;
    private readonly TimeBins _bins;
    private readonly DiscreteOutcome _outcome;
    private readonly ulong _seed;
    private readonly VpcCells _cells;
    private readonly double[] _replicate;
    private readonly List<double[]> _kept = [];

    /// <param name="data">Observations that <paramref name="outcome"/> knows: see <see cref="Unknown"/>.</param>
    /// <param name="bins">Intervals of time.</param>
    /// <param name="outcome">What an observation is.</param>
    /// <param name="seed">Of the draws.</param>
    public VpcShareSink(VpcObservations data, TimeBins bins, DiscreteOutcome outcome, ulong seed)
    {
        (_data, _bins, _outcome, _seed) = (data, bins, outcome, seed);
        _cells = new(data, bins, [], false);
        _replicate = new double[data.Values.Length];
        Array.Fill(_replicate, double.NaN);
    }

    public int Replicates => _kept.Count;

    /// <summary>How many draws found outputs that are no probabilities or no mean.</summary>
    public long Undefined { get; private set; }

    /// <summary>Where the first of them was; NaN: there was none.</summary>
    public double FirstUndefinedTime { get; private set; } = double.NaN;

    public bool KeepsBlocks => false;

    private int Width => _outcome.Groups.Count + (_outcome.HasMean ? 1 : 0);

    /// <summary>A diagnostic for observed values that the outcome does not know; null where all are known.</summary>
    public static Diagnostic? Unknown(VpcObservations data, DiscreteOutcome outcome, string source)
    {
        double[] unknown = [.. data.Values.Where(v => outcome.GroupOf(v) < 0).Distinct().Order().Take(5)];
        return unknown.Length == 0 ? null : new("AN0827", Severity.Error, new(source), $"DV = {string.Join(", ", unknown.Select(u => u.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}", $"{outcome.Expected}; --values says what DV holds for each category");
    }

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            int individual = block.First + k, subject = individual % _data.Subjects;
            for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
            {
                int own = row - block.RowStarts[k], index = _data.IndexOfRow[_data.FirstRow[subject] + own];
                if (index < 0)
                {
                    continue;
                }

                _replicate[index] = _outcome.Draw(block.Values.AsSpan(row * block.OutputCount, block.OutputCount), _seed, individual, own);
                if (double.IsNaN(_replicate[index]) && Undefined++ == 0)
                {
                    FirstUndefinedTime = block.Times[row];
                }
            }

            if (subject == _data.Subjects - 1)
            {
                _kept.Add(Summarize(_replicate));
                Array.Fill(_replicate, double.NaN);
            }
        }
    }

    /// <summary>A row for each stratum, bin and group; for counts one more for the mean.</summary>
    /// <param name="level">Of the interval over the replicates, such as 0.95.</param>
    public IReadOnlyList<VpcShareRow> Rows(double level)
    {
        double[] observed = Summarize(_data.Values);
        string[] groups = _outcome.HasMean ? [.. _outcome.Groups, VpcShareRow.MeanName] : [.. _outcome.Groups];
        var rows = new List<VpcShareRow>();
        for (int cell = 0; cell < _cells.Count; cell++)
        {
            int[] members = _cells.Members(cell);
            int bin = cell % _bins.Count;
            for (int g = 0; g < groups.Length && members.Length > 0; g++)
            {
                int at = (cell * groups.Length) + g;
                double[] over = [.. _kept.Select(r => r[at]).Where(v => !double.IsNaN(v)).Order()];
                rows.Add(new(
                    _data.StratumNames[cell / _bins.Count], _bins.Edges[bin], _bins.Edges[bin + 1], VpcQuantiles.Of(members.Select(i => _data.Times[i]), 0.5), members.Length, groups[g], observed[at],
                    VpcQuantiles.Sorted(over, (1 - level) / 2), VpcQuantiles.Sorted(over, 0.5), VpcQuantiles.Sorted(over, (1 + level) / 2)));
            }
        }

        return rows;
    }

    private double[] Summarize(double[] values)
    {
        double[] all = new double[_cells.Count * Width];
        int groups = _outcome.Groups.Count;
        for (int cell = 0; cell < _cells.Count; cell++)
        {
            double[] own = [.. _cells.Members(cell).Select(i => values[i]).Where(v => !double.IsNaN(v))];
            var shares = all.AsSpan(cell * Width, Width);
            foreach (double value in own)
            {
                shares[_outcome.GroupOf(value)]++;
            }

            for (int g = 0; g < groups; g++)
            {
                shares[g] /= own.Length;
            }

            if (own.Length == 0)
            {
                shares.Fill(double.NaN);
            }
            else if (_outcome.HasMean)
            {
                shares[groups] = own.Average();
            }
        }

        return all;
    }
}

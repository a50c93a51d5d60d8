using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Summaries;

/// <summary>
/// Gathers every output at every time over the individuals and summarises exactly. Values beyond the memory budget go to a temporary file,
/// so a million individuals need the budget and the disk, not their whole in memory. Sums run in the order of individuals: same input, same bits.
/// </summary>
public sealed class SummarySink : IResultSink, IDisposable
{
    private readonly ValueList<OutputColumn> _outputs;
    private readonly string? _timeUnit;
    private readonly SampleStore _store;
    private readonly Dictionary<double, int> _times = [];

    /// <summary>A sink that holds up to "memory" bytes of values in memory (at least 1 MB).</summary>
    public SummarySink(ValueList<OutputColumn> outputs, string? timeUnit, long memory = 256L << 20)
    {
        (_outputs, _timeUnit) = (outputs, timeUnit);
        _store = new SampleStore(memory);
    }

    public bool KeepsBlocks => false;

    /// <exception cref="ResultWriteException">The temporary folder cannot take the values.</exception>
    public void Accept(ResultBlock block)
    {
        for (int row = block.RowStarts[0]; row < block.RowStarts[block.Count]; row++)
        {
            double time = block.Times[row];
            if (!_times.TryGetValue(time, out int slot))
            {
                slot = _times.Count;
                _times.Add(time, slot);
            }

            for (int output = 0; output < _outputs.Count; output++)
            {
                double value = block.Values[(row * block.OutputCount) + output];
                if (!double.IsNaN(value))
                {
                    _store.Add((slot * _outputs.Count) + output, value);
                }
            }
        }
    }

    /// <summary>The rows by time and then output, one after the other.</summary>
    public IEnumerable<SummaryRow> Rows()
    {
        foreach (var (time, slot) in _times.OrderBy(t => t.Key))
        {
            for (int output = 0; output < _outputs.Count; output++)
            {
                yield return Summarise(time, output, _store.Read((slot * _outputs.Count) + output));
            }
        }
    }

    public SummaryTable Table() => new(_outputs, _timeUnit, Rows().ToValueList());

    /// <summary>Writes the summary as CSV: "time [unit]", output, unit, n, mean, sd, median, q2.5, q5, q25, q75, q95, q97.5.</summary>
    public void WriteCsv(Stream stream) => SummaryCsv.Write(stream, _outputs, _timeUnit, Rows());

    public void Dispose() => _store.Dispose();

    private static SummaryRow Summarise(double time, int output, Span<double> values)
    {
        var (mean, deviation) = Moments(values);
        Span<double> quantiles = stackalloc double[7];
        OrderStatistics.Quantiles(values, [0.5, 0.025, 0.05, 0.25, 0.75, 0.95, 0.975], quantiles);
        return new(time, output, values.Length, mean, deviation, quantiles[0], quantiles[1], quantiles[2], quantiles[3], quantiles[4], quantiles[5], quantiles[6]);
    }

    /// <summary>Two passes with compensated sums (Neumaier), in the order of individuals.</summary>
    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return (double.NaN, double.NaN);
        }

        double mean = Sum(values, 0, 1) / values.Length;
        if (double.IsInfinity(mean) || double.IsNaN(mean))
        {
            return (mean, double.NaN);
        }

        return (mean, values.Length < 2 ? double.NaN : Math.Sqrt(Sum(values, mean, 2) / (values.Length - 1)));
    }

    /// <summary>Σ (v − centre)^power for power 1 or 2.</summary>
    private static double Sum(ReadOnlySpan<double> values, double centre, int power)
    {
        double sum = 0, lost = 0;
        foreach (double value in values)
        {
            double term = value - centre;
            term = power == 2 ? term * term : term;
            double next = sum + term;
            lost += Math.Abs(sum) >= Math.Abs(term) ? sum - next + term : term - next + sum;
            sum = next;
        }

        return double.IsFinite(lost) ? sum + lost : sum;
    }
}

using Anesis.Modeling.Values;
using Anesis.Results.Columns;

namespace Anesis.Results.Summaries;

/// <summary>
/// One time and output over the individuals that have a value there. Standard deviation with n − 1 (NaN for n &lt; 2); quantiles by R's type 7.
/// Values that are not a number are left out and not counted.
/// </summary>
public readonly record struct SummaryRow(
    double Time, int Output, long Count, double Mean, double StandardDeviation, double Median,
    double Q025, double Q05, double Q25, double Q75, double Q95, double Q975);

/// <summary>A summary whole in memory, by time and then output; for pictures and reports.</summary>
public sealed record SummaryTable(ValueList<OutputColumn> Outputs, string? TimeUnit, ValueList<SummaryRow> Rows)
{
    /// <summary>The rows of one output, by time.</summary>
    public IEnumerable<SummaryRow> Of(int output) => Rows.Where(r => r.Output == output);
}

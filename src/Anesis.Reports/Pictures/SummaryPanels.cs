using Anesis.Modeling.Values;
using Anesis.Results.Summaries;

namespace Anesis.Reports.Pictures;

/// <summary>Panels of a population: the median and the bands that hold 50 and 90 % of people.</summary>
public static class SummaryPanels
{
    public const string Median = "median";
    public const string Half = "50 % of people";
    public const string Most = "90 % of people";

    /// <summary>One output over time. A single person has the curve alone.</summary>
    public static Panel Of(SummaryTable summary, int output, bool logarithmic = false, int hue = 0)
    {
        var rows = summary.Of(output).Where(r => r.Count > 0).ToList();
        var column = summary.Outputs[output];
        var x = rows.Select(r => r.Time).ToValueList();
        var median = new LineLayer(x, rows.Select(r => r.Median).ToValueList(), Median, hue);
        var layers = rows.TrueForAll(r => r.Count == 1) ? [median with { Legend = null }] : (ValueList<Layer>)
        [
            new BandLayer(x, rows.Select(r => r.Q05).ToValueList(), rows.Select(r => r.Q95).ToValueList(), BandStrength.Light, Most, hue),
            new BandLayer(x, rows.Select(r => r.Q25).ToValueList(), rows.Select(r => r.Q75).ToValueList(), BandStrength.Strong, Half, hue),
            median,
        ];
        return new Panel(new("Time", summary.TimeUnit), new(column.Label ?? column.Name, column.Unit) { Logarithmic = logarithmic }, layers);
    }

    /// <summary>Small multiples, one output a panel.</summary>
    public static Picture All(SummaryTable summary, string? title = null) => new()
    {
        Title = title,
        Panels = Enumerable.Range(0, summary.Outputs.Count).Select(i => Of(summary, i)).ToValueList(),
    };
}

using Anesis.Modeling.Values;
using Anesis.Results.Columns;
using Anesis.Results.Summaries;

namespace Anesis.Reports.Pictures;

/// <summary>One of several courses to compare, with its name in the legend.</summary>
public sealed record SummaryArm(string Name, SummaryTable Summary);

/// <summary>Panels of a population: the median and the bands that hold 50 and 90 % of people.</summary>
public static class SummaryPanels
{
    public const string Median = "median";
    public const string Half = "50 % of people";
    public const string Most = "90 % of people";

    /// <summary>With more arms than this only medians are drawn: more bands cover each other.</summary>
    public const int MostBands = 3;

    /// <summary>One output over time, to <paramref name="until"/>. A single person has the curve alone.</summary>
    public static Panel Of(SummaryTable summary, int output, bool logarithmic = false, int hue = 0, double until = double.PositiveInfinity)
    {
        var rows = Rows(summary, output, until);
        var time = TimeOf([summary], until);
        var x = Times(rows, time);
        var median = new LineLayer(x, rows.Select(r => r.Median).ToValueList(), Median, hue);
        var layers = rows.TrueForAll(r => r.Count == 1) ? [median with { Legend = null }] : (ValueList<Layer>)
        [
            Band(x, rows, Most, hue),
            new BandLayer(x, rows.Select(r => r.Q25).ToValueList(), rows.Select(r => r.Q75).ToValueList(), BandStrength.Strong, Half, hue),
            median,
        ];
        return Frame(time, summary.Outputs[output], logarithmic, layers);
    }

    /// <summary>One output of several arms, each in its own hue: its median, and the band of 90 % of people where few arms leave room for it.</summary>
    public static Panel Of(ValueList<SummaryArm> arms, int output, bool logarithmic = false, double until = double.PositiveInfinity)
    {
        if (arms.Count == 1)
        {
            return Of(arms[0].Summary, output, logarithmic, until: until);
        }

        var time = TimeOf([.. arms.Select(a => a.Summary)], until);
        var bands = new List<Layer>();
        var medians = new List<Layer>();
        for (int arm = 0; arm < arms.Count; arm++)
        {
            var rows = Rows(arms[arm].Summary, output, until);
            var x = Times(rows, time);
            if (arms.Count <= MostBands && rows.Exists(r => r.Count > 1))
            {
                bands.Add(Band(x, rows, null, arm));
            }

            medians.Add(new LineLayer(x, rows.Select(r => r.Median).ToValueList(), arms[arm].Name, arm, (arm % 3) switch { 1 => LineStyle.Dashed, 2 => LineStyle.Dotted, _ => LineStyle.Solid }));
        }

        return Frame(time, arms[0].Summary.Outputs[output], logarithmic, [.. bands, .. medians]);
    }

    /// <summary>Small multiples, one output a panel.</summary>
    public static Picture All(SummaryTable summary, string? title = null) => All([new SummaryArm(Median, summary)], title);

    /// <summary>Small multiples of several arms, one output a panel.</summary>
    public static Picture All(ValueList<SummaryArm> arms, string? title = null) => new()
    {
        Title = title,
        Panels = Enumerable.Range(0, arms[0].Summary.Outputs.Count).Select(i => Of(arms, i)).ToValueList(),
    };

    /// <summary>The same, each panel to where its course has come to rest: what happens in an hour is not lost in two days. Times must be in hours.</summary>
    public static Picture Settled(ValueList<SummaryArm> arms, string? title = null) => new()
    {
        Title = title,
        Panels = Enumerable.Range(0, arms[0].Summary.Outputs.Count)
            .Select(i => Of(arms, i, until: SettledTime.Of([.. arms.Select(a => Rows(a.Summary, i))]))).ToValueList(),
    };

    /// <summary>Axes and title of a panel that shows an output over time: the title says what, the axis in which unit.</summary>
    public static Panel Frame(TimeAxis time, OutputColumn column, bool logarithmic, ValueList<Layer> layers) =>
        new(time.Axis, new(column.Unit ?? "") { Logarithmic = logarithmic }, layers) { Title = Heading(column) };

    /// <summary>A label begins with a capital, unless its first word has an inner one of its own (mRNA, pH).</summary>
    private static string Heading(OutputColumn column) => column.Label switch
    {
        null or "" => column.Name,
        { Length: > 1 } label when char.IsLower(label[0]) && (char.IsLower(label[1]) || label[1] == '-') => char.ToUpperInvariant(label[0]) + label[1..],
        var label => label,
    };

    private static List<SummaryRow> Rows(SummaryTable summary, int output, double until = double.PositiveInfinity) => summary.Of(output).Where(r => r.Count > 0 && r.Time <= until).ToList();

    private static TimeAxis TimeOf(IReadOnlyCollection<SummaryTable> summaries, double until)
    {
        double last = summaries.SelectMany(s => s.Rows).Select(r => r.Time).DefaultIfEmpty(0).Max();
        var time = TimeAxis.Of(summaries.First().TimeUnit, Math.Min(last, until));
        return until < last ? time with { Axis = time.Axis with { Maximum = until * time.Factor } } : time;
    }

    private static ValueList<double> Times(List<SummaryRow> rows, TimeAxis time) => rows.Select(r => r.Time * time.Factor).ToValueList();

    private static BandLayer Band(ValueList<double> x, List<SummaryRow> rows, string? legend, int hue) =>
        new(x, rows.Select(r => r.Q05).ToValueList(), rows.Select(r => r.Q95).ToValueList(), BandStrength.Light, legend, hue);
}

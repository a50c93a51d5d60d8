using System.Globalization;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Vpc;

namespace Anesis.Reports.Pictures;

/// <summary>
/// A visual predictive check as journals print it: the interval over the replicates of each simulated percentile as a band, the observed percentiles as lines,
/// the observations as points; a panel a stratum, and below it the share of values under the limit of quantification where there is one.
/// </summary>
/// <param name="Rows">What the check gave.</param>
/// <param name="Level">Of the interval, such as 0.95.</param>
/// <param name="TimeUnit">The model's unit of time, or null.</param>
public sealed record VpcPicture(ValueList<VpcRow> Rows, double Level, string? TimeUnit)
{
    private const int OuterHue = 0;
    private const int MiddleHue = 1;

    public string Quantity { get; init; } = "Observation";

    public string? Unit { get; init; }

    public bool Logarithmic { get; init; }

    public bool Corrected { get; init; }

    /// <summary>Stratum, time and value of each observation; empty: none are drawn.</summary>
    public ValueList<(string Stratum, double Time, double Value)> Points { get; init; }

    /// <summary>NaN: none.</summary>
    public double Limit { get; init; } = double.NaN;

    public Picture Picture()
    {
        string[] strata = [.. Rows.Select(r => r.Stratum).Distinct().Order(StratumOrder.Instance)];
        var time = TimeAxis.Of(TimeUnit, Rows.Select(r => r.To).DefaultIfEmpty(0).Max());
        time = time with { Axis = time.Axis with { Minimum = Rows.Select(r => r.From).DefaultIfEmpty(0).Min() * time.Factor } };
        var panels = strata.Select(s => Panel(s, time)).ToList();
        if (Rows.Any(r => r.IsShareBelow && (r.Observed > 0 || r.High > 0)))
        {
            panels.AddRange(strata.Select(s => Shares(s, time)));
        }

        // Noise about a concentration of nothing is no reason for an axis of negative ones.
        double lowest = Rows.Where(r => !r.IsShareBelow).SelectMany(r => new[] { r.Low, r.Observed }).Where(double.IsFinite).DefaultIfEmpty(0).Min();
        if (!Logarithmic && lowest is < 0 and > double.NegativeInfinity && lowest > -0.1 * panels.Take(strata.Length).Max(Highest) && !Points.Any(p => p.Value < 0))
        {
            panels = [.. panels.Select((p, i) => i < strata.Length ? p with { Y = p.Y with { Minimum = 0 } } : p)];
        }

        // Panels that stand side by side are compared by eye: one scale.
        double top = panels.Take(strata.Length).Max(Highest);
        for (int i = 0; i < strata.Length && strata.Length > 1 && !Logarithmic; i++)
        {
            panels[i] = panels[i] with { Y = panels[i].Y with { Maximum = top } };
        }

        // A share stands below its own stratum; of many strata, beside it.
        int columns = panels.Count == strata.Length ? 0 : Math.Min(strata.Length, 4);
        if (panels.Count > strata.Length && strata.Length > 4)
        {
            panels = [.. Enumerable.Range(0, strata.Length).SelectMany(i => new[] { panels[i], panels[strata.Length + i] })];
        }

        return new()
        {
            Panels = panels.ToValueList(),
            Columns = columns,
            Width = strata.Length > 2 ? 1080 : 760,
            PanelHeight = strata.Length == 1 ? 0 : 270,
            AlternativeText = $"Visual predictive check of {Quantity}",
        };
    }

    private string Interval => string.Create(CultureInfo.InvariantCulture, $"{100 * Level:G4} % interval");

    private Panel Panel(string stratum, TimeAxis time)
    {
        var own = Rows.Where(r => r.Stratum == stratum && !r.IsShareBelow).ToList();
        double[] percentiles = [.. own.Select(r => r.Percentile).Distinct().Order()];
        double middle = percentiles[percentiles.Length / 2];
        var bands = new List<Layer>();
        var lines = new List<Layer>();
        foreach (double percentile in percentiles)
        {
            var rows = own.Where(r => r.Percentile == percentile).OrderBy(r => r.From).ToList();
            bool isMiddle = percentile == middle;
            var (x, pick) = Across(rows, time);
            string name = string.Join(" and ", percentiles.Where(p => p != middle).Select(Ordinal)) + " percentile" + (percentiles.Length > 2 ? "s" : "");
            bands.Add(new BandLayer(x, pick(r => double.IsNaN(r.Low) ? Limit : r.Low), pick(r => r.High), isMiddle ? BandStrength.Strong : BandStrength.Light,
                $"simulated, {Interval}: {(isMiddle ? middle == 50 ? "median" : Ordinal(middle) + " percentile" : name)}", isMiddle ? MiddleHue : OuterHue));
            lines.Add(new LineLayer(x, pick(r => r.Observed), isMiddle ? middle == 50 ? "observed median" : $"observed {Ordinal(middle)} percentile" : $"observed {name}", -1, isMiddle ? LineStyle.Solid : LineStyle.Dashed));
        }

        var points = Points.Where(p => p.Stratum == stratum && double.IsFinite(p.Value)).ToList();
        Layer[] dots = points.Count == 0 ? [] : [new PointsLayer(points.Select(p => p.Time * time.Factor).ToValueList(), points.Select(p => p.Value).ToValueList(), "observations") { Faint = true }];
        return new(time.Axis, Axis(), [.. bands.OrderBy(b => b.Hue == MiddleHue), .. dots, .. lines.OrderBy(l => l.Legend!.Contains("median", StringComparison.Ordinal))])
        {
            Title = stratum.Length == 0 ? null : stratum,
            References = double.IsNaN(Limit) || Corrected ? [] : [new(Limit, "LLOQ")],
        };
    }

    private PanelAxis Axis() => new(Corrected ? $"{Quantity}, prediction-corrected" : Quantity, Unit) { Logarithmic = Logarithmic };

    private Panel Shares(string stratum, TimeAxis time)
    {
        var rows = Rows.Where(r => r.Stratum == stratum && r.IsShareBelow).OrderBy(r => r.From).ToList();
        var (x, pick) = Across(rows, time);
        double top = rows.Max(r => Math.Max(r.High, r.Observed));
        return new(time.Axis, new("Below the limit", "%") { Minimum = 0, Maximum = top > 0.5 ? 100 : top > 0.2 ? 50 : top > 0.08 ? 20 : 10 },
        [
            new BandLayer(x, pick(r => 100 * r.Low), pick(r => 100 * r.High), BandStrength.Strong, $"simulated, {Interval}: share below the limit", 2),
            new LineLayer(x, pick(r => 100 * r.Observed), "observed share below the limit", -1, LineStyle.Dotted),
        ])
        {
            Title = stratum.Length == 0 ? null : stratum,
        };
    }

    /// <summary>Curves through the bins' middles; a single bin is as wide as it is.</summary>
    private static (ValueList<double> X, Func<Func<VpcRow, double>, ValueList<double>> Pick) Across(List<VpcRow> rows, TimeAxis time) => rows.Count == 1
        ? ([rows[0].From * time.Factor, rows[0].To * time.Factor], value => [value(rows[0]), value(rows[0])])
        : (rows.Select(r => r.Time * time.Factor).ToValueList(), value => rows.Select(value).ToValueList());

    private static double Highest(Panel panel) => panel.Layers.SelectMany(l => l switch
    {
        BandLayer band => band.High,
        LineLayer line => line.Y,
        PointsLayer points => points.Y,
        _ => [],
    }).Where(double.IsFinite).DefaultIfEmpty(1).Max();

    private static string Ordinal(double percentile)
    {
        string number = percentile.ToString("G6", CultureInfo.InvariantCulture);
        bool teen = number.EndsWith("11", StringComparison.Ordinal) || number.EndsWith("12", StringComparison.Ordinal) || number.EndsWith("13", StringComparison.Ordinal);
        return number + (teen || number.Contains('.', StringComparison.Ordinal) ? "th" : number[^1] switch { '1' => "st", '2' => "nd", '3' => "rd", _ => "th" });
    }
}

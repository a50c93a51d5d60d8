using System.Globalization;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Vpc;

namespace Anesis.Reports.Pictures;

/// <summary>
/// A visual predictive check of times to an event: the interval over the replicates of the simulated Kaplan-Meier estimate as a band, the observed estimate as steps with open points where subjects
/// were last seen; a panel a stratum, and below how many were at risk.
/// </summary>
/// <param name="Rows">What the check gave.</param>
/// <param name="Level">Of the interval, such as 0.95.</param>
/// <param name="TimeUnit">The model's unit of time, or null.</param>
public sealed record VpcSurvivalPicture(ValueList<VpcSurvivalRow> Rows, double Level, string? TimeUnit)
{
    private const int Hue = 1;
    private const int CountsShown = 5;

    public Picture Picture()
    {
        string[] strata = [.. Rows.Select(r => r.Stratum).Distinct().Order(StratumOrder.Instance)];
        double end = Rows.Select(r => r.Time).DefaultIfEmpty(1).Max();
        var time = TimeAxis.Of(TimeUnit, end);
        time = time with { Axis = time.Axis with { Minimum = 0, Maximum = end * time.Factor } };
        return new()
        {
            Panels = strata.Select(s => Panel(s, time)).ToValueList(),
            Width = strata.Length > 2 ? 1080 : 760,
            PanelHeight = strata.Length == 1 ? 0 : 270,
            Note = string.Join("; ", strata.Select(s => AtRisk(s, end, time))) + ".",
            AlternativeText = "Visual predictive check of times to an event",
        };
    }

    private Panel Panel(string stratum, TimeAxis time)
    {
        var rows = Rows.Where(r => r.Stratum == stratum).OrderBy(r => r.Time).ToList();
        var left = rows.Where(r => r.Left > 0 && double.IsFinite(r.Observed)).ToList();
        var (x, low) = Stairs(rows, r => r.Low, time.Factor);
        Layer[] marks = left.Count == 0 ? [] : [new PointsLayer(left.Select(r => r.Time * time.Factor).ToValueList(), left.Select(r => 100 * r.Observed).ToValueList(), "observed, last seen without the event") { Open = true }];
        return new(time.Axis, new("Without the event", "%") { Minimum = 0, Maximum = 100 },
        [
            new BandLayer(x, low, Stairs(rows, r => r.High, time.Factor).Y, BandStrength.Strong, string.Create(CultureInfo.InvariantCulture, $"simulated, {100 * Level:G4} % interval"), Hue),
            new LineLayer(x, Stairs(rows, r => r.Median, time.Factor).Y, "simulated, median", Hue, LineStyle.Dashed),
            new LineLayer(x, Stairs(rows, r => r.Observed, time.Factor).Y, "observed (Kaplan-Meier)"),
            .. marks,
        ])
        {
            Title = stratum.Length == 0 ? null : stratum,
        };
    }

    /// <summary>"At risk at 0, 24, 48 h: 80, 61, 40".</summary>
    private string AtRisk(string stratum, double end, TimeAxis time)
    {
        var rows = Rows.Where(r => r.Stratum == stratum).OrderBy(r => r.Time).ToList();
        double[] at = [.. Enumerable.Range(0, CountsShown).Select(k => TwoDigits(end * time.Factor * k / (CountsShown - 1))).Where(t => t <= end * time.Factor * (1 + 1e-9))];
        var counts = at.Select(t => rows.FirstOrDefault(r => r.Time * time.Factor >= t * (1 - 1e-9))?.AtRisk ?? 0);
        string where = stratum.Length == 0 ? "At risk" : $"{stratum}: at risk";
        return string.Create(CultureInfo.InvariantCulture, $"{where} at {string.Join(", ", at.Select(t => t.ToString("G6", CultureInfo.InvariantCulture)))} {time.Axis.Unit}: {string.Join(", ", counts)}");
    }

    private static double TwoDigits(double value) => double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static (ValueList<double> X, ValueList<double> Y) Stairs(List<VpcSurvivalRow> rows, Func<VpcSurvivalRow, double> value, double factor)
    {
        var x = new List<double>();
        var y = new List<double>();
        foreach (var row in rows)
        {
            if (y.Count > 0 && double.IsFinite(y[^1]))
            {
                x.Add(row.Time * factor);
                y.Add(y[^1]);
            }

            x.Add(row.Time * factor);
            y.Add(100 * value(row));
        }

        return (x.ToValueList(), y.ToValueList());
    }
}

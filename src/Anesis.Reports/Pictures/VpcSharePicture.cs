using System.Globalization;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Vpc;

namespace Anesis.Reports.Pictures;

/// <summary>
/// A visual predictive check of categories or counts: a panel a group with the interval over the replicates of its simulated share as a band, the observed share as points on a line;
/// a row of panels a stratum. Means of counts have a panel of their own.
/// </summary>
/// <param name="Rows">What the check gave.</param>
/// <param name="Level">Of the interval, such as 0.95.</param>
/// <param name="TimeUnit">The model's unit of time, or null.</param>
public sealed record VpcSharePicture(ValueList<VpcShareRow> Rows, double Level, string? TimeUnit)
{
    private const int Hue = 1;

    public string Quantity { get; init; } = "Observation";

    /// <summary>What each group is called, by its name in the rows.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public Picture Picture()
    {
        string[] strata = [.. Rows.Select(r => r.Stratum).Distinct().Order(StratumOrder.Instance)], groups = [.. Rows.Select(r => r.Group).Distinct()];
        var time = TimeAxis.Of(TimeUnit, Rows.Select(r => r.To).DefaultIfEmpty(0).Max());
        time = time with { Axis = time.Axis with { Minimum = Rows.Select(r => r.From).DefaultIfEmpty(0).Min() * time.Factor, Maximum = Rows.Select(r => r.To).DefaultIfEmpty(1).Max() * time.Factor } };
        double highest = 100 * Rows.Where(r => !r.IsMean).SelectMany(r => new[] { r.High, r.Observed }).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        double top = highest > 50 ? 100 : highest > 20 ? 50 : 20;

        // A row of panels a stratum; where that is too wide, a row a group, and of one stratum alone as it fits.
        bool wide = groups.Length > 4 && strata.Length > 1;
        int columns = wide ? Math.Min(4, strata.Length) : groups.Length <= 4 ? groups.Length : (groups.Length + 1) / 2;
        return new()
        {
            Panels = wide
                ? groups.SelectMany(g => strata.Select(s => Panel(s, g, time, top))).ToValueList()
                : strata.SelectMany(s => groups.Select(g => Panel(s, g, time, top))).ToValueList(),
            Columns = columns,
            Width = columns > 2 ? 1080 : 760,
            PanelHeight = strata.Length == 1 && groups.Length <= 2 ? 0 : 250,
            AlternativeText = $"Visual predictive check of {Quantity}",
        };
    }

    private Panel Panel(string stratum, string group, TimeAxis time, double top)
    {
        var rows = Rows.Where(r => r.Stratum == stratum && r.Group == group).OrderBy(r => r.From).ToList();
        bool mean = group == VpcShareRow.MeanName;
        double factor = mean ? 1 : 100;
        var axis = mean ? new PanelAxis("Mean count") { Minimum = 0 } : new PanelAxis("Share", "%") { Minimum = 0, Maximum = top };
        string title = mean ? "mean" : Labels.GetValueOrDefault(group) ?? group;

        // A single bin is as wide as it is; a curve through the bins' middles reaches no further than these.
        bool single = rows.Count == 1;
        ValueList<double> x = single ? [rows[0].From * time.Factor, rows[0].To * time.Factor] : rows.Select(r => r.Time * time.Factor).ToValueList();
        ValueList<double> Pick(Func<VpcShareRow, double> value) => single ? [factor * value(rows[0]), factor * value(rows[0])] : rows.Select(r => factor * value(r)).ToValueList();
        return new(time.Axis, axis,
        [
            new BandLayer(x, Pick(r => r.Low), Pick(r => r.High), BandStrength.Strong, string.Create(CultureInfo.InvariantCulture, $"simulated, {100 * Level:G4} % interval"), Hue),
            new LineLayer(x, Pick(r => r.Median), "simulated, median", Hue, LineStyle.Dashed),
            new LineLayer(x, Pick(r => r.Observed), "observed"),
            new PointsLayer(rows.Select(r => r.Time * time.Factor).ToValueList(), rows.Select(r => factor * r.Observed).ToValueList()),
        ])
        {
            Title = stratum.Length == 0 ? title : $"{stratum}, {title}",
        };
    }
}

using System.Globalization;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Nca;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Plots;

/// <summary>Each profile on a logarithmic axis, with the points of its terminal line filled and the line drawn to its last sample.</summary>
internal static class NcaPicture
{
    private const int MostPanels = 24;

    public static Picture Of(NcaData data, ValueList<NcaResult> results)
    {
        var panels = data.Profiles.Take(MostPanels).Select((p, i) => Panel(p, results[i], data.Units)).ToValueList();
        return new()
        {
            Panels = panels,
            Columns = panels.Count > 6 ? 4 : 0,
            Width = panels.Count > 6 ? 1080 : 760,
            PanelHeight = panels.Count > 6 ? 190 : 0,
            Note = data.Profiles.Count > MostPanels ? string.Create(CultureInfo.InvariantCulture, $"The first {MostPanels} of {data.Profiles.Count} profiles.") : null,
            AlternativeText = "Concentrations and terminal lines",
        };
    }

    private static Panel Panel(NcaProfile profile, NcaResult result, NcaUnits units)
    {
        var samples = profile.Times.Zip(profile.Concentrations).Where(s => s.Second > 0).ToList();
        bool OnLine((double First, double Second) s) => result.Terminal.Exists && s.First >= result.Terminal.First && s.First <= result.Terminal.Last;
        var layers = new List<Layer>
        {
            new LineLayer(samples.Select(s => s.First).ToValueList(), samples.Select(s => s.Second).ToValueList(), "measured", 0),
            new PointsLayer(samples.Where(s => !OnLine(s)).Select(s => s.First).ToValueList(), samples.Where(s => !OnLine(s)).Select(s => s.Second).ToValueList(), "other samples", 0) { Open = true },
            new PointsLayer(samples.Where(OnLine).Select(s => s.First).ToValueList(), samples.Where(OnLine).Select(s => s.Second).ToValueList(), "samples of the terminal line", 1),
        };
        if (result.Terminal.Exists)
        {
            double[] ends = [result.Terminal.First, result.Terminal.Last];
            layers.Add(new LineLayer(ends.ToValueList(), ends.Select(result.Terminal.At).ToValueList(), "terminal line", 1, LineStyle.Dashed));
        }

        string half = result.Terminal.Exists ? $", half-life {Numbers.Text(result.Terminal.HalfLife)}{(units.Time is { } t ? " " + t : "")}" : ", no terminal line";
        return new(new("Time", units.Time) { Minimum = 0 }, new(units.Concentration ?? "Concentration") { Logarithmic = true }, layers.ToValueList()) { Title = profile.Id + half };
    }
}

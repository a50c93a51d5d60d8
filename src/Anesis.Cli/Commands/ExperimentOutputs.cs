using System.Globalization;
using System.Text;
using Anesis.Formats.DataSets;
using Anesis.Formats.SedMl;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.SedMl;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Commands;

/// <summary>Writes what an experiment asks for: a CSV a report, a picture and its numbers a plot.</summary>
internal static class ExperimentOutputs
{
    /// <summary>Files by name, with their content.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Of(SedDocument document, SedResults results)
    {
        string NameOf(string generator) => document.Generators.First(g => g.Id == generator).Name ?? generator;
        foreach (var output in document.Outputs)
        {
            switch (output)
            {
                case SedReport report:
                    yield return (output.Id + ".csv", Table([.. report.Columns.Select(c => (c.Label, results.Generators[c.Data].All.ToArray()))]));
                    break;
                case SedPlot plot:
                    yield return (output.Id + ".svg", Encoding.UTF8.GetBytes(PictureWriter.Svg(Picture(plot, results, NameOf))));
                    yield return (output.Id + ".csv", Table([.. plot.Curves.SelectMany(c => new[] { c.X, c.Y }).Concat(plot.Areas.SelectMany(a => new[] { a.X, a.From, a.To })).Distinct(StringComparer.Ordinal).Select(g => (NameOf(g), results.Generators[g].All.ToArray()))]));
                    break;
                case SedSurfacePlot surfaces:
                    yield return (output.Id + ".csv", Table([.. surfaces.Surfaces.SelectMany(s => new[] { s.X, s.Y, s.Z }).Distinct(StringComparer.Ordinal).Select(g => (NameOf(g), results.Generators[g].All.ToArray()))]));
                    break;
            }
        }
    }

    private static byte[] Table(IReadOnlyList<(string Label, double[] Values)> columns)
    {
        var text = new StringBuilder().AppendJoin(',', columns.Select(c => CsvField.Of(c.Label))).Append('\n');
        int rows = columns.Select(c => c.Values.Length).DefaultIfEmpty(0).Max();
        for (int row = 0; row < rows; row++)
        {
            text.AppendJoin(',', columns.Select(c => row < c.Values.Length ? Number(c.Values[row]) : "")).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Number(double value) => double.IsPositiveInfinity(value) ? "INF" : double.IsNegativeInfinity(value) ? "-INF" : value.ToString("R", CultureInfo.InvariantCulture);

    private static Picture Picture(SedPlot plot, SedResults results, Func<string, string> nameOf)
    {
        var layers = new List<Layer>();
        for (int i = 0; i < plot.Curves.Count; i++)
        {
            var curve = plot.Curves[i];
            var x = Joined(results.Generators[curve.X]);
            var y = Joined(results.Generators[curve.Y]);
            string legend = curve.Name ?? nameOf(curve.Y);
            for (int k = 0; k < y.Count; k++)
            {
                double[] xs = x.Count == 0 ? [] : x[Math.Min(k, x.Count - 1)];
                int length = Math.Min(xs.Length, y[k].Length);
                layers.Add(new LineLayer(xs.Take(length).ToValueList(), y[k].Take(length).ToValueList(), legend, i % 7));
            }
        }

        foreach (var (area, i) in plot.Areas.Select((a, i) => (a, i)))
        {
            var x = Joined(results.Generators[area.X]);
            var low = Joined(results.Generators[area.From]);
            var high = Joined(results.Generators[area.To]);
            for (int k = 0; k < Math.Min(low.Count, high.Count); k++)
            {
                double[] xs = x.Count == 0 ? [] : x[Math.Min(k, x.Count - 1)];
                int length = Math.Min(xs.Length, Math.Min(low[k].Length, high[k].Length));
                layers.Insert(0, new BandLayer(xs.Take(length).ToValueList(), low[k].Take(length).ToValueList(), high[k].Take(length).ToValueList(), BandStrength.Light, area.Name ?? nameOf(area.To), i % 7));
            }
        }

        string[] axes = [.. plot.Curves.Select(c => nameOf(c.X)).Distinct(StringComparer.Ordinal)], values = [.. plot.Curves.Select(c => nameOf(c.Y)).Distinct(StringComparer.Ordinal)];
        return new Picture
        {
            Title = plot.Name ?? plot.Id,
            Panels = [new(Axis(plot.X, axes, plot.LogX), Axis(plot.Y, values, plot.LogY), layers.ToValueList())],
        };
    }

    private static PanelAxis Axis(SedAxis axis, string[] names, bool logarithmic) =>
        new(axis.Name ?? (names.Length == 1 ? names[0] : "")) { Logarithmic = logarithmic, Minimum = axis.Minimum, Maximum = axis.Maximum };

    /// <summary>Simulations of one value each (a scan of steady states) are one curve.</summary>
    private static IReadOnlyList<double[]> Joined(SedSeries series) => series.Segments.Count > 1 && series.Segments.All(s => s.Length == 1) ? [[.. series.All]] : series.Segments;
}

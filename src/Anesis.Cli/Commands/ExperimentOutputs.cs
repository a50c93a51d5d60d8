using System.Globalization;
using System.Text;
using Anesis.Formats.DataSets;
using Anesis.Formats.SedMl;
using Anesis.Pharmacometrics.SedMl;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Commands;

/// <summary>Writes what an experiment asks for: a CSV a report, a picture (SVG and PNG) and its numbers a plot.</summary>
internal static class ExperimentOutputs
{
    /// <summary>Files by name, with their content.</summary>
    /// <param name="document">The experiment.</param>
    /// <param name="results">What it gave.</param>
    /// <param name="remarks">Takes what could not be drawn as it is asked for.</param>
    public static IEnumerable<(string Name, byte[] Content)> Of(SedDocument document, SedResults results, List<string> remarks)
    {
        var pictures = new ExperimentPictures(document, results);
        byte[] Numbers(IEnumerable<string?> generators) => Table([.. generators.OfType<string>().Distinct(StringComparer.Ordinal).Select(g => (pictures.NameOf(g), results.Generators[g].All.ToArray()))]);
        foreach (var output in document.Outputs)
        {
            switch (output)
            {
                case SedReport report:
                    yield return (output.Id + ".csv", Table([.. report.Columns.Select(c => (c.Label, results.Generators[c.Data].All.ToArray()))]));
                    break;
                case SedPlot plot:
                    yield return (output.Id + ".svg", Encoding.UTF8.GetBytes(PictureWriter.Svg(pictures.Of(plot))));
                    yield return (output.Id + ".png", PictureWriter.Png(pictures.Of(plot)));
                    yield return (output.Id + ".csv", Numbers(plot.Curves.SelectMany(c => new[] { c.X, c.XErrorLower, c.XErrorUpper, c.Y, c.YErrorLower, c.YErrorUpper }).Concat(plot.Areas.SelectMany(a => new[] { a.X, a.From, a.To }))));
                    break;
                case SedSurfacePlot surfaces:
                    yield return (output.Id + ".svg", Encoding.UTF8.GetBytes(PictureWriter.Svg(pictures.Of(surfaces))));
                    yield return (output.Id + ".png", PictureWriter.Png(pictures.Of(surfaces)));
                    yield return (output.Id + ".csv", Numbers(surfaces.Surfaces.SelectMany(s => new[] { s.X, s.Y, s.Z })));
                    break;
                case SedFigure figure:
                    yield return (output.Id + ".svg", Encoding.UTF8.GetBytes(PictureWriter.Svg(pictures.Of(figure))));
                    yield return (output.Id + ".png", PictureWriter.Png(pictures.Of(figure)));
                    break;
            }
        }

        remarks.AddRange(pictures.Remarks.Distinct(StringComparer.Ordinal));
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
}

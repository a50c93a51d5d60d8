using System.Globalization;
using System.Text;
using Anesis.Cli.Commands;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Observations;
using Anesis.Reports.Documents;
using Anesis.Reports.Html;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Reporting;

/// <summary>What a visual predictive check found.</summary>
/// <param name="Csv">The table.</param>
/// <param name="Picture">Without a title.</param>
/// <param name="Answer">One sentence.</param>
/// <param name="Table">For the report.</param>
/// <param name="Facts">How it was made: what and value.</param>
internal sealed record VpcFindings(string Csv, Picture Picture, string Answer, TableSection Table, ValueList<ValueList<string>> Facts);

/// <summary>The picture and the report of a visual predictive check.</summary>
internal static class VpcDocument
{
    /// <summary>Writes what is asked for; the first error, or null.</summary>
    public static Diagnostic? Write(ExperimentRequest request, VpcSettings settings, VpcFindings found)
    {
        if (settings.Files is { Plot: null, Report: null })
        {
            return null;
        }

        string note = string.Create(CultureInfo.InvariantCulture, $"{settings.Replicates:N0} simulations of the data set's own design ({request.Data!.Individuals.Count} subjects, {settings.Observations.Values.Length:N0} observations).");
        var picture = found.Picture with
        {
            Title = $"Visual predictive check: {request.Data.Source.Split('/')[^1]}",
            Note = found.Picture.Note is { } own ? $"{own} {note}" : note,
        };
        Diagnostic? problem = null;
        if (settings.Files.Plot is { } plot)
        {
            problem = Results.WholeFile.Write(plot, PictureWriter.Bytes(picture, plot));
        }

        return problem is null && settings.Files.Report is { } report
            ? Results.WholeFile.Write(report, Encoding.UTF8.GetBytes(HtmlReport.Text(Document(request, settings, found, picture))))
            : problem;
    }

    public static string Describe(ResidualError error)
    {
        string text = error switch
        {
            { IsNone: true } => "none",
            { Form: ErrorForm.Variances } => string.Create(CultureInfo.InvariantCulture, $"variance {error.Additive:R}² + ({error.Proportional:R}·f)²"),
            { Form: ErrorForm.Deviations } => string.Create(CultureInfo.InvariantCulture, $"deviation {error.Additive:R} + {error.Proportional:R}·f"),
            { Form: ErrorForm.Power } => string.Create(CultureInfo.InvariantCulture, $"deviation {error.Proportional:R}·f^{error.Exponent:R}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"log-normal, deviation of the logarithm {error.Proportional:R}"),
        };
        return error.Autocorrelation > 0 ? text + string.Create(CultureInfo.InvariantCulture, $", autocorrelation {error.Autocorrelation:R} over a unit of time") : text;
    }

    private static ReportDocument Document(ExperimentRequest request, VpcSettings settings, VpcFindings found, Picture picture) => new()
    {
        Title = picture.Title!,
        Question = "Does the model give observations such as these?",
        Answer = found.Answer,
        Command = settings.Files.Command,
        Sections = [new FigureSection(null, picture with { Title = null }, "Bands are intervals over the simulations, lines and points are observed."), new TableSection("How it was made", [new("What"), new("Value")], found.Facts), found.Table],
        Colophon = new($"Anesis {ProgramVersion.Text}") { Seed = request.Seed, People = request.Data!.Individuals.Count },
    };
}

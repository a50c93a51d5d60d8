using System.Globalization;
using System.Text;
using Anesis.Cli.Commands;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Vpc;
using Anesis.Reports.Documents;
using Anesis.Reports.Html;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Reporting;

/// <summary>The picture and the report of a visual predictive check.</summary>
internal static class VpcDocument
{
    /// <summary>Writes what is asked for; the first error, or null.</summary>
    public static Diagnostic? Write(ExperimentRequest request, VpcSettings settings, IReadOnlyList<VpcRow> rows, VpcSink check, TimeUnit unit)
    {
        if (settings.Files is { Plot: null, Report: null })
        {
            return null;
        }

        var picture = Picture(request, settings, rows, check, unit);
        Diagnostic? problem = null;
        if (settings.Files.Plot is { } plot)
        {
            problem = Results.WholeFile.Write(plot, PictureWriter.Bytes(picture, plot));
        }

        return problem is null && settings.Files.Report is { } report
            ? Results.WholeFile.Write(report, Encoding.UTF8.GetBytes(HtmlReport.Text(Document(request, settings, rows, picture, unit))))
            : problem;
    }

    private static Picture Picture(ExperimentRequest request, VpcSettings settings, IReadOnlyList<VpcRow> rows, VpcSink check, TimeUnit unit)
    {
        var observations = settings.Observations;
        double[] values = check.Observed;
        var column = OutputUnits.Columns(request.Model, request.Outputs)[0];
        string note = string.Create(CultureInfo.InvariantCulture, $"{settings.Replicates:N0} simulations of the data set's own design ({request.Data!.Individuals.Count} subjects, {values.Length:N0} observations).");
        return new VpcPicture(rows.ToValueList(), settings.Level, unit.IsDeclared ? unit.Symbol : null)
        {
            Quantity = column.Label ?? column.Name,
            Unit = column.Unit,
            Logarithmic = settings.Files.Logarithmic,
            Corrected = settings.Corrected,
            Limit = settings.Limit.Limit,
            Points = settings.Files.Points
                ? Enumerable.Range(0, values.Length).Where(i => settings.Bins.BinOf(observations.Times[i]) >= 0).Select(i => (observations.StratumNames[observations.Strata[i]], observations.Times[i], values[i])).ToValueList()
                : [],
        }.Picture() with
        {
            Title = $"Visual predictive check: {request.Data.Source.Split('/')[^1]}",
            Note = note,
        };
    }

    private static ReportDocument Document(ExperimentRequest request, VpcSettings settings, IReadOnlyList<VpcRow> rows, Picture picture, TimeUnit unit)
    {
        var percentiles = rows.Where(r => !double.IsNaN(r.Observed) && !double.IsNaN(r.Low) && !double.IsNaN(r.High)).ToList();
        int inside = percentiles.Count(r => r.Observed >= r.Low && r.Observed <= r.High);
        string time = unit.IsDeclared ? $" [{unit.Symbol}]" : "";
        var table = new TableSection(
            "Every bin",
            [new("Stratum"), new("Bin" + time), new("n", true), new("Percentile", true), new("Observed", true), new("Simulated, median", true), new("Interval", true)],
            rows.Select(r => (ValueList<string>)[
                r.Stratum, Numbers.Interval(r.From, r.To), r.Count.ToString(CultureInfo.InvariantCulture), r.IsShareBelow ? "below the limit" : Numbers.Exact(r.Percentile),
                Numbers.Text(r.Observed), Numbers.Text(r.Median), Numbers.Interval(r.Low, r.High)]).ToValueList());
        var facts = new TableSection("How it was made", [new("What"), new("Value")],
        [
            ["residual error", Describe(settings.Error)],
            ["limit of quantification", settings.Limit.IsNone ? "none" : string.Create(CultureInfo.InvariantCulture, $"{settings.Limit.Limit:R}, method {settings.Limit.Method}")],
            ["prediction correction", settings.Corrected ? "each value times the median prediction of its bin over its own (Bergstrand 2011)" : "none"],
            ["percentiles", string.Join(", ", settings.Percentiles.Select(p => p.ToString(CultureInfo.InvariantCulture))) + " (type 7)"],
        ]);
        return new()
        {
            Title = picture.Title!,
            Question = "Does the model give observations such as these?",
            Answer = string.Create(CultureInfo.InvariantCulture, $"Of {percentiles.Count} observed percentiles and shares {inside} lie within the interval that holds {100 * settings.Level:G4} % of the simulated ones."),
            Command = settings.Files.Command,
            Sections = [new FigureSection(null, picture with { Title = null }, "Bands are intervals over the simulations, lines and points are observed."), facts, table],
            Colophon = new($"Anesis {ProgramVersion.Text}") { Seed = request.Seed, People = request.Data!.Individuals.Count },
        };
    }

    private static string Describe(ResidualError error)
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
}

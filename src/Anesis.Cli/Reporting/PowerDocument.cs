using System.Globalization;
using System.Text;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Trials.Designs;
using Anesis.Reports.Documents;
using Anesis.Reports.Html;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Reporting;

/// <summary>The power curve and the report of a simulated design.</summary>
internal static class PowerDocument
{
    /// <summary>Writes what is asked for; the first error, or null.</summary>
    public static Diagnostic? Write(TrialDesign design, IReadOnlyList<PowerRow> rows, string? plot, string? report, string command, ulong seed)
    {
        if (plot is null && report is null)
        {
            return null;
        }

        var picture = Curve(design, rows);
        Diagnostic? problem = plot is null ? null : Results.WholeFile.Write(plot, PictureWriter.Bytes(picture, plot));
        return problem is null && report is not null ? Results.WholeFile.Write(report, Encoding.UTF8.GetBytes(HtmlReport.Text(Document(design, rows, picture, command, seed)))) : problem;
    }

    private static Picture Curve(TrialDesign design, IReadOnlyList<PowerRow> rows)
    {
        var x = rows.Select(r => (double)r.People).ToValueList();
        var layers = new List<Layer>
        {
            new BandLayer(x, rows.Select(r => 100 * r.Interval.Low).ToValueList(), rows.Select(r => 100 * r.Interval.High).ToValueList(), BandStrength.Light, "95 % interval of the simulation"),
            new LineLayer(x, rows.Select(r => 100 * r.Power).ToValueList(), "positive trials"),
            new PointsLayer(x, rows.Select(r => 100 * r.Power).ToValueList(), null, 0),
        };
        var panels = new List<Panel>
        {
            new(new("People in the trial") { Minimum = 0 }, new("Power", "%") { Minimum = 0, Maximum = 100 }, layers.ToValueList()) { References = [new(80, "80 %")] },
        };
        if (design.Interim is not null)
        {
            panels[0] = panels[0] with { Title = "Power" };
            panels.Add(new(new("People planned") { Minimum = 0 }, new("People on average"), [new LineLayer(x, rows.Select(r => r.MeanPeople).ToValueList(), "people on average", 1), new LineLayer(x, x, "as planned", -1, LineStyle.Dotted)]) { Title = "People that a trial has" });
        }

        return new()
        {
            Title = design.Title,
            Panels = panels.ToValueList(),
            Note = string.Create(CultureInfo.InvariantCulture, $"{rows[0].Replicates:N0} simulated trials of each size: {string.Join(", ", design.Test.Treatments)} against {design.Test.Control}, {Words(design.Test.Kind)}, α = {design.Test.Alpha:G4}."),
            AlternativeText = $"Power over size: {design.Title}",
        };
    }

    private static ReportDocument Document(TrialDesign design, IReadOnlyList<PowerRow> rows, Picture picture, string command, ulong seed)
    {
        int? enough = rows.FirstOrDefault(r => r.Power >= 0.8)?.People;
        var table = new TableSection("Every size",
            [new("People", true), new("Power", true), new("95 % interval", true), new("Effect", true), new("its deviation", true), new("People on average", true), new("Stopped early", true), new("Stopped for futility", true), new("Missing", true)],
            rows.Select(r => (ValueList<string>)[
                r.People.ToString("N0", CultureInfo.InvariantCulture), Percent(r.Power), $"{Percent(r.Interval.Low)} to {Percent(r.Interval.High)}", Numbers.Text(r.MeanEffect), Numbers.Text(r.EffectDeviation),
                Numbers.Text(r.MeanPeople, 4), r.StoppedForEfficacy.ToString(CultureInfo.InvariantCulture), r.StoppedForFutility.ToString(CultureInfo.InvariantCulture), Percent(r.Missing)]).ToValueList());
        return new()
        {
            Title = design.Title,
            Question = $"How often does a trial of {string.Join(", ", design.Test.Treatments)} against {design.Test.Control} come out positive?",
            Answer = enough is { } n ? string.Create(CultureInfo.InvariantCulture, $"With {n:N0} people in {Percent(rows.First(r => r.People == n).Power)} of trials; smaller trials that were tried stay below 80 %.") : "None of the sizes that were tried reaches 80 %.",
            Command = command,
            Sections = [new FigureSection(null, picture with { Title = null }, ""), table],
            Colophon = new($"Anesis {ProgramVersion.Text}") { Model = design.Model, Seed = seed },
        };
    }

    private static string Percent(double share) => Numbers.Text(100 * share) + " %";

    private static string Words(TestKind kind) => kind switch
    {
        TestKind.T => "t-test",
        TestKind.Ancova => "analysis of covariance",
        TestKind.Wilcoxon => "Wilcoxon test",
        TestKind.Proportions => "two proportions",
        TestKind.LogRank => "log-rank test",
        TestKind.Equivalence => "equivalence",
        _ => "non-inferiority",
    };
}

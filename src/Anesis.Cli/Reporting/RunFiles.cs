using System.Text;
using Anesis.Cli.Commands;
using Anesis.Cli.Runs;
using Anesis.Modeling.Diagnostics;
using Anesis.Reports.Html;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Reporting;

/// <summary>Writes picture and report, each whole or not at all.</summary>
internal static class RunFiles
{
    /// <summary>The first error, or null.</summary>
    public static Diagnostic? Write(FinishedRun run, RunPicture picture, OutputTargets targets)
    {
        Diagnostic? problem = null;
        if (targets.Plot is { } plot)
        {
            problem = Results.WholeFile.Write(plot, PictureWriter.Bytes(picture.Picture with { Title = run.Subject.IsPerson ? PersonTitle(run) : run.Title }, plot));
        }

        if (problem is null && targets.Report is { } report)
        {
            problem = Results.WholeFile.Write(report, Encoding.UTF8.GetBytes(HtmlReport.Text(RunDocument.Of(run, picture))));
        }

        return problem;
    }

    /// <summary>"A treatment infusion: 0.5 mg/kg ketamine iv over 40 min, 1,000 people".</summary>
    private static string PersonTitle(FinishedRun run)
    {
        var arm = run.Main.Arm;
        string people = arm.Request.Data is null && arm.People > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{arm.People:N0} people") : "";
        string what = string.Join(", ", new[] { string.Join(" and ", arm.Regimens), people }.Where(t => t.Length > 0));
        string title = run.Subject.Scenario?.Title ?? "";
        return title.Length == 0 ? (what.Length == 0 ? "A person" : what) : what.Length == 0 ? title : $"{title}: {what}";
    }
}

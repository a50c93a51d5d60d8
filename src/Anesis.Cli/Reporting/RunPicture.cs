using Anesis.Cli.Commands;
using Anesis.Cli.Runs;
using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Reports.Pictures;

namespace Anesis.Cli.Reporting;

/// <summary>The picture of a run: a panel an output, with what it leaves out said on it.</summary>
/// <param name="Picture">Without a title.</param>
/// <param name="Notes">What is not shown, and why.</param>
/// <param name="Whole">All to the end, where the picture shows less of some panels; else null.</param>
internal sealed record RunPicture(Picture Picture, ValueList<string> Notes, Picture? Whole)
{
    /// <summary>Panels in one picture that a reader still takes in.</summary>
    public const int MostPanels = 24;

    public const string DirectionOnly = "Grade C: only the direction is known; the scale is normalised.";

    /// <summary>Scales of the person's outputs that have ends of their own; not a number where the data say.</summary>
    private static readonly Dictionary<string, (double Low, double High)> Scales = new(StringComparer.Ordinal)
    {
        ["nmda_block"] = (0, 1), ["unresponsive"] = (0, 1), ["analgesia"] = (0, 1), ["airway_reflex"] = (0, 1), ["sedation"] = (0, 5), ["spo2"] = (double.NaN, 100),
    };

    public static RunPicture Of(FinishedRun run)
    {
        if (run.Main.Arm.Request.Data is not null)
        {
            return new(Finished(run, IndividualPanels.All(run.Main.Courses, run.Columns, run.TimeUnit), ""), Omissions(run), null);
        }

        var arms = run.Arms.Select(a => new SummaryArm(a.Arm.Name, a.Summary!)).ToValueList();
        var whole = SummaryPanels.All(arms);
        var settled = run.Subject.IsPerson ? SummaryPanels.Settled(arms) : whole;
        bool cut = settled.Panels != whole.Panels;
        return new(
            Finished(run, settled, cut ? "Panels end where their courses have come to rest." : ""), Omissions(run),
            cut ? Finished(run, whole, "") : null);
    }

    private static ValueList<string> Omissions(FinishedRun run)
    {
        var columns = run.Columns;
        var notes = new List<string>();
        if (columns.Count > MostPanels)
        {
            notes.Add($"the picture shows {MostPanels} of {columns.Count} outputs; --select a,b chooses which");
        }

        if (run.Main.Arm.Request.Data is { } data)
        {
            if (data.Individuals.Count > run.Main.Courses.Count)
            {
                notes.Add($"the picture shows {run.Main.Courses.Count} of {data.Individuals.Count} individuals, the first of the data set");
            }

            if (run.Main.LeavesOutObserved)
            {
                notes.Add("observed values whose DVID names no output are not in the picture; with one output (--select) all are");
            }
        }

        return notes.ToValueList();
    }

    /// <summary>The picture with its grades, scales and notes.</summary>
    private static Picture Finished(FinishedRun run, Picture picture, string windows)
    {
        string lines = run.Arms.Count == 1 || run.Main.Arm.People == 1 ? "" : run.Arms.Count > SummaryPanels.MostBands ? "Lines are medians over people." : "Lines are medians, bands hold 90 % of people.";
        bool[] graded = [.. run.Columns.Take(MostPanels).Select(c => IsDirectionOnly(run.Subject.Model, c.Name))];
        var panels = picture.Panels.Take(MostPanels).Select((p, i) => Scaled(run, graded[i] ? p with { Title = p.Title + " (grade C)" } : p, run.Columns[i].Name)).ToValueList();
        string[] notes = [lines, windows, .. Omissions(run).Select(n => char.ToUpperInvariant(n[0]) + n[1..] + "."), graded.Contains(true) ? DirectionOnly : ""];
        string note = string.Join(' ', notes.Where(n => n.Length > 0));
        return picture with { Panels = panels, Note = note.Length == 0 ? null : note, Width = panels.Count > 4 ? 1080 : 760 };
    }

    private static Panel Scaled(FinishedRun run, Panel panel, string output) =>
        run.Subject.IsPerson && Scales.TryGetValue(output, out var scale) ? panel with { Y = panel.Y with { Minimum = scale.Low, Maximum = scale.High } } : panel;

    private static bool IsDirectionOnly(Model model, string output)
    {
        string id = output.StartsWith('[') ? output.Trim('[', ']') : output;
        var element = model.Parameters.Cast<Element>().Concat(model.Species).FirstOrDefault(e => e.Id == id);
        return Catalogue.Evidence(element?.Notes).GetValueOrDefault("grade") == "C";
    }
}

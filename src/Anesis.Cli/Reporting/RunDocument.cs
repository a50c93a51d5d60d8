using System.Globalization;
using System.Text;
using Anesis.Cli.Runs;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;

namespace Anesis.Cli.Reporting;

/// <summary>The report of a run: what came out first, then what it rests on. The same run gives the same document, whatever the clock says.</summary>
internal static class RunDocument
{
    public static ReportDocument Of(FinishedRun run, RunPicture picture)
    {
        var sections = new List<ReportSection?>
        {
            run.Subject.IsPerson ? PersonNotices.Warnings(run) : null,
            Numbers(run),
            Differences(run),
            MarkerText.Section(run),
            new FigureSection("Over time", picture.Picture with { AlternativeText = $"{run.Title}: {run.Columns.Count} outputs over time" }, Caption(run)),
            picture.Whole is null ? null : new FigureSection("The whole course", picture.Whole with { AlternativeText = $"{run.Title}: {run.Columns.Count} outputs to the end" }, Caption(run)),
            run.Subject.Scenario is { Explanation.Length: > 0 } scenario ? new TextSection("What happens", [Reflowed(scenario.Explanation)]) : null,
            run.Subject.IsPerson && PersonNotices.TellsOfCirculation(run) ? PersonNotices.Circulation(run) : null,
            run.Subject.IsPerson ? null : ModelText.NotesOf(run.Subject.Model),
        };
        sections.AddRange(run.Arms.Select(Failures));
        sections.Add(RunFacts.Of(run));
        sections.AddRange(RunParameters.Of(run));
        return new()
        {
            Title = run.Title,
            Question = run.Subject.Scenario?.Question,
            Answer = RunAnswer.Of(run),
            Notice = run.Subject.IsPerson ? Reports.Html.HtmlReport.KetamineNotice : null,
            Command = run.Command,
            Sections = sections.OfType<ReportSection>().ToValueList(),
            Colophon = Colophon(run),
        };
    }

    private static ReportSection? Numbers(FinishedRun run)
    {
        if (run.Main.Rows.IsEmpty)
        {
            return null;
        }

        string note = run.Main.Arm.People == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{run.Main.Run.Completed:N0} people{(run.Arms.Count > 1 ? " in each arm, the same in all" : "")}: the median and, to the right or in brackets, the interval that holds 90 % of them.");
        return run.Arms.Count == 1
            ? new KeyNumberSection("Key numbers", run.Main.Rows) { Note = note.Length == 0 ? null : note.Replace(", to the right or in brackets,", "", StringComparison.Ordinal) }
            : Table("Key numbers, side by side", run.Arms, a => a.Rows, note.Replace(", to the right or in brackets,", ", in brackets,", StringComparison.Ordinal));
    }

    /// <summary>The arms less the main one; people are paired, so that what differs between them does not blur it.</summary>
    private static TableSection? Differences(FinishedRun run) => run.Arms.Count == 1 || run.Main.Rows.IsEmpty
        ? null
        : Table($"Difference from \"{run.Main.Arm.Name}\", person by person", [.. run.Arms.Skip(1)], a => a.DifferencesFrom(run.Main), "Each person is compared with the same person in the main arm.");

    private static TableSection Table(string heading, IReadOnlyList<FinishedArm> arms, Func<FinishedArm, ValueList<KeyNumber>> numbers, string note)
    {
        var columns = arms.Select(numbers).ToList();
        return new(heading, [new TableColumn("Quantity"), new TableColumn("Unit"), .. arms.Select(a => new TableColumn(a.Arm.Name, IsNumber: true))],
            Enumerable.Range(0, columns[0].Count).Select(i => (ValueList<string>)[columns[0][i].Quantity, columns[0][i].Unit ?? "", .. columns.Select(c => Reports.Terminal.SummaryText.Cell(c[i]))]).ToValueList())
        {
            Note = note.Length == 0 ? null : note,
        };
    }

    private static string Caption(FinishedRun run) => run.Main.Arm.Request.Data is not null
        ? "Simulated at each individual's own times, joined by straight lines; observed values as the data set gives them."
        : run.Arms.Count > 1 ? ""
        : run.Main.Arm.People > 1 ? "Median over people, with the bands that hold 50 and 90 % of them." : "The course of one person.".Replace("person", run.Subject.IsPerson ? "person" : "individual", StringComparison.Ordinal);

    private static FailureSection? Failures(FinishedArm arm) => arm.Run.Failed.IsEmpty
        ? null
        : new(arm.Run.Individuals, arm.Run.Failed.Select(f => new Failure(arm.Ids.Text(f.Index) + (arm.Arm.IsMain ? "" : $" ({arm.Arm.Name})"), f.Outcome.Sentence)).ToValueList());

    private static Colophon Colophon(FinishedRun run)
    {
        var model = run.Main.Arm.Texts.FirstOrDefault(t => t.Kind == "model");
        return new($"Anesis {ProgramVersion.Text}")
        {
            Model = model?.Name,
            ModelSha256 = model is null ? null : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(model.Text))),
            Seed = run.Solver.Seed,
            People = run.Main.Arm.People,
            Method = RunFacts.Method(run),
        };
    }

    private static string Reflowed(string text) => string.Join(' ', text.Split((char[])['\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries));
}

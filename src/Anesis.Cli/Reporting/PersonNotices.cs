using Anesis.Cli.Runs;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;

namespace Anesis.Cli.Reporting;

/// <summary>What every report on the person has to say of conflicts and risks.</summary>
internal static class PersonNotices
{
    public const string ConflictLine = "The source of this project says that blood pressure falls after ketamine; every measurement found says that it rises, and the model follows them.";

    private static readonly string[] OfCirculation = ["heart_rate", "systolic", "diastolic", "cardiac_output"];

    /// <summary>Whether the run tells of heart and pressure, so that the conflict concerns its reader.</summary>
    public static bool TellsOfCirculation(FinishedRun run) => run.Columns.Any(c => OfCirculation.Contains(c.Name));

    /// <summary>Heart rate and pressure: what the founding text says, what measurements say, and what this run gives.</summary>
    public static NoticeSection Circulation(FinishedRun run)
    {
        string[] rises = [.. new[] { ("heart_rate_rise", "heart rate"), ("systolic_rise", "systolic pressure"), ("diastolic_rise", "diastolic pressure") }
            .Select(p => Rise(run.Main, p.Item1, p.Item2)).OfType<string>()];
        var paragraphs = new List<string>();
        if (rises.Length > 0)
        {
            paragraphs.Add($"In this run, peak change from the start: {string.Join(", ", rises)}.");
        }

        paragraphs.Add("A fall is real where the catecholamine reserve is spent, as in critical illness, and at very high concentrations: --set catecholamine_reserve=0 shows the first, the scenario blood-pressure-conflict both sides.");
        return new(NoticeKind.Conflict, "Does blood pressure fall or rise?", paragraphs.ToValueList())
        {
            Positions =
            [
                new Position("Heart rate rises within minutes, and blood pressure falls.", "The text that this project was founded on"),
                new Position("Heart rate, systolic and diastolic pressure and cardiac output rise together, with the dose, at doses below those of anaesthesia.", "Measured in people: Langsjo 2005 (Anesthesiology 103:258), Sigtermans 2009 (doi 10.1097/ALN.0b013e3181b437b1), Liebe 2017, 741 infusions in depression", Followed: true),
            ],
        };
    }

    /// <summary>The scenario's own warnings; the notice on research stands in every report already.</summary>
    public static NoticeSection? Warnings(FinishedRun run)
    {
        var warnings = (run.Subject.Scenario?.Warnings ?? []).Where(w => !w.StartsWith("A research and teaching model", StringComparison.Ordinal)).ToValueList();
        return warnings.IsEmpty ? null : new(NoticeKind.Caution, "Before you read on", warnings);
    }

    private static string? Rise(FinishedArm arm, string id, string what)
    {
        int at = arm.Numbers.Numbers.ToList().FindIndex(n => n.Id == id);
        return at < 0 ? null : $"{what} {(arm.Rows[at].Median > 0 ? "+" : "")}{SummaryOf(arm.Rows[at])}";
    }

    private static string SummaryOf(KeyNumber number) => $"{Reports.Terminal.SummaryText.Cell(number)} {number.Unit}";
}

using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Scenarios;

/// <summary>A question that a model answers (docs/model/scenarios.md).</summary>
public sealed record Scenario(string Id, string Title, string Question, string Model)
{
    public ValueList<string> Regimen { get; init; }

    public string? Population { get; init; }

    public int People { get; init; } = 1;

    public string Until { get; init; } = "";

    public string Every { get; init; } = "";

    public ValueList<(string Id, double Value)> Sets { get; init; }

    public ValueList<string> Outputs { get; init; }

    public string Explanation { get; init; } = "";

    public ValueList<string> Warnings { get; init; }

    /// <summary>What this arm is called beside the others.</summary>
    public string ArmName { get; init; } = "main arm";

    /// <summary>Other arms: their name, and the scenario with what differs.</summary>
    public ValueList<(string Name, Scenario Arm)> Compare { get; init; }

    /// <summary>Markers to be ranked by how well they tell responders, or null.</summary>
    public ScenarioRanking? Ranking { get; init; }

    /// <summary>Sentences that answer the question by what was computed.</summary>
    public ValueList<ScenarioAnswer> Answers { get; init; }

    public static Checked<Scenario> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a scenario", errors);
        SchemaOne.Check(table);
        var scenario = new Scenario(table.Text("id"), table.Text("title"), table.Text("question"), table.Text("model"))
        {
            Regimen = table.Texts("regimen").ToValueList(),
            Population = table.TextOrNull("population"),
            People = ReadPeople(table),
            Until = table.Text("until"),
            Every = table.Text("every"),
            Sets = ReadSets(table),
            Outputs = table.Texts("outputs").ToValueList(),
            Explanation = (table.TextOrNull("explanation") ?? "").Trim(),
            Warnings = table.Texts("warnings").ToValueList(),
            ArmName = table.TextOrNull("arm") ?? "main arm",
            Ranking = table.Table("ranking", "a ranking of markers") is { } ranking ? ScenarioRanking.Read(ranking) : null,
        };
        foreach (string missing in scenario.Ranking is { } asked ? asked.Markers.Select(m => m.Output).Append(asked.Output).Distinct(StringComparer.Ordinal).Where(o => !scenario.Outputs.Any(s => s == o)) : [])
        {
            table.Error("AN0912", "ranking", $"the output \"{missing}\"", $"one of the scenario's outputs: {string.Join(", ", scenario.Outputs)}", Spelling.Nearest(missing, scenario.Outputs));
        }

        var arms = table.Tables("compare", "an arm").Select(t => ReadArm(t, scenario)).ToValueList();
        var names = arms.Select(a => a.Item1).Prepend(scenario.ArmName).ToValueList();
        var answers = table.Tables("answer", "an answer").Select(t => ScenarioAnswer.Read(t, scenario.Outputs, names)).ToValueList();
        table.RefuseOthers();
        return errors.Count > 0 ? Checked.Refused<Scenario>(errors) : Checked.Ok(scenario with { Compare = arms, Answers = answers });
    });

    private static int ReadPeople(TomlTable table)
    {
        double people = table.NumberOrNull("people") ?? 1;
        if (people is >= 1 and <= 100_000_000 && people == Math.Floor(people))
        {
            return (int)people;
        }

        table.Error("AN0912", "people", FormattableString.Invariant($"people = {people}"), "a whole number from 1 on");
        return 1;
    }

    private static (string, Scenario) ReadArm(TomlTable table, Scenario basis)
    {
        string name = table.Text("name");
        var arm = basis with
        {
            ArmName = name,
            Regimen = table.Has("regimen") ? table.Texts("regimen").ToValueList() : basis.Regimen,
            Population = table.TextOrNull("population") ?? basis.Population,
            Ranking = null,
            Sets = [.. basis.Sets.Where(s => !ReadSets(table).Any(o => o.Id == s.Id)), .. ReadSets(table)],
        };
        table.RefuseOthers();
        return (name, arm);
    }

    private static ValueList<(string Id, double Value)> ReadSets(TomlTable table) =>
        table.Table("set", "settings") is { } sets ? sets.Keys.Select(k => (k, sets.Number(k))).ToValueList() : [];
}

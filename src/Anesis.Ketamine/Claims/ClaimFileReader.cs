using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Ketamine.Claims;

/// <summary>Reads a file of claims: its form and that claims speak of arms and times that it has. Whether the model knows the names <see cref="ClaimRun"/> says.</summary>
public static class ClaimFileReader
{
    private const double MostSteps = 1_000_000;
    private const int MostPeople = 100_000;
    private static readonly string[] Says = ["source", "evidence", "evidence against the source", "prediction"];
    private static readonly string[] Grades = ["A", "B", "C", "F"];

    public static Checked<ClaimFile> Read(string text, string source) => TomlText.Parse(text, source).Then(root =>
    {
        var errors = new List<Diagnostic>();
        var table = new TomlTable(root, "a file of claims", errors);
        if (table.Number("schema") is not (1 or double.NaN))
        {
            table.Error("AN0904", "schema", "another schema", "schema 1, the only one there is");
        }

        var file = new ClaimFile(source, table.Text("row"), table.Text("title"), table.Text("model")) { ModelSpan = table.Node("model")?.Span ?? table.Span };
        file = file with { Arms = ReadArms(table) };
        var claims = new List<Claim>();
        foreach (var part in table.Tables("claim", "a claim"))
        {
            claims.Add(ReadClaim(part, file, claims));
        }

        if (claims.Count == 0)
        {
            table.Error("AN0920", "claim", "no claim", "one or more [[claim]]");
        }

        table.RefuseOthers();
        return errors.Count > 0 ? Checked.Refused<ClaimFile>(errors) : Checked.Ok(file with { Claims = claims.ToValueList() });
    });

    private static ValueList<Arm> ReadArms(TomlTable table)
    {
        var arms = new List<Arm>();
        foreach (var part in table.Tables("arm", "an arm"))
        {
            var arm = new Arm(part.Text("id"), Hours(part, "until", required: true)?.Hours ?? double.NaN, Hours(part, "every", required: true)?.Hours ?? double.NaN)
            {
                Regimen = part.Texts("regimen").ToValueList(),
                Sets = ReadSettings(part, "set"),
                People = ReadPeople(part),
                Population = part.TextOrNull("population") ?? "",
                Span = part.Node("regimen")?.Span ?? part.Span,
            };
            if (!(arm.Until / arm.Every is >= 1 and <= MostSteps || double.IsNaN(arm.Until / arm.Every)))
            {
                part.Error("AN0921", "every", $"an arm of {part.TextOrNull("until")} with a row every {part.TextOrNull("every")}", "at least one step and at most a million");
            }

            if (arms.Exists(a => a.Id == arm.Id))
            {
                part.Error("AN0920", "id", $"a second arm \"{arm.Id}\"", "each once");
            }

            part.RefuseOthers();
            arms.Add(arm);
        }

        return arms.ToValueList();
    }

    /// <summary>How many people; null for one typical person. People and population go together.</summary>
    private static int? ReadPeople(TomlTable part)
    {
        if (part.Has("people") != part.Has("population"))
        {
            part.Error("AN0924", part.Has("people") ? "people" : "population", part.Has("people") ? "people of no population" : "a population without a number of people", "\"people\" and \"population\", or neither for one typical person");
        }

        if (part.TextOrNull("population") is { } population && !ShippedModels.Populations.Contains(population, StringComparer.Ordinal))
        {
            part.Error("AN0924", "population", $"the population \"{population}\"", $"one that ships: {string.Join(", ", ShippedModels.Populations)}", Spelling.Nearest(population, ShippedModels.Populations));
        }

        if (part.NumberOrNull("people") is not { } people)
        {
            return null;
        }

        if (!(people is >= 2 and <= MostPeople && double.IsInteger(people)))
        {
            part.Error("AN0924", "people", FormattableString.Invariant($"{people} people"), FormattableString.Invariant($"a whole number from 2 to {MostPeople}"));
            return null;
        }

        return (int)people;
    }

    private static Claim ReadClaim(TomlTable table, ClaimFile file, List<Claim> before)
    {
        var claim = new Claim(table.Text("id"), table.Text("statement"))
        {
            Says = RequiredWord(table, "says", Says),
            Source = table.Text("source"),
            Grade = RequiredWord(table, "grade", Grades),
            Reason = table.TextOrNull("reason"),
            Mechanism = ReadSettings(table, "mechanism"),
            Expectations = table.Tables("expect", "an expectation").Select(e => ExpectationReader.Read(e, file.Arms)).ToValueList(),
        };
        if (claim.Id.Length > 0 && !claim.Id.StartsWith(file.Row + "-", StringComparison.Ordinal))
        {
            table.Error("AN0920", "id", $"the claim \"{claim.Id}\" in a file of row {file.Row}", $"an id that begins with \"{file.Row}-\"");
        }

        if (before.Exists(c => c.Id == claim.Id))
        {
            table.Error("AN0920", "id", $"a second claim \"{claim.Id}\"", "each once");
        }

        if (claim.Expectations.IsEmpty)
        {
            table.Error("AN0920", "expect", $"the claim \"{claim.Id}\" without an expectation", "one or more [[claim.expect]]");
        }

        table.RefuseOthers();
        return claim;
    }

    private static ValueList<Setting> ReadSettings(TomlTable table, string key) =>
        table.Table(key, "settings") is { } sets ? sets.Keys.Select(k => new Setting(k, sets.Number(k), sets.Node(k)!.Span)).ToValueList() : [];

    internal static string RequiredWord(TomlTable table, string key, string[] words)
    {
        if (table.Has(key))
        {
            return table.Word(key, "", words);
        }

        return table.Text(key);
    }

    /// <summary>A time with its unit; null when absent or wrong.</summary>
    internal static Moment? Hours(TomlTable table, string key, bool required = false)
    {
        string? text = required ? table.Text(key) : table.TextOrNull(key);
        if (text is null or "")
        {
            return null;
        }

        var wrong = new List<Diagnostic>();
        double hours = TimeText.Read(text, key, new TimeUnit(1, "h"), "", wrong);
        if (wrong.Count == 0 && (!char.IsLetter(text.TrimEnd()[^1]) || hours < 0))
        {
            table.Error("AN0921", key, $"\"{text}\"", "a time of 0 or more with its unit, such as 40 min, 24 h, 7 d");
            return null;
        }

        foreach (var diagnostic in wrong)
        {
            table.Error("AN0921", key, diagnostic.Found, diagnostic.Expected, diagnostic.Nearest);
        }

        return wrong.Count > 0 ? null : new(text, hours);
    }
}

using Anesis.Formats.Toml;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Tests;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>The claims speak of things that the person has, and every row of the mission has some.</summary>
public sealed class ClaimFilesTests
{
    private static readonly string Folder = Path.Combine(SharedFiles.RepositoryRoot, "claims");

    private static readonly string[] Statistics = ["at", "max", "min", "mean", "last", "first", "rise", "fall", "change", "time_of_max", "time_of_min"];

    private static readonly string[] Relations = ["above", "below", "near", "between", "ratio"];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.toml").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_row_has_at_least_three_claims_and_all_together_more_than_120()
    {
        var counts = Files.Select(f => (Row: f.Data[..3], Count: Items(Parse(f.Data), "claim").Count())).ToList();
        counts.Select(c => c.Row).Should().BeEquivalentTo(Enumerable.Range(1, 28).Select(i => FormattableString.Invariant($"S{i:00}")));
        counts.Should().OnlyContain(c => c.Count >= 3);
        counts.Sum(c => c.Count).Should().BeGreaterThan(120);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_claim_is_well_formed_and_speaks_of_the_person(string file)
    {
        var root = Parse(file);
        var quantities = PersonRun.Model.Parameters.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var arms = Items(root, "arm").ToDictionary(a => Text(a, "id"), StringComparer.Ordinal);
        foreach (var arm in arms.Values)
        {
            Keys(arm, "set").Except(quantities).Should().BeEmpty(file);
            foreach (string regimen in Texts(arm, "regimen"))
            {
                RegimenText.Read(regimen, file, 24 * 800).Diagnostics.Should().BeEmpty(regimen);
            }
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var claim in Items(root, "claim"))
        {
            string id = Text(claim, "id");
            ids.Add(id).Should().BeTrue(id);
            id.Should().StartWith(Text(root, "row") + "-");
            Text(claim, "statement").Should().EndWith(".");
            Text(claim, "source").Should().NotBeEmpty(id);
            Text(claim, "grade").Should().MatchRegex("^[ABCF]$", id);
            Keys(claim, "mechanism").Except(quantities).Should().BeEmpty(id);
            var expectations = Items(claim, "expect").ToList();
            expectations.Should().NotBeEmpty(id);
            foreach (var expected in expectations)
            {
                arms.Keys.Should().Contain(Text(expected, "arm"), id);
                quantities.Should().Contain(Text(expected, "output"), id);
                Statistics.Should().Contain(Text(expected, "statistic"), id);
                Relations.Should().Contain(Text(expected, "is"), id);
                if (expected.Entries.TryGetValue("than", out var than) && ((TomlSection)than).Entries.ContainsKey("arm"))
                {
                    arms.Keys.Should().Contain(Text((TomlSection)than, "arm"), id);
                }
            }
        }
    }

    private static TomlSection Parse(string file)
    {
        var parsed = TomlText.Parse(File.ReadAllText(Path.Combine(Folder, file)), file);
        parsed.Diagnostics.Should().BeEmpty();
        return parsed.Value!;
    }

    private static IEnumerable<TomlSection> Items(TomlSection section, string key) =>
        section.Entries.TryGetValue(key, out var list) ? ((TomlList)list).Items.Cast<TomlSection>() : [];

    private static string Text(TomlSection section, string key) => (string)((TomlScalar)section.Entries[key]).Value;

    private static IEnumerable<string> Texts(TomlSection section, string key) =>
        section.Entries.TryGetValue(key, out var list) ? ((TomlList)list).Items.Select(i => (string)((TomlScalar)i).Value) : [];

    private static IEnumerable<string> Keys(TomlSection section, string key) =>
        section.Entries.TryGetValue(key, out var table) ? ((TomlSection)table).Entries.Keys : [];
}

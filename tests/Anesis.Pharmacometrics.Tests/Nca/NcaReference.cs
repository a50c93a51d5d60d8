using System.Globalization;
using Anesis.Pharmacometrics.Nca;
using Anesis.Tests;

namespace Anesis.Pharmacometrics.Tests.Nca;

/// <summary>Reads the reference folder: data, and results of tools that nobody here wrote.</summary>
internal static class NcaReference
{
    public sealed record Expected(string Id, string Parameter, string Method, double Value, string Tool);

    public static IReadOnlyList<Expected> ExpectedOf(string set) =>
        [.. Rows($"realworld/nca/expected/{set}.csv").Select(r => new Expected(r["id"], r["parameter"], r["method"], Number(r["value"]), r["tool"]))];

    public static IReadOnlyList<NcaProfile> Profiles(string set)
    {
        var doses = Rows($"realworld/nca/data/{set}_dose.csv").GroupBy(r => r["id"]).ToDictionary(g => g.Key, g => g.Select(r =>
            new NcaDose(Number(r["time"]), Number(r["amt"]), Route(r["route"]), Number(r["dur"]))).ToArray());
        return [.. Samples(set).Select(p => p with { Doses = doses[p.Id] })];
    }

    public static IReadOnlyList<NcaProfile> Samples(string set) =>
        [.. Rows($"realworld/nca/data/{set}_conc.csv").GroupBy(r => r["id"]).Select(g =>
            new NcaProfile(g.Key, [.. g.Select(r => Number(r["time"]))], [.. g.Select(r => Concentration(r["conc"]))], []))];

    public static IEnumerable<Dictionary<string, string>> Rows(string relative)
    {
        string[] lines = File.ReadAllLines(SharedFiles.Find(relative));
        string[] header = Split(lines[0]);
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => header.Zip(Split(l)).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal));
    }

    public static double Number(string text) => text is "NA" or "" or "Inf" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static double Concentration(string text) => text == "BLQ" ? 0 : Number(text);

    private static DoseRoute Route(string text) => text switch
    {
        "bolus" => DoseRoute.Bolus,
        "infusion" => DoseRoute.Infusion,
        _ => DoseRoute.Extravascular,
    };

    private static string[] Split(string line)
    {
        var fields = new List<string>();
        int at = 0;
        while (at <= line.Length)
        {
            if (at < line.Length && line[at] == '"')
            {
                int close = line.IndexOf('"', at + 1);
                fields.Add(line[(at + 1)..close]);
                at = close + 2;
            }
            else
            {
                int comma = line.IndexOf(',', at);
                comma = comma < 0 ? line.Length : comma;
                fields.Add(line[at..comma]);
                at = comma + 1;
            }
        }

        return [.. fields];
    }
}

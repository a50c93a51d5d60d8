using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Pharmacometrics.Scenarios;

/// <summary>Which marker tells who will respond: a response, and the markers that are asked.</summary>
/// <param name="Output">Whose fall is the response.</param>
/// <param name="At">When, h.</param>
/// <param name="FallsBy">Share of the start that must be lost, 0 to 1.</param>
/// <param name="Markers">What is asked.</param>
public sealed record ScenarioRanking(string Output, double At, double FallsBy, ValueList<ScenarioMarker> Markers)
{
    internal static ScenarioRanking Read(TomlTable table)
    {
        var ranking = new ScenarioRanking(table.Text("output"), Hours(table, "at"), table.NumberOrNull("falls_by") ?? 0.5, table.Tables("marker", "a marker").Select(ReadMarker).ToValueList());
        if (!(ranking.FallsBy is > 0 and < 1))
        {
            table.Error("AN0912", "falls_by", FormattableString.Invariant($"falls_by = {ranking.FallsBy}"), "a share between 0 and 1");
        }

        if (ranking.Markers.IsEmpty)
        {
            table.Error("AN0912", "marker", "no marker", "one or more [[ranking.marker]]");
        }

        table.RefuseOthers();
        return ranking;
    }

    private static ScenarioMarker ReadMarker(TomlTable table)
    {
        var marker = new ScenarioMarker(table.Text("name"), table.Text("output"), Hours(table, "at"), table.Word("statistic", "at", "at", "max") == "max");
        table.RefuseOthers();
        return marker;
    }

    internal static double Hours(TomlTable table, string key)
    {
        string text = table.Text(key);
        var wrong = new List<Diagnostic>();
        double hours = text.Length == 0 ? double.NaN : TimeText.Read(text, key, new TimeUnit(1, "h"), "h", wrong);
        foreach (var diagnostic in wrong)
        {
            table.Error("AN0912", key, diagnostic.Found, diagnostic.Expected, diagnostic.Nearest);
        }

        return hours;
    }
}

/// <summary>One marker.</summary>
/// <param name="Name">For people.</param>
/// <param name="Output">What it is taken from.</param>
/// <param name="At">When, h; for the highest value, until when.</param>
/// <param name="Highest">The highest value until then in place of the value then.</param>
public sealed record ScenarioMarker(string Name, string Output, double At, bool Highest);

using System.Globalization;
using Anesis.Cli.Runs;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Markers;
using Anesis.Reports.Documents;

namespace Anesis.Cli.Reporting;

/// <summary>Which marker tells responders, in words and as a table.</summary>
internal static class MarkerText
{
    /// <summary>Null where nothing is ranked, or where nearly everybody or nobody responds.</summary>
    public static TableSection? Section(FinishedRun run) => run.Main.Markers is { } markers && run.Main.Arm.People > 1
        ? new("Which marker tells responders", [new("Marker"), new("AUC", IsNumber: true), new("95 % interval", IsNumber: true), new("Responders have")], markers.Ranks.Select(Row).ToValueList())
        {
            Note = Note(markers),
        }
        : null;

    public static IEnumerable<string> Lines(FinishedRun run)
    {
        if (Section(run) is not { } section)
        {
            yield break;
        }

        int width = section.Rows.Max(r => r[0].Length);
        yield return $"{"marker".PadRight(width)}   AUC  95 % interval  responders have";
        foreach (var row in section.Rows)
        {
            yield return $"{row[0].PadRight(width)}  {row[1]}  {row[2],-13}  {row[3]}";
        }

        yield return section.Note!;
    }

    /// <summary>Which marker tells best, or that these people cannot say; null where nothing is ranked.</summary>
    public static string? Answer(FinishedRun run)
    {
        if (run.Main.Markers is not { } markers || run.Main.Arm.People < 2)
        {
            return null;
        }

        var ranks = markers.Ranks;
        if (double.IsNaN(ranks[0].Area))
        {
            return "None of these markers can be judged: fewer than two people respond, or fewer than two do not.";
        }

        var best = ranks[0];
        string area = $"AUC {Two(best.Area)}, 95 % interval {Two(best.Low)} to {Two(best.High)}";
        if (best.Low <= 0.5 && best.High >= 0.5)
        {
            return $"So few people cannot say which marker tells responders: the best of {ranks.Count}, {best.Name}, has an {area}, and 0.5 tells nothing.";
        }

        string next = ranks.Skip(1).FirstOrDefault() is { } second && !(second.Low <= 0.5 && second.High >= 0.5)
            ? $"; then {second.Name} ({Two(second.Area)})"
            : "; no other differs from chance";
        return $"The best of {ranks.Count} markers is {best.Name}: {area}, responders have {(best.Area > 0.5 ? "more" : "less")}{next}.";
    }

    private static ValueList<string> Row(MarkerRank rank) => double.IsNaN(rank.Area)
        ? [rank.Name, "none", "none", "too few of one kind"]
        : [rank.Name, Two(rank.Area), $"{Two(rank.Low)} to {Two(rank.High)}", rank.Low <= 0.5 && rank.High >= 0.5 ? "neither: the interval holds 0.5" : rank.Area > 0.5 ? "more" : "less"];

    private static string Note(MarkerSink markers) => string.Create(CultureInfo.InvariantCulture,
        $"{100 * markers.ResponseShare:F0} % respond. AUC: the chance that a responder has the higher value; 0.5 tells nothing. Intervals (Newcombe 2006) hold the sampling of these people, one marker at a time, not what is unknown of the model (grade C); the best of several looks better than it is. The only externally tested predictor reached 0.65.");

    private static string Two(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}

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

    private static ValueList<string> Row(MarkerRank rank) => double.IsNaN(rank.Area)
        ? [rank.Name, "none", "none", "too few of one kind"]
        : [rank.Name, Two(rank.Area), $"{Two(rank.Low)} to {Two(rank.High)}", rank.Low <= 0.5 && rank.High >= 0.5 ? "neither: the interval holds 0.5" : rank.Area > 0.5 ? "more" : "less"];

    private static string Note(MarkerSink markers) => string.Create(CultureInfo.InvariantCulture,
        $"{100 * markers.ResponseShare:F0} % respond. AUC: the chance that a responder has the higher value; 0.5 tells nothing. Intervals hold the sampling of these people, not what is unknown of the model (grade C). The only externally tested predictor reached 0.65.");

    private static string Two(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}

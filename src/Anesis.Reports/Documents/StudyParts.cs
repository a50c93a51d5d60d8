using Anesis.Modeling.Values;
using Anesis.Reports.Pictures;
using Anesis.Results.Studies;
using Anesis.Results.Summaries;

namespace Anesis.Reports.Documents;

/// <summary>Sections that come straight from a study.</summary>
public static class StudyParts
{
    public static Colophon ColophonOf(StudyManifest manifest) => new($"Anesis {manifest.Program}")
    {
        Model = manifest.Inputs.Where(i => i.Kind == "model").Select(i => i.Name).FirstOrDefault(),
        ModelSha256 = manifest.ModelSha256,
        Seed = manifest.Seed,
        People = manifest.Individuals,
        Method = $"{manifest.Options.Method}, relative tolerance {Numbers.Text(manifest.Options.RelativeTolerance)}",
        Made = manifest.Ended,
    };

    /// <summary>Who is missing and why, or null when nobody is.</summary>
    public static FailureSection? FailuresOf(StudyManifest manifest) => manifest.Failed.IsEmpty
        ? null
        : new(manifest.Individuals, manifest.Failed.Select(f => new Failure(f.Id, f.Sentence)).ToValueList());

    /// <summary>Each output at its highest median, and at the end.</summary>
    public static KeyNumberSection PeaksOf(SummaryTable summary)
    {
        var numbers = new List<KeyNumber>();
        for (int i = 0; i < summary.Outputs.Count; i++)
        {
            var rows = summary.Of(i).Where(r => r.Count > 0).ToList();
            if (rows.Count == 0)
            {
                continue;
            }

            var output = summary.Outputs[i];
            var peak = rows.MaxBy(r => r.Median);
            numbers.Add(Number($"{output.Label ?? output.Name}, highest median, at {At(peak.Time, summary)}", peak, output.Unit));
            if (rows[^1].Time != peak.Time)
            {
                numbers.Add(Number($"{output.Label ?? output.Name} at {At(rows[^1].Time, summary)}", rows[^1], output.Unit));
            }
        }

        return new("Key numbers", numbers.ToValueList());
    }

    /// <summary>Panels of every output, median and bands.</summary>
    public static FigureSection CurvesOf(SummaryTable summary, string caption) => new(null, SummaryPanels.All(summary), caption);

    /// <summary>A part of an hour is said in minutes.</summary>
    private static string At(double time, SummaryTable summary) => summary.TimeUnit switch
    {
        null => Numbers.Text(time),
        "h" when time is > 0 and < 1 => $"{Numbers.Text(60 * time)} min",
        var unit => $"{Numbers.Text(time)} {unit}",
    };

    private static KeyNumber Number(string quantity, SummaryRow row, string? unit) =>
        row.Count == 1 ? new(quantity, row.Median, double.NaN, double.NaN, unit) : new(quantity, row.Median, row.Q05, row.Q95, unit);
}

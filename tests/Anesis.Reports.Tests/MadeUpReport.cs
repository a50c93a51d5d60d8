using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Results.Summaries;

namespace Anesis.Reports.Tests;

/// <summary>A report with every kind of section.</summary>
internal static class MadeUpReport
{
    public static ReportDocument Document() => new()
    {
        Title = "What a therapeutic infusion does, minute by minute",
        Answer = "In half an hour most people feel far away from their body; blood pressure rises by about a fifth and is back within two hours. Mood lifts over the next day.",
        Command = "anesis simulate person --regimen \"0.5 mg/kg iv over 40 min\" --people 200 --seed 1 --report infusion.html",
        Sections =
        [
            PeaksOf(MadeUpPictures.Summary()) with { Note = "200 simulated adults; the interval holds 90 % of them." },
            new FigureSection("Concentration", MadeUpPictures.Single() with { Title = null }, "Median and bands over people; points are from a made-up trial."),
            new FigureSection("Body and mind", MadeUpPictures.Multiples() with { Title = null }, "The first eight hours."),
            new NoticeSection(NoticeKind.Conflict, "Does blood pressure fall or rise?", ["The model follows the measurements; the other direction can be switched on for comparison."])
            {
                Positions =
                [
                    new Position("Blood pressure falls within minutes.", "the source text"),
                    new Position("Systolic pressure rises by 10 to 25 mmHg, most at 40 minutes.", "measured in trials of infusions (grade A)", Followed: true),
                ],
            },
            new NoticeSection(NoticeKind.Caution, "Consciousness and airway", ["At doses far above this one people cannot clear their airway."]),
            new NoticeSection(NoticeKind.Help, "What makes it safer", ["Supervision, monitoring of breathing and pressure, and a person who can act."]),
            new ParameterSection("Parameters",
            [
                new ParameterEntry("clearance", "1.2", "L/min", "Made-up et al. 2001", EvidenceGrade.A) { Link = "https://example.org/a?b=1&c=2" },
                new ParameterEntry("bdnf_gain", "1", null, "Direction only", EvidenceGrade.C),
                new ParameterEntry("ke0", "0.12", "1/min", "Fitted to trial X", EvidenceGrade.F) { Link = "javascript:alert(1)" },
            ]),
            new FailureSection(200, [new Failure("17", "the step became too small at time 1.25; the error is largest in bdnf")]),
            new TextSection("Methods", ["Each person was computed alone, with a relative tolerance of 1e-8.", "Quantiles are of R's type 7."]),
            new TableSection("Doses", [new TableColumn("Time"), new TableColumn("Amount", IsNumber: true)], [["0 h", "35 mg"]]),
            new CitationSection("Literature", [new Citation("Okabe M, Ito K. Color universal design. 2008.", "https://jfly.uni-koeln.de/color/")]),
        ],
        Colophon = new Colophon("Anesis 0.1.0") { Model = "person.ant", ModelSha256 = new string('a', 64), Seed = 1, People = 200, Method = "Auto, relative tolerance 1e−8" },
    };

    /// <summary>Each output at its highest median, and at the end.</summary>
    private static KeyNumberSection PeaksOf(SummaryTable summary)
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

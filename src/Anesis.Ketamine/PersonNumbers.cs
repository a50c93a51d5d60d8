using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.KeyNumbers;

namespace Anesis.Ketamine;

/// <summary>The numbers that sum up a person's course after ketamine.</summary>
public static class PersonNumbers
{
    /// <summary>CADSS points below which a person counts as sober again (trials call 4 and less no dissociation).</summary>
    public const double SoberCadss = 4;

    /// <summary>Doses that begin further apart than this are a course of treatment or of use, no single occasion, h.</summary>
    public const double LongestOccasion = 24;

    /// <summary>Share of the peak below which a concentration is beyond what assays follow.</summary>
    private const double LeastMeasured = 1e-3;

    public static ValueList<KeyNumber> All { get; } =
    [
        new("ketamine_cmax", "Ketamine, venous plasma: peak", "ketamine_venous", KeyNumberKind.Max, "ng/mL"),
        new("ketamine_tmax", "   time of peak", "ketamine_venous", KeyNumberKind.TimeOfMax, "min", Scale: 60),
        new("ketamine_auc", "   area under the curve", "ketamine_venous", KeyNumberKind.Auc, "ng·h/mL"),
        new("ketamine_half_life", "   terminal half-life", "ketamine_venous", KeyNumberKind.HalfLife, "h", LeastMeasured),
        new("norketamine_cmax", "Norketamine, venous plasma: peak", "norketamine_venous", KeyNumberKind.Max, "ng/mL"),
        new("norketamine_tmax", "   time of peak", "norketamine_venous", KeyNumberKind.TimeOfMax, "h"),
        new("cadss_max", "Dissociation (CADSS): peak", "cadss", KeyNumberKind.Max, "points"),
        new("sober", "   time until sober (CADSS at most 4)", "cadss", KeyNumberKind.TimeUntilBelow, "min", SoberCadss, 60),
        new("heart_rate_rise", "Heart rate: largest rise", "heart_rate", KeyNumberKind.Rise, "1/min"),
        new("systolic_rise", "Systolic pressure: largest rise", "systolic", KeyNumberKind.Rise, "mmHg"),
        new("systolic_fall", "   largest fall", "systolic", KeyNumberKind.Fall, "mmHg"),
        new("diastolic_rise", "Diastolic pressure: largest rise", "diastolic", KeyNumberKind.Rise, "mmHg"),
        new("diastolic_fall", "   largest fall", "diastolic", KeyNumberKind.Fall, "mmHg"),
        new("sedation_min", "Sedation (MOAA/S, 5 alert): lowest", "sedation", KeyNumberKind.Min, "points"),
        new("unresponsive_max", "Probability of no response: highest", "unresponsive", KeyNumberKind.Max, ""),
        new("respiratory_rate_min", "Respiratory rate: lowest", "respiratory_rate", KeyNumberKind.Min, "1/min"),
        new("airway_min", "Airway reflex (1 intact): lowest", "airway_reflex", KeyNumberKind.Min, ""),
        new("spo2_min", "Oxygen saturation: lowest", "spo2", KeyNumberKind.Min, "%"),
        new("madrs_fall", "Mood score (MADRS): largest fall", "madrs", KeyNumberKind.Fall, "points"),
        new("madrs_rise", "   largest rise", "madrs", KeyNumberKind.Rise, "points"),
    ];

    /// <summary>The numbers of what is observed: those above, and peak, time and area of every other concentration.</summary>
    /// <param name="outputs">Id, unit and what it is, in words.</param>
    /// <param name="course">Whether the doses make a course (<see cref="LongestOccasion"/>): the time of a peak and the time until sober then say nothing, the hours of dissociation in all do.</param>
    public static ValueList<KeyNumber> Of(IEnumerable<(string Id, string? Unit, string Label)> outputs, bool course = false)
    {
        var observed = outputs.ToList();
        var known = new List<KeyNumber>();
        foreach (var number in All)
        {
            if (observed.Exists(o => o.Id == number.Output) && !(course && number.Kind is KeyNumberKind.TimeOfMax or KeyNumberKind.HalfLife))
            {
                known.Add(course && number.Kind == KeyNumberKind.TimeUntilBelow
                    ? number with { Id = "dissociated", Label = "   time above 4, all together", Kind = KeyNumberKind.TimeAbove, Unit = "h", Scale = 1 }
                    : number);
            }
        }

        var others = new List<KeyNumber>();
        var rest = new List<(string Id, string Unit, string Label)>();
        foreach (var (id, unit, label) in observed)
        {
            if (known.Exists(n => n.Output == id))
            {
                continue;
            }

            if (unit != "ng/mL")
            {
                rest.Add((id, unit ?? "", label));
                continue;
            }

            others.Add(new(id + "_cmax", $"{Capitalised(label)}: peak", id, KeyNumberKind.Max, "ng/mL"));
            if (!course)
            {
                others.Add(new(id + "_tmax", "   time of peak", id, KeyNumberKind.TimeOfMax, "h"));
            }

            others.Add(new(id + "_auc", "   area under the curve", id, KeyNumberKind.Auc, "ng·h/mL"));
        }

        // What is no concentration and has no number of its own: where it ends, and between which ends it moved.
        if (rest.Count <= MostShown)
        {
            foreach (var (id, unit, label) in rest)
            {
                others.AddRange(Ends(id, unit, label, rest.Count <= MostWithEnds));
            }
        }

        return [.. known, .. others];
    }

    /// <summary>More quantities than this are shown with their end alone, and more than the second not at all: nobody reads a hundred lines.</summary>
    private const int MostWithEnds = 12, MostShown = 40;

    /// <summary>What adds up over a course: its end says all.</summary>
    private static readonly HashSet<string> OnlyGrow = new(StringComparer.Ordinal)
    {
        "aspiration", "serious_harm", "unattended_hours", "raised_pressure_hours", "relapse_probability", "depressive_relapse",
    };

    /// <summary>With a capital letter, unless the word is spelt otherwise on purpose (mTORC1).</summary>
    private static string Capitalised(string label) => label.Length > 1 && char.IsUpper(label[1]) ? label : char.ToUpperInvariant(label[0]) + label[1..];

    private static IEnumerable<KeyNumber> Ends(string id, string unit, string label, bool all)
    {
        yield return new(id + "_last", $"{Capitalised(label)}: at the end", id, KeyNumberKind.Last, unit);
        if (all && !OnlyGrow.Contains(id))
        {
            yield return new(id + "_max", "   highest", id, KeyNumberKind.Max, unit);
            yield return new(id + "_min", "   lowest", id, KeyNumberKind.Min, unit);
        }
    }

    /// <summary>What is observed of a person when nothing is asked for.</summary>
    public static ValueList<string> Outputs { get; } =
    [
        "ketamine_venous", "ketamine_arterial", "norketamine_venous", "dehydronorketamine_venous", "hydroxynorketamine_venous", "effect_site", "nmda_block", "cadss", "madrs",
        "sedation", "unresponsive", "analgesia", "heart_rate", "systolic", "diastolic", "cardiac_output", "respiratory_rate", "airway_reflex", "spo2",
    ];
}

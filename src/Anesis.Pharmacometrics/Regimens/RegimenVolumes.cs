namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Reads an amount that is given as a volume of a strength: "2 mL of 50 mg/mL", "5 mL/h of 1 mg/mL"; and the rate at which a dose in a volume runs.</summary>
internal sealed class RegimenVolumes(RegimenCursor at, RegimenAmounts amounts)
{
    /// <summary>True at a number of mL.</summary>
    public bool IsVolume => at.Here.Kind == TokenKind.Number && IsMillilitre(at.Ahead());

    public Course Read(Course course)
    {
        var volume = at.Take();
        var unit = at.Take();
        double? perBefore = course.RatePer;
        course = amounts.ReadPer(course);
        if (course is { Volume: { } dissolved, RatePer: { } per, Amount: not null, Over: null } && perBefore is null && !NamesStrength(out _))
        {
            // "35 mg in 100 mL saline at 150 mL/h": the rate says how long the dose takes.
            return course with { RatePer = null, Over = dissolved / volume.Value * per };
        }

        if (!NamesStrength(out int words))
        {
            at.Error("AN0708", unit, $"the unit \"{unit.Raw}\"", $"a mass (mg, g, ug, ng), or the strength behind the volume, such as \"{volume.Raw} mL of 50 mg/mL\"");
            return course;
        }

        at.Skip(words);
        double strength = at.Take().Value * RegimenWords.MassInMilligrams[at.Take().Text];
        at.Skip();
        double parts = at.Here.Kind == TokenKind.Number ? at.Take().Value : 1;
        at.Skip();
        if (!(volume.Value > 0 && strength > 0 && parts > 0))
        {
            at.Error("AN0707", volume, $"\"{volume.Raw} {unit.Raw}\"", "a volume and a strength above 0");
        }

        at.Note(FormattableString.Invariant($"{volume.Raw} mL hold {volume.Value * strength / parts:G6} mg"));
        return at.Set(course, course.Amount is null, volume, "a second amount", c => c with { Amount = volume.Value * strength / parts });
    }

    /// <summary>True where "of 50 mg/mL" stands; how many words lead to its number.</summary>
    private bool NamesStrength(out int words)
    {
        words = 0;
        while (at.Ahead(words).Text is "of" or "a" or "the" or "at" or "," or "(")
        {
            words++;
        }

        var divided = at.Ahead(words + 2);
        int one = at.Ahead(words + 3).Kind == TokenKind.Number ? 1 : 0;
        return at.Ahead(words).Kind == TokenKind.Number && RegimenAmounts.IsMass(at.Ahead(words + 1)) && (divided.Kind == TokenKind.Slash || divided.Text is "per" or "in") && IsMillilitre(at.Ahead(words + 3 + one));
    }

    public static bool IsMillilitre(RegimenToken token) => token.Text is "ml" or "mls" or "millilitre" or "millilitres" or "milliliter" or "milliliters" or "cc";
}

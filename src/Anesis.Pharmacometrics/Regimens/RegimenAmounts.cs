using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Reads how much is given: an amount, per kg or m², per time, in so many pieces or devices.</summary>
internal sealed class RegimenAmounts(RegimenCursor at, RegimenTimes times)
{
    private static readonly string[] NotMasses = ["l", "iu", "unit", "units", "nmol", "umol", "mmol", "mol", "%"];

    /// <summary>The amount that starts here, when one does: a number and a mass, "2 x 28 mg", "two 50 mg".</summary>
    public bool IsAmount => at.Here.Kind == TokenKind.Number && IsMass(at.Ahead());

    public bool IsMultiple => IsTimes(at.Ahead()) && at.Ahead(2).Kind == TokenKind.Number && IsMass(at.Ahead(3));

    public static bool IsMass(RegimenToken token) => token.Kind == TokenKind.Word && RegimenWords.MassInMilligrams.ContainsKey(token.Text);

    public static bool IsTimes(RegimenToken token) => token.Kind == TokenKind.Times || token.Text == "x";

    public static bool IsDevice(RegimenToken token) => token.Text is "devices" or "device" or "sprays" or "spray" or "puffs" or "puff";

    /// <summary>A number and its mass, with what it is counted per; so many of them at once.</summary>
    public Course Read(Course course, int pieces = 1)
    {
        var number = at.Take();
        var unit = at.Take();
        if (course.Amount is not null)
        {
            at.Error("AN0706", number, "a second amount", "one amount in a dose; join doses by \"then\" or \"and\"");
        }

        if (!(number.Value > 0) && !double.IsNaN(number.Value))
        {
            at.Error("AN0707", number, $"\"{number.Raw} {unit.Raw}\"", "an amount above 0");
        }

        return ReadPer(course with { Amount = pieces * number.Value * RegimenWords.MassInMilligrams[unit.Text] });
    }

    /// <summary>"2 x 28 mg".</summary>
    public Course ReadMultiple(Course course)
    {
        int pieces = times.Whole(at.Here, "a number of pieces");
        at.Skip(2);
        return Read(course, pieces);
    }

    /// <summary>"3 devices", or "3 devices of 28 mg".</summary>
    public Course ReadDevices(Course course, int count)
    {
        at.Skip();
        bool each = at.Here.Text == "of" && at.Ahead().Kind == TokenKind.Number;
        return course with { Devices = count, Pieces = each ? count : course.Pieces, Form = course.Form.Length == 0 ? "spray" : course.Form };
    }

    /// <summary>A number that has no unit of a regimen behind it.</summary>
    public Course ReadBare(Course course)
    {
        var number = at.Take();
        var unit = at.Here;
        if (unit.Kind == TokenKind.Dash || (unit.Text == "to" && at.Ahead().Kind == TokenKind.Number))
        {
            at.Error("AN0702", number, $"the range \"{number.Raw} {unit.Raw} {at.Ahead().Raw}\"", "one number");
            at.Skip(2);
            return course;
        }

        if (NotMasses.Contains(unit.Text))
        {
            at.Skip();
            at.Error("AN0708", unit, $"the unit \"{unit.Raw}\"", "a mass: mg, g, ug, ng, per kg or m2 where it is so");
            return course;
        }

        if (course.Amount is null && NamesTarget())
        {
            if (!(number.Value > 0) && !double.IsNaN(number.Value))
            {
                at.Error("AN0707", number, $"\"{number.Raw}\"", "an amount above 0");
            }

            return course with { Amount = number.Value, InModelUnits = true };
        }

        var nearest = Spelling.Nearest(unit.Text, RegimenWords.MassInMilligrams.Keys.Concat(RegimenWords.TimeInHours.Keys));
        at.Error("AN0708", unit.Kind == TokenKind.End ? number : unit, unit.Kind == TokenKind.End ? $"\"{number.Raw}\" without a unit" : $"\"{unit.Raw}\" after a number", "a unit such as mg, mg/kg, min, h, days, weeks, \"times\" or \"devices\"", nearest);
        return course;
    }

    /// <summary>True when the present course names its target with "into": then an amount may be in the model's own unit.</summary>
    private bool NamesTarget()
    {
        for (int i = 0; at.Ahead(i).Kind != TokenKind.End && at.Ahead(i).Text is not ("then" or "and"); i++)
        {
            if (at.Ahead(i).Text == "into")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>After "kg": of the person's own weight; of another weight is refused.</summary>
    private void CheckWeight()
    {
        at.SkipAll("of", "actual", "total", "body", "weight", "bodyweight", "bw", "tbw");
        int words = at.Here.Kind == TokenKind.Comma ? 1 : 0;
        if (at.Ahead(words) is { Text: "ideal" or "ibw" or "lean" or "lbw" or "adjusted" or "abw" or "fat-free" } other)
        {
            at.Skip(words + 1);
            at.SkipAll("body", "weight", "bodyweight", "mass");
            at.Error("AN0708", other, $"kg of another weight (\"{other.Raw}\")", "mg per kg of the person's own weight, or the dose in mg");
        }
    }

    /// <summary>What an amount is counted per: kg, m², a time; any of them, or none.</summary>
    public Course ReadPer(Course course)
    {
        while (at.Here.Kind == TokenKind.Slash || (at.Here.Text == "per" && at.Ahead().Kind is TokenKind.Word or TokenKind.Number && at.Ahead().Text is not ("os" or "rectum")))
        {
            at.Skip();
            double number = at.Here.Kind == TokenKind.Number ? at.Take().Value : 1;
            var unit = at.Take();
            if (unit.Text is "kg" or "kgs" or "kilogram" or "kilograms" or "kilo" && number == 1)
            {
                course = at.Set(course, course.Basis == AmountBasis.Absolute, unit, "a second \"per\" of body size", c => c with { Basis = AmountBasis.PerKilogram });
                CheckWeight();
            }
            else if (unit.Text is "m2" or "sqm" && number == 1)
            {
                course = at.Set(course, course.Basis == AmountBasis.Absolute, unit, "a second \"per\" of body size", c => c with { Basis = AmountBasis.PerSquareMetre });
                at.SkipAll("of", "body", "surface", "area", "bsa");
            }
            else if (RegimenWords.TimeInHours.TryGetValue(unit.Text, out double hours) && number > 0)
            {
                course = at.Set(course, course.RatePer is null, unit, "a second \"per\" of time", c => c with { RatePer = number * hours });
            }
            else if (unit.Text is not ("dose" or "session" or "infusion" or "injection"))
            {
                at.Error("AN0708", unit, unit.Kind == TokenKind.End ? "nothing after \"per\"" : $"\"{unit.Raw}\" after \"per\"", "kg, m2, min or h", Spelling.Nearest(unit.Text, ["kg", "m2", "min", "h", "day"]));
            }
        }

        return course;
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>
/// Reads the rules at the end of a regimen: "stop when X &gt; 5", "halve the dose when ANC is below 1, checked weekly, not below 25 %", "resume when ANC above 1.5",
/// "increase by 50 % if MADRS above 20, checked every 2 weeks, not above 200 %".
/// </summary>
internal sealed class RegimenRules(RegimenCursor at, RegimenTimes times, string text)
{
    public static readonly string[] Verbs = ["stop", "pause", "resume", "halve", "double", "reduce", "lower", "increase", "raise", "discontinue", "withhold", "interrupt", "suspend", "restart"];

    /// <summary>As <see cref="IsVerb"/>; "hold", which may also be how long a lozenge is held, where a condition follows.</summary>
    public static bool IsVerbAt(RegimenCursor at, int ahead)
    {
        if (IsVerb(at.Ahead(ahead)))
        {
            return true;
        }

        if (at.Ahead(ahead).Text != "hold")
        {
            return false;
        }

        int next = ahead + 1;
        while (at.Ahead(next).Text is "the" or "dose" or "doses" or "dosing" or "treatment" or "drug")
        {
            next++;
        }

        return at.Ahead(next).Text is "if" or "when" or "once" or "whenever";
    }

    public static bool IsVerb(RegimenToken token) => Verbs.Contains(token.Text, StringComparer.Ordinal);

    private double? _amount;

    /// <param name="courses">What the rules change.</param>
    public ValueList<DoseRule> ReadAll(IReadOnlyList<Course> courses)
    {
        // "reduce to 50 mg" is a share of the dose where the text has one.
        double?[] amounts = [.. courses.Select(c => c is { Basis: AmountBasis.Absolute, Titration: null, RatePer: null } ? c.Amount : null).Distinct()];
        _amount = amounts.Length == 1 ? amounts[0] : null;
        var rules = new List<DoseRule>();
        while (!at.AtEnd)
        {
            SkipJoints();
            if (at.AtEnd)
            {
                break;
            }

            var verb = at.Take();
            if (!IsVerb(verb) && verb.Text != "hold")
            {
                at.Error("AN0730", verb, RegimenCursor.Found(verb), $"a rule ({string.Join(", ", Verbs)}), or nothing more", Spelling.Nearest(verb.Text, Verbs));
                break;
            }

            int errors = at.ErrorCount;
            if (Read(verb) is { } rule)
            {
                rules.Add(rule);
                if (rule.Change == DoseChange.Pause && at.TakeIf("until") && ReadRule(verb, DoseChange.Resume, 1) is { } resume)
                {
                    rules.Add(resume);
                }
            }

            if (at.ErrorCount > errors)
            {
                break;
            }
        }

        return rules.ToValueList();
    }

    private void SkipJoints()
    {
        while (at.Here.Kind is TokenKind.Comma or TokenKind.Semicolon || at.Here.Text is "and" or "then")
        {
            at.Skip();
        }
    }

    private DoseRule? Read(RegimenToken verb)
    {
        at.SkipAll("the", "dose", "doses", "dosing", "treatment", "drug", "regimen");
        var (change, value) = verb.Text switch
        {
            "stop" or "discontinue" => (DoseChange.Stop, 1.0),
            "pause" or "hold" or "withhold" or "interrupt" or "suspend" => (DoseChange.Pause, 1),
            "resume" or "restart" => (DoseChange.Resume, 1),
            "halve" => (DoseChange.Scale, 0.5),
            "double" => (DoseChange.Scale, 2),
            _ => ReadChange(verb),
        };
        if (!at.TakeIf("when", "if", "once", "whenever"))
        {
            at.Error("AN0730", at.Here, RegimenCursor.Found(at.Here), $"\"when\" and a condition, such as \"{verb.Raw} when ANC is below 1\"; what happens at a time is said by \"until day 14 then …\"");
            return null;
        }

        return ReadRule(verb, change, value);
    }

    private DoseRule? ReadRule(RegimenToken verb, DoseChange change, double value)
    {
        at.SkipAll("the");
        var name = at.Take();
        if (name.Kind != TokenKind.Word)
        {
            at.Error("AN0730", name, RegimenCursor.Found(name), "the id of a quantity of the model after \"when\"");
            return null;
        }

        if (ReadComparison() is not { } comparison)
        {
            return null;
        }

        int sign = at.Here.Kind == TokenKind.Dash ? -1 : 1;
        at.Skip(sign < 0 ? 1 : 0);
        var number = at.Here;
        if (number.Kind != TokenKind.Number)
        {
            at.Error("AN0730", number, RegimenCursor.Found(number), "a number in the quantity's own unit");
            return null;
        }

        at.Skip();
        var rule = new DoseRule(change, name.Raw, comparison, sign * number.Value) { Value = value, Span = at.SpanOf(name) };
        rule = ReadLimits(rule);
        return rule with { Text = text[(verb.Column - 1)..Math.Min(text.Length, at.Last.Column + at.Last.Length - 1)].TrimEnd(' ', ',', ';') };
    }

    /// <summary>After "reduce", "increase": "by 25 %" or "to 75 %".</summary>
    private (DoseChange Change, double Value) ReadChange(RegimenToken verb)
    {
        bool up = verb.Text is "increase" or "raise";
        var how = at.Here;
        if (how.Text == "to" && at.Ahead().Kind == TokenKind.Number && RegimenAmounts.IsMass(at.Ahead(2)))
        {
            at.Skip();
            var number = at.Take();
            double target = number.Value * RegimenWords.MassInMilligrams[at.Take().Text];
            if (_amount is not { } amount || (up ? target < amount : target > amount))
            {
                at.Error("AN0730", number, $"\"{verb.Raw} to {number.Raw} {at.Last.Raw}\"", _amount is null ? "a share such as \"50 %\": the text has no single amount to change" : $"{(up ? "an increase" : "a reduction")} of the dose");
                return (DoseChange.Set, 1);
            }

            return (DoseChange.Set, target / amount);
        }

        if (!at.TakeIf("by", "to") || Percent("a share of the dose, such as \"25 %\"") is not { } share)
        {
            at.Error("AN0730", how, RegimenCursor.Found(how), $"by how much, such as \"{verb.Raw} by 25 %\" or \"{verb.Raw} to {(up ? 150 : 75)} %\"");
            return (DoseChange.Scale, 1);
        }

        double value = how.Text == "to" ? share : up ? 1 + share : 1 - share;
        if (!(value >= 0) || (how.Text == "to" && (up ? share < 1 : share > 1)))
        {
            at.Error("AN0730", how, $"\"{verb.Raw} {how.Raw} {100 * share:G6} %\"", up ? "an increase" : "a reduction, to 0 % or more of the dose");
        }

        return (how.Text == "to" ? DoseChange.Set : DoseChange.Scale, value);
    }

    private double? Percent(string expected)
    {
        var number = at.Here;
        if (number.Kind != TokenKind.Number || at.Ahead().Text is not ("%" or "percent"))
        {
            at.Error("AN0730", number, RegimenCursor.Found(number), expected);
            return null;
        }

        at.Skip(2);
        return number.Value / 100;
    }

    private Comparison? ReadComparison()
    {
        var first = at.Here;
        at.SkipAll("is", "falls", "drops", "goes", "rises", "gets", "becomes", "was", "has");
        var word = at.Take();
        Comparison? found = word.Text switch
        {
            "<" or "below" or "under" => Comparison.Below,
            ">" or "above" or "over" or "exceeds" => Comparison.Above,
            "≤" => Comparison.AtMost,
            "≥" or "reaches" => Comparison.AtLeast,
            "at" when at.TakeIf("least") => Comparison.AtLeast,
            "at" when at.TakeIf("most") => Comparison.AtMost,
            _ => null,
        };
        if (found is null)
        {
            at.Error("AN0730", word.Kind == TokenKind.End ? word : first, RegimenCursor.Found(word), "<, >, ≤, ≥, \"below\", \"above\", \"at least\" or \"at most\"", Spelling.Nearest(word.Text, ["below", "above", "under", "over", "exceeds", "reaches"]));
        }

        return found;
    }

    /// <summary>"checked weekly", "not below 25 %", "not above 200 %".</summary>
    private DoseRule ReadLimits(DoseRule rule)
    {
        while (true)
        {
            int joint = at.Here.Kind == TokenKind.Comma || at.Here.Text == "and" ? 1 : 0;
            var word = at.Ahead(joint);
            if (word.Text is "checked" or "tested" or "measured")
            {
                at.Skip(joint + 1);
                rule = rule with { CheckedEvery = Interval() };
            }
            else if (word.Text is "not" && at.Ahead(joint + 1).Text is "below" or "above")
            {
                bool below = at.Ahead(joint + 1).Text == "below";
                at.Skip(joint + 2);
                double share = Percent("a share of the regimen's dose, such as \"25 %\"") ?? 1;
                rule = below ? rule with { NotBelow = share } : rule with { NotAbove = share };
            }
            else
            {
                return rule;
            }
        }
    }

    private double Interval()
    {
        var word = at.Here;
        if (RegimenWords.Periods.TryGetValue(word.Text, out double period))
        {
            at.Skip();
            return period;
        }

        if (!at.TakeIf("every", "each"))
        {
            at.Error("AN0730", word, RegimenCursor.Found(word), "how often, such as \"weekly\" or \"every 2 weeks\"");
        }

        return RegimenWords.TimeInHours.ContainsKey(at.Here.Text) ? times.Unit("an interval") : times.Duration("an interval such as \"2 weeks\"");
    }
}

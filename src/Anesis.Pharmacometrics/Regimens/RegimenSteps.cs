namespace Anesis.Pharmacometrics.Regimens;

/// <summary>
/// Where one course gives way to the next without "then": a comma before another amount, day or part of the day, and a step of the dose at a time of its own
/// ("increase to 200 mg daily for 14 days", "reduce to 40 mg on day 15"), as against a rule, which has a condition.
/// </summary>
internal static class RegimenSteps
{
    private static readonly string[] Verbs = ["increase", "increased", "increasing", "raise", "raised", "reduce", "reduced", "lower", "lowered", "decrease", "decreased", "escalate", "escalated"];

    private static readonly string[] Parts = ["maintenance", "booster", "redose", "top-up"];

    /// <summary>After a comma: what comes later than a first dose by its name; an infusion comes after a bolus.</summary>
    private static bool IsLaterPart(string word, Course course) => Parts.Contains(word, StringComparer.Ordinal) || (word is "infusion" or "drip" && course is { Form: "bolus" });

    /// <summary>True at "increase to 200 mg" and no condition after it.</summary>
    public static bool IsAt(RegimenCursor at, int ahead)
    {
        if (!Verbs.Contains(at.Ahead(ahead).Text, StringComparer.Ordinal))
        {
            return false;
        }

        int words = ahead + 1;
        while (at.Ahead(words).Text is "the" or "dose" or "up" or "down")
        {
            words++;
        }

        if (at.Ahead(words).Text != "to" || at.Ahead(words + 1).Kind != TokenKind.Number || !RegimenAmounts.IsMass(at.Ahead(words + 2)))
        {
            return false;
        }

        for (words += 3; at.Ahead(words) is { Kind: not (TokenKind.Comma or TokenKind.Semicolon or TokenKind.End) } word; words++)
        {
            if (word.Text is "when" or "if" or "once" or "whenever")
            {
                return false;
            }

            if (word.Text is "then" or "and")
            {
                break;
            }
        }

        return true;
    }

    /// <summary>Takes the verb and what leads to the amount.</summary>
    public static void Take(RegimenCursor at)
    {
        at.Skip();
        at.SkipAll("the", "dose", "up", "down", "to");
    }

    /// <summary>True at a comma before another amount, where what stands before it is whole, before a wait, and before days that an amount follows.</summary>
    public static bool BeginsAnother(RegimenCursor at, Course course)
    {
        if (at.Here.Kind != TokenKind.Comma || at.Here.Raw != "," || course.Amount is null)
        {
            return false;
        }

        if (IsLaterPart(at.Ahead().Text, course) && IsFormedAmount(at, 1))
        {
            return true;
        }

        if (at.Ahead().Kind != TokenKind.Number)
        {
            return DaysBefore(at) && (course.HasEnd || course.At is not null || course.From is not null || course.HasSchedule);
        }

        bool later = RegimenWords.TimeInHours.ContainsKey(at.Ahead(2).Text) && at.Ahead(3).Text == "later";
        bool amount = RegimenAmounts.IsMass(at.Ahead(2)) && !at.Ahead(3).Text.StartsWith("max", StringComparison.Ordinal);
        return later || (amount && (course.HasEnd || course.At is not null || course.ClockTimes is not null || course.IsLoading || course.HasSchedule));
    }

    /// <summary>"and an infusion of 5 mg/h": words of form, route and drug, and then an amount.</summary>
    public static bool IsFormedAmount(RegimenCursor at, int ahead)
    {
        bool named = false;
        while (IsNaming(at.Ahead(ahead).Text))
        {
            named |= !RegimenWords.Fillers.Contains(at.Ahead(ahead).Text) || Parts.Contains(at.Ahead(ahead).Text, StringComparer.Ordinal);
            ahead++;
        }

        return named && at.Ahead(ahead).Kind == TokenKind.Number && RegimenAmounts.IsMass(at.Ahead(ahead + 1));
    }

    /// <summary>A word that says what is given, and how, but not how much.</summary>
    public static bool IsNaming(string word) => RegimenWords.Forms.ContainsKey(word) || RegimenWords.Drugs.ContainsKey(word) || (RegimenWords.Routes.ContainsKey(word) && word != "in") || RegimenWords.Fillers.Contains(word);

    /// <summary>After the comma: "weeks 5-8 56 mg", "from day 15 40 mg", "day 4: 56 mg".</summary>
    private static bool DaysBefore(RegimenCursor at)
    {
        int words = 1;
        while (at.Ahead(words).Text is "from" or "on" or "in" or "at" or "starting")
        {
            words++;
        }

        if (at.Ahead(words).Text is not ("day" or "days" or "week" or "weeks" or "d"))
        {
            return false;
        }

        while (at.Ahead(words).Kind is TokenKind.Dash or TokenKind.Comma || at.Ahead(words).Text is "day" or "days" or "week" or "weeks" or "d" or "to" or "and" or "&" || (at.Ahead(words).Kind == TokenKind.Number && !RegimenAmounts.IsMass(at.Ahead(words + 1))))
        {
            words++;
        }

        return at.Ahead(words).Kind == TokenKind.Number;
    }
}

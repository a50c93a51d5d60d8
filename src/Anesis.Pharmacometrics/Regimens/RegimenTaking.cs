using Anesis.Mathematics;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>
/// Reads how reliably doses are taken: "with 80 % adherence", "taken 80 % of the time", "missing 20 % of doses", "in runs of 3", "late by up to 2 h", "missing doses 3 and 5",
/// "drug holiday on days 10-16", and whole titrations: "increasing by 10 mg every week to 40 mg".
/// </summary>
internal sealed class RegimenTaking(RegimenCursor at, RegimenTimes times)
{
    private static readonly string[] AfterDoseNumbers = ["taken", "given", "delayed", "late", "missed", "skipped", "missing", "omitted", "is", "and", ","];

    /// <summary>True where a verb of rules begins a titration: "increase by 10 mg every week".</summary>
    public static bool IsTitration(RegimenCursor at)
    {
        if (at.Here.Text is not ("increase" or "raise" or "reduce" or "lower"))
        {
            return false;
        }

        int ahead = 1;
        while (at.Ahead(ahead).Text is "the" or "dose" or "by" or "in" or "steps" or "of")
        {
            ahead++;
        }

        return at.Ahead(ahead).Kind == TokenKind.Number && (RegimenAmounts.IsMass(at.Ahead(ahead + 1)) || (IsPercent(at.Ahead(ahead + 1)) && (at.Ahead(ahead + 2).Text is "every" or "each" || RegimenWords.Periods.ContainsKey(at.Ahead(ahead + 2).Text))))
            && at.Ahead(ahead + 2).Text is not ("if" or "when" or "once" or "whenever");
    }

    public static bool IsPercent(RegimenToken token) => token.Text is "%" or "percent";

    /// <summary>A clause that says whether and how doses are taken, or how the amount changes; null when the word says something else.</summary>
    public Course? ReadWord(Course course, RegimenToken token)
    {
        switch (token.Text)
        {
            case "loading" or "induction":
                return course with { IsLoading = true };
            case "with" or "and" when at.Here.Kind == TokenKind.Number && IsPercent(at.Ahead()):
                return ReadShare(course);
            case "with" when at.Here.Text is "a" or "drug" or "holiday" or "missed" or "missing" or "every" or "each":
                return course;
            case "taken" or "taking":
                return ReadTaken(course);
            case "missing" or "missed" or "misses" or "miss" or "skipping" or "skip" or "skipped" or "omit" or "omitting":
                return ReadMissing(course, token);
            case "drug" when at.Here.Text is "holiday" or "holidays":
                at.Skip();
                return ReadHoliday(course, token);
            case "holiday" or "pausing" or "off":
                return ReadHoliday(course, token);
            case "in" when at.Here.Text == "runs":
                at.Skip();
                return ReadRuns(course);
            case "late" or "delayed":
                return ReadLate(course);
            case "increasing" or "decreasing" or "tapering" or "increased" or "decreased" or "tapered" or "titrate" or "titrated" or "titrating" or "escalate" or "escalating" or "escalated" or "reduced"
                or "increase" or "decrease" or "raise" or "reduce" or "lower" or "taper":
                return ReadTitration(course, token);
            case "dose" or "doses" when at.Here.Kind == TokenKind.Number && AfterDoseNumbers.Contains(at.Ahead().Text):
                return ReadSingleDoses(course);
            default:
                return null;
        }
    }

    /// <summary>"to steady state", "at steady state": the course begins there.</summary>
    public Course ReadSteadyState(Course course)
    {
        at.Skip();
        at.SkipAll("state");
        return course with { AtSteadyState = true };
    }

    /// <summary>"80 % adherence", "80 % of doses", where the number stands here.</summary>
    public Course ReadShare(Course course)
    {
        var number = at.Take();
        at.Skip();
        at.SkipAll("of", "the", "doses", "time");
        bool named = at.TakeIf("adherence", "compliance", "taken");
        if (!named && at.Last.Text is not ("doses" or "time"))
        {
            at.Error("AN0731", at.Here, RegimenCursor.Found(at.Here), $"\"adherence\" after \"{number.Raw} %\"");
        }

        return Taken(course, number, number.Value / 100);
    }

    /// <summary>After "taken": "80 % of the time", "with probability 0.8", "up to 2 h late".</summary>
    public Course ReadTaken(Course course)
    {
        if (at.Here.Kind == TokenKind.Number && IsPercent(at.Ahead()))
        {
            return ReadShare(course);
        }

        if (at.Here.Text == "with" && at.Ahead().Text is "probability" or "a")
        {
            at.SkipAll("with", "a", "probability", "of");
            var number = at.Take();
            return number.Kind == TokenKind.Number ? Taken(course, number, number.Value) : at.Fail(course, number, "AN0731", "a probability above 0 to 1");
        }

        // "taken by mouth", "taken orally": the word says nothing of its own.
        return course;
    }

    /// <summary>After "dose": "5 taken 6 h late", "5 delayed by 6 h", "5 missed".</summary>
    private Course ReadSingleDoses(Course course)
    {
        int[] numbers = [.. times.Ordinals("dose").Select(n => (int)n)];
        at.SkipAll("is", "are", "taken", "given");
        if (at.TakeIf("missed", "skipped", "missing", "omitted"))
        {
            return course with { MissedDoses = [.. course.MissedDoses, .. numbers] };
        }

        bool before = at.TakeIf("late", "delayed");
        at.SkipAll("by");
        double hours = times.Duration("how late, such as \"6 h late\"");
        return before || at.TakeIf("late", "later")
            ? course with { LateDoses = [.. course.LateDoses, .. numbers.Select(n => (n, hours))] }
            : at.Fail(course, at.Here, "AN0731", "\"late\" after the time");
    }

    /// <summary>After "missing" or "missed": "20 % of doses", "dose 3", "doses 3 and 5", "days 10-16".</summary>
    public Course ReadMissing(Course course, RegimenToken token)
    {
        at.SkipAll("the", "on", "in", "at");
        if (at.Here.Kind == TokenKind.Number && IsPercent(at.Ahead()))
        {
            var number = at.Take();
            at.Skip();
            at.SkipAll("of", "the", "doses");
            return Taken(course, number, 1 - (number.Value / 100));
        }

        if (at.Here.Text is "dose" or "doses")
        {
            at.Skip();
            var numbers = times.Ordinals("dose");
            return numbers.Count == 0 ? at.Fail(course, at.Here, "AN0731", "the numbers of the doses that are missed, such as \"doses 3 and 5\"")
                : course with { MissedDoses = [.. course.MissedDoses, .. numbers.Select(n => (int)n)] };
        }

        return ReadHoliday(course, token);
    }

    /// <summary>"days 10-16", "week 5": no doses there.</summary>
    public Course ReadHoliday(Course course, RegimenToken token)
    {
        at.SkipAll("on", "in", "during", "the", "from");
        if (at.Here.Text is not ("day" or "days" or "week" or "weeks"))
        {
            return at.Fail(course, at.Here, "AN0731", $"days or weeks after \"{token.Raw}\", such as \"days 10-16\" or \"week 5\"");
        }

        string unit = at.Take().Text.TrimEnd('s');
        double hours = RegimenWords.TimeInHours[unit];
        var numbers = times.Ordinals(unit);
        return numbers.Count == 0
            ? at.Fail(course, at.Here, "AN0731", $"the numbers of {unit}s, such as \"{unit}s 2-3\"")
            : course with { Holidays = [.. course.Holidays, .. numbers.Select(n => at.CountsFromZero(unit) ? n : n - 1).Select(n => (n * hours, (n + 1) * hours))] };
    }

    /// <summary>After "runs": "of 3 doses".</summary>
    public Course ReadRuns(Course course)
    {
        at.SkipAll("of", "about");
        var number = at.Take();
        at.SkipAll("doses", "missed", "on", "average");
        return number.Kind == TokenKind.Number && number.Value >= 1
            ? course with { Taking = (course.Taking ?? TakingPattern.Perfect) with { MissedRun = number.Value } }
            : at.Fail(course, number, "AN0731", "the mean number of doses missed in a row, 1 or more");
    }

    /// <summary>After "late": "by 2 h", "by up to 2 h".</summary>
    public Course ReadLate(Course course)
    {
        at.SkipAll("by");
        bool upTo = at.Here.Text == "up" && at.Ahead().Text == "to";
        at.Skip(upTo ? 2 : 0);
        double hours = times.Duration("how late, such as \"up to 2 h\"");
        var taking = course.Taking ?? TakingPattern.Perfect;
        return course with { Taking = upTo ? taking with { LateUpTo = hours } : taking with { LateBy = hours } };
    }

    /// <summary>After "increasing", "tapering": "by 10 mg every week to 40 mg".</summary>
    public Course ReadTitration(Course course, RegimenToken token)
    {
        at.SkipAll("the", "dose");
        int sign = token.Text is "decreasing" or "tapering" or "decreased" or "tapered" or "reduced" or "decrease" or "reduce" or "lower" or "taper" || at.Here.Text == "down" ? -1 : 1;
        at.SkipAll("up", "down", "by", "in", "steps", "of");
        if (at.Here.Kind != TokenKind.Number || !(RegimenAmounts.IsMass(at.Ahead()) || IsPercent(at.Ahead()) || course.InModelUnits))
        {
            return at.Fail(course, at.Here, "AN0732", $"by how much, such as \"{token.Raw} by 10 mg every week to 40 mg\"");
        }

        double step = at.Take().Value;
        bool percent = IsPercent(at.Here);
        if (RegimenAmounts.IsMass(at.Here))
        {
            step *= RegimenWords.MassInMilligrams[at.Take().Text];
        }
        else if (percent)
        {
            at.Skip();
            step /= 100;
        }

        double period;
        if (RegimenWords.Periods.TryGetValue(at.Here.Text, out double named))
        {
            at.Skip();
            period = named;
        }
        else
        {
            if (!at.TakeIf("every", "each", "a", "per"))
            {
                return at.Fail(course, at.Here, "AN0732", "how often, such as \"every week\"");
            }

            period = RegimenWords.TimeInHours.ContainsKey(at.Here.Text) ? times.Unit("an interval") : times.Duration("an interval such as \"2 weeks\"");
        }

        double limit = sign > 0 ? double.PositiveInfinity : 0;
        int words = at.Here.Kind == TokenKind.Comma ? 1 : 0, lead = words;
        while (at.Ahead(words).Text is "up" or "down" or "to" or "until" or "a" or "an" or "the" or "maximum" or "max" or "minimum" or "target" or "of" or "dose")
        {
            words++;
        }

        if (words > lead && at.Ahead(words).Kind == TokenKind.Number && RegimenAmounts.IsMass(at.Ahead(words + 1)))
        {
            at.Skip(words);
            limit = at.Take().Value * RegimenWords.MassInMilligrams[at.Take().Text];
        }
        else if (course.InModelUnits && words > lead && at.Ahead(words).Kind == TokenKind.Number)
        {
            at.Skip(words);
            limit = at.Take().Value;
        }

        return at.Set(course, course.Titration is null, token, "a second titration", c => c with { Titration = new(percent ? 0 : sign * step, percent ? 1 + (sign * step) : 1, period, limit) });
    }

    private Course Taken(Course course, RegimenToken number, double share)
    {
        if (!(share > 0 && share <= 1))
        {
            at.Error("AN0731", number, $"\"{number.Raw}\"", "a share of doses taken above 0 and up to all");
            return course;
        }

        return course with { Taking = (course.Taking ?? TakingPattern.Perfect) with { Probability = share } };
    }
}

/// <summary>The dose changes after each period: by an amount, or by a factor, up to a limit.</summary>
internal sealed record Titration(double Step, double Factor, double Period, double Limit)
{
    /// <summary>The amount at a time from the course's start; it changes by steps or by a factor, never by both.</summary>
    public double At(double amount, double elapsed)
    {
        double steps = Math.Floor((elapsed / Period) + 1e-9);
        bool up = Step > 0 || Factor > 1;
        double changed = Factor == 1 ? amount + (steps * Step) : amount * Elementary.Pow(Factor, steps);
        return up ? Math.Min(changed, Math.Max(Limit, amount)) : Math.Max(changed, Math.Min(Limit, amount));
    }
}

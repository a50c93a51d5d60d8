using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>
/// Reads a regimen as a clinician writes it, such as "0.5 mg/kg iv over 40 min, three times weekly for 2 weeks" or
/// "2 mg/kg iv bolus then 40 ug/kg/min iv for 60 min". Every word must be understood: an unknown one is refused, never dropped.
/// </summary>
public static class RegimenText
{
    private const int MostDoses = 200_000;

    /// <param name="text">The regimen.</param>
    /// <param name="source">The name that diagnostics give the text, such as "--regimen".</param>
    /// <param name="horizon">End of the simulation, h: how far a schedule without an end goes; null when there is none (then such a schedule is refused).</param>
    public static Checked<Regimen> Read(string text, string source = "--regimen", double? horizon = null)
    {
        var errors = new List<Diagnostic>();
        var readings = new List<string>();
        var tokens = RegimenTokenizer.Cut(text, source, errors);
        var courses = new RegimenParser(new RegimenCursor(text, source, tokens, errors, readings), new CourseCompletion(text, errors, readings)).ReadAll();
        if (errors.Count > 0)
        {
            return Checked.Refused<Regimen>(errors);
        }

        var doses = new List<Dose>();
        double clock = 0, previousStart = 0;
        for (int i = 0; i < courses.Count; i++)
        {
            var (course, simultaneous) = courses[i];
            double earliest = simultaneous ? previousStart : clock;
            double start = course.From ?? (earliest + course.After);
            if (!simultaneous && start < earliest - 1e-9)
            {
                errors.Add(new("AN0713", Severity.Error, course.Span, $"a course from {start:G6} h, before the one before it is over at {earliest:G6} h", "a later start, or \"and\" between courses that run together") { SourceLine = text });
                break;
            }

            // "twice weekly, then weekly from week 5": the start of one is the end of the other.
            if (i + 1 < courses.Count && !courses[i + 1].Simultaneous && courses[i + 1].Course.From is { } next && course is { HasSchedule: true, HasEnd: false })
            {
                course = course with { Until = next };
            }

            double end = Expand(course, start, horizon, text, source, doses, errors);
            previousStart = start;
            clock = simultaneous ? Math.Max(clock, end) : end;
            if (double.IsInfinity(clock) && i + 1 < courses.Count && !courses[i + 1].Simultaneous && errors.Count == 0)
            {
                errors.Add(new("AN0712", Severity.Error, course.Span, "a schedule without an end before \"then\"", "\"for 4 weeks\", \"until week 8\" or \"6 times\"") { SourceLine = text });
            }
        }

        return errors.Count > 0
            ? Checked.Refused<Regimen>(errors)
            : Checked.Ok(new Regimen(doses.OrderBy(d => d.Time).ToValueList()) { Readings = readings.Distinct(StringComparer.Ordinal).ToValueList() });
    }

    /// <summary>Adds the course's doses; returns when the course is over, h.</summary>
    private static double Expand(Course course, double start, double? horizon, string text, string source, List<Dose> doses, List<Diagnostic> errors)
    {
        double duration = course.Over ?? 0;
        double amount = course.RatePer is { } per ? course.Amount!.Value * duration / per : course.Amount!.Value;
        Dose At(double time) => new()
        {
            Time = time,
            Amount = amount,
            Basis = course.Basis,
            InModelUnits = course.InModelUnits,
            Duration = duration,
            Drug = course.Drug,
            Route = course.Route,
            Form = course.Form,
            Target = course.Target,
            Held = course.Held,
            Devices = course.Devices,
            Span = course.Span,
        };

        if (course.At is { } times)
        {
            if (times.Count + doses.Count > MostDoses)
            {
                errors.Add(TooMany(course, text));
                return start;
            }

            doses.AddRange(times.Select(t => At(start + t)));
            return start + times.Max() + duration;
        }

        if (!course.HasSchedule)
        {
            doses.Add(At(start));
            return start + duration;
        }

        double end = Math.Min(course.For is { } length ? start + length : double.PositiveInfinity, course.Until ?? double.PositiveInfinity);
        bool open = !course.HasEnd;
        if (open && horizon is null)
        {
            errors.Add(new("AN0712", Severity.Error, course.Span, "a schedule without an end", "\"for 4 weeks\", \"until week 8\" or \"6 times\", or the end of the simulation (--until)") { SourceLine = text });
            return start;
        }

        double last = open ? horizon!.Value : end;
        double slack = 1e-9 * Math.Max(1, Math.Abs(last));
        if (course.Until is { } until && until <= start + slack)
        {
            errors.Add(new("AN0713", Severity.Error, course.Span, $"a course that starts at {start:G6} h and ends at {until:G6} h", "an end after the start") { SourceLine = text });
            return start;
        }

        int n = 0;
        for (; n < (course.Count ?? int.MaxValue); n++)
        {
            double time = start + course.StartOf(n);
            if (time >= last - slack && (!open || time > last + slack))
            {
                break;
            }

            if (doses.Count >= MostDoses)
            {
                errors.Add(TooMany(course, text));
                return start;
            }

            doses.Add(At(time));
        }

        if (course.Count is { } wanted && n < wanted)
        {
            errors.Add(new("AN0713", Severity.Error, course.Span, $"{wanted} doses in a time that holds {n}", "a number of doses, or how long, or two that agree") { SourceLine = text });
        }

        return open ? double.PositiveInfinity : double.IsInfinity(end) ? start + course.StartOf(n) : end;
    }

    private static Diagnostic TooMany(Course course, string text) =>
        new("AN0714", Severity.Error, course.Span, $"more than {MostDoses} doses", "a shorter or sparser schedule") { SourceLine = text };
}

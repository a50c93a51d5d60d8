using Anesis.Mathematics.Randomness;
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
        var parser = new RegimenParser(new RegimenCursor(text, source, tokens, errors, readings), new CourseCompletion(text, errors, readings), text);
        var courses = parser.ReadAll();
        if (errors.Count > 0)
        {
            return Checked.Refused<Regimen>(errors);
        }

        courses = SpreadClock(SpreadTaking(courses, readings));
        var doses = new List<Dose>();
        double clock = 0, previousStart = 0, clockOfStart = ClockOfStart(courses);
        for (int i = 0; i < courses.Count; i++)
        {
            var (course, simultaneous) = courses[i];
            double earliest = simultaneous ? previousStart : clock;
            bool byDay = course is { At: not null, AtUnit: > 0, Cycle: null };
            double start = course.From ?? (byDay ? course.After : earliest + course.After);
            if (i > 0 && !simultaneous && Follows(courses[i - 1].Course, course) is { } next)
            {
                readings.Add("a schedule after single days or times begins one interval after the last of them");
                start = previousStart + next;
            }
            else if (i > 0 && !simultaneous && Waits(courses[i - 1].Course, course) is { } interval)
            {
                readings.Add(FormattableString.Invariant($"the dose after the {(courses[i - 1].Course.IsLoading ? "loading" : "single")} dose comes one interval ({interval:G6} h) later"));
                start += interval;
            }

            if (!simultaneous && (byDay ? start + course.At!.Min() : start) < earliest - 1e-9)
            {
                errors.Add(new("AN0713", Severity.Error, course.Span, $"a course from {start:G6} h, before the one before it is over at {earliest:G6} h", "a later start, or \"and\" between courses that run together") { SourceLine = text });
                break;
            }

            // "twice weekly, then weekly from week 5": the start of one is the end of the other.
            if (i + 1 < courses.Count && !courses[i + 1].Simultaneous && courses[i + 1].Course.From is { } later && course is { HasSchedule: true, HasEnd: false })
            {
                course = course with { Until = later };
            }

            double end = Expand(course, start, clockOfStart, horizon, text, source, doses, readings, errors);
            previousStart = start;
            clock = simultaneous ? Math.Max(clock, end) : end;
            if (double.IsInfinity(clock) && i + 1 < courses.Count && !courses[i + 1].Simultaneous && errors.Count == 0)
            {
                errors.Add(new("AN0712", Severity.Error, course.Span, "a schedule without an end before \"then\"", "\"for 4 weeks\", \"until week 8\" or \"6 times\"") { SourceLine = text });
            }
        }

        return errors.Count > 0
            ? Checked.Refused<Regimen>(errors)
            : Checked.Ok(Numbered(text, doses, parser.Rules, readings));
    }

    /// <summary>The doses in order, each with its number and the text's own key.</summary>
    private static Regimen Numbered(string text, List<Dose> doses, ValueList<DoseRule> rules, List<string> readings)
    {
        ulong series = TextHash.Of(text);
        return new(doses.OrderBy(d => d.Time).Select((d, n) => d with { Number = n, Series = series }).ToValueList())
        {
            Readings = readings.Distinct(StringComparer.Ordinal).ToValueList(),
            Rules = rules.Select(r => (series, r)).ToValueList(),
        };
    }

    /// <summary>What is said once of how doses are taken holds for every course.</summary>
    private static List<(Course Course, bool Simultaneous)> SpreadTaking(List<(Course Course, bool Simultaneous)> courses, List<string> readings)
    {
        var said = courses.Where(c => c.Course.Taking is not null).ToList();
        if (said.Count != 1 || courses.Count == 1)
        {
            return courses;
        }

        readings.Add("how reliably doses are taken is said once and holds for every course");
        return [.. courses.Select(c => (c.Course with { Taking = said[0].Course.Taking }, c.Simultaneous))];
    }

    /// <summary>"50 mg in the morning and 100 mg in the evening for 7 days": how long holds for both.</summary>
    private static List<(Course Course, bool Simultaneous)> SpreadClock(List<(Course Course, bool Simultaneous)> courses)
    {
        for (int i = courses.Count - 1; i > 0; i--)
        {
            if (courses[i] is { Simultaneous: true, Course: { ClockTimes: not null, HasSchedule: true } timed } && courses[i - 1].Course is { ClockTimes: not null, HasEnd: false, At: null, WeekOffsets: null } before && (!before.HasSchedule || before.Frequency is (_, 24)))
            {
                courses[i - 1] = (before with { Frequency = timed.Frequency, Every = timed.Every, WeekOffsets = timed.WeekOffsets, For = timed.For, Until = timed.Until, Count = timed.Count }, courses[i - 1].Simultaneous);
            }
        }

        return courses;
    }

    /// <summary>h that a scheduled dose waits after a single dose of the same drug by the same route, loading or not; null where it does not.</summary>
    private static double? Waits(Course before, Course course) =>
        before is { HasSchedule: false, Over: null, At: null } && (before.IsLoading || !before.HasEnd) && course is { HasSchedule: true, RatePer: null, From: null, After: 0 } && before.Drug == course.Drug && before.Target == course.Target && before.Route == course.Route
            ? course.Period
            : null;

    /// <summary>h from the start of single days or times to a schedule of the same drug after them: one interval after the last, and not before its day or week is over; null where it does not follow so.</summary>
    private static double? Follows(Course before, Course course) =>
        before is { At: { } times, Cycle: null } && course is { HasSchedule: true, RatePer: null, From: null, After: 0 } && before.Drug == course.Drug && before.Target == course.Target && before.Route == course.Route
            ? times.Max() + Math.Max(course.Period!.Value, before.AtUnit)
            : null;

    /// <summary>The hour of the day at which a text's time is 0: the first that it names.</summary>
    private static double ClockOfStart(IEnumerable<(Course Course, bool Simultaneous)> courses) => courses.Select(c => c.Course.ClockTimes).FirstOrDefault(c => c is not null)?[0] ?? 0;

    /// <summary>Adds the course's doses; returns when the course is over, h.</summary>
    private static double Expand(Course course, double start, double clockOfStart, double? horizon, string text, string source, List<Dose> doses, List<string> readings, List<Diagnostic> errors)
    {
        double duration = course.Over ?? 0;
        double amount = course.RatePer is { } per ? course.Amount!.Value * duration / per : course.Amount!.Value;
        if (course.Holidays.Count > 0 || course.MissedDoses.Count > 0)
        {
            readings.Add("doses that the text says are missed are left out; the others keep their times");
        }

        int number = 0;
        void Add(double time)
        {
            number++;
            if (At(time).Amount <= 0)
            {
                return; // tapered to nothing
            }

            if (!course.MissedDoses.Contains(number) && !course.Holidays.Any(h => time >= h.From - 1e-9 && time < h.To - 1e-9))
            {
                double late = course.LateDoses.Where(l => l.Number == number).Sum(l => l.Hours);
                doses.Add(At(time) with { Time = time + late, SteadyInterval = course.AtSteadyState && number == 1 ? course.Period!.Value : 0 });
            }
        }

        Dose At(double time) => new()
        {
            Time = time,
            Amount = course.Titration?.At(amount, time - start) ?? amount,
            Taking = course.Taking ?? TakingPattern.Perfect,
            Basis = course.Basis,
            Cap = course.Cap,
            InModelUnits = course.InModelUnits,
            Duration = duration,
            Drug = course.Drug,
            Route = course.Route,
            Form = course.Form,
            Target = course.Target,
            Held = course.Held,
            Devices = course.Devices,
            DevicesApart = course.DevicesApart,
            Span = course.Span,
        };

        if (course.Cycle is null && course.ClockTimes is null && course.At is { } times)
        {
            if (times.Count + doses.Count > MostDoses)
            {
                errors.Add(TooMany(course, text));
                return start;
            }

            foreach (double t in times)
            {
                Add(start + t);
            }

            return start + times.Max() + duration;
        }

        if (course.Cycle is null && !course.HasSchedule)
        {
            double first = course.ClockTimes is { } named ? start + named.Min(c => UntilClock(start, c, clockOfStart)) : start;
            foreach (double hour in course.ClockTimes ?? [])
            {
                Add(start + UntilClock(start, hour, clockOfStart));
            }

            if (course.ClockTimes is null)
            {
                Add(start);
            }

            return first + duration;
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

        using var occurrences = Occurrences(course, start, clockOfStart).GetEnumerator();
        int n = 0;
        for (; n < (course.Count ?? int.MaxValue); n++)
        {
            double time = occurrences.MoveNext() ? occurrences.Current : double.PositiveInfinity;
            if (double.IsInfinity(time) || time >= last - slack && (!open || time > last + slack))
            {
                break;
            }

            if (doses.Count >= MostDoses)
            {
                errors.Add(TooMany(course, text));
                return start;
            }

            Add(time);
        }

        if (course.Count is { } wanted && n < wanted)
        {
            errors.Add(new("AN0713", Severity.Error, course.Span, $"{wanted} doses in a time that holds {n}", "a number of doses, or how long, or two that agree") { SourceLine = text });
        }

        return open ? double.PositiveInfinity : !double.IsInfinity(end) ? end : course is { Cycle: { } cycle, Cycles: { } cycles } ? start + (cycles * cycle) : start + course.StartOf(n);
    }

    /// <summary>h from a moment to the next time that the clock shows an hour.</summary>
    private static double UntilClock(double moment, double hour, double clockOfStart)
    {
        double wait = (hour - clockOfStart - moment) % 24;
        return wait < -1e-9 ? wait + 24 : Math.Max(0, wait);
    }

    /// <summary>When doses of a schedule are due, ascending: as the schedule has them, at hours of the day, or cycle by cycle.</summary>
    private static IEnumerable<double> Occurrences(Course course, double start, double clockOfStart)
    {
        if (course.Cycle is { } length)
        {
            var single = course with { Cycle = null, Cycles = null };
            for (int cycle = 0; cycle < (course.Cycles ?? int.MaxValue); cycle++)
            {
                double from = start + (cycle * length), to = from + (course.CycleOn ?? length);
                var within = course.At is { } days ? days.Select(d => from + d) : course.HasSchedule ? Occurrences(single, from, clockOfStart) : [from];
                foreach (double time in within.TakeWhile(t => t < to - 1e-9))
                {
                    yield return time;
                }
            }

            yield break;
        }

        if (course.ClockTimes is not { } clock)
        {
            for (int n = 0; ; n++)
            {
                yield return start + course.StartOf(n);
            }
        }

        // Days of doses by the schedule, at hours of the day from the first of them on.
        double[] waits = [.. clock.Select(c => UntilClock(start, c, clockOfStart)).Order()];
        for (int n = 0; ; n++)
        {
            double day = course switch
            {
                { WeekOffsets: not null } => course.StartOf(n),
                { Every: { } every } => n * Math.Max(24, every),
                { Frequency: { Period: > 24 } } => course.StartOf(n),
                _ => n * 24.0,
            };
            foreach (double wait in waits)
            {
                yield return start + day + wait;
            }
        }
    }

    private static Diagnostic TooMany(Course course, string text) =>
        new("AN0714", Severity.Error, course.Span, $"more than {MostDoses} doses", "a shorter or sparser schedule") { SourceLine = text };
}

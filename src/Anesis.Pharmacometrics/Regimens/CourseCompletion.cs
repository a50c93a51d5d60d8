using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Makes a course whole: what it leaves out, what its words imply, and what can't stand together.</summary>
internal sealed class CourseCompletion(string text, List<Diagnostic> errors, List<string> readings)
{
    /// <summary>Takes over from the course before what this one leaves out, and settles what the words imply.</summary>
    public Course Complete(Course course, Course? previous)
    {
        if (course.Amount is null)
        {
            if (previous?.Amount is null)
            {
                errors.Add(new("AN0704", Severity.Error, course.Span, "no amount", "an amount such as \"0.5 mg/kg\"") { SourceLine = text });
                return course;
            }

            course = course with
            {
                Amount = course.Titration is { } titration && !course.HasSchedule ? titration.At(LastAmount(previous)!.Value, titration.Period) : LastAmount(previous),
                Basis = previous.Basis,
                InModelUnits = previous.InModelUnits,
                RatePer = previous.RatePer,
                Over = course.Over ?? previous.Over,
                Form = course.Form.Length > 0 ? course.Form : previous.Form,
                Held = course.Held ?? previous.Held,
                Devices = course.Devices ?? previous.Devices,
            };
        }

        if (previous is not null)
        {
            course = Scheduled(course, previous);
            bool sameDrug = course.Drug.Length == 0 || course.Drug == previous.Drug;
            course = course with
            {
                Drug = course.Drug.Length > 0 ? course.Drug : previous.Drug,
                Route = course.Route.Length > 0 ? course.Route : RouteOfForm(course.Form) is { Length: > 0 } implied ? implied : previous.Route,
                Target = course.Target.Length > 0 || !sameDrug ? course.Target : previous.Target,
            };
        }
        else if (course.Route.Length == 0)
        {
            course = course with { Route = RouteOfForm(course.Form) };
        }

        return Settle(course);
    }

    /// <summary>A step of the dose, a titration and a course that says only how long go on with the schedule of the course before; an infusion by a schedule goes on with its length.</summary>
    private Course Scheduled(Course course, Course previous)
    {
        bool sameDrug = course.Drug.Length == 0 || course.Drug == previous.Drug;
        if (!sameDrug || !previous.HasSchedule || course.RatePer is not null || previous.RatePer is not null)
        {
            return course;
        }

        if (course is { IsStep: true, At: [var day], AtUnit: > 0, From: null })
        {
            if (course.For is not null)
            {
                errors.Add(new("AN0709", Severity.Error, course.Span, "a step on a day and how long, which can be counted from that day or from the start", "an end such as \"until day 28\"") { SourceLine = text });
            }

            course = course with { From = day, At = null, AtUnit = 0 };
        }

        bool goesOn = course.IsStep || course.Titration is not null || (course.For >= 24 && course.For >= previous.Period && course.Form != "infusion" && course.Over is null);
        if (goesOn && course is { HasSchedule: false, At: null, ClockTimes: null, Count: null })
        {
            readings.Add("a course that does not say how often goes on with the schedule of the one before");
            course = course with { Every = previous.Every, Frequency = previous.Frequency, WeekOffsets = previous.WeekOffsets, ClockTimes = previous.ClockTimes };
        }

        if (course is { HasSchedule: true, Over: null, Form: "" or "infusion" } && previous is { Over: not null, Form: not "bolus" } && (course.Route.Length == 0 || course.Route == previous.Route) && previous.Route is "iv" or "sc" or "")
        {
            readings.Add(FormattableString.Invariant($"an infusion that does not say how long goes in over {previous.Over:G6} h as the one before"));
            course = course with { Over = previous.Over };
        }

        return course;
    }

    /// <summary>What a course has come to when it is over.</summary>
    private static double? LastAmount(Course course) => course is { Titration: { } titration, Amount: { } amount }
        ? titration.At(amount, course.For is { } length ? Math.Max(0, length - 1e-6) : course is { Count: { } count, Period: { } period } ? (count - 1) * period : double.IsFinite(titration.Limit) ? 1e6 * titration.Period : 0)
        : course.Amount;

    private static string RouteOfForm(string form) =>
        RegimenWords.Forms.Values.FirstOrDefault(f => f.Form == form, (Form: "", Route: "")).Route;

    private Course Settle(Course course)
    {
        course = Counted(Daily(Divided(Cycled(course))));
        if (course is { Route: "", Target: "", InModelUnits: false } && (course.Over is not null || course.Form == "infusion"))
        {
            readings.Add("a dose over a time without a route is read as iv");
            course = course with { Route = "iv" };
        }

        if (course is { RatePer: not null, Over: null, From: { } from, Until: { } until, HasSchedule: false } && until > from)
        {
            course = course with { Over = until - from, Until = null };
        }

        if (course is { RatePer: { } per, Over: null, For: null } && per < 24 && !RegimenWords.TimeInHours.ContainsValue(per))
        {
            readings.Add(FormattableString.Invariant($"an amount per {per:G6} h is a dose over that time"));
            course = course with { Over = per };
        }

        if (course is { Titration: { Step: < 0, Limit: 0 } taper, HasEnd: false, HasSchedule: true, Amount: { } start })
        {
            // Tapered to nothing, the course is over.
            course = course with { For = Math.Ceiling((start / -taper.Step) - 1e-9) * taper.Period };
        }

        if (course.For is { } duration && !course.HasSchedule && course.At is null)
        {
            if (course.Route is "iv" or "sc" or "" or "inhaled" && course.Over is null && course.Count is null && course.Form is not "bolus")
            {
                readings.Add($"\"for {duration:G6} h\" read as the length of the infusion");
                course = course with { Over = duration, For = null };
            }
            else
            {
                errors.Add(new("AN0712", Severity.Error, course.Span, "\"for\" without a schedule", "how often, such as \"daily for 5 days\"") { SourceLine = text });
            }
        }

        if (course.Period is { } period && course.Over is { } length && length > period * (1 + 1e-9))
        {
            readings.Add($"a dose goes in over {length:G6} h and the next begins after {period:G6} h: they overlap");
        }

        if (course.AtSteadyState && (course.Period is null || course.WeekOffsets is not null || course is { Frequency: { Times: > 1, Period: 168 } }))
        {
            errors.Add(new("AN0733", Severity.Error, course.Span, "a steady state without an even interval between doses", "an interval, such as \"100 mg every 12 h to steady state\"") { SourceLine = text });
        }

        if (course.Titration is not null && !course.HasSchedule)
        {
            errors.Add(new("AN0732", Severity.Error, course.Span, "a dose that changes, and no schedule", "how often it is given, such as \"daily\"") { SourceLine = text });
        }

        if (!double.IsInfinity(course.Cap) && course.Basis == AmountBasis.Absolute)
        {
            errors.Add(new("AN0706", Severity.Error, course.Span, "a most that a dose may be, and no dose per kg or m2", "the dose itself") { SourceLine = text });
        }

        if (course.At is not null && (course.HasSchedule || course.Count is not null))
        {
            errors.Add(new("AN0706", Severity.Error, course.Span, "a list of times beside a schedule or a number of doses", "one of the two") { SourceLine = text });
        }

        if (course.Count is > 1 && !course.HasSchedule && course.At is null)
        {
            errors.Add(new("AN0712", Severity.Error, course.Span, $"{course.Count} doses without an interval", "how often, such as \"every 30 min, 4 times\"") { SourceLine = text });
        }

        if (course.RatePer is not null && course.Over is null)
        {
            errors.Add(new("AN0712", Severity.Error, course.Span, "a rate without a duration", "how long it runs, such as \"for 60 min\"") { SourceLine = text });
        }

        if (course.Form == "bolus" && course.Over is > 0.1)
        {
            errors.Add(new("AN0706", Severity.Error, course.Span, "a bolus over more than 6 min", "\"bolus\", or \"over\" a time, not both") { SourceLine = text });
        }

        if (course.Route == "iv" && course.Over is null && course.Form.Length == 0 && course.RatePer is null)
        {
            readings.Add("an iv dose without a duration is given as a bolus");
            course = course with { Form = "bolus" };
        }

        if (course.Route.Length == 0 && course.Target.Length == 0 && course.Form.Length == 0 && course.Over is not null)
        {
            readings.Add("a dose over a time without a route is given iv");
            course = course with { Route = "iv" };
        }

        return course.Form.Length == 0 && course.Over is not null && course.Route == "iv" ? course with { Form = "infusion" } : course;
    }

    /// <summary>What is said of cycles and of hours of the day makes a schedule.</summary>
    private Course Cycled(Course course)
    {
        if (course is { Cycle: null, At: { } spanned, AtUnit: > 0, From: null, Until: null, Period: { } period } && period <= course.AtUnit && spanned.Select((day, i) => Math.Abs(day - spanned[0] - (i * course.AtUnit)) < 1e-9).All(next => next))
        {
            // "week 1: 56 mg twice weekly", "days 1-5: 50 mg bid": the days are those of the schedule.
            return course with { At = null, AtUnit = 0, From = spanned[0], Until = spanned[^1] + course.AtUnit };
        }

        if (course is { Cycle: null, At: { } list, AtUnit: > 0, Every: { } every, Frequency: null } && every > list.Max() && every > course.AtUnit)
        {
            // "on days 1-5 every 28 days, 3 times".
            return course with { Cycle = every, Every = null, Cycles = course.Cycles ?? course.Count, Count = null };
        }

        if (course.Cycle is not { } length)
        {
            // "every 3 weeks for 6 cycles": each dose is one.
            course = course.Cycles is { } cycles && course.HasSchedule ? course with { Count = cycles, Cycles = null } : course;
            return course is { ClockTimes: { } clock, HasSchedule: false, HasEnd: true, At: null } ? course with { Frequency = (clock.Count, 24) } : course;
        }

        if (course.Count is not null || (course.At is not null && (course.At.Max() >= length || course.HasSchedule)) || course.CycleOn >= length)
        {
            errors.Add(new("AN0710", Severity.Error, course.Span, FormattableString.Invariant($"a cycle of {length:G6} h that does not hold its days, or that counts doses"), "days or a schedule within the cycle, and a number of cycles") { SourceLine = text });
        }

        // Days within a cycle that a schedule goes over, such as "daily on days 1-14".
        return course is { HasSchedule: true, From: { } from, Until: { } until } && until <= length && course.CycleOn is null && from == 0
            ? course with { From = null, Until = null, CycleOn = until }
            : course;
    }

    /// <summary>"100 mg/day in 2 divided doses", "1 mg/kg/day divided bid": the amount of a day, in its parts.</summary>
    private Course Divided(Course course)
    {
        if (course.DividedInto is not { } parts || course.Amount is null)
        {
            return course;
        }

        double per = course.RatePer ?? 24;
        double? scheduled = course.Frequency is { Times: > 1 } f ? f.Period / f.Times : course.Every < per ? course.Every : null;
        double interval = scheduled ?? (parts > 0 ? per / parts : double.NaN);
        if (double.IsNaN(interval) || (parts > 0 && Math.Abs((per / parts) - interval) > 1e-9))
        {
            errors.Add(new("AN0710", Severity.Error, course.Span, "a divided amount", "in how many doses, such as \"100 mg/day in 2 divided doses\" or \"divided bid\"") { SourceLine = text });
            return course;
        }

        readings.Add(FormattableString.Invariant($"the amount is that of {per:G6} h, in doses every {interval:G6} h"));
        return course with { Amount = course.Amount * interval / per, RatePer = null, DividedInto = null, Every = interval, Frequency = null, For = course.For ?? course.Over, Over = course.For is null ? null : course.Over };
    }

    /// <summary>"50 mg/day" by mouth is a daily dose; into a vein it is a rate.</summary>
    private Course Daily(Course course)
    {
        if (course.RatePer is not ({ } per and >= 24) || course.HasSchedule || course.Form == "infusion" || course.Route is "iv" or "sc" or "")
        {
            return course;
        }

        readings.Add($"an amount per {per:G6} h by this route is read as a dose every {per:G6} h");
        return course with { RatePer = null, Every = per, For = course.For ?? course.Over, Over = null };
    }

    /// <summary>"2 tablets of 50 mg" is a dose of 100 mg.</summary>
    private Course Counted(Course course)
    {
        if (course.Pieces is not { } pieces || pieces == 1)
        {
            return course;
        }

        if (course.Period is < 1)
        {
            errors.Add(new("AN0709", Severity.Error, course.Span, $"{pieces} pieces within a schedule of minutes, which can be read as one each time or as all each time", $"\"{pieces} times\" for one each time, or the amount of all") { SourceLine = text });
        }

        return course with { Amount = course.Amount * pieces, Pieces = null };
    }
}

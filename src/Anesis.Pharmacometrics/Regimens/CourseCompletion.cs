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
                Amount = LastAmount(previous),
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

    /// <summary>What a course has come to when it is over.</summary>
    private static double? LastAmount(Course course) => course is { Titration: { } titration, Amount: { } amount }
        ? titration.At(amount, course.For is { } length ? Math.Max(0, length - 1e-6) : course is { Count: { } count, Period: { } period } ? (count - 1) * period : double.IsFinite(titration.Limit) ? 1e6 * titration.Period : 0)
        : course.Amount;

    private static string RouteOfForm(string form) =>
        RegimenWords.Forms.Values.FirstOrDefault(f => f.Form == form, (Form: "", Route: "")).Route;

    private Course Settle(Course course)
    {
        course = Counted(Daily(course));
        if (course is { Route: "", Target: "", InModelUnits: false } && (course.Over is not null || course.Form == "infusion"))
        {
            readings.Add("a dose over a time without a route is read as iv");
            course = course with { Route = "iv" };
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

        if (course.Period is < 24)
        {
            errors.Add(new("AN0709", Severity.Error, course.Span, $"{pieces} pieces within a schedule of hours, which can be read as one each time or as all each time", $"\"{pieces} times\" for one each time, or the amount of all") { SourceLine = text });
        }

        return course with { Amount = course.Amount * pieces, Pieces = null };
    }
}

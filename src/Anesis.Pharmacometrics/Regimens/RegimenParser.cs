using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Recursive descent over a regimen's tokens: courses joined by "then" (one after another) or "and" (from the same start).</summary>
internal sealed class RegimenParser(string text, string source, List<RegimenToken> tokens, List<Diagnostic> errors, List<string> readings)
{
    private int _position;

    private RegimenToken Here => tokens[_position];

    private RegimenToken Ahead(int by = 1) => tokens[Math.Min(_position + by, tokens.Count - 1)];

    public List<(Course Course, bool Simultaneous)> ReadAll()
    {
        var courses = new List<(Course, bool)>();
        if (Here.Kind == TokenKind.End)
        {
            Error("AN0700", Here, "nothing", "a dose such as \"0.5 mg/kg iv over 40 min\"");
            return courses;
        }

        Course? previous = null;
        bool simultaneous = false;
        while (true)
        {
            int before = errors.Count;
            var course = ReadCourse(previous);
            if (errors.Count == before)
            {
                course = Complete(course, previous);
            }

            courses.Add((course, simultaneous));
            previous = course;
            if (Here.Kind == TokenKind.End)
            {
                return courses;
            }

            simultaneous = Here.Text is "and" or "plus" or "with" or "+";
            Skip();
            if (Here.Text is "by" or "then")
            {
                Skip();
            }

            if (Here.Kind == TokenKind.End)
            {
                Error("AN0704", Here, "the end of the text", "a dose or a schedule after \"then\"");
                return courses;
            }
        }
    }

    private void Skip() => _position = Math.Min(_position + 1, tokens.Count - 1);

    private void Error(string code, RegimenToken at, string found, string expected, string? nearest = null)
    {
        // One error a place: a clause that fails is skipped word by word.
        if (!errors.Exists(e => e.At.Column == at.Column))
        {
            errors.Add(new(code, Severity.Error, new(source, 1, at.Column, at.Length), found, expected, nearest) { SourceLine = text });
        }
    }

    private SourceSpan SpanOf(RegimenToken token) => new(source, 1, token.Column, token.Length);

    private bool EndsCourse => Here.Kind is TokenKind.End or TokenKind.Semicolon || Here.Text is "then" or "followed"
        || (Here.Text is "and" or "plus" or "with" or "+" && Ahead().Kind == TokenKind.Number);

    private Course ReadCourse(Course? previous)
    {
        var course = new Course { Span = SpanOf(Here) };
        while (!EndsCourse)
        {
            int start = _position;
            course = ReadClause(course, previous);
            if (_position == start)
            {
                Skip();
            }
        }

        var first = course.Span;
        var last = tokens[Math.Max(0, _position - 1)];
        return course with { Span = first with { Length = Math.Max(1, last.Column + last.Length - first.Column) } };
    }

    private Course ReadClause(Course course, Course? previous)
    {
        var token = Here;
        if (token.Kind is TokenKind.Comma)
        {
            Skip();
            return course;
        }

        if (token.Kind == TokenKind.Number)
        {
            return ReadNumber(course, previous);
        }

        if (token.Kind == TokenKind.Times || token.Text == "x")
        {
            Skip();
            return ReadCount(course, token);
        }

        if (token.Kind != TokenKind.Word)
        {
            Error("AN0703", token, $"'{token.Raw}'", "a dose, a route, or a schedule");
            Skip();
            return course;
        }

        Skip();
        switch (token.Text)
        {
            case "over" or "during":
                return Here.Text == "a" && Ahead().Kind == TokenKind.Number ? Again(course, previous) : Set(course, course.Over is null, token, "a second duration", c => c with { Over = ReadDuration("how long the infusion runs, such as \"40 min\"") });
            case "for":
                return ReadFor(course, token);
            case "until" or "through":
                return Set(course, course.Until is null, token, "a second end", c => c with { Until = ReadMoment() });
            case "every" or "each":
                return ReadEvery(course, token);
            case "q":
                return Set(course, !course.HasSchedule, token, "a second schedule", c => c with { Every = ReadDuration("an interval such as \"8h\"") });
            case "hourly":
                return Scheduled(course, token, 1, 1);
            case "daily" or "nightly":
                return Scheduled(course, token, 1, 24);
            case "weekly":
                return Scheduled(course, token, 1, 168);
            case "fortnightly" or "biweekly":
                return ReadBiweekly(course, token);
            case "monthly":
                return Scheduled(course, token, 1, RegimenWords.TimeInHours["month"]);
            case "at":
                return course with { At = ReadTimes(token) };
            case "on":
                return ReadDays(course, token);
            case "after":
                return course with { After = ReadDuration("a wait such as \"2 h\"") };
            case "held" or "hold":
                if (Here.Text == "for")
                {
                    Skip();
                }

                return course with { Held = ReadDuration("how long it is held, such as \"10 min\"") };
            case "into":
                return ReadTarget(course);
            case "in" when Here.Kind == TokenKind.Number:
                return Again(course, previous);
            case "by" when Here.Text == "mouth":
                Skip();
                return Routed(course, token, "oral");
            case "of" or "a" or "an" or "the" or "as" or "given" or "by" or "dose" or "single" or "per":
                return course;
            case "hcl" or "hydrochloride":
                Error("AN0705", token, $"\"{token.Raw}\"", "the amount of base: 57.7 mg of the hydrochloride are 50 mg of ketamine");
                return course;
        }

        if (RegimenWords.TimesDaily.TryGetValue(token.Text, out int daily))
        {
            return Scheduled(course, token, daily, 24);
        }

        if (RegimenWords.Counts.TryGetValue(token.Text, out int count))
        {
            return ReadTimesWord(course, token, count);
        }

        return ReadName(course, token);
    }

    private Course Again(Course course, Course? previous)
    {
        if (Here.Text == "a")
        {
            Skip();
        }

        return ReadNumber(course, previous);
    }

    private Course ReadName(Course course, RegimenToken token)
    {
        if (RegimenWords.Drugs.TryGetValue(token.Text, out var drug))
        {
            return Set(course, course.Drug.Length == 0 || course.Drug == drug, token, $"a second drug (\"{token.Raw}\")", c => c with { Drug = drug });
        }

        if (RegimenWords.Routes.TryGetValue(token.Text, out var route))
        {
            return Routed(course, token, route);
        }

        if (RegimenWords.Forms.TryGetValue(token.Text, out var form))
        {
            return Set(course, course.Form.Length == 0 || course.Form == form.Form, token, $"a second form (\"{token.Raw}\")", c => c with { Form = form.Form });
        }

        string expected = RegimenWords.MassInMilligrams.ContainsKey(token.Text) || RegimenWords.TimeInHours.ContainsKey(token.Text)
            ? "a number before the unit"
            : "a word of a regimen (drug, route, form, \"over\", \"for\", \"every\", \"weekly\", \"until\", \"then\" …)";
        Error("AN0703", token, $"\"{token.Raw}\"", expected, Spelling.Nearest(token.Text, RegimenWords.All) is { } near && near != token.Text ? $"\"{near}\"" : null);
        return course;
    }

    private Course Routed(Course course, RegimenToken token, string route) =>
        Set(course, course.Route.Length == 0 || course.Route == route, token, $"a second route (\"{token.Raw}\")", c => c with { Route = route });

    private Course Set(Course course, bool free, RegimenToken token, string found, Func<Course, Course> change)
    {
        if (!free)
        {
            Error("AN0706", token, found, "one of each in a dose; join doses by \"then\" or \"and\"");
        }

        return change(course);
    }

    private Course Scheduled(Course course, RegimenToken token, int times, double period) =>
        Set(course, !course.HasSchedule, token, "a second schedule", c => c with { Frequency = (times, period) });

    private Course ReadNumber(Course course, Course? previous)
    {
        var number = Here;
        var unit = Ahead();
        if (unit.Kind == TokenKind.Word && RegimenWords.MassInMilligrams.TryGetValue(unit.Text, out double milligrams))
        {
            Skip();
            Skip();
            if (course.Amount is not null)
            {
                Error("AN0706", number, "a second amount", "one amount in a dose; join doses by \"then\" or \"and\"");
            }

            if (!(number.Value > 0))
            {
                Error("AN0707", number, $"\"{number.Raw} {unit.Raw}\"", "an amount above 0");
            }

            return ReadPer(course with { Amount = number.Value * milligrams });
        }

        if (unit.Text is "devices" or "device" or "sprays" or "spray")
        {
            Skip();
            Skip();
            return course with { Devices = WholeNumber(number, "a number of devices"), Form = course.Form.Length == 0 ? "spray" : course.Form };
        }

        if (unit.Text is "times" or "time" or "doses" or "x")
        {
            Skip();
            Skip();
            return ReadTimes(course, number, WholeNumber(number, "a number of doses"));
        }

        if (unit.Kind == TokenKind.Word && RegimenWords.TimeInHours.ContainsKey(unit.Text))
        {
            return Set(course, course.Over is null, number, "a second duration", c => c with { Over = ReadDuration("a duration") });
        }

        Skip();
        if (unit.Text is "ml" or "l" or "iu" or "nmol" or "umol" or "mmol" or "mol" or "%")
        {
            Skip();
            Error("AN0708", unit, $"the unit \"{unit.Raw}\"", "a mass: mg, g, ug, ng, per kg or m2 where it is so");
            return course;
        }

        if (course.Amount is null && EndsCourseWithTarget())
        {
            return course with { Amount = number.Value, InModelUnits = true };
        }

        Error("AN0708", unit.Kind == TokenKind.End ? number : unit, unit.Kind == TokenKind.End ? $"\"{number.Raw}\" without a unit" : $"\"{unit.Raw}\" after a number", "a unit such as mg, mg/kg, min, h, days, weeks, \"times\" or \"devices\"", Spelling.Nearest(unit.Text, RegimenWords.MassInMilligrams.Keys.Concat(RegimenWords.TimeInHours.Keys)));
        return course;
    }

    /// <summary>True when the present course names its target with "into": then an amount may be in the model's own unit.</summary>
    private bool EndsCourseWithTarget()
    {
        for (int i = _position; i < tokens.Count && tokens[i].Text is not ("then" or "and"); i++)
        {
            if (tokens[i].Text == "into")
            {
                return true;
            }
        }

        return false;
    }

    private Course ReadPer(Course course)
    {
        while (Here.Kind == TokenKind.Slash || (Here.Text == "per" && Ahead().Kind == TokenKind.Word))
        {
            Skip();
            var unit = Here;
            Skip();
            if (unit.Text is "kg" or "kilogram")
            {
                course = Set(course, course.Basis == AmountBasis.Absolute, unit, "a second \"per\" of body size", c => c with { Basis = AmountBasis.PerKilogram });
            }
            else if (unit.Text == "m2")
            {
                course = Set(course, course.Basis == AmountBasis.Absolute, unit, "a second \"per\" of body size", c => c with { Basis = AmountBasis.PerSquareMetre });
            }
            else if (RegimenWords.TimeInHours.TryGetValue(unit.Text, out double hours))
            {
                course = Set(course, course.RatePer is null, unit, "a second \"per\" of time", c => c with { RatePer = hours });
            }
            else
            {
                Error("AN0708", unit, unit.Kind == TokenKind.End ? "nothing after \"per\"" : $"\"{unit.Raw}\" after \"per\"", "kg, m2, min or h", Spelling.Nearest(unit.Text, ["kg", "m2", "min", "h", "day"]));
            }
        }

        return course;
    }

    private Course ReadFor(Course course, RegimenToken token)
    {
        if (Here.Kind == TokenKind.Number && Ahead().Text is "doses" or "times")
        {
            return ReadCount(course, token);
        }

        double duration = ReadDuration("a duration such as \"60 min\" or \"4 weeks\"");
        if (course.RatePer is not null && course.Over is null)
        {
            return course with { Over = duration };
        }

        return Set(course, course.For is null, token, "a second \"for\"", c => c with { For = duration });
    }

    private Course ReadEvery(Course course, RegimenToken token)
    {
        double times = 1;
        if (Here.Text is "other" or "second")
        {
            times = 2;
            Skip();
        }
        else if (Here.Text == "third")
        {
            times = 3;
            Skip();
        }

        double every = Here.Kind == TokenKind.Number || RegimenWords.Counts.ContainsKey(Here.Text)
            ? ReadDuration("an interval such as \"30 min\"")
            : times * ReadUnit("an interval such as \"30 min\", \"day\" or \"other day\"");
        return Set(course, !course.HasSchedule, token, "a second schedule", c => c with { Every = every });
    }

    private Course ReadBiweekly(Course course, RegimenToken token)
    {
        if (token.Text == "biweekly")
        {
            Error("AN0709", token, "\"biweekly\", which some read as twice a week and some as every 2 weeks", "\"twice weekly\" or \"every 2 weeks\"");
        }

        return Scheduled(course, token, 1, 336);
    }

    private Course ReadTimesWord(Course course, RegimenToken token, int count)
    {
        if (Here.Text is "times" or "doses")
        {
            Skip();
            return ReadTimes(course, token, count);
        }

        if (Here.Text is "devices" or "device" or "sprays" or "spray")
        {
            Skip();
            return course with { Devices = count, Form = course.Form.Length == 0 ? "spray" : course.Form };
        }

        return token.Text is "once" or "twice" or "thrice"
            ? ReadTimes(course, token, count)
            : Fail(course, Here, "AN0710", Here.Kind == TokenKind.End ? "the end of the text" : $"\"{Here.Raw}\"", "\"times\", \"doses\" or \"devices\" after the number");
    }

    private Course Fail(Course course, RegimenToken at, string code, string found, string expected)
    {
        Error(code, at, found, expected);
        return course;
    }

    /// <summary>After "N times": a period ("weekly", "a day", "per week", "/week") makes a frequency; nothing makes a count.</summary>
    private Course ReadTimes(Course course, RegimenToken token, int count)
    {
        double? period = Here.Text switch
        {
            "daily" => 24,
            "weekly" => 168,
            "hourly" => 1,
            "monthly" => RegimenWords.TimeInHours["month"],
            _ => null,
        };
        if (period is not null)
        {
            Skip();
        }
        else if (Here.Text is "a" or "per" or "each" or "every" or "/" && RegimenWords.TimeInHours.TryGetValue(Ahead().Text, out double hours))
        {
            period = hours;
            Skip();
            Skip();
        }

        return period is { } p
            ? Scheduled(course, token, Math.Max(1, count), p)
            : Set(course, course.Count is null, token, "a second number of doses", c => c with { Count = count });
    }

    private Course ReadCount(Course course, RegimenToken token)
    {
        var number = Here;
        if (number.Kind != TokenKind.Number)
        {
            return Fail(course, number, "AN0710", $"\"{number.Raw}\"", "a number of doses");
        }

        Skip();
        if (Here.Text is "times" or "doses" or "dose")
        {
            Skip();
        }

        return Set(course, course.Count is null, token, "a second number of doses", c => c with { Count = WholeNumber(number, "a number of doses") });
    }

    private Course ReadTarget(Course course)
    {
        var name = Here;
        if (name.Kind != TokenKind.Word)
        {
            return Fail(course, name, "AN0711", name.Kind == TokenKind.End ? "the end of the text" : $"\"{name.Raw}\"", "the id of a species after \"into\"");
        }

        Skip();
        return Set(course, course.Target.Length == 0, name, "a second target", c => c with { Target = name.Raw });
    }

    private Course ReadDays(Course course, RegimenToken token)
    {
        if (Here.Text is not ("day" or "days"))
        {
            return Fail(course, Here, "AN0710", Here.Kind == TokenKind.End ? "the end of the text" : $"\"{Here.Raw}\"", "\"day\" or \"days\" after \"on\"");
        }

        Skip();
        var days = ReadNumbers();
        if (days.Count == 0)
        {
            return Fail(course, Here, "AN0710", $"\"{Here.Raw}\"", "the numbers of days, such as \"on days 1, 3 and 8\" (the first day is 1)");
        }

        foreach (var day in days.Where(d => !(d.Value >= 1)))
        {
            Error("AN0710", day, $"day {day.Raw}", "a day from 1 on");
        }

        return Set(course, course.At is null, token, "a second list of times", c => c with { At = [.. days.Select(d => (d.Value - 1) * 24)] });
    }

    private double[] ReadTimes(RegimenToken token)
    {
        if (Here.Text is "day" or "week")
        {
            return [ReadMoment() - RegimenWords.TimeInHours[Ahead(-2).Text]];
        }

        var numbers = ReadNumbers();
        if (numbers.Count == 0)
        {
            Error("AN0710", Here, Here.Kind == TokenKind.End ? "the end of the text" : $"\"{Here.Raw}\"", "times after \"at\", such as \"at 0, 2 and 6 h\"");
            return [0];
        }

        double unit = ReadUnit("a unit of time after the times");
        return [.. numbers.Select(n => n.Value * unit)];
    }

    private List<RegimenToken> ReadNumbers()
    {
        var numbers = new List<RegimenToken>();
        while (Here.Kind == TokenKind.Number)
        {
            numbers.Add(Here);
            Skip();
            bool more = (Here.Kind == TokenKind.Comma || Here.Text == "and") && Ahead().Kind == TokenKind.Number && !RegimenWords.MassInMilligrams.ContainsKey(Ahead(2).Text) && Ahead(2).Text is not "times";
            if (more)
            {
                Skip();
            }
        }

        return numbers;
    }

    /// <summary>"week 16" or "day 28" (to its end), or a time from the start of the regimen.</summary>
    private double ReadMoment()
    {
        if (Here.Text is "week" or "day" or "month" or "hour")
        {
            double unit = RegimenWords.TimeInHours[Here.Text];
            Skip();
            var number = Here;
            Skip();
            if (number.Kind != TokenKind.Number || !(number.Value > 0))
            {
                Error("AN0710", number, $"\"{number.Raw}\"", "a number after the unit, such as \"week 16\"");
            }

            return number.Value * unit;
        }

        return ReadDuration("a moment such as \"week 16\", \"day 28\" or \"24 h\"");
    }

    private double ReadDuration(string expected)
    {
        var number = Here;
        double value = number.Kind == TokenKind.Number ? number.Value : RegimenWords.Counts.TryGetValue(number.Text, out int word) && number.Text.Length > 0 && number.Text != "once" ? word : number.Text is "a" or "an" or "one" ? 1 : double.NaN;
        if (double.IsNaN(value))
        {
            Error("AN0711", number, number.Kind == TokenKind.End ? "the end of the text" : $"\"{number.Raw}\"", expected);
            if (number.Kind == TokenKind.Number)
            {
                Skip();
                ReadUnit(expected);
            }

            return double.NaN;
        }

        Skip();
        double hours = value * ReadUnit(expected);
        if (!(hours > 0) && !double.IsNaN(hours))
        {
            Error("AN0711", number, $"\"{number.Raw}\"", "a time above 0");
        }

        return hours;
    }

    private double ReadUnit(string expected)
    {
        var unit = Here;
        if (unit.Kind == TokenKind.Word && RegimenWords.TimeInHours.TryGetValue(unit.Text, out double hours))
        {
            Skip();
            return hours;
        }

        Error("AN0711", unit, unit.Kind == TokenKind.End ? "the end of the text" : $"\"{unit.Raw}\"", $"{expected}, with a unit of time (s, min, h, days, weeks, months)", Spelling.Nearest(unit.Text, RegimenWords.TimeInHours.Keys));
        return double.NaN;
    }

    private int WholeNumber(RegimenToken number, string expected)
    {
        if (number.Value is >= 1 and <= 1_000_000 && number.Value == Math.Floor(number.Value))
        {
            return (int)number.Value;
        }

        Error("AN0710", number, $"\"{number.Raw}\"", $"{expected}: a whole number from 1 on");
        return 1;
    }

    /// <summary>Takes over from the course before what this one leaves out, and settles what the words imply.</summary>
    private Course Complete(Course course, Course? previous)
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
                Amount = previous.Amount,
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

    private static string RouteOfForm(string form) =>
        RegimenWords.Forms.Values.FirstOrDefault(f => f.Form == form, (Form: "", Route: "")).Route;

    private Course Settle(Course course)
    {
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

        return course.Form.Length == 0 && course.Over is not null && course.Route == "iv" ? course with { Form = "infusion" } : course;
    }
}

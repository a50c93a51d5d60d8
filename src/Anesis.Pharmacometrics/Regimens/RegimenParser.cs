using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>
/// Reads courses joined by "then" (one after another) or "and" (from the same start). Within a course the clauses may stand in any order.
/// </summary>
internal sealed class RegimenParser
{
    private readonly RegimenCursor _at;
    private readonly RegimenTimes _times;
    private readonly RegimenAmounts _amounts;
    private readonly RegimenSchedules _schedules;
    private readonly CourseCompletion _completion;
    private readonly RegimenTaking _taking;
    private readonly RegimenRules _rules;

    public RegimenParser(RegimenCursor cursor, CourseCompletion completion, string text)
    {
        _at = cursor;
        _times = new(cursor);
        _amounts = new(cursor, _times);
        _schedules = new(cursor, _times);
        _completion = completion;
        _taking = new(cursor, _times);
        _rules = new(cursor, _times, text);
    }

    /// <summary>What the text says at its end of when doses change; after <see cref="ReadAll"/>.</summary>
    public ValueList<DoseRule> Rules { get; private set; }

    private RegimenToken Here => _at.Here;

    private bool EndsCourse => Here.Kind is TokenKind.End or TokenKind.Semicolon || RegimenRules.IsVerb(Here) || Here.Text is "then" or "followed" or "thereafter" or "afterwards"
        || (Here.Text is "and" or "plus" or "with" or "+" or "&" or "together" && !RegimenTaking.IsPercent(_at.Ahead(2)) && (_at.Ahead().Kind == TokenKind.Number || _at.Ahead().Text is "then" or "with" || RegimenWords.Drugs.ContainsKey(_at.Ahead().Text)));

    public List<(Course Course, bool Simultaneous)> ReadAll()
    {
        var courses = new List<(Course, bool)>();
        if (_at.AtEnd)
        {
            _at.Error("AN0700", Here, "nothing", "a dose such as \"0.5 mg/kg iv over 40 min\"");
            return courses;
        }

        Course? previous = null;
        bool simultaneous = false;
        while (true)
        {
            int before = _at.ErrorCount;
            var course = ReadCourse();
            if (_at.ErrorCount == before)
            {
                course = _completion.Complete(course, previous);
            }

            courses.Add((course, simultaneous));
            previous = course;
            if (RegimenRules.IsVerb(Here) || (RegimenRules.IsVerb(_at.Ahead()) && Here.Kind == TokenKind.Semicolon) || (RegimenRules.IsVerb(_at.Ahead()) && Here.Text == "then"))
            {
                Rules = _rules.ReadAll();
            }

            if (_at.AtEnd)
            {
                return courses;
            }

            simultaneous = Here.Text is "and" or "plus" or "with" or "+" or "&" or "together" && _at.Ahead().Text != "then";
            var joint = _at.Take();
            _at.SkipAll("then", "by", "with", "immediately", ",", "a", "an");
            if (_at.AtEnd)
            {
                _at.Error("AN0704", Here, "the end of the text", $"a dose or a schedule after \"{joint.Raw}\"");
                return courses;
            }
        }
    }

    private Course ReadCourse()
    {
        var first = Here;
        var course = new Course { Span = _at.SpanOf(Here) };
        while (!EndsCourse)
        {
            int start = _at.Position;
            course = ReadClause(course);
            if (_at.Position == start)
            {
                _at.Skip();
            }
        }

        var last = _at.Last;
        return course with { Span = course.Span with { Length = Math.Max(1, last.Column + last.Length - first.Column) } };
    }

    private Course ReadClause(Course course)
    {
        if (Here.Kind == TokenKind.Comma)
        {
            _at.Skip();
            return course;
        }

        if (Here.Kind == TokenKind.Number)
        {
            return ReadNumber(course);
        }

        var token = _at.Take();
        if (RegimenAmounts.IsTimes(token))
        {
            return _schedules.ReadRepeats(course, token);
        }

        if (token.Kind != TokenKind.Word)
        {
            return _at.Fail(course, token, "AN0703", "a dose, a route, or a schedule");
        }

        return _taking.ReadWord(course, token) ?? ReadTimeWord(course, token) ?? ReadPlaceWord(course, token) ?? ReadName(course, token);
    }

    /// <summary>A clause that begins with a word of time; null when the word is none.</summary>
    private Course? ReadTimeWord(Course course, RegimenToken token)
    {
        switch (token.Text)
        {
            case "over" or "during" or "within":
                if (Here.Text is "weeks" or "days")
                {
                    return _schedules.ReadSpan(course, _at.Take());
                }

                return _at.Set(course, course.Over is null, token, "a second duration", c => c with { Over = _times.Duration("how long the infusion runs, such as \"40 min\"") });
            case "for":
                return _schedules.ReadFor(course, token);
            case "to" or "at" when Here.Text is "steady" or "steady-state":
                return _taking.ReadSteadyState(course);
            case "until" or "till" or "through" or "to":
                return _schedules.ReadUntil(course, token);
            case "up" when Here.Text == "to":
                _at.Skip();
                return _schedules.ReadUntil(course, token);
            case "from" or "starting" or "beginning" or "start":
                return _schedules.ReadFrom(course, token);
            case "every" or "each":
                return _schedules.ReadEvery(course, token);
            case "q":
                return _schedules.ReadQuaque(course, token);
            case "biweekly" or "bi-weekly" or "bimonthly" or "bi-monthly":
                return _schedules.ReadBiweekly(course, token);
            case "at":
                return ReadAt(course, token);
            case "on":
                return _schedules.ReadOn(course, token);
            case "weeks" or "days" or "day" or "week" when Here.Kind == TokenKind.Number:
                return _schedules.ReadSpan(course, token);
            case "in" when Here.Text is "weeks" or "week":
                return _schedules.ReadSpan(course, _at.Take());
            case "d" when Here.Kind == TokenKind.Number:
                return _schedules.ReadSpan(course, token with { Text = "day" });
            case "alternate" or "alternating":
                _at.SkipAll("days");
                return _schedules.Every(course, token, 48);
            case "after":
                return course with { After = _times.Duration("a wait such as \"2 h\"") };
            case "held" or "hold":
                _at.SkipAll("for", "in", "mouth", "the", "under", "tongue");
                return course with { Held = _times.Duration("how long it is held, such as \"10 min\"") };
            case "a" or "per" when course.Amount is not null && Here.Text is "day" or "week" or "month":
                return _schedules.Scheduled(course, token, 1, RegimenWords.TimeInHours[_at.Take().Text]);
            case "half" when Here.Text == "hourly":
                _at.Skip();
                return _schedules.Every(course, token, 0.5);
            case "prn":
            case "as" when Here.Text is "needed" or "required" or "wanted":
                _at.SkipAll("needed", "required", "wanted");
                return _at.Fail(course, token, "AN0710", "when each dose is given: \"as needed\" does not say it");
        }

        if (RegimenWords.Periods.TryGetValue(token.Text, out double period))
        {
            return _schedules.Scheduled(course, token, 1, period);
        }

        if (RegimenWords.TimesDaily.TryGetValue(token.Text, out int daily))
        {
            return _schedules.Scheduled(course, token, daily, 24);
        }

        if (RegimenWords.Intervals.TryGetValue(token.Text, out double interval))
        {
            return _schedules.Every(course, token, interval);
        }

        if (RegimenSchedules.WeekdayOf(token) >= 0)
        {
            return _at.Fail(course, token, "AN0710", $"\"on\" or \"every\" before a weekday");
        }

        return RegimenWords.Counts.TryGetValue(token.Text, out int count) ? ReadCountWord(course, token, count) : null;
    }

    /// <summary>A clause that says where a dose goes; null when the word says something else.</summary>
    private Course? ReadPlaceWord(Course course, RegimenToken token)
    {
        switch (token.Text)
        {
            case "into":
                return ReadTarget(course, token);
            case "in" when Here.Kind == TokenKind.Number && _at.Ahead().Text is "ml" or "l":
                return ReadDilution(course);
            case "in" when Here.Kind == TokenKind.Number || RegimenWords.Fillers.Contains(Here.Text):
                return course;
            case "by" when Here.Text == "mouth":
            case "per" when Here.Text == "os":
                _at.Skip();
                return Routed(course, token, "oral");
            case "per" when Here.Text == "rectum":
                _at.Skip();
                return Routed(course, token, "rectal");
            case "under":
                _at.SkipAll("the");
                return _at.TakeIf("tongue") ? Routed(course, token, "sublingual") : _at.Fail(course, Here, "AN0710", "\"the tongue\" after \"under\"");
            case "hcl" or "hydrochloride":
                return _at.Fail(course, token, "AN0705", "the amount of base: 57.7 mg of the hydrochloride are 50 mg of ketamine");
        }

        return RegimenWords.Fillers.Contains(token.Text) ? course : null;
    }

    private Course ReadName(Course course, RegimenToken token)
    {
        if (RegimenWords.Drugs.TryGetValue(token.Text, out var drug))
        {
            return _at.Set(course, course.Drug.Length == 0 || course.Drug == drug, token, $"a second drug (\"{token.Raw}\")", c => c with { Drug = drug });
        }

        if (token.Text == "spravato")
        {
            return Routed(_at.Set(course, course.Drug.Length == 0 || course.Drug == "esketamine", token, $"a second drug (\"{token.Raw}\")", c => c with { Drug = "esketamine", Form = "spray" }), token, "nasal");
        }

        if (RegimenWords.Routes.TryGetValue(token.Text, out var route))
        {
            return Routed(course, token, route);
        }

        if (RegimenWords.Forms.TryGetValue(token.Text, out var form))
        {
            return _at.Set(course, course.Form.Length == 0 || course.Form == form.Form, token, $"a second form (\"{token.Raw}\")", c => c with { Form = form.Form });
        }

        string expected = RegimenWords.MassInMilligrams.ContainsKey(token.Text) || RegimenWords.TimeInHours.ContainsKey(token.Text)
            ? "a number before the unit"
            : "a word of a regimen (drug, route, form, \"over\", \"for\", \"every\", \"weekly\", \"until\", \"then\" …)";
        return _at.Fail(course, token, "AN0703", expected, Spelling.Nearest(token.Text, RegimenWords.All) is { } near && near != token.Text ? $"\"{near}\"" : null);
    }

    private Course Routed(Course course, RegimenToken token, string route) =>
        _at.Set(course, course.Route.Length == 0 || course.Route == route, token, $"a second route (\"{token.Raw}\")", c => c with { Route = route });

    private Course ReadNumber(Course course)
    {
        var number = Here;
        var unit = _at.Ahead();
        if (RegimenTaking.IsPercent(unit))
        {
            return _taking.ReadShare(course);
        }

        if (_amounts.IsMultiple)
        {
            return _amounts.ReadMultiple(course);
        }

        if (_amounts.IsAmount)
        {
            return _amounts.Read(course);
        }

        if (RegimenAmounts.IsDevice(unit))
        {
            _at.Skip();
            return _amounts.ReadDevices(course, _times.Whole(number, "a number of devices"));
        }

        if (RegimenWords.CountNouns.Contains(unit.Text) || RegimenAmounts.IsTimes(unit))
        {
            _at.Skip(2);
            return _schedules.ReadTimes(course, number, _times.Whole(number, "a number of doses"), !RegimenAmounts.IsTimes(unit));
        }

        if (RegimenWords.Forms.TryGetValue(unit.Text, out var form))
        {
            _at.Skip(2);
            return course with { Pieces = _times.Whole(number, "a number of pieces"), Form = form.Form };
        }

        if (RegimenWords.Periods.ContainsKey(unit.Text))
        {
            return _schedules.ReadNumberedPeriod(course);
        }

        return RegimenWords.TimeInHours.ContainsKey(unit.Text) || unit.Kind == TokenKind.Slash ? ReadLength(course, number) : _amounts.ReadBare(course);
    }

    /// <summary>A time that stands alone: the length of an infusion, or with "later" a wait.</summary>
    private Course ReadLength(Course course, RegimenToken number)
    {
        double duration = _times.Duration("a duration");
        return _at.TakeIf("later")
            ? course with { After = duration }
            : _at.Set(course, course.Over is null, number, "a second duration", c => c with { Over = duration });
    }

    private Course ReadCountWord(Course course, RegimenToken token, int count)
    {
        if (RegimenWords.CountNouns.Contains(Here.Text))
        {
            _at.Skip();
            return _schedules.ReadTimes(course, token, count, true);
        }

        if (RegimenAmounts.IsDevice(Here))
        {
            return _amounts.ReadDevices(course, count);
        }

        if (token.Text is "once" or "twice" or "thrice")
        {
            return _schedules.ReadTimes(course, token, count, false);
        }

        if (_amounts.IsAmount)
        {
            return _amounts.Read(course, count);
        }

        if (RegimenWords.TimeInHours.TryGetValue(Here.Text, out double hours))
        {
            _at.Skip();
            return _at.TakeIf("later") ? course with { After = count * hours } : _at.Set(course, course.Over is null, token, "a second duration", c => c with { Over = count * hours });
        }

        if (RegimenWords.Forms.TryGetValue(Here.Text, out var form))
        {
            _at.Skip();
            return course with { Pieces = count, Form = form.Form };
        }

        return _at.Fail(course, Here, "AN0710", "\"times\", \"doses\" or \"devices\" after the number");
    }

    /// <summary>After "at": a rate, times, a day, or the night.</summary>
    private Course ReadAt(Course course, RegimenToken token)
    {
        if (Here.Text == "a" && _at.Ahead().Text == "rate")
        {
            _at.Skip(2);
            _at.TakeIf("of");
        }

        if (_amounts.IsAmount)
        {
            return _amounts.Read(course);
        }

        if (_at.TakeIf("night", "bedtime"))
        {
            return course.HasSchedule ? course : _schedules.Scheduled(course, token, 1, 24);
        }

        double[] starts = Here.Text is "day" or "week" or "month" or "hour" ? [_times.Start()] : _times.List();
        return _at.Set(course, course.At is null, token, "a second list of times", c => c with { At = starts });
    }

    private Course ReadTarget(Course course, RegimenToken token)
    {
        if (_at.Ahead().Text is "vein" or "muscle")
        {
            // "into a vein"; alone, A is the id of a species.
            _at.SkipAll("a", "the");
        }

        var name = Here;
        if (name.Kind != TokenKind.Word)
        {
            return _at.Fail(course, name, "AN0711", "the id of a species after \"into\"");
        }

        _at.Skip();
        return name.Text switch
        {
            "vein" => Routed(course, token, "iv"),
            "muscle" => Routed(course, token, "im"),
            _ => _at.Set(course, course.Target.Length == 0, name, "a second target", c => c with { Target = name.Raw }),
        };
    }

    /// <summary>"in 100 ml saline": what the dose is dissolved in does not change it.</summary>
    private Course ReadDilution(Course course)
    {
        var volume = _at.Take();
        var unit = _at.Take();
        _at.SkipAll("of", "normal", "saline", "water", "dextrose", "glucose");
        _at.Note($"the volume of {volume.Raw} {unit.Raw} does not change the dose");
        return course;
    }
}

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
    private readonly RegimenVolumes _volumes;
    private readonly RegimenNostrils _nostrils;

    public RegimenParser(RegimenCursor cursor, CourseCompletion completion, string text)
    {
        _at = cursor;
        _times = new(cursor);
        _amounts = new(cursor, _times);
        _schedules = new(cursor, _times);
        _completion = completion;
        _taking = new(cursor, _times);
        _rules = new(cursor, _times, text);
        _volumes = new(cursor, _amounts);
        _nostrils = new(cursor);
    }

    /// <summary>What the text says at its end of when doses change; after <see cref="ReadAll"/>.</summary>
    public ValueList<DoseRule> Rules { get; private set; }

    private RegimenToken Here => _at.Here;

    private bool EndsCourse(Course course) => !GoesOnRepeating && (Here.Kind is TokenKind.End or TokenKind.Semicolon || RegimenSteps.IsAt(_at, 0) || (RegimenRules.IsVerbAt(_at, 0) && !RegimenTaking.IsTitration(_at)) || RegimenSteps.BeginsAnother(_at, course)
        || Here.Text is "then" or "followed" or "thereafter" or "afterwards" || (IsJoint(Here) && !RegimenTaking.IsPercent(_at.Ahead(2)) && JoinsDose(_at.Ahead())));

    /// <summary>"…; repeat in one week": said of this course.</summary>
    private bool GoesOnRepeating => (Here.Kind == TokenKind.Semicolon || Here.Text is "then") && _at.Ahead().Text is "repeat" or "repeated" or "again";

    private static bool IsJoint(RegimenToken token) => token.Text is "and" or "plus" or "with" or "+" or "&" or "together";

    private bool JoinsDose(RegimenToken next) => next.Kind == TokenKind.Number || next.Text is "then" or "with" || RegimenWords.Drugs.ContainsKey(next.Text) || RegimenSteps.IsFormedAmount(_at, 1);

    public List<(Course Course, bool Simultaneous)> ReadAll()
    {
        var courses = new List<(Course, bool)>();
        if (_at.AtEnd)
        {
            _at.Error("AN0700", Here, "nothing", "a dose such as \"0.5 mg/kg iv over 40 min\"");
            return courses;
        }

        Course? previous = null;
        bool simultaneous = false, isStep = false;
        while (true)
        {
            int before = _at.ErrorCount;
            var course = ReadCourse() with { IsStep = isStep };
            isStep = false;
            if (previous is not null && course.IsOnlyTaking)
            {
                // "…; miss 10 % of doses": said of the course before.
                course = previous with { Taking = course.Taking ?? previous.Taking, MissedDoses = [.. previous.MissedDoses, .. course.MissedDoses], LateDoses = [.. previous.LateDoses, .. course.LateDoses], Holidays = [.. previous.Holidays, .. course.Holidays] };
                simultaneous = courses[^1].Item2;
                courses.RemoveAt(courses.Count - 1);
            }
            else if (_at.ErrorCount == before)
            {
                course = _completion.Complete(course, previous);
            }

            courses.Add((course, simultaneous));
            previous = course;
            if (EndsByStop(course))
            {
                return courses;
            }

            bool step = RegimenSteps.IsAt(_at, Here.Kind == TokenKind.Semicolon || Here.Text == "then" || IsJoint(Here) ? 1 : 0);
            if (step)
            {
                _at.Skip(RegimenSteps.IsAt(_at, 0) ? 0 : 1);
                RegimenSteps.Take(_at);
                isStep = true;
                simultaneous = false;
                continue;
            }

            if (RegimenRules.IsVerbAt(_at, 0) || (RegimenRules.IsVerbAt(_at, 1) && (Here.Kind == TokenKind.Semicolon || Here.Text == "then")))
            {
                Rules = _rules.ReadAll(courses.Select(c => c.Item1).ToList());
            }

            if (_at.AtEnd)
            {
                return courses;
            }

            bool sameDay = Here.Kind == TokenKind.Comma && course is { ClockTimes: not null, HasSchedule: false, HasEnd: false };
            simultaneous = sameDay || (IsJoint(Here) && _at.Ahead().Text != "then");
            var joint = _at.Take();
            _at.SkipAll("then", "by", "with", "immediately", ",", "a", "an");
            if (_at.AtEnd)
            {
                _at.Error("AN0704", Here, "the end of the text", $"a dose or a schedule after \"{joint.Raw}\"");
                return courses;
            }
        }
    }

    /// <summary>"then stop" says no more than that a course is over.</summary>
    private bool EndsByStop(Course course)
    {
        int stop = Here.Kind == TokenKind.Semicolon || Here.Text == "then" ? 1 : 0;
        if (_at.Ahead(stop).Text is not ("stop" or "discontinue") || _at.Ahead(stop + 1).Kind != TokenKind.End)
        {
            return false;
        }

        if (course.HasSchedule && !course.HasEnd)
        {
            _at.Error("AN0712", _at.Ahead(stop), $"\"{_at.Ahead(stop).Raw}\" after a schedule without an end", "\"for 4 weeks\", \"until week 8\" or \"6 times\", or a condition such as \"stop when ANC is below 1\"");
        }

        return true;
    }

    private Course ReadCourse()
    {
        var first = Here;
        var course = new Course { Span = _at.SpanOf(Here) };
        while (!EndsCourse(course))
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
        if (Here.Kind == TokenKind.Comma || GoesOnRepeating)
        {
            _at.Skip();
            return course;
        }

        if (_schedules.IsClock(0))
        {
            return _schedules.ReadClockTimes(course, Here);
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
            case "in" or "into" or "to" or "each" or "per" or "both" when _nostrils.Words() > 0 || Here.Text is "nostril" or "nostrils":
                _at.Back();
                return _nostrils.Read(course, _at.Last);
            case "and" or "&" when RegimenWords.PartsOfDay.TryGetValue(Here.Text, out double hour):
                return _schedules.DailyAt(course, _at.Take(), hour);
            case "start" or "starting" or "begin" or "beginning" or "initially" when IsAmountAfter("at", "with", "on"):
                _at.SkipAll("at", "with", "on");
                return course;
            case "of" or "in" when Here.Text is "a" or "an" or "each" or "every" or "the" && _schedules.IsCycle(1):
                _at.Skip();
                return _schedules.ReadCycle(course);
            case "of" or "in" when _schedules.IsCycle():
                return _schedules.ReadCycle(course);
            case "in" when Here.Text is "two" or "three" or "four" or "six" && _at.Ahead().Text is "divided" or "equal":
                return course;
            case "in" or "on" when _schedules.ReadPartOfDay(course, token, Here.Text is "the" or "each" or "every" ? 1 : 0) is { } timed:
                return timed;
            case "at" when _schedules.IsClock(0):
                return _schedules.ReadClockTimes(course, token);
            case "at" when _schedules.ReadPartOfDay(course, token, 0) is { } timed:
                return timed;
            case "repeat" or "repeated" or "repeating" or "again":
                return _schedules.ReadRepeated(course, token);
            case "max" or "maximum" or "capped" or "most":
                return _schedules.ReadMost(course, token) ?? _at.Fail(course, Here, "AN0710", $"an amount or a number of doses after \"{token.Raw}\", such as \"max 600 mg\"");
            case "not" or "no" when Here.Text is "more" or "above" or "over":
                _at.SkipAll("more", "above", "over", "than");
                return _schedules.ReadMost(course, token) ?? _at.Fail(course, Here, "AN0710", "an amount or a number of doses, such as \"not more than 600 mg\"");
            case "up" when Here.Text == "to" && Most(course, token) is { } limited:
                return limited;
            case "divided":
                return ReadDivided(course, token);
            case "weekdays" or "weekends" or "mwf":
                return _schedules.ReadWeekdaysHere(course, token);
            case "half" when Here.Text is "a" or "of" && _at.Ahead().Kind == TokenKind.Number && RegimenAmounts.IsMass(_at.Ahead(2)):
                _at.Skip();
                course = _amounts.Read(course);
                return course with { Amount = course.Amount / 2 };
            case "with" or "without" or "before" or "after" when Here.Text is "food" or "meals" or "meal" or "breakfast" or "lunch" or "dinner" or "supper" or "eating" or "each" && _at.Ahead().Text is not "dose":
                return _at.Fail(course, token, "AN0703", "nothing about meals: what food changes are parameters of a model (--set)");
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
                return ReadEndOfHolding(course with { Held = _times.Duration("how long it is held, such as \"10 min\"") });
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

        if (token.Text != "night" && RegimenWords.PartsOfDay.TryGetValue(token.Text, out double named))
        {
            return _schedules.DailyAt(course, token, named);
        }

        if (RegimenWords.TimesWeekly.TryGetValue(token.Text, out int weekly))
        {
            return _schedules.Scheduled(course, token, weekly, 168);
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
            return _schedules.ReadWeekdaysHere(course, token);
        }

        return RegimenWords.Counts.TryGetValue(token.Text, out int count) ? ReadCountWord(course, token, count) : null;
    }

    /// <summary>"held 10 min, then swallowed": what is left is swallowed in any case.</summary>
    private Course ReadEndOfHolding(Course course)
    {
        int words = 0;
        while (_at.Ahead(words).Kind == TokenKind.Comma || _at.Ahead(words).Text is "and" or "then" or "before" or "is" or "the" or "rest" or "remainder")
        {
            words++;
        }

        if (_at.Ahead(words).Text is "swallowed" or "swallow" or "swallowing")
        {
            _at.Skip(words + 1);
            _at.Note("what is left of a form that is held is swallowed");
        }
        else if (_at.Ahead(words).Text is "spat" or "spit" or "expectorated" or "removed")
        {
            _at.Skip(words);
            _at.Error("AN0709", Here, $"\"{Here.Raw}\"", "nothing, or \"then swallowed\": the model swallows what is left");
            _at.Skip();
            _at.SkipAll("out");
        }

        return course;
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

        if (_volumes.IsVolume)
        {
            return _volumes.Read(course);
        }

        if (_schedules.IsSpanOfTimes)
        {
            return _schedules.ReadSpanOfTimes(course, number);
        }

        if (number.Value == 1 && _nostrils.Words(1) > 0)
        {
            _at.Skip();
            return _nostrils.Read(course, number);
        }

        if (CountsNamed(1))
        {
            _at.Skip();
            return ReadNamedCount(course, number, _times.Whole(number, "a number of doses"));
        }

        if (unit.Text is "days" or "nights" && (_at.Ahead(2).Text is "weekly" || (_at.Ahead(2).Text is "a" or "per" or "each" or "/" && _at.Ahead(3).Text == "week")))
        {
            return _schedules.ReadDaysOfWeek(course, number, _times.Whole(number, "a number of days"));
        }

        if (course.Amount is not null && IsPerTime(1))
        {
            _at.Skip();
            return _schedules.ReadTimes(course, number, _times.Whole(number, "a number of doses"), false);
        }

        if (RegimenAmounts.IsDevice(unit))
        {
            _at.Skip();
            return _amounts.ReadDevices(course, _times.Whole(number, "a number of devices"));
        }

        if (_schedules.IsCycle())
        {
            return _schedules.ReadCycle(course);
        }

        if (_schedules.IsOnAndOff)
        {
            return _schedules.ReadOnAndOff(course);
        }

        if (unit.Text is "divided" or "equal")
        {
            _at.Skip(2);
            return ReadDividedInto(course, number, _times.Whole(number, "a number of doses"));
        }

        if (unit.Text is "cycles" or "cycle")
        {
            _at.Skip(2);
            return _at.Set(course, course.Cycles is null, number, "a second number of cycles", c => c with { Cycles = _times.Whole(number, "a number of cycles") });
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
        if (_at.TakeIf("apart"))
        {
            if (course is { Devices: > 1, Count: null })
            {
                return course with { DevicesApart = duration };
            }

            return _schedules.Every(course, number, duration);
        }

        // "100 mg bid 7 days": a time that holds several doses is no length of one.
        if (course is { Period: { } period, For: null } && duration >= period)
        {
            return course with { For = duration };
        }

        return _at.TakeIf("later")
            ? course with { After = duration }
            : _at.Set(course, course.Over is null, number, "a second duration", c => c with { Over = duration });
    }

    /// <summary>"six iv infusions", "4 ketamine sessions": a number of doses with their names before the noun.</summary>
    private bool CountsNamed(int ahead)
    {
        int first = ahead;
        while (RegimenSteps.IsNaming(_at.Ahead(ahead).Text) && !RegimenWords.CountNouns.Contains(_at.Ahead(ahead).Text) && !RegimenAmounts.IsDevice(_at.Ahead(ahead)))
        {
            ahead++;
        }

        return ahead > first && RegimenWords.CountNouns.Contains(_at.Ahead(ahead).Text);
    }

    private Course ReadNamedCount(Course course, RegimenToken token, int count)
    {
        while (!RegimenWords.CountNouns.Contains(Here.Text))
        {
            var word = _at.Take();
            course = RegimenWords.Fillers.Contains(word.Text) ? course : ReadName(course, word);
        }

        _at.Skip();
        return _schedules.ReadTimes(course, token, count, true);
    }

    /// <summary>"three per week", "2/day", where the number stands before.</summary>
    private bool IsPerTime(int ahead) => _at.Ahead(ahead).Text is "per" or "a" or "each" or "/" && RegimenWords.TimeInHours.ContainsKey(_at.Ahead(ahead + 1).Text);

    private Course ReadCountWord(Course course, RegimenToken token, int count)
    {
        if (count == 1 && _nostrils.Words() > 0)
        {
            return _nostrils.Read(course, token);
        }

        if (CountsNamed(0))
        {
            return ReadNamedCount(course, token, count);
        }

        if (Here.Text is "days" or "nights" && (_at.Ahead().Text is "weekly" || (_at.Ahead().Text is "a" or "per" or "each" or "/" && _at.Ahead(2).Text == "week")))
        {
            _at.Back();
            return _schedules.ReadDaysOfWeek(course, token, count);
        }

        if (course.Amount is not null && IsPerTime(0))
        {
            return _schedules.ReadTimes(course, token, count, false);
        }

        if (RegimenWords.CountNouns.Contains(Here.Text))
        {
            _at.Skip();
            return _schedules.ReadTimes(course, token, count, true);
        }

        if (RegimenAmounts.IsDevice(Here))
        {
            return _amounts.ReadDevices(course, count);
        }

        if (Here.Text is "divided" or "equal")
        {
            _at.Skip();
            return ReadDividedInto(course, token, count);
        }

        if (RegimenWords.TimeInHours.TryGetValue(Here.Text, out double apart) && _at.Ahead().Text == "apart")
        {
            _at.Skip(2);
            return _schedules.Every(course, token, count * apart);
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

        if (_volumes.IsVolume)
        {
            return _volumes.Read(course);
        }

        _at.SkipAll("t", "times");
        if (Here.Text is "weeks" or "days" && _at.Ahead().Kind == TokenKind.Number)
        {
            return _schedules.ReadSpan(course, _at.Take());
        }

        if (Here.Text == "hours" && _at.Ahead().Kind == TokenKind.Number)
        {
            _at.Skip();
            var hours = _times.Numbers();
            return _at.Set(course, course.At is null, token, "a second list of times", c => c with { At = hours });
        }

        double unit = RegimenWords.TimeInHours.GetValueOrDefault(Here.Text);
        double[] starts = Here.Text is "day" or "week" or "month" or "hour" ? [_times.Start()] : _times.List();
        return _at.Set(course, course.At is null, token, "a second list of times", c => c with { At = starts, AtUnit = unit >= 24 ? unit : 0 });
    }

    private bool IsAmountAfter(params ReadOnlySpan<string> words)
    {
        int ahead = 0;
        while (words.Contains(_at.Ahead(ahead).Text))
        {
            ahead++;
        }

        return _at.Ahead(ahead).Kind == TokenKind.Number && RegimenAmounts.IsMass(_at.Ahead(ahead + 1));
    }

    /// <summary>"up to 5 doses", "up to 600 mg"; null, and nothing taken, for a moment.</summary>
    private Course? Most(Course course, RegimenToken token)
    {
        if (!(_at.Ahead().Kind == TokenKind.Number || RegimenWords.Counts.ContainsKey(_at.Ahead().Text) || (_at.Ahead().Text is "a" or "the" && _at.Ahead(2).Text == "total")) || RegimenWords.TimeInHours.ContainsKey(_at.Ahead(2).Text))
        {
            return null;
        }

        _at.Skip();
        return _schedules.ReadMost(course, token);
    }

    /// <summary>After "divided": nothing, or "into 2 doses".</summary>
    private Course ReadDivided(Course course, RegimenToken token)
    {
        if (Here.Text is "in" or "into" && (_at.Ahead().Kind == TokenKind.Number || RegimenWords.Counts.ContainsKey(_at.Ahead().Text)))
        {
            _at.Skip();
            var number = _at.Take();
            return ReadDividedInto(course, number, RegimenWords.Counts.TryGetValue(number.Text, out int word) ? word : _times.Whole(number, "a number of doses"));
        }

        _at.SkipAll("dose", "doses");
        return _at.Set(course, course.DividedInto is null, token, "a second division", c => c with { DividedInto = 0 });
    }

    private Course ReadDividedInto(Course course, RegimenToken token, int count)
    {
        _at.SkipAll("equal", "divided", "dose", "doses");
        return _at.Set(course, course.DividedInto is null, token, "a second division", c => c with { DividedInto = count });
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
        return RegimenVolumes.IsMillilitre(unit) ? course with { Volume = volume.Value } : course;
    }
}

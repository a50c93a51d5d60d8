using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Reads how often, how many times, on which days and until when.</summary>
internal sealed class RegimenSchedules(RegimenCursor at, RegimenTimes times)
{
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public Course Scheduled(Course course, RegimenToken token, int count, double period) =>
        at.Set(course, !course.HasSchedule, token, "a second schedule", c => c with { Frequency = (count, period) });

    public Course Every(Course course, RegimenToken token, double interval) =>
        at.Set(course, !course.HasSchedule, token, "a second schedule", c => c with { Every = interval });

    /// <summary>After "every" or "each".</summary>
    public Course ReadEvery(Course course, RegimenToken token)
    {
        if (WeekdayOf(at.Here) >= 0 || at.Here.Text is "weekday" or "weekdays" or "weekend")
        {
            return ReadWeekdays(course, token);
        }

        if (IsCycle())
        {
            return ReadCycle(course);
        }

        if (RegimenWords.PartsOfDay.TryGetValue(at.Here.Text, out double hour))
        {
            at.Skip();
            return DailyAt(course, token, hour);
        }

        if (RegimenWords.Ordinals.TryGetValue(at.Here.Text, out int ordinal))
        {
            at.Skip();
            return Every(course, token, ordinal * times.Unit("an interval such as \"other day\""));
        }

        if (at.Here.Kind == TokenKind.Number && at.Ahead().Text is "st" or "nd" or "rd" or "th")
        {
            double number = times.Whole(at.Take(), "an ordinal");
            at.Skip();
            return Every(course, token, number * times.Unit("an interval such as \"3rd day\""));
        }

        return Every(course, token, Interval("an interval such as \"30 min\", \"day\" or \"other day\""));
    }

    /// <summary>After "q": "8 h", "2 weeks", "week".</summary>
    public Course ReadQuaque(Course course, RegimenToken token) => Every(course, token, Interval("an interval such as \"8h\""));

    public Course ReadBiweekly(Course course, RegimenToken token)
    {
        bool weeks = token.Text is "biweekly" or "bi-weekly";
        at.Error("AN0709", token, weeks ? $"\"{token.Raw}\", which some read as twice a week and some as every 2 weeks" : $"\"{token.Raw}\", which some read as twice a month and some as every 2 months", weeks ? "\"twice weekly\" or \"every 2 weeks\"" : "\"every 2 weeks\" or \"every 2 months\"");
        return Scheduled(course, token, 1, 336);
    }

    /// <summary>"8 hourly", "4 weekly infusions"; "6 weekly" alone can be read in two ways.</summary>
    public Course ReadNumberedPeriod(Course course)
    {
        var number = at.Take();
        var period = at.Take();
        int count = times.Whole(number, "a number");
        double hours = RegimenWords.Periods[period.Text];
        if (period.Text == "hourly")
        {
            return Every(course, period, count * hours);
        }

        if (RegimenWords.CountNouns.Contains(at.Here.Text) && period.Text != "daily")
        {
            at.Skip();
            return at.Set(Scheduled(course, period, 1, hours), course.Count is null, number, "a second number of doses", c => c with { Count = count });
        }

        at.Error("AN0709", number, $"\"{number.Raw} {period.Raw}\", which can be read in two ways", period.Text == "daily" ? $"\"{number.Raw} times daily\" or \"daily, {number.Raw} times\"" : $"\"every {number.Raw} {period.Text[..^2]}s\" or \"{period.Text}, {number.Raw} times\"");
        return course;
    }

    /// <summary>After "N times": a period ("weekly", "a day", "per week", "/week") makes a frequency; nothing makes a count.</summary>
    /// <param name="course">What is read so far.</param>
    /// <param name="token">Where the number stands.</param>
    /// <param name="count">N.</param>
    /// <param name="counted">True for "4 doses every 30 min", which counts doses; false for "twice every 3 days", which is a frequency.</param>
    public Course ReadTimes(Course course, RegimenToken token, int count, bool counted)
    {
        if (RegimenWords.Periods.TryGetValue(at.Here.Text, out double period))
        {
            at.Skip();
            return Scheduled(course, token, count, period);
        }

        int words = at.Here.Text is "in" && at.Ahead().Text is "a" or "each" or "every" ? 2 : at.Here.Text is "a" or "per" or "each" or "every" or "/" ? 1 : 0;
        if (words > 0 && RegimenWords.TimeInHours.TryGetValue(at.Ahead(words).Text, out double hours))
        {
            at.Skip(words + 1);
            return Scheduled(course, token, count, hours);
        }

        if (at.Here.Text is "every" or "per" or "/" && (at.Ahead().Kind == TokenKind.Number || RegimenWords.Counts.ContainsKey(at.Ahead().Text)) && !(counted && at.Here.Text == "every"))
        {
            at.Skip();
            return Scheduled(course, token, count, times.Duration("a period such as \"2 weeks\""));
        }

        if (at.Here.Text == "every" && count == 1)
        {
            return course;
        }

        return at.Set(course, course.Count is null, token, "a second number of doses", c => c with { Count = count });
    }

    /// <summary>After "x": "4", "4 doses", "4 weeks".</summary>
    public Course ReadRepeats(Course course, RegimenToken token)
    {
        var number = at.Here;
        if (number.Kind == TokenKind.Number && RegimenWords.TimeInHours.ContainsKey(at.Ahead().Text))
        {
            return ReadFor(course, token);
        }

        if (number.Kind != TokenKind.Number)
        {
            return at.Fail(course, number, "AN0710", "a number of doses");
        }

        if (RegimenAmounts.IsDevice(at.Ahead()))
        {
            int devices = times.Whole(number, "a number of devices");
            at.Skip(2);
            return course with { Devices = devices, Pieces = devices, Form = course.Form.Length == 0 ? "spray" : course.Form };
        }

        if (at.Ahead().Text is "cycles" or "cycle")
        {
            at.Skip(2);
            return at.Set(course, course.Cycles is null, token, "a second number of cycles", c => c with { Cycles = times.Whole(number, "a number of cycles") });
        }

        at.Skip();
        at.SkipAll([.. RegimenWords.CountNouns]);
        return at.Set(course, course.Count is null, token, "a second number of doses", c => c with { Count = times.Whole(number, "a number of doses") });
    }

    /// <summary>After "for": a duration, a number of doses, or weeks by their numbers.</summary>
    public Course ReadFor(Course course, RegimenToken token)
    {
        int the = at.Here.Text is "a" or "the" && at.Ahead().Text is "total" ? 2 : 0;
        at.Skip(the);
        if (the > 0)
        {
            at.TakeIf("of");
        }

        if (at.Here.Text is "weeks" or "days" or "week" or "day" && at.Ahead().Kind == TokenKind.Number)
        {
            return ReadSpan(course, at.Take());
        }

        if (IsOnAndOff)
        {
            return ReadOnAndOff(course);
        }

        bool isWord = RegimenWords.Counts.TryGetValue(at.Here.Text, out int word);
        if ((at.Here.Kind == TokenKind.Number || isWord) && RegimenWords.CountNouns.Contains(at.Ahead().Text))
        {
            int count = isWord ? word : times.Whole(at.Here, "a number of doses");
            bool cycles = at.Ahead().Text is "cycles" or "cycle";
            at.Skip(2);
            if (cycles)
            {
                return at.Set(course, course.Cycles is null, token, "a second number of cycles", c => c with { Cycles = count });
            }

            return at.Set(course, course.Count is null, token, "a second number of doses", c => c with { Count = count });
        }

        double duration = times.Duration("a duration such as \"60 min\" or \"4 weeks\"");
        return course.RatePer is not null && course.Over is null
            ? course with { Over = duration }
            : at.Set(course, course.For is null, token, "a second \"for\"", c => c with { For = duration });
    }

    /// <summary>After "until", "to", "through": a moment, or the end of the simulation.</summary>
    public Course ReadUntil(Course course, RegimenToken token)
    {
        at.SkipAll("the");
        if (at.TakeIf("end"))
        {
            at.SkipAll("of", "the");
            if (RegimenWords.TimeInHours.ContainsKey(at.Here.Text))
            {
                return ReadUntil(course, token);
            }

            at.SkipAll("simulation", "study");
            return course;
        }

        return at.Set(course, course.Until is null, token, "a second end", c => c with { Until = times.End() });
    }

    /// <summary>After "from" or "starting": the moment when a course begins, and its end when "to" follows.</summary>
    public Course ReadFrom(Course course, RegimenToken token)
    {
        at.SkipAll("on", "at", "in", "from", "the");
        if (IsSpanOfTimes)
        {
            return ReadSpanOfTimes(course, token);
        }

        if (at.Here.Kind == TokenKind.Number && RegimenWords.TimeInHours.ContainsKey(at.Ahead().Text) && at.Ahead(2).Text is "later" or "after")
        {
            course = course with { After = times.Duration("a wait such as \"12 h\"") };
            at.Skip();
            return course;
        }

        course = at.Set(course, course.From is null, token, "a second start", c => c with { From = times.Start() });
        return at.TakeIf("to", "until", "through", "till") ? ReadUntil(course, at.Last) : course;
    }

    /// <summary>"0 to 2 h" or "2-6 h", where the first number stands here.</summary>
    public bool IsSpanOfTimes => at.Here.Kind == TokenKind.Number && (at.Ahead().Kind == TokenKind.Dash || at.Ahead().Text is "to" or "until") && at.Ahead(2).Kind == TokenKind.Number && RegimenWords.TimeInHours.ContainsKey(at.Ahead(3).Text);

    /// <summary>When a course begins and ends, from the start of the regimen, in one unit.</summary>
    public Course ReadSpanOfTimes(Course course, RegimenToken token)
    {
        var (from, to, unit) = (at.Here, at.Ahead(2), RegimenWords.TimeInHours[at.Ahead(3).Text]);
        at.Skip(4);
        return to.Value > from.Value
            ? at.Set(course, course.From is null && course.Until is null, token, "a second span of time", c => c with { From = from.Value * unit, Until = to.Value * unit })
            : at.Fail(course, to, "AN0710", $"a later time than {from.Raw}");
    }

    /// <summary>After "weeks" or "days" in "weeks 5 to 8": when a repeated course begins and ends; for days without a schedule, a dose on each.</summary>
    public Course ReadSpan(Course course, RegimenToken unit, bool abbreviated = false)
    {
        string one = unit.Text.TrimEnd('s');
        double hours = RegimenWords.TimeInHours[one];
        var numbers = times.Ordinals(one, abbreviated);
        if (numbers.Count == 0)
        {
            return at.Fail(course, at.Here, "AN0710", $"the numbers of {one}s, such as \"{one}s 1, 3 and 8\" (the first {one} is 1)");
        }

        double zero = at.CountsFromZero(one) ? 0 : 1;
        bool unbroken = numbers.Count > 1 && numbers[^1] - numbers[0] == numbers.Count - 1;
        return unbroken && (course.HasSchedule || one == "week")
            ? at.Set(course, course.From is null && course.Until is null, unit, "a second span of time", c => c with { From = (numbers[0] - zero) * hours, Until = (numbers[^1] - zero + 1) * hours })
            : at.Set(course, course.At is null, unit, "a second list of times", c => c with { At = [.. numbers.Select(d => (d - zero) * hours)], AtUnit = hours });
    }

    /// <summary>After "on": days by number, weekdays, alternate days.</summary>
    public Course ReadOn(Course course, RegimenToken token)
    {
        at.SkipAll("the");
        if (WeekdayOf(at.Here) >= 0 || at.Here.Text is "weekdays" or "weekends" or "mwf")
        {
            return ReadWeekdays(course, token);
        }

        if (at.TakeIf("alternate", "alternating"))
        {
            at.SkipAll("days");
            return Every(course, token, 48);
        }

        if (at.Here.Text == "d" && at.Ahead().Kind == TokenKind.Number)
        {
            return ReadSpan(course, at.Take() with { Text = "day" }, abbreviated: true);
        }

        return at.Here.Text is "day" or "days" or "week" or "weeks"
            ? ReadSpan(course, at.Take())
            : at.Fail(course, at.Here, "AN0710", "\"day\" or \"days\" after \"on\", or weekdays such as \"on Monday and Thursday\"", Spelling.Nearest(at.Here.Text, ["day", "days", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]));
    }

    /// <summary>"Monday, Wednesday and Friday": the regimen starts on the first that is named.</summary>
    public Course ReadWeekdays(Course course, RegimenToken token)
    {
        if (at.Here.Text is "weekday" or "weekdays" or "weekend" or "weekends" or "mwf")
        {
            double[] days = at.Take().Text switch { "mwf" => [0, 48, 96], "weekend" or "weekends" => [0, 24], _ => [0, 24, 48, 72, 96] };
            at.SkipAll("only", "days");
            return at.Set(course, !course.HasSchedule || course.Frequency is (1, 24), token, "a second schedule", c => c with { Frequency = null, WeekOffsets = days });
        }

        var offsets = new List<double>();
        int first = WeekdayOf(at.Here);
        while (WeekdayOf(at.Here) is >= 0 and var day)
        {
            double offset = (day - first + 7) % 7 * 24.0;
            if (offsets.Count > 0 && offset <= offsets[^1])
            {
                at.Error("AN0710", at.Here, $"\"{at.Here.Raw}\"", "weekdays in order, each once");
            }

            offsets.Add(offset);
            at.Skip();
            if ((at.Here.Kind == TokenKind.Dash || at.Here.Text is "to" or "through") && WeekdayOf(at.Ahead()) >= 0)
            {
                at.Skip();
                double last = WeekdayOf(at.Here) < 0 ? -1 : (WeekdayOf(at.Take()) - first + 7) % 7 * 24.0;
                if (last <= offset)
                {
                    at.Error("AN0710", at.Last, RegimenCursor.Found(at.Last), $"a weekday after \"{token.Raw}\"");
                }

                for (double between = offset + 24; between <= last; between += 24)
                {
                    offsets.Add(between);
                }
            }

            int separators = at.Here.Kind is TokenKind.Comma or TokenKind.Slash or TokenKind.Dash ? (RegimenTimes.IsAnd(at.Ahead()) ? 2 : 1) : RegimenTimes.IsAnd(at.Here) ? 1 : 0;
            if (separators == 0 || WeekdayOf(at.Ahead(separators)) < 0)
            {
                break;
            }

            at.Skip(separators);
        }

        at.SkipAll("only");
        return at.Set(course, !course.HasSchedule || course.Frequency is (1, 24), token, "a second schedule", c => c with { Frequency = null, WeekOffsets = offsets });
    }

    /// <summary>"5 days a week", where the number stands here: one dose on each of the first days of a week.</summary>
    public Course ReadDaysOfWeek(Course course, RegimenToken token, int days)
    {
        at.Skip(at.Ahead(2).Text == "weekly" ? 3 : 4);
        at.Note(FormattableString.Invariant($"{days} days a week are its first {days} days"));
        return days > 7
            ? at.Fail(course, token, "AN0710", "at most 7 days a week")
            : at.Set(course, !course.HasSchedule || course.Frequency is (1, 24), token, "a second schedule", c => c with { Frequency = null, WeekOffsets = [.. Enumerable.Range(0, days).Select(d => d * 24.0)] });
    }

    /// <summary>Weekdays, the first of which has been taken already.</summary>
    public Course ReadWeekdaysHere(Course course, RegimenToken token)
    {
        at.Back();
        return ReadWeekdays(course, token);
    }

    /// <summary>"21-day cycle", where the number stands here.</summary>
    public bool IsCycle(int ahead = 0) => at.Ahead(ahead).Kind == TokenKind.Number && RegimenWords.TimeInHours.ContainsKey(at.Ahead(ahead + 1).Text) && at.Ahead(ahead + 2).Text is "cycle" or "cycles";

    /// <summary>"3 weeks on, 1 week off", where the number stands here.</summary>
    public bool IsOnAndOff => at.Here.Kind == TokenKind.Number && RegimenWords.TimeInHours.ContainsKey(at.Ahead().Text) && at.Ahead(2).Text == "on"
        && (at.Ahead(3).Kind == TokenKind.Number || at.Ahead(3).Kind is TokenKind.Comma or TokenKind.Slash || at.Ahead(3).Text is "and" or "then" or "followed");

    /// <summary>What a course has said before belongs to one cycle: "for 3 weeks of a 4-week cycle".</summary>
    public Course ReadCycle(Course course)
    {
        var number = at.Here;
        double length = number.Value * RegimenWords.TimeInHours[at.Ahead().Text];
        at.Skip(3);
        return Cycled(course, number, length, course.For is { } on && on < length ? on : null);
    }

    public Course ReadOnAndOff(Course course)
    {
        var number = at.Here;
        double on = times.Duration("how long doses are given");
        at.Skip();
        while (at.Here.Kind is TokenKind.Comma or TokenKind.Slash || at.Here.Text is "and" or "then" or "followed" or "by")
        {
            at.Skip();
        }

        double off = times.Duration("how long no doses are given, such as \"1 week off\"");
        return at.TakeIf("off") ? Cycled(course, number, on + off, on) : at.Fail(course, at.Here, "AN0710", "\"off\" after how long no doses are given");
    }

    private Course Cycled(Course course, RegimenToken token, double length, double? on) => at.Set(course, course.Cycle is null, token, "a second cycle", c => c with
    {
        Cycle = length,
        CycleOn = on ?? c.CycleOn,
        For = on is not null && c.For == on ? null : c.For,
    });

    /// <summary>After "repeat" or "repeated": "after 2 h", "once after 15 min", "every 15 min up to 3 times", and for a list of days the length of their cycle.</summary>
    public Course ReadRepeated(Course course, RegimenToken token)
    {
        int? repeats = ReadCount();
        at.SkipAll(",");
        bool every = at.Here.Text is "every" or "each";
        bool later = at.Here.Kind == TokenKind.Number && RegimenWords.TimeInHours.ContainsKey(at.Ahead().Text) && at.Ahead(2).Text is "later" or "after";
        if (!at.TakeIf("every", "each", "after", "in", "at") && !later)
        {
            return at.Fail(course, at.Here, "AN0710", $"when after \"{token.Raw}\", such as \"every 15 min\" or \"once after 2 h\"");
        }

        double interval = Interval("a time such as \"15 min\"");
        at.Skip(later ? 1 : 0);
        if (repeats is null && RegimenAmounts.IsTimes(at.Here) && at.Ahead().Kind == TokenKind.Number)
        {
            at.Skip();
            repeats = times.Whole(at.Take(), "a number of times");
            at.SkipAll([.. RegimenWords.CountNouns]);
        }

        int lead = at.Here.Text == "up" && at.Ahead().Text == "to" ? 2 : at.Here.Kind == TokenKind.Comma || at.Here.Text is "for" or "max" or "maximum" ? 1 : 0;
        if (repeats is null && IsCount(lead))
        {
            at.Skip(lead);
            repeats = ReadCount();
        }

        if (course.At is not null)
        {
            return Cycled(course, token, interval, null);
        }

        repeats ??= every ? null : 1;
        course = Every(course, token, interval);
        if (repeats is not { } n)
        {
            return course;
        }

        at.Note(FormattableString.Invariant($"{n} repeats are {n + 1} doses"));
        return at.Set(course, course.Count is null, token, "a second number of doses", c => c with { Count = n + 1 });
    }

    private bool IsCount(int ahead) => at.Ahead(ahead).Text is "once" or "twice" or "thrice"
        || ((at.Ahead(ahead).Kind == TokenKind.Number || RegimenWords.Counts.ContainsKey(at.Ahead(ahead).Text)) && ((RegimenWords.CountNouns.Contains(at.Ahead(ahead + 1).Text) && at.Ahead(ahead + 1).Text is not ("cycles" or "cycle")) || RegimenAmounts.IsTimes(at.Ahead(ahead + 1))));

    private int? ReadCount()
    {
        if (!IsCount(0))
        {
            return null;
        }

        var number = at.Take();
        int count = RegimenWords.Counts.TryGetValue(number.Text, out int word) ? word : times.Whole(number, "a number of times");
        at.SkipAll([.. RegimenWords.CountNouns, "x"]);
        return count;
    }

    /// <summary>After "max", "up to" or "not more than": a number of doses, or the most that an amount per kg or m² may come to; null: neither.</summary>
    public Course? ReadMost(Course course, RegimenToken token)
    {
        int skip = 0;
        bool total = false;
        while (at.Ahead(skip).Text is "of" or "dose" or "single" or "a" or "the" or "at" or "total")
        {
            total |= at.Ahead(skip).Text == "total";
            skip++;
        }

        if (at.Ahead(skip).Kind == TokenKind.Number && RegimenAmounts.IsMass(at.Ahead(skip + 1)) && at.Ahead(skip + 2).Kind != TokenKind.Slash)
        {
            at.Skip(skip);
            var number = at.Here;
            double cap = at.Take().Value * RegimenWords.MassInMilligrams[at.Take().Text];
            total |= at.Here.Text is "total" or "altogether";
            at.SkipAll("total", "altogether", "in");
            if (total)
            {
                return Total(course, number, cap);
            }

            at.SkipAll("per", "a", "dose");
            return at.Set(course, double.IsInfinity(course.Cap), token, "a second limit", c => c with { Cap = cap });
        }

        if (!IsCount(skip))
        {
            return null;
        }

        at.Skip(skip);
        return at.Set(course, course.Count is null, token, "a second number of doses", c => c with { Count = ReadCount() });
    }

    /// <summary>As many doses as a total holds, where it holds a whole number of them.</summary>
    private Course Total(Course course, RegimenToken number, double total)
    {
        double doses = course is { Amount: { } amount, Basis: AmountBasis.Absolute, RatePer: null, Titration: null } ? total / amount : double.NaN;
        return doses >= 1 && Math.Abs(doses - Math.Round(doses)) < 1e-9
            ? at.Set(course, course.Count is null, number, "a second number of doses", c => c with { Count = (int)Math.Round(doses) })
            : at.Fail(course, number, "AN0710", "a total that is a whole number of doses, or the number of doses");
    }

    /// <summary>Times of the day, the first of which stands here: "08:00 and 20:00", "8 am".</summary>
    public Course ReadClockTimes(Course course, RegimenToken token)
    {
        var hours = new List<double>(course.ClockTimes ?? []);
        while (IsClock(0))
        {
            var time = at.Take();
            double hour = time.Value;
            if (time.Kind == TokenKind.Number)
            {
                bool afternoon = at.Take().Text == "pm";
                if (!(hour >= 1 && hour < 13))
                {
                    at.Error("AN0702", time, $"\"{time.Raw} {at.Last.Raw}\"", "an hour from 1 to 12 before am or pm");
                }

                hour = (hour % 12) + (afternoon ? 12 : 0);
            }
            else
            {
                at.TakeIf("h", "hrs", "hours");
            }

            hours.Add(hour);
            int separators = at.Here.Kind is TokenKind.Comma && RegimenTimes.IsAnd(at.Ahead()) ? 2 : at.Here.Kind is TokenKind.Comma or TokenKind.Slash || RegimenTimes.IsAnd(at.Here) ? 1 : 0;
            if (separators == 0 || !IsClock(separators))
            {
                break;
            }

            at.Skip(separators);
        }

        return course with { ClockTimes = [.. hours.Distinct().Order()] };
    }

    public bool IsClock(int ahead) => at.Ahead(ahead).Kind == TokenKind.Clock || (at.Ahead(ahead).Kind == TokenKind.Number && at.Ahead(ahead + 1).Text is "am" or "pm");

    /// <summary>"in the morning", "at noon": an hour of the day by its name; null for another word. "At bedtime" is every day.</summary>
    public Course? ReadPartOfDay(Course course, RegimenToken token, int ahead)
    {
        string name = at.Ahead(ahead).Text;
        if (!RegimenWords.PartsOfDay.TryGetValue(name, out double hour))
        {
            return null;
        }

        at.Skip(ahead + 1);
        return name is "night" or "bedtime" or "mornings" or "evenings" ? DailyAt(course, token, hour) : AtHour(course, hour);
    }

    /// <summary>Every day at an hour; a second hour of the same course is one more dose a day.</summary>
    public Course DailyAt(Course course, RegimenToken token, double hour)
    {
        bool first = course.ClockTimes is null;
        course = AtHour(course, hour);
        return !first || course.HasSchedule ? course : Scheduled(course, token, 1, 24);
    }

    private Course AtHour(Course course, double hour)
    {
        at.Note("morning, noon, evening and bedtime are 8:00, 12:00, 20:00 and 22:00");
        return course with { ClockTimes = [.. (course.ClockTimes ?? []).Append(hour).Distinct().Order()] };
    }

    /// <summary>0 for Monday to 6; -1 for what is no weekday.</summary>
    public static int WeekdayOf(RegimenToken token) => token.Kind == TokenKind.Word && RegimenWords.Weekdays.Contains(token.Text) ? Array.IndexOf(Weekdays, token.Text[..3]) : -1;

    private double Interval(string expected) =>
        RegimenWords.TimeInHours.ContainsKey(at.Here.Text) ? times.Unit(expected) : times.Duration(expected);
}

using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Reads durations, moments and lists of times; all in hours, from the start of the regimen where they are moments.</summary>
internal sealed class RegimenTimes(RegimenCursor at)
{
    private static readonly string[] BeforeDuration = ["the", "first", "next", "following", "another", "further", "total", "of"];
    private static readonly string[] BeforeUnit = ["consecutive", "more", "further", "full", "whole", "successive"];

    /// <summary>"40 min", "1 h 30 min", "two weeks", "half an hour", "the next 4 weeks", "another week".</summary>
    public double Duration(string expected)
    {
        bool led = BeforeDuration.Contains(at.Here.Text);
        at.SkipAll(BeforeDuration);
        if (led && RegimenWords.TimeInHours.ContainsKey(at.Here.Text))
        {
            return Unit(expected);
        }

        if (at.Here.Kind == TokenKind.Clock)
        {
            double named = at.Take().Value; // "1:30 h"
            at.TakeIf("h", "hr", "hrs", "hours");
            return named;
        }

        var number = at.Here;
        double value = Number();
        if (double.IsNaN(value))
        {
            at.Error("AN0711", number, RegimenCursor.Found(number), expected);
            if (number.Kind == TokenKind.Number)
            {
                at.Skip();
                _ = Unit(expected);
            }

            return double.NaN;
        }

        if (at.Here.Kind == TokenKind.Dash || (at.Here.Text == "to" && at.Ahead().Kind == TokenKind.Number))
        {
            at.Error("AN0711", number, $"the range \"{number.Raw} {at.Here.Raw} {at.Ahead().Raw}\"", "one time");
            at.Skip(2);
        }

        at.SkipAll(BeforeUnit);
        double hours = value * Unit(expected);
        if (!(hours > 0) && !double.IsNaN(hours))
        {
            at.Error("AN0711", number, $"\"{number.Raw}\"", "a time above 0");
        }

        return hours + Rest(at.Last.Text);
    }

    /// <summary>"week 16" or "day 28" (to its end), or a time from the start of the regimen.</summary>
    public double End() => Ordinal() is { } n ? n.Number * n.Unit : Duration("a moment such as \"week 16\", \"day 28\" or \"24 h\"");

    /// <summary>"week 5" or "day 3" (its beginning: the first is 1), or a time from the start of the regimen.</summary>
    public double Start() => Ordinal() is { } n
        ? (n.Number - n.First) * n.Unit
        : at.Here is { Kind: TokenKind.Number, Value: 0 } && at.Ahead().Kind == TokenKind.Word ? ZeroTime() : Duration("a moment such as \"week 5\", \"day 3\" or \"24 h\"");

    /// <summary>"0, 2 and 6 h", "0 h, 40 min and 2 h": a number without a unit has that of the next.</summary>
    public double[] List()
    {
        var numbers = new List<(double Value, double? Unit)>();
        while (at.Here.Kind == TokenKind.Number)
        {
            double value = at.Take().Value;
            double? unit = RegimenWords.TimeInHours.TryGetValue(at.Here.Text, out double hours) ? hours : null;
            at.Skip(unit is null ? 0 : 1);
            numbers.Add((value, unit));
            if (!ListGoesOn(out int separators))
            {
                break;
            }

            at.Skip(separators);
        }

        if (numbers.Count == 0)
        {
            at.Error("AN0710", at.Here, RegimenCursor.Found(at.Here), "times after \"at\", such as \"at 0, 2 and 6 h\", or a rate such as \"at 40 ug/kg/min\"");
            return [0];
        }

        double last = numbers[^1].Unit ?? Unit("a unit of time after the times");
        var times = new double[numbers.Count];
        for (int i = times.Length - 1; i >= 0; i--)
        {
            last = numbers[i].Unit ?? last;
            times[i] = numbers[i].Value * last;
        }

        return times;
    }

    /// <summary>Numbers with commas or "and" between, as they are.</summary>
    public double[] Numbers()
    {
        var numbers = new List<double>();
        while (at.Here.Kind == TokenKind.Number)
        {
            numbers.Add(at.Take().Value);
            if (!ListGoesOn(out int separators))
            {
                break;
            }

            at.Skip(separators);
        }

        return [.. numbers];
    }

    /// <summary>Numbers of days or weeks: "1, 3 and 8", "1-5", "1 to 5", "1 and day 8".</summary>
    /// <param name="unit">"day", "week" or "dose".</param>
    /// <param name="abbreviated">After "on", "D1, D4" goes on as it began.</param>
    public List<double> Ordinals(string unit, bool abbreviated = false)
    {
        double least = at.CountsFromZero(unit) ? 0 : 1;
        var days = new List<double>();
        while (at.Here.Kind == TokenKind.Number)
        {
            var first = at.Take();
            Check(first);
            days.Add(first.Value);
            if (at.Here.Kind == TokenKind.Dash || at.Here.Text is "to" or "through")
            {
                at.Skip();
                at.SkipAll(unit, unit + "s");
                var last = at.Take();
                Check(last);
                if (last.Kind != TokenKind.Number || !(last.Value > first.Value) || last.Value - first.Value > 100_000)
                {
                    at.Error("AN0710", last, RegimenCursor.Found(last), $"a later {unit} than {first.Raw}");
                    return days;
                }

                for (double day = first.Value + 1; day <= last.Value; day++)
                {
                    days.Add(day);
                }
            }

            int separators = Separators();
            if (separators == 0)
            {
                break;
            }

            int words = separators;
            while (at.Ahead(words).Text is "on" || at.Ahead(words).Text == unit || (abbreviated && at.Ahead(words).Text == "d"))
            {
                words++;
            }

            if (at.Ahead(words).Kind != TokenKind.Number || IsOtherThanTime(at.Ahead(words + 1), words == separators))
            {
                break;
            }

            at.Skip(words);
        }

        return days;

        void Check(RegimenToken day)
        {
            if (day.Kind == TokenKind.Number && !(day.Value >= least && day.Value == Math.Floor(day.Value)))
            {
                at.Error("AN0710", day, $"{unit} {day.Raw}", $"a whole {unit} from 1 on (the first {unit} is 1)");
            }
        }
    }

    public double Unit(string expected)
    {
        var unit = at.Here;
        if (unit.Kind == TokenKind.Word && RegimenWords.TimeInHours.TryGetValue(unit.Text, out double hours))
        {
            at.Skip();
            return hours;
        }

        at.Error("AN0711", unit, RegimenCursor.Found(unit), $"{expected}, with a unit of time (s, min, h, days, weeks, months)", Spelling.Nearest(unit.Text, RegimenWords.TimeInHours.Keys) is { } near ? $"\"{near}\"" : null);
        return double.NaN;
    }

    public int Whole(RegimenToken number, string expected)
    {
        if (number.Value is >= 1 and <= 1_000_000 && number.Value == Math.Floor(number.Value))
        {
            return (int)number.Value;
        }

        at.Error("AN0710", number, $"\"{number.Raw}\"", $"{expected}: a whole number from 1 on");
        return 1;
    }

    private double ZeroTime()
    {
        at.Skip();
        return 0 * Unit("a moment such as \"0 h\"");
    }

    /// <summary>A number in figures, in words, a half or a fraction; NaN and nothing taken when there is none.</summary>
    private double Number()
    {
        var token = at.Here;
        if (token.Text == "half")
        {
            at.Skip();
            at.SkipAll("of", "a", "an");
            return 0.5;
        }

        if (token.Kind == TokenKind.Number)
        {
            if (at.Ahead().Kind == TokenKind.Slash && at.Ahead(2) is { Kind: TokenKind.Number, Value: > 0 } divisor)
            {
                at.Skip(3);
                return token.Value / divisor.Value;
            }

            if (!double.IsNaN(token.Value))
            {
                at.Skip();
            }

            return token.Value;
        }

        if (token.Text is "three" or "quarter" || (token.Text == "a" && at.Ahead().Text == "quarter"))
        {
            int words = token.Text == "quarter" ? 0 : 1;
            if (at.Ahead(words).Text is "quarters" or "quarter")
            {
                at.Skip(words + 1);
                at.SkipAll("of", "a", "an");
                return token.Text == "three" ? 0.75 : 0.25;
            }
        }

        bool isWord = RegimenWords.Counts.TryGetValue(token.Text, out int word) && token.Text is not ("once" or "twice" or "thrice");
        if (isWord || token.Text is "a" or "an")
        {
            at.Skip();
            return isWord ? word : 1;
        }

        return double.NaN;
    }

    /// <summary>The minutes of "1 h 30 min": a smaller unit straight after.</summary>
    private double Rest(string unit)
    {
        int and = at.Here.Text == "and" ? 1 : 0;
        if (at.Ahead(and) is not { Kind: TokenKind.Number, Value: > 0 } number || at.Ahead(and + 1).Kind != TokenKind.Word
            || !RegimenWords.TimeInHours.TryGetValue(at.Ahead(and + 1).Text, out double small) || !RegimenWords.TimeInHours.TryGetValue(unit, out double large)
            || small * number.Value >= large || at.Ahead(and + 2).Text is "later" or "infusion")
        {
            return 0;
        }

        at.Skip(and + 2);
        return number.Value * small;
    }

    private (double Number, double Unit, double First)? Ordinal()
    {
        if (at.Here.Text is not ("week" or "day" or "month" or "hour"))
        {
            return null;
        }

        double first = at.CountsFromZero(at.Here.Text) ? 0 : 1;
        double unit = RegimenWords.TimeInHours[at.Take().Text];
        var number = at.Take();
        if (number.Kind != TokenKind.Number || !(number.Value >= first || number.Value > 0))
        {
            at.Error("AN0710", number, RegimenCursor.Found(number), "a number after the unit, such as \"week 16\"");
        }

        return (number.Value, unit, first);
    }

    private bool ListGoesOn(out int separators)
    {
        separators = Separators();
        return separators > 0 && at.Ahead(separators).Kind == TokenKind.Number && !IsOtherThanTime(at.Ahead(separators + 1), false);
    }

    /// <summary>How many tokens stand between two of a list: a comma, "and" or "&amp;", or both. A colon ends a list.</summary>
    private int Separators()
    {
        bool comma = at.Here is { Kind: TokenKind.Comma, Raw: not ":" };
        return comma && IsAnd(at.Ahead()) ? 2 : comma || IsAnd(at.Here) ? 1 : 0;
    }

    public static bool IsAnd(RegimenToken token) => token.Text is "and" or "&";

    private static bool IsOtherThanTime(RegimenToken unit, bool orTime) =>
        RegimenWords.MassInMilligrams.ContainsKey(unit.Text) || RegimenWords.CountNouns.Contains(unit.Text) || unit.Text is "x" or "times" || unit.Kind == TokenKind.Times
        || (orTime && RegimenWords.TimeInHours.ContainsKey(unit.Text));
}

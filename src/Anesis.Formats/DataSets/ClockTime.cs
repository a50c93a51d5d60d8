using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.DataSets;

/// <summary>
/// Reads TIME: a number as it stands, or a clock time (8:30, 08:30:15, 8:30 PM) with or without a date (2026-11-28T08:30 has it itself), as hours from the individual's first record.
/// A date is a day number or month/day/year (DATE), day/month/year (DAT1), year/month/day (DAT2), year/day/month (DAT3); years of two digits belong to 1951–2050.
/// </summary>
internal sealed class ClockTime(string source, List<Diagnostic> diagnostics)
{
    private double? _origin;

    public bool WasUsed { get; private set; }

    public void Restart() => _origin = null;

    public double Read(string? time, string? date, string dateOrder, int line, int column)
    {
        if (time is null)
        {
            return Refuse(line, column, "no TIME", "a time");
        }

        if (date is null && time.IndexOfAny(['T', ' ']) is > 7 and var split && time[(split + 1)..] is { Length: > 3 } clock)
        {
            // 2026-11-28T08:30
            (date, dateOrder, time) = (time[..split], "ymd", clock.TrimEnd('Z'));
        }

        if (date is null && double.TryParse(time, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            return number;
        }

        if (!TryClock(time, out double hours))
        {
            return Refuse(line, column, $"TIME \"{time}\"", "a number, or a clock time such as 8:30");
        }

        double day = 0;
        if (date is not null && !TryDay(date, dateOrder, out day))
        {
            return Refuse(line, column, $"the date \"{date}\"", $"a day number or a date in the order {string.Join('/', dateOrder.AsEnumerable())}");
        }

        WasUsed = true;
        double absolute = (day * 24) + hours;
        _origin ??= absolute;
        return absolute - _origin.Value;
    }

    private double Refuse(int line, int column, string found, string expected)
    {
        diagnostics.Add(new("AN0807", Severity.Error, new(source, line, column), found, expected));
        return 0;
    }

    private static bool TryClock(string text, out double hours)
    {
        // 8:30 AM and 8:30PM
        string trimmed = text.Trim();
        bool named = trimmed.Length > 2 && trimmed[^1] is 'M' or 'm' && trimmed[^2] is 'A' or 'a' or 'P' or 'p';
        bool afternoon = named && trimmed[^2] is 'P' or 'p';
        string[] parts = (named ? trimmed[..^2].TrimEnd() : trimmed).Split(':');
        hours = 0;
        double scale = 1;
        foreach (string part in parts)
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) || (scale < 1 && value >= 60))
            {
                return false;
            }

            hours += value * scale;
            scale /= 60;
        }

        if (named)
        {
            if (hours is < 1 or >= 13)
            {
                return false;
            }

            hours = (hours % 12) + (afternoon ? 12 : 0);
        }

        return parts.Length <= 3;
    }

    private static bool TryDay(string text, string order, out double day)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out day))
        {
            return true;
        }

        string[] parts = text.Split('/', '-');
        if (parts.Length != 3 || !parts.All(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return false;
        }

        string effective = parts[0].Length == 4 && order is ("mdy" or "dmy") ? "ymd" : order;
        int Part(char which) => int.Parse(parts[effective.IndexOf(which, StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        int year = Part('y') is < 100 and var shortYear ? shortYear > 50 ? 1900 + shortYear : 2000 + shortYear : Part('y');
        if (Part('m') is < 1 or > 12 || year is < 1 or > 9999 || Part('d') < 1 || Part('d') > DateTime.DaysInMonth(year, Part('m')))
        {
            return false;
        }

        day = new DateTime(year, Part('m'), Part('d'), 0, 0, 0, DateTimeKind.Unspecified).Ticks / (double)TimeSpan.TicksPerDay;
        return true;
    }
}

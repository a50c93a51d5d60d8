using System.Globalization;
using Anesis.Mathematics;

namespace Anesis.Reports.Pictures;

/// <summary>Where ticks stand and what they say, in the axis's own numbers.</summary>
internal sealed record AxisTicks(double Minimum, double Maximum, IReadOnlyList<(double Value, string Label)> Major, IReadOnlyList<double> Minor)
{
    private static readonly double[] Hours = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 4, 6, 12, 24, 48, 72, 168, 336, 672, 2016, 4032, 8760];
    private static readonly double[] Minutes = [0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10080];
    private static readonly double[] Days = [0.25, 0.5, 1, 2, 7, 14, 28, 56, 84, 182, 364];

    /// <summary>A linear axis that holds the data, widened to whole ticks unless <paramref name="exact"/>; clock-like steps for times.</summary>
    public static AxisTicks Linear(double minimum, double maximum, int wanted, string? unit = null, bool exact = false)
    {
        if (!(maximum > minimum))
        {
            double spread = Math.Abs(minimum) * 0.1;
            (minimum, maximum) = minimum == 0 ? (0, 1) : (minimum - spread, maximum + spread);
        }

        double step = Step((maximum - minimum) / wanted, unit);
        if (exact && unit is null && !Divides(step, maximum - minimum) && Divides(step / 2, maximum - minimum))
        {
            // A scale with an end of its own has a tick at its end.
            step /= 2;
        }

        double first = exact ? Math.Ceiling((minimum / step) - 1e-9) : Math.Floor((minimum / step) + 1e-9);
        double last = exact ? Math.Floor((maximum / step) + 1e-9) : Math.Ceiling((maximum / step) - 1e-9);
        int decimals = Decimals(step);
        var major = new List<(double, string)>();
        for (double k = first; k <= last; k++)
        {
            double value = (k * step) + 0.0;   // no −0
            major.Add((value, Text(value, decimals)));
        }

        return new(exact ? minimum : first * step, exact ? maximum : last * step, major, []);
    }

    /// <summary>A logarithmic axis between positive limits, widened to 1, 2 or 5 times a power of ten: a tick a decade (or every second…), minor ticks at 2 to 9.</summary>
    public static AxisTicks Logarithmic(double minimum, double maximum, int wanted)
    {
        double low = Math.Floor(Elementary.Log10(minimum) + 1e-9), high = Math.Ceiling(Elementary.Log10(maximum) - 1e-9);
        high = high <= low ? low + 1 : high;
        int stride = (int)Math.Ceiling((high - low) / wanted);
        bool few = high - low <= 1;
        double bottom = few ? Elementary.Pow(10, low) : Steps(low).Last(s => s <= minimum * (1 + 1e-9));
        double top = few ? Elementary.Pow(10, high) : Steps(high - 1).First(s => s >= maximum * (1 - 1e-9));
        var major = new List<(double, string)>();
        var minor = new List<double>();
        for (double decade = low; decade <= high; decade++)
        {
            double value = Elementary.Pow(10, decade);
            if ((decade - low) % stride == 0)
            {
                major.Add((value, LogText(value, decade)));
            }
            else
            {
                minor.Add(value);
            }

            for (int k = 2; k <= 9 && decade < high && stride == 1; k++)
            {
                if (few && k is 2 or 5)
                {
                    major.Add((k * value, LogText(k * value, decade)));
                }
                else
                {
                    minor.Add(k * value);
                }
            }
        }

        bool Within(double value) => value >= bottom * (1 - 1e-9) && value <= top * (1 + 1e-9);
        return new(bottom, top, [.. major.Where(m => Within(m.Item1))], [.. minor.Where(Within)]);
    }

    /// <summary>1, 2, 5 and 10 times a power of ten.</summary>
    private static double[] Steps(double decade)
    {
        double value = Elementary.Pow(10, decade);
        return [value, 2 * value, 5 * value, 10 * value];
    }

    internal static string Text(double value, int decimals)
    {
        if (value != 0 && (Math.Abs(value) >= 1e6 || decimals > 5))
        {
            return Minus(value.ToString("0.##e0", CultureInfo.InvariantCulture));
        }

        string text = Math.Abs(value) >= 10_000 ? value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u2009') : value.ToString("F" + decimals, CultureInfo.InvariantCulture);
        return Minus(text is "-0" ? "0" : text);
    }

    private static bool Divides(double step, double range) => Math.Abs((range / step) - Math.Round(range / step)) < 1e-9;

    private static string LogText(double value, double decade) =>
        decade is >= -3 and <= 4 ? Text(value, decade < 0 ? (int)-decade : 0) : Minus(value.ToString("0e0", CultureInfo.InvariantCulture));

    private static string Minus(string text) => text.Replace('-', '\u2212');

    private static double Step(double least, string? unit)
    {
        double[]? steps = unit switch { "h" => Hours, "min" => Minutes, "d" or "day" or "days" => Days, _ => null };
        if (steps is not null && least <= steps[^1] && least >= steps[0])
        {
            return steps.First(s => s >= least * 0.999);
        }

        double power = Elementary.Pow(10, Math.Floor(Elementary.Log10(least)));
        double mantissa = least / power;
        return power * (mantissa <= 1.001 ? 1 : mantissa <= 2.001 ? 2 : mantissa <= 2.501 && power >= 10 ? 2.5 : mantissa <= 5.001 ? 5 : 10);
    }

    private static int Decimals(double step)
    {
        int decimals = 0;
        for (double s = step; decimals < 12 && Math.Abs(s - Math.Round(s)) > 1e-6 * s; s *= 10)
        {
            decimals++;
        }

        return decimals;
    }
}

using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.KeyNumbers;

/// <summary>Plain properties of one course: values at ascending times.</summary>
internal static class Course
{
    private const double Ln2 = 0.693147180559945309417232;

    public static int Peak(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    public static int Trough(ReadOnlySpan<double> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] < values[best] ? i : best;
        }

        return best;
    }

    public static double Area(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        double area = 0;
        for (int i = 1; i < values.Length; i++)
        {
            area += (times[i] - times[i - 1]) * (values[i] + values[i - 1]) / 2;
        }

        return area;
    }

    public static double TimeUntilBelow(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double threshold)
    {
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (values[i] > threshold)
            {
                return i == values.Length - 1
                    ? times[i] - times[0]
                    : times[i] - times[0] + ((times[i + 1] - times[i]) * (values[i] - threshold) / (values[i] - values[i + 1]));
            }
        }

        return 0;
    }

    public static double TimeAbove(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double threshold)
    {
        double total = 0;
        for (int i = 1; i < values.Length; i++)
        {
            double step = times[i] - times[i - 1], a = values[i - 1] - threshold, b = values[i] - threshold;
            total += a > 0 && b > 0 ? step : a <= 0 && b <= 0 ? 0 : step * Math.Max(a, b) / Math.Abs(a - b);
        }

        return total;
    }

    /// <summary>
    /// Terminal half-life: straight lines through the logarithms of the last 3, 4, … points after the peak; the fit with the best adjusted R²
    /// (the one of more points within 1e-4 of it). Points are thinned to at most 60, evenly in time, so that dense output does not weigh more.
    /// </summary>
    /// <param name="times">Ascending.</param>
    /// <param name="values">At those times.</param>
    /// <param name="least">Values that are no larger than this share of the peak do not count: no assay follows so far down. 0: all that are above 0 count.</param>
    public static double HalfLife(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double least = 0)
    {
        int peak = Peak(values), last = values.Length - 1;
        double floor = least > 0 ? least * values[peak] : 0;
        while (last > peak && values[last] <= floor)
        {
            last--;
        }

        Span<double> x = stackalloc double[60], y = stackalloc double[60];
        int count = 0;
        double step = (times[last] - times[peak]) / 60, next = double.PositiveInfinity;
        for (int i = last; i > peak && count < 60; i--)
        {
            if (values[i] > floor && (count == 0 || times[i] <= next))
            {
                x[count] = times[i];
                y[count++] = Elementary.Log(values[i]);
                next = times[i] - step;
            }
        }

        double best = double.NegativeInfinity, slope = double.NaN;
        double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0, x0 = count > 0 ? x[0] : 0;
        for (int n = 1; n <= count; n++)
        {
            double u = x[n - 1] - x0, v = y[n - 1];
            sx += u;
            sy += v;
            sxx += u * u;
            sxy += u * v;
            syy += v * v;
            if (n < 3)
            {
                continue;
            }

            double covariance = sxy - (sx * sy / n), variance = sxx - (sx * sx / n), total = syy - (sy * sy / n);
            double fit = total <= 0 ? double.NegativeInfinity : 1 - ((1 - (covariance * covariance / (variance * total))) * (n - 1) / (n - 2));
            if (covariance < 0 && fit >= best - 1e-4)
            {
                (best, slope) = (Math.Max(best, fit), covariance / variance);
            }
        }

        return slope < 0 ? -Ln2 / slope : double.NaN;
    }
}

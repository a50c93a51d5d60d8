namespace Anesis.Mathematics.Randomness;

/// <summary>The normal distribution given that it falls between two bounds.</summary>
public static class TruncatedNormal
{
    /// <summary>
    /// The quantile at u in (0, 1) of a normal with <paramref name="mean"/> and <paramref name="deviation"/> (above 0) between
    /// <paramref name="low"/> and <paramref name="high"/> (either may be infinite), however far in the tail; NaN unless low is below high.
    /// </summary>
    public static double Quantile(double u, double mean, double deviation, double low, double high)
    {
        if (!(deviation > 0) || !(low < high) || !(u > 0 && u < 1))
        {
            return double.NaN;
        }

        double a = (low - mean) / deviation;
        double b = (high - mean) / deviation;

        // The work is done in the lower tail, where probabilities keep their digits.
        double z = a > 0 ? -Lower(1 - u, -b, -a) : Lower(u, a, b);
        return Math.Clamp(mean + (deviation * z), low, high);
    }

    private static double Lower(double u, double a, double b)
    {
        if (b > -30)
        {
            double below = StandardNormal.Cumulative(a);
            return Elementary.NormalQuantile(((1 - u) * below) + (u * StandardNormal.Cumulative(b)));
        }

        // Φ(-t) = φ(t)·m(t) with Mills' ratio m: the target's logarithm against Φ(b) gives t by a contracting iteration.
        double t0 = -b;
        double far = -a;
        double ratio = double.IsInfinity(far) ? 0 : Elementary.Exp((0.5 * (t0 - far) * (t0 + far)) + Elementary.Log(Mills(far) / Mills(t0)));
        double log = Elementary.Log(u + ((1 - u) * ratio));
        double t = t0;
        for (int i = 0; i < 12; i++)
        {
            double square = 2 * (Elementary.Log(Mills(t) / Mills(t0)) - log);
            t = t0 + (square / (t0 + Math.Sqrt((t0 * t0) + square)));
        }

        return -t;
    }

    /// <summary>Asymptotic series of Mills' ratio (DLMF 7.12.1), complete to double precision above 30.</summary>
    private static double Mills(double t)
    {
        double r = 1 / (t * t);
        return (1 - (r * (1 - (3 * r * (1 - (5 * r * (1 - (7 * r * (1 - (9 * r)))))))))) / t;
    }
}

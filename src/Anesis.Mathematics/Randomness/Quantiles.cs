namespace Anesis.Mathematics.Randomness;

/// <summary>
/// Quantile functions: the value below which a distribution has probability u, for u in (0, 1). Applied to a uniform draw they
/// give a draw of the distribution. Parameters outside their range, or NaN, give NaN.
/// </summary>
public static class Quantiles
{
    /// <summary>Normal with a mean and a standard deviation (0 or more).</summary>
    public static double Normal(double u, double mean, double deviation) =>
        deviation >= 0 ? mean + (deviation * Elementary.NormalQuantile(u)) : double.NaN;

    /// <summary>Uniform on [low, high].</summary>
    public static double Uniform(double u, double low, double high) => low <= high ? ((1 - u) * low) + (u * high) : double.NaN;

    /// <summary>Log-normal: its logarithm is normal with <paramref name="mean"/> and <paramref name="deviation"/>.</summary>
    public static double LogNormal(double u, double mean, double deviation) => Elementary.Exp(Normal(u, mean, deviation));

    /// <summary>Exponential with a rate above 0.</summary>
    public static double Exponential(double u, double rate) => rate > 0 ? -Elementary.Log1p(-u) / rate : double.NaN;

    /// <summary>Laplace about a location with a scale above 0.</summary>
    public static double Laplace(double u, double location, double scale) =>
        scale > 0 ? location + (scale * (u < 0.5 ? Elementary.Log(2 * u) : -Elementary.Log(2 * (1 - u)))) : double.NaN;

    /// <summary>Cauchy about a location with a scale above 0.</summary>
    public static double Cauchy(double u, double location, double scale)
    {
        if (!(scale > 0))
        {
            return double.NaN;
        }

        double tail = u < 0.5 ? u : 1 - u;
        double size = tail < 0.25 ? 1 / Elementary.Tan(Math.PI * tail) : Elementary.Tan(Math.PI * (0.5 - tail));
        return location + (scale * (u < 0.5 ? -size : size));
    }

    /// <summary>Rayleigh with a scale above 0.</summary>
    public static double Rayleigh(double u, double scale) => scale > 0 ? scale * Math.Sqrt(-2 * Elementary.Log1p(-u)) : double.NaN;

    /// <summary>Weibull with a scale and a shape above 0.</summary>
    public static double Weibull(double u, double scale, double shape) =>
        scale > 0 && shape > 0 ? scale * Elementary.Pow(-Elementary.Log1p(-u), 1 / shape) : double.NaN;

    /// <summary>Chi-square with degrees of freedom above 0.</summary>
    public static double ChiSquare(double u, double freedom) => Gamma(u, 0.5 * freedom, 2);

    /// <summary>Gamma with a shape and a scale above 0 (mean shape·scale); 0 where the quantile lies below every double.</summary>
    public static double Gamma(double u, double shape, double scale)
    {
        if (!(shape > 0) || !(scale > 0) || !(u > 0 && u < 1))
        {
            return double.NaN;
        }

        // P(a, x) ≤ x^a/Γ(a + 1) makes this start lie left of the root, and exact where x is tiny.
        double start = (Elementary.Log(u) + Elementary.LogGamma(shape + 1)) / shape;
        if (start < -80)
        {
            return scale * Elementary.Exp(start);
        }

        double z = Elementary.NormalQuantile(u);
        double hilferty = 1 - (1 / (9 * shape)) + (z / (3 * Math.Sqrt(shape)));
        if (shape > 1 && hilferty > 0.1)
        {
            start = Elementary.Log(shape) + (3 * Elementary.Log(hilferty));
        }

        double t = MonotoneRoot.Solve(
            y =>
            {
                double x = Elementary.Exp(y);
                (double lower, double upper) = IncompleteGamma.Evaluate(shape, x);
                return (lower, upper, IncompleteGamma.Density(shape, x));
            },
            u,
            start,
            3);
        return scale * Elementary.Exp(t);
    }

    /// <summary>Beta on (0, 1) with both shapes above 0; 0 where the quantile lies below every double.</summary>
    public static double Beta(double u, double a, double b)
    {
        if (!(a > 0) || !(b > 0) || !(u > 0 && u < 1))
        {
            return double.NaN;
        }

        double start = Elementary.Log(a / b) + (Elementary.NormalQuantile(u) * Math.Sqrt((1 / a) + (1 / b)));
        double t = MonotoneRoot.Solve(
            y =>
            {
                double x = 1 / (1 + Elementary.Exp(-y));
                double rest = 1 / (1 + Elementary.Exp(y));
                (double lower, double upper) = IncompleteBeta.Evaluate(a, b, x, rest);
                return (lower, upper, IncompleteBeta.Density(a, b, x, rest));
            },
            u,
            Math.Clamp(start, -600, 600),
            2 + (1 / Math.Min(a, b)));
        return 1 / (1 + Elementary.Exp(-t));
    }

    /// <summary>1 with a probability in [0, 1], else 0.</summary>
    public static double Bernoulli(double u, double probability) =>
        probability is >= 0 and <= 1 ? (u > 1 - probability ? 1 : 0) : double.NaN;
}

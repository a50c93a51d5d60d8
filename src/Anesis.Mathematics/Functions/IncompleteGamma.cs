using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>Regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P, a > 0, x ≥ 0; checked through the quantiles that rest on it, to 1e-12.</summary>
/// <remarks>Series DLMF 8.11.4 below x = a + 1, Legendre's continued fraction DLMF 8.9.2 above.</remarks>
public static class IncompleteGamma
{
    /// <summary>P(a, x) and Q(a, x), the smaller of them with full relative accuracy; NaN for a ≤ 0, x below 0 or NaN.</summary>
    public static (double Lower, double Upper) Evaluate(double a, double x)
    {
        if (!(a > 0) || !(x >= 0) || !double.IsFinite(a))
        {
            return (double.NaN, double.NaN);
        }

        if (x == 0)
        {
            return (0, 1);
        }

        if (double.IsPositiveInfinity(x))
        {
            return (1, 0);
        }

        double density = Density(a, x);
        if (x < a + 1)
        {
            double lower = density / a * Series(a, x);
            return (lower, 1 - lower);
        }

        double upper = density * Fraction(a, x);
        return (1 - upper, upper);
    }

    /// <summary>x^a·e^(-x)/Γ(a): the density of ln x.</summary>
    internal static double Density(double a, double x)
    {
        Pair<Lanes1> exponent = Pair<Lanes1>.Add(ScaledGamma.LogRatio(a, x, a), Pair<Lanes1>.Sum(new Lanes1(a), new Lanes1(-x)));
        return ScaledGamma.Exp(exponent) * Math.Sqrt(a / ScaledGamma.TwoPi) / ScaledGamma.Value(a);
    }

    private static double Series(double a, double x)
    {
        double term = 1;
        double sum = 1;
        for (double n = 1; term > sum * 1e-17; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double a, double x)
    {
        // Modified Lentz, after Thompson and Barnett (1986).
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        double change;
        int n = 0;
        do
        {
            n++;
            double an = n * (a - n);
            b += 2;
            d = 1 / NotZero((an * d) + b);
            c = NotZero(b + (an / c));
            change = c * d;
            h *= change;
        }
        while (Math.Abs(change - 1) > 3e-16 && n < 10_000_000);

        return h;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}

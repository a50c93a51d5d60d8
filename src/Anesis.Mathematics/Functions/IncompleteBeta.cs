using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>The regularised incomplete beta function I_x(a, b), a, b > 0; checked through the quantiles that rest on it, to 1e-12.</summary>
/// <remarks>Continued fraction DLMF 8.17.22, on the side of the mean where it converges fast.</remarks>
public static class IncompleteBeta
{
    /// <summary>I_x(a, b) and its complement, the smaller with full relative accuracy. y is 1 - x, given apart so that neither end loses digits.</summary>
    public static (double Lower, double Upper) Evaluate(double a, double b, double x, double y)
    {
        if (!(a > 0) || !(b > 0) || !(x >= 0) || !(y >= 0) || !double.IsFinite(a) || !double.IsFinite(b))
        {
            return (double.NaN, double.NaN);
        }

        if (x == 0 || y == 0)
        {
            return x == 0 ? (0, 1) : (1, 0);
        }

        double density = Density(a, b, x, y);
        if (x * (a + b + 2) < a + 1)
        {
            double lower = density / a * Fraction(a, b, x);
            return (lower, 1 - lower);
        }

        double upper = density / b * Fraction(b, a, y);
        return (1 - upper, upper);
    }

    /// <summary>x^a·y^b/B(a, b): the density of ln(x/y).</summary>
    internal static double Density(double a, double b, double x, double y)
    {
        Pair<Lanes1> sum = Pair<Lanes1>.Sum(new Lanes1(a), new Lanes1(b));
        double s = sum.High.Value;
        Pair<Lanes1> exponent = Pair<Lanes1>.Add(Term(a, x, s), Term(b, y, s));
        exponent = Pair<Lanes1>.Add(exponent, Pair<Lanes1>.Constant(sum.Low.Value, 0));
        return ScaledGamma.Exp(exponent) * Math.Sqrt(a / s * b / ScaledGamma.TwoPi)
            * (ScaledGamma.Value(s) / (ScaledGamma.Value(a) * ScaledGamma.Value(b)));
    }

    private static Pair<Lanes1> Term(double a, double x, double s) =>
        Pair<Lanes1>.Add(ScaledGamma.LogRatio(a, x, a), ScaledGamma.LogRatio(a, s, 1));

    private static double Fraction(double a, double b, double x)
    {
        double c = 1;
        double d = 1 / NotZero(1 - ((a + b) * x / (a + 1)));
        double h = d;
        double change;
        int m = 0;
        do
        {
            m++;
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            change = d * c;
            h *= change;
        }
        while (Math.Abs(change - 1) > 3e-16 && m < 10_000_000);

        return h;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}

using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>What densities of the gamma and beta families share: Γ*(z) = Γ(z)/(√(2π/z)·(z/e)^z), near 1 for large z, and exponents summed in pairs.</summary>
internal static class ScaledGamma
{
    public const double TwoPi = 6.283185307179586;

    /// <summary>Γ*(z) for z above 0 (Temme's scaled gamma function; DLMF 5.11.3).</summary>
    public static double Value(double z) =>
        z >= 10
            ? Elementary.Exp(GammaCore.Correction(z))
            : Elementary.Gamma(z) * Elementary.Exp(z) * Elementary.Pow(z, 0.5 - z) / 2.5066282746310007;

    /// <summary>factor·(ln numerator - ln denominator) as a pair.</summary>
    public static Pair<Lanes1> LogRatio(double factor, double numerator, double denominator)
    {
        Pair<Lanes1> below = LogarithmCore.Evaluate(new Lanes1(denominator));
        Pair<Lanes1> ratio = Pair<Lanes1>.Add(LogarithmCore.Evaluate(new Lanes1(numerator)), new(-below.High, -below.Low));
        return Pair<Lanes1>.Multiply(ratio, new Lanes1(factor));
    }

    /// <summary>e to the pair's value.</summary>
    public static double Exp(Pair<Lanes1> exponent) => ExponentialCore.Evaluate(exponent.High, exponent.Low, 0).Value;
}

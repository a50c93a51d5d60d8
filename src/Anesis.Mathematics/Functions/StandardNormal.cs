namespace Anesis.Mathematics;

/// <summary>The standard normal distribution function and its upper tail.</summary>
public static class StandardNormal
{
    private const double HalfRoot = 0.70710678118654752440;

    /// <summary>Φ(z), accurate far below 0 too.</summary>
    public static double Cumulative(double z) => 0.5 * Elementary.Erfc(-z * HalfRoot);

    /// <summary>1 − Φ(z), accurate far above 0 too.</summary>
    public static double Tail(double z) => 0.5 * Elementary.Erfc(z * HalfRoot);
}

using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>R's type 7 quantiles of values among which some are known only to be below a limit (−∞).</summary>
internal static class VpcQuantiles
{
    public static double Of(IEnumerable<double> values, double p) => Sorted([.. values.Order()], p);

    /// <summary>NaN for none, and for a quantile that lies among values below the limit.</summary>
    public static double Sorted(double[] ascending, double p)
    {
        if (ascending.Length == 0)
        {
            return double.NaN;
        }

        return double.IsNegativeInfinity(ascending[SortedQuantile.Place(ascending.Length, p).Low]) ? double.NaN : SortedQuantile.Of(ascending, p);
    }
}

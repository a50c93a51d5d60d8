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

        double place = (ascending.Length - 1) * p;
        int low = Math.Clamp((int)Math.Floor(place), 0, ascending.Length - 1), high = Math.Min(low + 1, ascending.Length - 1);
        return double.IsNegativeInfinity(ascending[low]) ? double.NaN : ascending[low] + ((place - low) * (ascending[high] - ascending[low]));
    }
}

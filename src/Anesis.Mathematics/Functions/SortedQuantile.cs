namespace Anesis.Mathematics;

/// <summary>
/// Quantiles by R's type 7 (Hyndman and Fan 1996): with h = (n − 1)p, the value between the order statistics ⌊h⌋ and ⌊h⌋ + 1, linearly.
/// Type 7 is R's and NumPy's default.
/// </summary>
public static class SortedQuantile
{
    /// <summary>The p-quantile of values in ascending order; NaN for none.</summary>
    public static double Of(ReadOnlySpan<double> ascending, double p)
    {
        if (ascending.IsEmpty)
        {
            return double.NaN;
        }

        var (low, high, fraction) = Place(ascending.Length, p);
        return Between(ascending[low], ascending[high], fraction);
    }

    /// <summary>Places of the two values that the p-quantile of n lies between, from 0, and how far along.</summary>
    public static (int Low, int High, double Fraction) Place(int n, double p)
    {
        double h = (n - 1) * p;
        int low = Math.Clamp((int)h, 0, n - 1);
        return (low, Math.Min(low + 1, n - 1), h - low);
    }

    public static double Between(double low, double high, double fraction) => fraction == 0 || low == high ? low : low + (fraction * (high - low));
}

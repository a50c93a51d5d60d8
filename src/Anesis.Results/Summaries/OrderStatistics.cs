namespace Anesis.Results.Summaries;

/// <summary>
/// Quantiles by R's type 7 (Hyndman and Fan 1996): with h = (n − 1)p, the value between the order statistics ⌊h⌋ and ⌊h⌋ + 1, linearly.
/// Type 7 is R's and NumPy's default.
/// </summary>
public static class OrderStatistics
{
    /// <summary>The p-quantile of values in ascending order; NaN for none.</summary>
    public static double Quantile(ReadOnlySpan<double> ascending, double p)
    {
        if (ascending.IsEmpty)
        {
            return double.NaN;
        }

        var (low, high, fraction) = Place(ascending.Length, p);
        return Between(ascending[low], ascending[high], fraction);
    }

    /// <summary>Quantiles of values in any order, which are reordered; linear time on average.</summary>
    public static void Quantiles(Span<double> values, ReadOnlySpan<double> probabilities, Span<double> result)
    {
        if (values.IsEmpty)
        {
            result.Fill(double.NaN);
            return;
        }

        Span<int> ranks = stackalloc int[2 * probabilities.Length];
        for (int i = 0; i < probabilities.Length; i++)
        {
            (ranks[2 * i], ranks[(2 * i) + 1], _) = Place(values.Length, probabilities[i]);
        }

        ranks.Sort();
        Select(values, 0, ranks);
        for (int i = 0; i < probabilities.Length; i++)
        {
            var (low, high, fraction) = Place(values.Length, probabilities[i]);
            result[i] = Between(values[low], values[high], fraction);
        }
    }

    private static (int Low, int High, double Fraction) Place(int n, double p)
    {
        double h = (n - 1) * p;
        int low = Math.Clamp((int)h, 0, n - 1);
        return (low, Math.Min(low + 1, n - 1), h - low);
    }

    private static double Between(double low, double high, double fraction) => fraction == 0 || low == high ? low : low + (fraction * (high - low));

    /// <summary>Reorders so that each rank (ascending, counted from <paramref name="offset"/>) holds what sorting would put there.</summary>
    private static void Select(Span<double> values, int offset, ReadOnlySpan<int> ranks)
    {
        while (!ranks.IsEmpty && values.Length > 1)
        {
            if (values.Length <= 64)
            {
                values.Sort();
                return;
            }

            double pivot = MedianOfNine(values);
            var (less, equal) = Partition(values, pivot);
            int left = CountBelow(ranks, offset + less);
            int middle = CountBelow(ranks, offset + less + equal);
            Select(values[..less], offset, ranks[..left]);
            values = values[(less + equal)..];
            offset += less + equal;
            ranks = ranks[middle..];
        }
    }

    /// <summary>Three parts: less than, equal to and greater than the pivot; returns the lengths of the first two.</summary>
    private static (int Less, int Equal) Partition(Span<double> values, double pivot)
    {
        int less = 0, i = 0, greater = values.Length;
        while (i < greater)
        {
            double value = values[i];
            if (value < pivot)
            {
                values[i++] = values[less];
                values[less++] = value;
            }
            else if (value > pivot)
            {
                values[i] = values[--greater];
                values[greater] = value;
            }
            else
            {
                i++;
            }
        }

        return (less, greater - less);
    }

    private static double MedianOfNine(ReadOnlySpan<double> v)
    {
        int step = v.Length / 9;
        Span<double> sample = stackalloc double[9];
        for (int i = 0; i < 9; i++)
        {
            sample[i] = v[(i * step) + (step / 2)];
        }

        sample.Sort();
        return sample[4];
    }

    private static int CountBelow(ReadOnlySpan<int> ranks, int bound)
    {
        int count = 0;
        while (count < ranks.Length && ranks[count] < bound)
        {
            count++;
        }

        return count;
    }
}

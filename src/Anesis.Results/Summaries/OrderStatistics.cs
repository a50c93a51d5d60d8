using Anesis.Mathematics;

namespace Anesis.Results.Summaries;

/// <summary>Quantiles by R's type 7 (<see cref="SortedQuantile"/>), of values in order or not.</summary>
public static class OrderStatistics
{
    /// <summary>The p-quantile of values in ascending order; NaN for none.</summary>
    public static double Quantile(ReadOnlySpan<double> ascending, double p) => SortedQuantile.Of(ascending, p);

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
            (ranks[2 * i], ranks[(2 * i) + 1], _) = SortedQuantile.Place(values.Length, probabilities[i]);
        }

        ranks.Sort();
        Select(values, 0, ranks);
        for (int i = 0; i < probabilities.Length; i++)
        {
            var (low, high, fraction) = SortedQuantile.Place(values.Length, probabilities[i]);
            result[i] = SortedQuantile.Between(values[low], values[high], fraction);
        }
    }

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

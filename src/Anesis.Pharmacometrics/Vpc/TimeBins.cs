using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>Intervals of time in which observations are compared: bin k holds times from <see cref="Edges"/>[k] (included) to [k + 1] (included in the last bin only).</summary>
public sealed record TimeBins(ValueList<double> Edges)
{
    private const int MostNominal = 24;

    public int Count => Edges.Count - 1;

    /// <summary>A bin for each distinct time where there are at most 24 of them; else eight bins with about as many observations each.</summary>
    public static TimeBins Automatic(ReadOnlySpan<double> times)
    {
        double[] distinct = [.. times.ToArray().Distinct().Order()];
        return distinct.Length <= MostNominal ? Between(distinct) : EqualCounts(times, 8);
    }

    /// <summary>As many observations in each as the ties between times allow.</summary>
    public static TimeBins EqualCounts(ReadOnlySpan<double> times, int count)
    {
        double[] ascending = [.. times.ToArray().Order()];
        var edges = new List<double> { ascending[0] };
        for (int k = 1; k < count; k++)
        {
            double edge = ascending[(int)((long)k * ascending.Length / count)];
            if (edge > edges[^1])
            {
                edges.Add(edge);
            }
        }

        edges.Add(ascending[^1] > edges[^1] ? ascending[^1] : edges[^1] + 1);
        return new(edges.ToValueList());
    }

    /// <summary>−1 for a time outside.</summary>
    public int BinOf(double time)
    {
        if (time < Edges[0] || time > Edges[^1])
        {
            return -1;
        }

        int low = 0, high = Count;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = time >= Edges[middle] ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static TimeBins Between(double[] distinct)
    {
        var edges = new List<double> { distinct[0] };
        for (int i = 1; i < distinct.Length; i++)
        {
            edges.Add(0.5 * (distinct[i - 1] + distinct[i]));
        }

        edges.Add(distinct.Length > 1 ? distinct[^1] : distinct[0] + 1);
        return new(edges.ToValueList());
    }
}

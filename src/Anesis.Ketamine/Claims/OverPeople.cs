using System.Globalization;

namespace Anesis.Ketamine.Claims;

/// <summary>What is taken of the numbers of an arm's people, in the order of the file's words.</summary>
public enum PeopleStatistic
{
    Median,
    Mean,
    Quantile,
    ShareAbove,
    ShareBelow,
}

/// <summary>How the numbers of an arm's people become one.</summary>
/// <param name="Statistic">What is taken.</param>
/// <param name="Level">The quantile's probability, or the threshold of a share in the number's own unit; NaN for median and mean.</param>
public sealed record OverPeople(PeopleStatistic Statistic, double Level)
{
    /// <summary>Only half of the people, by another number of theirs; null: all.</summary>
    public HalfOfPeople? Among { get; init; }

    /// <summary>Share (0 to 1), quantile (linear between neighbours), median or mean; NaN when somebody's number could not be computed or nobody is left.</summary>
    /// <param name="numbers">One for each person.</param>
    /// <param name="marker">The number that <see cref="Among"/> goes by, of the same people; not looked at without it.</param>
    public double Of(ReadOnlySpan<double> numbers, ReadOnlySpan<double> marker)
    {
        double[] chosen = Among is null ? numbers.ToArray() : Chosen(numbers, marker, Among.Upper);
        if (chosen.Length == 0 || chosen.Any(double.IsNaN))
        {
            return double.NaN;
        }

        Array.Sort(chosen);
        return Statistic switch
        {
            PeopleStatistic.Median => At(chosen, 0.5),
            PeopleStatistic.Quantile => At(chosen, Level),
            PeopleStatistic.Mean => chosen.Average(),
            PeopleStatistic.ShareAbove => chosen.Count(v => v > Level) / (double)chosen.Length,
            _ => chosen.Count(v => v < Level) / (double)chosen.Length,
        };
    }

    public override string ToString()
    {
        string level = Level.ToString("G6", CultureInfo.InvariantCulture);
        string what = Statistic switch
        {
            PeopleStatistic.Median => "median of",
            PeopleStatistic.Mean => "mean of",
            PeopleStatistic.Quantile => $"quantile {level} of",
            PeopleStatistic.ShareAbove => $"share of people above {level} in",
            _ => $"share of people below {level} in",
        };
        return Among is null ? what : $"among the {(Among.Upper ? "upper" : "lower")} half by {Among.Marker} the {what}";
    }

    private static double[] Chosen(ReadOnlySpan<double> numbers, ReadOnlySpan<double> marker, bool upper)
    {
        double[] sorted = marker.ToArray();
        Array.Sort(sorted);
        double middle = sorted.Any(double.IsNaN) ? double.NaN : At(sorted, 0.5);
        var chosen = new List<double>();
        for (int i = 0; i < numbers.Length; i++)
        {
            if (upper ? marker[i] > middle : marker[i] <= middle)
            {
                chosen.Add(numbers[i]);
            }
        }

        return [.. chosen];
    }

    private static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)Math.Floor(place);
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}

/// <summary>The people whose marker lies above the arm's median (upper), or not above it.</summary>
/// <param name="Marker">A number of the same arm.</param>
/// <param name="Upper">Which half.</param>
public sealed record HalfOfPeople(Side Marker, bool Upper);

using Anesis.Mathematics;

namespace Anesis.Ketamine.Calibration;

/// <summary>One published number beside what the virtual people of its study have.</summary>
/// <param name="Study">Where it belongs.</param>
/// <param name="Observed">The published number.</param>
/// <param name="Simulated">The quantity of each person who finished.</param>
public sealed record CalibrationRow(ObservedStudy Study, ObservedValue Observed, double[] Simulated)
{
    /// <summary>Geometric mean of the people; the mean where a value is not above zero.</summary>
    public double GeometricMean { get; } = Simulated.Any(v => v <= 0) ? Simulated.Average() : Elementary.Exp(Simulated.Average(v => Elementary.Log(v)));

    public double Mean { get; } = Simulated.Average();

    public double Median => Quantile(0.5);

    public double Deviation { get; } = Spread(Simulated);

    /// <summary>Geometric standard deviation of the people; NaN where a value is not above zero.</summary>
    public double GeometricDeviation { get; } = Simulated.Any(v => v <= 0) ? double.NaN : Elementary.Exp(Spread([.. Simulated.Select(v => Elementary.Log(v))]));

    /// <summary>Simulated geometric mean over the value as printed: what the rule judges.</summary>
    public double Ratio => GeometricMean / Observed.Value;

    /// <summary>The simulated counterpart of the printed statistic over it: a mean over a mean, a median over a median.</summary>
    public double LikeForLike => Observed.Statistic switch
    {
        Statistic.Mean => Mean,
        Statistic.Median => Median,
        _ => GeometricMean,
    } / Observed.Value;

    /// <summary>How many fold the ratio is from 1, at least 1.</summary>
    public double Fold => Math.Max(Ratio, 1 / Ratio);

    public bool Within(double fold) => Fold <= fold;

    public double Quantile(double share)
    {
        double[] sorted = [.. Simulated.Order()];
        return SortedQuantile.Of(sorted, share);
    }

    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }
}

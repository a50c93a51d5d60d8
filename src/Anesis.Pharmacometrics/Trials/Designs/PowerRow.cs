using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>What the replicates of one size gave.</summary>
public sealed record PowerRow
{
    /// <summary>People that the trial plans.</summary>
    public required int People { get; init; }

    public required int Replicates { get; init; }

    /// <summary>Replicates whose test was positive.</summary>
    public required int Positive { get; init; }

    public double Power => (double)Positive / Replicates;

    /// <summary>Monte Carlo standard error of the power.</summary>
    public double StandardError => Math.Sqrt(Power * (1 - Power) / Replicates);

    /// <summary>Wilson's 95 % interval of the power.</summary>
    public (double Low, double High) Interval
    {
        get
        {
            const double Z = 1.959963984540054;
            double n = Replicates, centre = (Power + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
            double reach = Z / (1 + (Z * Z / n)) * Math.Sqrt((Power * (1 - Power) / n) + (Z * Z / (4 * n * n)));
            return (Math.Max(0, centre - reach), Math.Min(1, centre + reach));
        }
    }

    /// <summary>Mean of the estimated effect, and its deviation over replicates.</summary>
    public required double MeanEffect { get; init; }

    public required double EffectDeviation { get; init; }

    /// <summary>People that a trial had on average: fewer where it stopped early, more where it grew.</summary>
    public required double MeanPeople { get; init; }

    public required int StoppedForEfficacy { get; init; }

    public required int StoppedForFutility { get; init; }

    public required int Increased { get; init; }

    /// <summary>Of several treatments, in how many replicates each differed from the control; empty for one.</summary>
    public ValueList<int> PositiveArms { get; init; }

    /// <summary>Share of people without the endpoint, because they left or their simulation failed.</summary>
    public required double Missing { get; init; }
}

using System.Globalization;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>How counts scatter about a mean m: Poisson, negative binomial (variance m + m²/size), or Poisson with more zeros (a share of people who have none, the mean of all still m).</summary>
/// <param name="Size">Of the negative binomial; infinite: none.</param>
/// <param name="Zeros">The share who have none whatever the mean, 0 to below 1.</param>
public sealed record CountDistribution(double Size, double Zeros)
{
    private static readonly string[] Names = ["poisson", "negbin", "zip"];

    public static CountDistribution Poisson { get; } = new(double.PositiveInfinity, 0);

    /// <summary>"poisson", "negbin(SIZE)" or "zip(SHARE)".</summary>
    public static Checked<CountDistribution> Read(string text, string option)
    {
        string trimmed = text.Trim();
        if (trimmed == "poisson")
        {
            return Checked.Ok(Poisson);
        }

        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        string name = open < 0 ? trimmed : trimmed[..open];
        double value = open > 0 && trimmed.EndsWith(')') && double.TryParse(trimmed[(open + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;
        return name switch
        {
            "negbin" when value > 0 && double.IsFinite(value) => Checked.Ok(new CountDistribution(value, 0)),
            "zip" when value is >= 0 and < 1 => Checked.Ok(new CountDistribution(double.PositiveInfinity, value)),
            "negbin" => Wrong("negbin(SIZE) with a size above 0, such as negbin(1.5)"),
            "zip" => Wrong("zip(SHARE) with a share from 0 to below 1, such as zip(0.2)"),
            _ => Wrong("poisson, negbin(SIZE) or zip(SHARE)"),
        };

        Checked<CountDistribution> Wrong(string expected) =>
            Checked.Refused<CountDistribution>(new Diagnostic("AN0826", Severity.Error, new(option), $"\"{text}\"", expected, Names.Contains(name) ? null : Spelling.Nearest(name, Names)));
    }

    /// <param name="mean">0 or more; else NaN.</param>
    /// <param name="first">Uniform.</param>
    /// <param name="second">Uniform; takes part where two draws are needed.</param>
    public double Draw(double mean, double first, double second)
    {
        if (!(mean >= 0))
        {
            return double.NaN;
        }

        if (Zeros > 0)
        {
            return second < Zeros ? 0 : DiscreteQuantiles.Poisson(first, mean / (1 - Zeros));
        }

        // A Poisson count whose mean is drawn from a gamma distribution is negative binomial.
        return DiscreteQuantiles.Poisson(first, double.IsInfinity(Size) || mean == 0 ? mean : Quantiles.Gamma(second, Size, mean / Size));
    }

    public override string ToString() => double.IsFinite(Size) ? string.Create(CultureInfo.InvariantCulture, $"negative binomial of size {Size:R}")
        : Zeros > 0 ? string.Create(CultureInfo.InvariantCulture, $"Poisson with {100 * Zeros:R} % who have none") : "Poisson";
}

using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>A quantity between two limits whose logit is normal: low + (high − low)/(1 + exp(−(logit of the median + sd·z))).</summary>
/// <param name="Median">Between the limits.</param>
/// <param name="LogitDeviation">Standard deviation of the logit.</param>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
public sealed record LogitNormalDistribution(double Median, double LogitDeviation, double Low, double High) : Distribution
{
    public override double Quantile(double u) => Low + ((High - Low) / (1 + Elementary.Exp(-Quantiles.Normal(u, Logit(Median), LogitDeviation))));

    public override double Probability(double x) => x <= Low ? 0 : x >= High ? 1 : NormalProbability((Logit(x) - Logit(Median)) / LogitDeviation);

    private double Logit(double x) => Elementary.Log((x - Low) / (High - x));
}

/// <summary>
/// Median · exp((exp(λ·sd·z) − 1)/λ): a log-normal quantity whose random effect is Box-Cox transformed (Petersson et al. 2009, doi 10.1007/s11095-009-9931-1). λ = 0 is the log-normal itself;
/// λ above 0 skews to the right.
/// </summary>
public sealed record BoxCoxDistribution(double Median, double Deviation, double Lambda) : Distribution
{
    public override double Quantile(double u) => Median * Elementary.Exp(Transformed(Quantiles.Normal(u, 0, Deviation)));

    public override double Probability(double x)
    {
        if (x <= 0)
        {
            return 0;
        }

        double log = Elementary.Log(x / Median);
        double inside = 1 + (Lambda * log);
        return Lambda == 0 ? NormalProbability(log / Deviation)
            : inside <= 0 ? Lambda > 0 ? 0 : 1
            : NormalProbability(Elementary.Log(inside) / Lambda / Deviation);
    }

    private double Transformed(double eta) => Lambda == 0 ? eta : Elementary.Expm1(Lambda * eta) / Lambda;
}

public sealed record WeibullDistribution(double Scale, double Shape) : Distribution
{
    public override double Quantile(double u) => Quantiles.Weibull(u, Scale, Shape);

    public override double Probability(double x) => x <= 0 ? 0 : -Elementary.Expm1(-Elementary.Pow(x / Scale, Shape));
}

/// <summary>Between two limits, most often at the mode.</summary>
public sealed record TriangularDistribution(double Low, double Mode, double High) : Distribution
{
    public override double Quantile(double u)
    {
        double below = (Mode - Low) / (High - Low);
        return u < below ? Low + Math.Sqrt(u * (High - Low) * (Mode - Low)) : High - Math.Sqrt((1 - u) * (High - Low) * (High - Mode));
    }

    public override double Probability(double x) =>
        x <= Low ? 0
        : x >= High ? 1
        : x < Mode ? (x - Low) * (x - Low) / ((High - Low) * (Mode - Low))
        : 1 - ((High - x) * (High - x) / ((High - Low) * (High - Mode)));
}

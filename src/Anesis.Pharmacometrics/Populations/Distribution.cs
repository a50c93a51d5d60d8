using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>How a quantity is spread over people. Every draw is the quantile of one uniform number, so that it is keyed and never repeated.</summary>
public abstract record Distribution
{
    /// <param name="u">In (0, 1).</param>
    public abstract double Quantile(double u);

    /// <summary>The probability of a value at or below <paramref name="x"/>; for truncation.</summary>
    public abstract double Probability(double x);

    /// <summary>This distribution between two values: the quantile is taken between their probabilities.</summary>
    public double Truncated(double u, double low, double high)
    {
        double from = Probability(low), to = Probability(high);
        return Math.Clamp(Quantile(Math.Clamp(from + (u * (to - from)), 1e-300, 1 - 1e-16)), low, high);
    }

    private protected static double NormalProbability(double z) => StandardNormal.Cumulative(z);
}

/// <summary>Mean and standard deviation.</summary>
public sealed record NormalDistribution(double Mean, double Deviation) : Distribution
{
    public override double Quantile(double u) => Quantiles.Normal(u, Mean, Deviation);

    public override double Probability(double x) => NormalProbability((x - Mean) / Deviation);
}

/// <summary>Median, and standard deviation of the natural logarithm.</summary>
public sealed record LogNormalDistribution(double Median, double LogDeviation) : Distribution
{
    public override double Quantile(double u) => Median * Elementary.Exp(Quantiles.Normal(u, 0, LogDeviation));

    public override double Probability(double x) => x <= 0 ? 0 : NormalProbability(Elementary.Log(x / Median) / LogDeviation);
}

public sealed record UniformDistribution(double Low, double High) : Distribution
{
    public override double Quantile(double u) => Quantiles.Uniform(u, Low, High);

    public override double Probability(double x) => Math.Clamp((x - Low) / (High - Low), 0, 1);
}

/// <summary>One of several values, by weight.</summary>
public sealed record ChoiceDistribution(ValueList<double> Choices, ValueList<double> Weights) : Distribution
{
    public override double Quantile(double u)
    {
        double total = Weights.Sum(), sum = 0;
        for (int i = 0; i < Choices.Count - 1; i++)
        {
            sum += Weights[i];
            if (u * total <= sum)
            {
                return Choices[i];
            }
        }

        return Choices[^1];
    }

    public override double Probability(double x) => Choices.Select((v, i) => v <= x ? Weights[i] : 0).Sum() / Weights.Sum();
}

public sealed record ConstantDistribution(double Value) : Distribution
{
    public override double Quantile(double u) => Value;

    public override double Probability(double x) => x >= Value ? 1 : 0;
}

/// <summary>Another distribution of SBML distrib, by its quantile function.</summary>
public sealed record QuantileDistribution(string Kind, Func<double, double> Function) : Distribution
{
    public override double Quantile(double u) => Function(u);

    public override double Probability(double x) => double.NaN;
}

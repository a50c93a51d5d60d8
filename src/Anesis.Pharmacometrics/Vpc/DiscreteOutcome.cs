using System.Globalization;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>What an observation without a scale is, and how one is drawn from the model's outputs at its time.</summary>
public abstract record DiscreteOutcome
{
    private protected const ulong Stream = 0x6469_7363_7265_7465;

    /// <summary>Groups of values whose shares are compared.</summary>
    public abstract ValueList<string> Groups { get; }

    /// <summary>True where a mean of values has a meaning.</summary>
    public virtual bool HasMean => false;

    /// <summary>What DV may hold, for a diagnostic.</summary>
    public abstract string Expected { get; }

    /// <summary>−1 for a value that is none.</summary>
    public abstract int GroupOf(double value);

    /// <summary>NaN where the outputs give no distribution.</summary>
    /// <param name="outputs">The model's, at the time of the observation.</param>
    /// <param name="seed">Of the study.</param>
    /// <param name="individual">Number among all simulated.</param>
    /// <param name="own">Number of the observation among the individual's own.</param>
    public abstract double Draw(ReadOnlySpan<double> outputs, ulong seed, int individual, int own);
}

/// <summary>One of several categories: the outputs are their probabilities; a single one is the probability of the second of two.</summary>
/// <param name="Values">What DV holds for each.</param>
public sealed record CategoryOutcome(ValueList<double> Values) : DiscreteOutcome
{
    /// <summary>Probabilities that sum to 1 within this are scaled to do so; others are refused.</summary>
    private const double Slack = 1e-3;

    public override ValueList<string> Groups => Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)).ToValueList();

    public override string Expected => string.Join(", ", Groups);

    public override int GroupOf(double value) => Values.ToList().IndexOf(value);

    public override double Draw(ReadOnlySpan<double> outputs, ulong seed, int individual, int own)
    {
        double u = new DrawKey(seed, (ulong)individual, Stream).Uniform((ulong)own);
        if (outputs.Length == 1)
        {
            return outputs[0] is >= -Slack and <= 1 + Slack ? Values[u < outputs[0] ? 1 : 0] : double.NaN;
        }

        double sum = 0;
        foreach (double probability in outputs)
        {
            sum += probability >= -Slack ? Math.Max(0, probability) : double.NaN;
        }

        if (!(Math.Abs(sum - 1) <= Slack))
        {
            return double.NaN;
        }

        double left = u * sum;
        int last = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] > 0)
            {
                last = i;
                left -= outputs[i];
                if (left < 0)
                {
                    break;
                }
            }
        }

        return Values[last];
    }
}

/// <summary>The output is the number of a state itself, as stochastic models and models with events have it; nothing is drawn.</summary>
/// <param name="Values">The states that there are.</param>
public sealed record StateOutcome(ValueList<double> Values) : DiscreteOutcome
{
    public override ValueList<string> Groups => Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)).ToValueList();

    public override string Expected => string.Join(", ", Groups);

    public override int GroupOf(double value) => Values.ToList().IndexOf(value);

    public override double Draw(ReadOnlySpan<double> outputs, ulong seed, int individual, int own)
    {
        double state = Math.Round(outputs[0]);
        return GroupOf(state) >= 0 ? state : double.NaN;
    }
}

/// <summary>A count whose mean is the output.</summary>
/// <param name="Distribution">How counts scatter about the mean.</param>
/// <param name="Alone">Counts below this each are a group; those from it on are one.</param>
public sealed record CountOutcome(CountDistribution Distribution, int Alone) : DiscreteOutcome
{
    public override ValueList<string> Groups =>
        Enumerable.Range(0, Alone).Select(k => k.ToString(CultureInfo.InvariantCulture)).Append(Alone == 0 ? "any" : string.Create(CultureInfo.InvariantCulture, $"{Alone} or more")).ToValueList();

    public override bool HasMean => true;

    public override string Expected => "whole numbers from 0 on";

    public override int GroupOf(double value) => value >= 0 && value == Math.Floor(value) ? (int)Math.Min(value, Alone) : -1;

    public override double Draw(ReadOnlySpan<double> outputs, ulong seed, int individual, int own)
    {
        var key = new DrawKey(seed, (ulong)individual, Stream);
        return Distribution.Draw(outputs[0], key.Uniform(2 * (ulong)own), key.Uniform((2 * (ulong)own) + 1));
    }
}

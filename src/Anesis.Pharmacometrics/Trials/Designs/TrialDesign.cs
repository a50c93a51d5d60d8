using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Observations;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>A trial that is to be simulated many times: who, in which arms, observed when, judged how (docs/power.md).</summary>
public sealed record TrialDesign
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>A model that ships, or a file beside the design.</summary>
    public required string Model { get; init; }

    /// <summary>A population that ships, or a file; null: the model's own random effects.</summary>
    public string? Population { get; init; }

    public ValueList<DesignArm> Arms { get; init; }

    public RandomisationRule Randomisation { get; init; } = new([], 0);

    /// <summary>Texts such as "96 h", ascending; the first is the baseline.</summary>
    public ValueList<string> Visits { get; init; }

    public DropOut? DropOut { get; init; }

    public PlaceboResponse? Placebo { get; init; }

    public required DesignEndpoint Endpoint { get; init; }

    public required DesignTest Test { get; init; }

    public CrossoverRule? Crossover { get; init; }

    public InterimRule? Interim { get; init; }

    /// <summary>Numbers of people in the whole trial, ascending.</summary>
    public ValueList<int> Sizes { get; init; }

    public int Replicates { get; init; } = 200;
}

/// <summary>One arm: its regimens (none: placebo), settings of the model, and its share of people.</summary>
public sealed record DesignArm(string Name, ValueList<string> Regimens, ValueList<(string Id, double Value)> Sets, int Ratio, SourceSpan Span);

/// <summary>Permuted blocks within strata of covariates.</summary>
/// <param name="Strata">Ids of covariates; each value is a stratum.</param>
/// <param name="BlockSize">People in a block, a multiple of the sum of ratios; 0: people are assigned one by one at random.</param>
public sealed record RandomisationRule(ValueList<string> Strata, int BlockSize);

/// <summary>People leave at a constant hazard (events per unit of the model's time) or by an output that is one.</summary>
/// <param name="Hazard">Constant part.</param>
/// <param name="Output">An output of the model that is added, or null.</param>
/// <param name="CarryForward">True: the last visit before leaving stands for the missing one; false: they are left out.</param>
public sealed record DropOut(double Hazard, string? Output, bool CarryForward);

/// <summary>What happens in every arm without the drug: mean·(1 − 2^(−t/half-life)) is added to the endpoint's output, each person's mean drawn from a normal distribution.</summary>
public sealed record PlaceboResponse(double Mean, double Deviation, string HalfLife);

public enum EndpointKind
{
    /// <summary>The value at the visit.</summary>
    Value,

    /// <summary>The value less the baseline's.</summary>
    Change,

    /// <summary>The change in per cent of the baseline.</summary>
    PercentChange,

    /// <summary>1 where the per cent change is at or below the threshold (a fall) or, for a positive one, at or above it; else 0.</summary>
    Responder,

    /// <summary>Time to an event whose hazard the output is.</summary>
    Event,
}

/// <summary>What is measured.</summary>
public sealed record DesignEndpoint(string Output, EndpointKind Kind, double Threshold, ResidualError Error, SourceSpan Span);

public enum TestKind
{
    /// <summary>Welch's t-test.</summary>
    T,

    /// <summary>Analysis of covariance with the baseline.</summary>
    Ancova,

    /// <summary>Mann-Whitney-Wilcoxon with normal approximation, ties corrected.</summary>
    Wilcoxon,

    /// <summary>Two proportions, pooled.</summary>
    Proportions,
    LogRank,

    /// <summary>The whole (1 − 2α) interval of the difference within a margin on both sides.</summary>
    Equivalence,

    /// <summary>The one-sided interval of the difference above −margin.</summary>
    NonInferiority,
}

/// <summary>How arms are compared.</summary>
/// <param name="Kind">The test.</param>
/// <param name="Treatment">Name of an arm.</param>
/// <param name="Control">Name of the other.</param>
/// <param name="Alpha">Two-sided for tests of difference, one-sided for margins.</param>
/// <param name="Margin">For equivalence and non-inferiority, in the endpoint's unit (or on the log scale).</param>
/// <param name="LogScale">Values are compared by their logarithms: ratios of geometric means.</param>
/// <param name="Span">Place in the file.</param>
public sealed record DesignTest(TestKind Kind, string Treatment, string Control, double Alpha, double Margin, bool LogScale, SourceSpan Span)
{
    /// <summary>All arms that are compared with the control, <see cref="Treatment"/> the first of them.</summary>
    public ValueList<string> Treatments { get; init; } = [Treatment];

    public Multiplicity Multiplicity { get; init; }
}

/// <summary>How the level is kept when several arms are compared with one control.</summary>
public enum Multiplicity
{
    /// <summary>Dunnett's critical value for the arms' sizes (normal limit); with looks its level for one comparison is what is spent.</summary>
    Dunnett,

    /// <summary>The level is divided by the number of comparisons.</summary>
    Bonferroni,

    /// <summary>Each comparison has the whole level.</summary>
    None,
}

/// <summary>Each person takes the arms of a sequence one after another.</summary>
/// <param name="Sequences">Names of arms.</param>
/// <param name="Period">From one period's start to the next, such as "7 d" (treatment and washout).</param>
public sealed record CrossoverRule(ValueList<ValueList<string>> Sequences, string Period)
{
    public int Periods => Sequences.IsEmpty ? 0 : Sequences[0].Count;

    /// <summary>What the analysis allows for beside subject, period and treatment.</summary>
    public CarryOver CarryOver { get; init; }
}

public enum CarryOver
{
    None,

    /// <summary>An effect of the treatment of the period before.</summary>
    FirstOrder,
}

public enum SpendingFunction
{
    /// <summary>Lan and DeMets' function of O'Brien and Fleming's type.</summary>
    OBrienFleming,

    /// <summary>Of Pocock's type.</summary>
    Pocock,
}

/// <summary>Looks at the data before the end.</summary>
/// <param name="Looks">Shares of the people, ascending, below 1.</param>
/// <param name="Spending">How α is spent.</param>
/// <param name="Futility">Stop when the conditional power under the present trend is below this; 0: never.</param>
/// <param name="Increase">At the last look, up to so many times the people when the conditional power is between <paramref name="Futility"/> and <paramref name="Promising"/>; 1: never.</param>
/// <param name="Promising">Upper end of the zone in which people are added.</param>
public sealed record InterimRule(ValueList<double> Looks, SpendingFunction Spending, double Futility, double Increase, double Promising)
{
    /// <summary>Of several treatments, how many go on at most after each look; empty: all.</summary>
    public ValueList<int> Keep { get; init; }

    /// <summary>Which values of the endpoint are better; of several treatments the better ones go on.</summary>
    public BetterValue Better { get; init; }
}

public enum BetterValue
{
    Higher,
    Lower,
}

namespace Anesis.Simulation.Ensembles;

public enum Method
{
    /// <summary>Explicit, and stiff where stiffness is detected, by individual.</summary>
    Auto,
    Explicit,
    Stiff,

    /// <summary>Every reaction as a single event (Gillespie's direct method).</summary>
    StochasticExact,

    /// <summary>Many events of each reaction at once while rates hardly change.</summary>
    TauLeap,
}

/// <summary>How an ensemble is computed.</summary>
public sealed record EnsembleOptions
{
    public Method Method { get; init; }

    /// <summary>Relative tolerance of each step's error, 1e-13 to 1e-2.</summary>
    public double RelativeTolerance { get; init; } = 1e-8;

    /// <summary>Absolute tolerance, in the units of each state; null: 1e-4 · relative tolerance · the state's own scale in this individual.</summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>Tau-leaping: by which share of itself a rate may change within a leap, 0.001 to 0.3.</summary>
    public double LeapError { get; init; } = 0.03;

    /// <summary>0: all cores. Never changes a result.</summary>
    public int Threads { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Steps after which an individual is given up.</summary>
    public long MaximumSteps { get; init; } = 5_000_000;
}

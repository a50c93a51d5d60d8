namespace Anesis.Simulation.Ensembles;

public enum Method
{
    /// <summary>Explicit, and stiff where stiffness is detected, by individual.</summary>
    Auto,
    Explicit,
    Stiff,
    StochasticExact,
    TauLeap,
}

public static class Methods
{
    /// <summary>Whether <see cref="Ensemble"/> computes the method. It does not compute reactions as single events.</summary>
    public static bool AreComputed(this Method method) => method is Method.Auto or Method.Explicit or Method.Stiff;
}

/// <summary>How an ensemble is computed.</summary>
public sealed record EnsembleOptions
{
    public Method Method { get; init; }

    /// <summary>Relative tolerance of each step's error, 1e-13 to 1e-2.</summary>
    public double RelativeTolerance { get; init; } = 1e-8;

    /// <summary>Absolute tolerance, in the units of each state; null: 1e-4 · relative tolerance · the state's own scale in this individual.</summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>0: all cores. Never changes a result.</summary>
    public int Threads { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Steps after which an individual is given up.</summary>
    public long MaximumSteps { get; init; } = 5_000_000;
}

using Anesis.Modeling.Values;

namespace Anesis.Simulation.Ensembles;

/// <summary>An individual that did not complete, and why.</summary>
public sealed record FailedIndividual(int Index, Outcome Outcome);

/// <summary>What a run did.</summary>
public sealed record EnsembleSummary
{
    public required int Individuals { get; init; }

    /// <summary>Individuals whose every row was computed and delivered.</summary>
    public required int Completed { get; init; }

    /// <summary>Individuals that were not delivered, because the run was cancelled.</summary>
    public required int Cancelled { get; init; }

    /// <summary>In order of their index.</summary>
    public required ValueList<FailedIndividual> Failed { get; init; }

    public required RunCounters Counters { get; init; }

    /// <summary>Wall time of the solve and of forming the results, by a monotonic clock.</summary>
    public required TimeSpan Wall { get; init; }

    /// <summary>User time of the whole process meanwhile.</summary>
    public required TimeSpan User { get; init; }
}

/// <summary>How far a run is.</summary>
/// <param name="Individuals">All.</param>
/// <param name="Finished">Delivered, failed ones included.</param>
/// <param name="Failed">Delivered and failed.</param>
public sealed record EnsembleProgress(int Individuals, int Finished, int Failed);

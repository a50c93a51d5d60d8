using Anesis.Modeling.Values;

namespace Anesis.Simulation.Compilation;

/// <summary>The reactions of a model for stochastic simulation.</summary>
/// <param name="Propensities">result[Reactions.Count]: how many events a unit of time each reaction has at the present amounts.</param>
/// <param name="Reactions">In the model's order.</param>
public sealed record ReactionNetwork(Kernel Propensities, ValueList<NetworkReaction> Reactions)
{
    /// <summary>True when every state is changed by reactions alone, each by a fixed number: then the model can be simulated by events exactly.</summary>
    public required bool IsExact { get; init; }
}

/// <summary>One reaction.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Changes">By how much one event changes which states; NaN where that is not a fixed number.</param>
/// <param name="Reads">The states that its propensity depends on, ascending.</param>
/// <param name="DependsOnTime">True where the propensity depends on the time, or on a delay: it changes between events too.</param>
public sealed record NetworkReaction(string Id, ValueList<(int State, double Change)> Changes, ValueList<int> Reads, bool DependsOnTime);

using Anesis.Modeling.Values;

namespace Anesis.Simulation.Compilation;

/// <summary>The reactions of a model as single events.</summary>
public sealed record ReactionNetwork
{
    /// <summary>In the model's order; a reversible reaction whose rate is a difference is two.</summary>
    public required ValueList<NetworkReaction> Reactions { get; init; }

    /// <summary>Where the parameter array, which for <see cref="Jump"/> is longer by one than the model's, holds the share in [0, 1) that chooses the reaction.</summary>
    public required int ShareSlot { get; init; }

    /// <summary>result[Reactions.Count]: how many events a unit of time each reaction has at the present amounts.</summary>
    public required Kernel Propensities { get; init; }

    /// <summary>
    /// result[0] = the sum of all propensities, NaN where one is negative or no number; result[1 + i] = state <see cref="Moved"/>[i] after the event that the share chooses:
    /// that of the first reaction up to which the propensities exceed share · sum.
    /// </summary>
    public required Kernel Jump { get; init; }

    /// <summary>The states that some reaction changes, ascending.</summary>
    public required ValueList<int> Moved { get; init; }

    /// <summary>For each output the state that it is, or −1.</summary>
    public required ValueList<int> OutputStates { get; init; }

    /// <summary>Makes <see cref="Rates"/> when they are first asked for.</summary>
    public required Lazy<ValueList<Kernel>> LazyRates { get; init; }

    /// <summary>For one lane whatever the model's lane count, result[0] = the propensity of one reaction each; for networks so large that few change after an event.</summary>
    public ValueList<Kernel> Rates => LazyRates.Value;

    /// <summary>For each reaction the others whose propensity reads what its event changes, ascending.</summary>
    public ValueList<ValueList<int>> Affected
    {
        get
        {
            if (field.IsEmpty && !Reactions.IsEmpty)
            {
                var readers = Reactions.SelectMany((r, j) => r.Reads.Select(state => (state, j))).ToLookup(r => r.state, r => r.j);
                field = Reactions.Select((r, j) => r.Changes.SelectMany(c => readers[c.State]).Distinct().Where(other => other != j).Order().ToValueList()).ToValueList();
            }

            return field;
        }
    }

    /// <summary>Why the model can't be simulated by single events: what was found and what it must be; null when it can.</summary>
    public required (string Found, string Expected)? Obstacle { get; init; }
}

/// <summary>One reaction.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Changes">By how much one event changes which states.</param>
/// <param name="Consumes">How much of which states it takes, also what it gives back.</param>
/// <param name="Reads">The states that its propensity depends on, ascending.</param>
public sealed record NetworkReaction(string Id, ValueList<(int State, double Change)> Changes, ValueList<(int State, double Count)> Consumes, ValueList<int> Reads);

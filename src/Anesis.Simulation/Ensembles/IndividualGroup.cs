namespace Anesis.Simulation.Ensembles;

/// <summary>Individuals that are computed together, as many as there are lanes.</summary>
internal abstract class IndividualGroup : IDisposable
{
    public abstract bool IsIdle { get; }

    public abstract bool HasIdleLane { get; }

    /// <summary>Gives the next individual of a block to an idle lane.</summary>
    public abstract void Begin(BlockBuilder block, int individual, IndividualPlan plan, ReadOnlySpan<double> inputs);

    /// <summary>Moves every busy lane on. Returns the lanes that became idle; it may also return with none.</summary>
    public abstract uint Advance();

    public abstract void Dispose();
}

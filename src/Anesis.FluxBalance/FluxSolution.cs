using Anesis.Modeling.Values;

namespace Anesis.FluxBalance;

public enum FluxStatus
{
    Optimal,

    /// <summary>No fluxes keep all bounds and balances.</summary>
    Infeasible,

    /// <summary>The objective grows without end.</summary>
    Unbounded,
}

/// <summary>The optimum of a flux balance problem.</summary>
/// <param name="Objective">Id of the objective.</param>
/// <param name="Status">Whether there is an optimum.</param>
/// <param name="Optimum">The objective's value: NaN when infeasible, an infinity when unbounded.</param>
/// <param name="Fluxes">Reactions in the model's order, each with its flux (extent per time); NaN without an optimum. Where several fluxes reach the optimum, one of them.</param>
public sealed record FluxSolution(string Objective, FluxStatus Status, double Optimum, ValueList<(string Reaction, double Flux)> Fluxes);

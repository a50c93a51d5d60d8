using Anesis.Modeling.Diagnostics;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Stochastic;

/// <summary>Whether a model's reactions can be simulated as single events.</summary>
public static class SingleEvents
{
    /// <summary>What is wrong with simulating the model by this method; null when nothing is. The other methods take every model.</summary>
    public static Diagnostic? Refusal(CompiledModel model, Method method) =>
        method is not (Method.StochasticExact or Method.TauLeap) ? null
        : model.Network is not { } network ? new("AN0524", Severity.Error, SourceSpan.None, "a model without reactions", "for stochastic simulation: reactions")
        : method == Method.StochasticExact && IsBesides(model) ? null
        : network.Obstacle is var (found, expected) ? new("AN0524", Severity.Error, SourceSpan.None, found, $"for stochastic simulation: {expected}")
        : null;

    /// <summary>Whether single events happen beside what changes continuously, which <see cref="CompiledModel.SingleEvents"/> computes.</summary>
    internal static bool IsBesides(CompiledModel model) => model.Network is { Obstacle: not null, Reactions.Count: > 0 } && model.SingleEvents is not null;
}

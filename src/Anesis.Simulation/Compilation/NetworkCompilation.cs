using Anesis.Modeling.Values;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Compiles the propensities of a model's reactions.</summary>
internal sealed class NetworkCompilation(LoweredModel model, KernelEmitter emitter, int scratch, int lanes)
{
    public ReactionNetwork Compile()
    {
        lock (model.Graph)
        {
            var graph = model.Graph;
            int[] propensities = [.. model.Reactions.Select(r => r.Propensity)];
            int[] nodes = ExtremumSelection.Apply(graph, Optimization.Apply(graph, propensities));
            (var kernel, int needed) = emitter.Emit("propensities", nodes.Select((n, i) => (n, new Destination(KernelArray.Result, i))).ToList());
            return new(OwnScratch.For(kernel, needed, scratch, lanes), model.Reactions.Select(Reaction).ToValueList()) { IsExact = IsExact() };
        }
    }

    private NetworkReaction Reaction(LoweredReaction reaction)
    {
        var graph = model.Graph;
        bool[] needed = Reachability.Of(graph, [reaction.Propensity], reaction.Propensity + 1);
        var reads = Enumerable.Range(0, model.States.Count).Where(i => graph.TryFindState(i) is { } leaf && leaf < needed.Length && needed[leaf]);
        bool moves = (graph.DependsOn(reaction.Propensity) & (Dependence.Time | Dependence.Delayed)) != Dependence.None;
        return new(reaction.Id, reaction.Changes, reads.ToValueList(), moves);
    }

    /// <summary>Each state's slope is the sum of its reactions' changes, and nothing else.</summary>
    private bool IsExact() =>
        !model.IsAlgebraic.Contains(true)
        && model.Reactions.All(r => r.Changes.All(c => double.IsFinite(c.Change)))
        && Enumerable.Range(0, model.States.Count).All(i => !model.HasRateRule[i]);
}

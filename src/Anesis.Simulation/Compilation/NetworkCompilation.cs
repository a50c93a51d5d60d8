using Anesis.Modeling.Values;
using Anesis.Simulation.Lowering;
using Anesis.Simulation.Stochastic;

namespace Anesis.Simulation.Compilation;

/// <summary>Compiles the reactions of a model as single events.</summary>
internal sealed class NetworkCompilation(LoweredModel model, LaneInstructions lanes, ParameterLayout layout, IReadOnlyDictionary<int, int> hoisted, int scratch)
{
    private readonly ExpressionGraph graph = model.Graph;
    private readonly KernelEmitter emitter = new(model.Graph, lanes, layout with { Draws = layout.Draws + 1 }, hoisted);

    public ReactionNetwork Compile()
    {
        lock (graph)
        {
            int[] propensities = ExtremumSelection.Apply(graph, Optimization.Apply(graph, [.. model.Reactions.Select(r => r.Propensity)]));
            int[] moved = [.. model.Reactions.SelectMany(r => r.Changes.Select(c => c.State)).Distinct().Order()];
            var obstacle = model.Reactions.IsEmpty ? ("a model without reactions", "reactions") : Obstacle();
            return new()
            {
                Reactions = model.Reactions.Select(Reaction).ToValueList(),
                ShareSlot = layout.Stride,
                Propensities = Kernel("propensities", propensities),
                Jump = Kernel("jump", obstacle is null && propensities.Length < JumpSteppers.LargeNetwork ? Jump(propensities, moved) : []),
                LazyRates = new(() => Rates(propensities)),
                Moved = moved.ToValueList(),
                OutputStates = model.OutputNodes.Select(n => graph.Kind(n) == NodeKind.State ? graph.A(n) : -1).ToValueList(),
                Obstacle = obstacle,
            };
        }
    }

    private Kernel Kernel(string name, IEnumerable<int> nodes)
    {
        (var kernel, int needed) = emitter.Emit(name, nodes.Select((n, i) => (n, new Destination(KernelArray.Result, i))).ToList());
        return OwnScratch.For(kernel, needed, scratch, lanes.Lanes);
    }

    private ValueList<Kernel> Rates(int[] propensities)
    {
        lock (graph)
        {
            var alone = new KernelEmitter(graph, LaneInstructions.For(1), layout, hoisted);
            return propensities.Select((node, j) =>
            {
                (var kernel, int needed) = alone.Emit("propensity", [(node, new Destination(KernelArray.Result, 0))]);
                return OwnScratch.For(kernel, needed, scratch, 1);
            }).ToValueList();
        }
    }

    private NetworkReaction Reaction(LoweredReaction reaction)
    {
        bool[] needed = Reachability.Of(graph, [reaction.Propensity], reaction.Propensity + 1);
        var reads = Enumerable.Range(0, model.States.Count).Where(i => graph.TryFindState(i) is { } leaf && leaf < needed.Length && needed[leaf]);
        return new(reaction.Id, reaction.Changes, reaction.Consumes, reads.ToValueList());
    }

    /// <summary>Sums are not rewritten: the last one is the total, and each is at least the one before.</summary>
    private int[] Jump(int[] propensities, int[] moved)
    {
        int zero = graph.Constant(0);
        int nan = graph.Constant(double.NaN);
        int[] sums = new int[propensities.Length];
        int sum = zero;
        for (int j = 0; j < sums.Length; j++)
        {
            sum = graph.Add(sum, graph.Select(graph.Make(NodeKind.LessOrEqual, zero, propensities[j]), propensities[j], nan));
            sums[j] = sum;
        }

        int limit = graph.Multiply(graph.Draw(layout.Draws), sum);
        return [sum, .. moved.Select(state => After(state, sums, limit))];
    }

    /// <summary>A state after the event: choices from the last reaction to the first, one where the change differs from the next reaction's.</summary>
    private int After(int state, int[] sums, int limit)
    {
        double[] changes = [.. model.Reactions.Select(r => r.Changes.Where(c => c.State == state).Select(c => c.Change).FirstOrDefault())];
        int change = graph.Constant(changes[^1]);
        for (int j = sums.Length - 2; j >= 0; j--)
        {
            if (changes[j] != changes[j + 1])
            {
                change = graph.Select(graph.Make(NodeKind.Less, limit, sums[j]), graph.Constant(changes[j]), change);
            }
        }

        return graph.Add(graph.State(state), change);
    }

    private (string Found, string Expected)? Obstacle()
    {
        for (int s = 0; s < model.States.Count; s++)
        {
            if (model.HasRateRule[s])
            {
                return ($"{model.States[s]}, which a rate rule changes", "quantities that reactions, events and assignment rules change");
            }

            if (model.IsAlgebraic[s] || model.IsFast[s])
            {
                return ($"{model.States[s]}, which an equation or a fast reaction determines", "quantities that reactions, events and assignment rules change");
            }
        }

        foreach (var reaction in model.Reactions)
        {
            if (reaction.Changes.Any(c => !double.IsFinite(c.Change)))
            {
                return ($"the reaction {reaction.Id}, whose stoichiometry or conversion factor is not a fixed number", "fixed stoichiometries and no conversion factors");
            }

            if ((graph.DependsOn(reaction.Propensity) & (Dependence.Time | Dependence.Delayed)) != Dependence.None)
            {
                return ($"the reaction {reaction.Id}, whose rate depends on the time or on a delay", "rates that change at events only");
            }
        }

        return null;
    }
}

using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// The reactions as single events. A reversible reaction whose rate is a difference is two of them, forwards and backwards: single events know no net rate.
/// </summary>
internal sealed class ReactionEvents(Model model, Network network, ExpressionGraph graph, RunContext run, SlotAllocation slots)
{
    /// <summary>What stands behind the id of a reaction's backward direction.</summary>
    public const string Backwards = " (backwards)";

    public ValueList<LoweredReaction> All()
    {
        var changes = model.Reactions.ToDictionary(r => r.Id, _ => new List<(int State, double Change)>(), StringComparer.Ordinal);
        var consumed = model.Reactions.ToDictionary(r => r.Id, _ => new List<(int State, double Count)>(), StringComparer.Ordinal);
        var produced = model.Reactions.ToDictionary(r => r.Id, _ => new List<(int State, double Count)>(), StringComparer.Ordinal);
        foreach (var species in slots.States.Where(q => q.Determination == Determination.Reactions))
        {
            foreach (var group in network.Of(species.Id).GroupBy(p => p.Reaction.Id, StringComparer.Ordinal))
            {
                double net = 0;
                foreach (var part in group)
                {
                    int stoichiometry = run.Stoichiometry(part);
                    double count = graph.IsConstant(stoichiometry) ? graph.Value(stoichiometry) : double.NaN;
                    net += part.Sign * count;
                    (part.Sign < 0 ? consumed : produced)[group.Key].Add((species.StateSlot, count));
                }

                net *= network.ConversionFactor(species.Species) is null ? 1 : double.NaN;
                if (net != 0)
                {
                    changes[group.Key].Add((species.StateSlot, net));
                }
            }
        }

        var all = new List<LoweredReaction>();
        foreach (var reaction in model.Reactions)
        {
            int rate = run.Value(reaction.Id);
            ValueList<(int State, double Change)> forwards = changes[reaction.Id].ToValueList();
            if (reaction is { Reversible: true, Fast: false } && Split(rate) is var (there, back))
            {
                all.Add(new(reaction.Id, there, forwards, consumed[reaction.Id].ToValueList()));
                all.Add(new(reaction.Id + Backwards, back, forwards.Select(c => (c.State, -c.Change)).ToValueList(), produced[reaction.Id].ToValueList()));
            }
            else
            {
                all.Add(new(reaction.Id, rate, forwards, consumed[reaction.Id].ToValueList()));
            }
        }

        return all.ToValueList();
    }

    /// <summary>
    /// A rate a − b, c·(a − b) or (a − b)/c as its two parts. The factor c must not depend on amounts: in P·(P − 1) and S·(1 − I/K) no reaction goes backwards.
    /// A divisor may, if both a and b do.
    /// </summary>
    private (int Forwards, int Backwards)? Split(int node)
    {
        switch (graph.Kind(node))
        {
            case NodeKind.Subtract:
                int a = graph.A(node), b = graph.B(node);
                return Split(a) is var (there, back) ? (there, graph.Add(back, b)) : (a, b);
            case NodeKind.Multiply:
                int left = graph.A(node), right = graph.B(node);
                return !MovesWithAmounts(left) && Split(right) is var (f, g) ? (graph.Multiply(left, f), graph.Multiply(left, g))
                    : !MovesWithAmounts(right) && Split(left) is var (h, i) ? (graph.Multiply(h, right), graph.Multiply(i, right))
                    : null;
            case NodeKind.Divide:
                int divisor = graph.B(node);
                return Split(graph.A(node)) is var (p, q) && (!MovesWithAmounts(divisor) || (MovesWithAmounts(p) && MovesWithAmounts(q)))
                    ? (graph.Divide(p, divisor), graph.Divide(q, divisor))
                    : null;
            default:
                return null;
        }
    }

    private bool MovesWithAmounts(int node) => (graph.DependsOn(node) & Dependence.States) != Dependence.None;
}

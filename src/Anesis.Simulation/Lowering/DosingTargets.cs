using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// What doses go to: every species that is a continuous state, in document order, then variables with a rate rule of their own. The n-th one's
/// bioavailability, lag, modelled rate and modelled duration are the quantities Fn, ALAGn, Rn, Dn, or F_S, ALAG_S, R_S, D_S with its id.
/// </summary>
internal static class DosingTargets
{
    public static (ValueList<DosingTarget> Targets, int[] Nodes) Find(QuantityTable table, List<Quantity> states, ExpressionGraph graph, RunContext run)
    {
        var targets = new List<DosingTarget>();
        var nodes = new List<int>();
        foreach (var state in states.Where(s => s.Determination != Determination.Algebraic && s.Kind is QuantityKind.Species or QuantityKind.Parameter))
        {
            int number = targets.Count + 1;
            string? Named(string prefix)
            {
                string byId = $"{prefix}_{state.Id}";
                string byNumber = FormattableString.Invariant($"{prefix}{number}");
                return IsPlain(byId) ? byId : IsPlain(byNumber) ? byNumber : null;
            }

            bool IsPlain(string id) => table.Find(id) is { Kind: QuantityKind.Parameter, IsState: false };
            int Node(string? id, double otherwise) => id is null ? graph.Constant(otherwise) : run.Value(id);
            var target = new DosingTarget(state.Id, state.StateSlot, Named("F"), Named("ALAG"), Named("R"), Named("D"));
            targets.Add(target);
            nodes.AddRange([Node(target.Bioavailability, 1), Node(target.Lag, 0), Node(target.Rate, 0), Node(target.Duration, 0)]);
        }

        return (targets.ToValueList(), [.. nodes]);
    }
}

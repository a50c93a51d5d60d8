using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Solves each algebraic equation 0 = a·x + b, in which a does not contain x, for its variable: x = −b/a takes its place everywhere and is no state any more.
/// Equations that are not linear in their variable stay.
/// </summary>
internal static class AlgebraicElimination
{
    public static LoweredModel Apply(LoweredModel model)
    {
        var graph = model.Graph;
        int[] residuals = [.. model.Derivatives];
        var solved = new Dictionary<int, int>();
        for (int state = 0; state < model.States.Count; state++)
        {
            if (!model.IsAlgebraic[state] || Solve(graph, residuals[state], state) is not { } solution)
            {
                continue;
            }

            int leaf = graph.State(state);
            var replacement = new Dictionary<int, int> { [leaf] = solution };
            residuals = Substitution.Apply(graph, residuals, replacement);
            foreach (int other in solved.Keys.ToList())
            {
                solved[other] = Substitution.Apply(graph, [solved[other]], replacement)[0];
            }

            solved[leaf] = solution;
        }

        return solved.Count == 0 ? model : Replace(model, solved);
    }

    private static int? Solve(ExpressionGraph graph, int residual, int state)
    {
        int leaf = graph.State(state);
        var gradient = new Gradients(graph, n => n == leaf, Dependence.States).Of([residual])[0];
        if (gradient.Leaves.Length == 0)
        {
            return null;
        }

        int slope = gradient.Derivatives[0];
        if (leaf <= slope && Reachability.Of(graph, [slope], slope + 1)[leaf])
        {
            return null;
        }

        // A kink or jump in x (a choice whose condition contains x) has a slope without x, but is not linear.
        if (HasConditionOn(graph, residual, leaf))
        {
            return null;
        }

        int rest = WithoutTermsIn(graph, residual, leaf);
        return graph.IsConstant(rest, 0) ? rest : graph.Negate(graph.Divide(rest, slope));
    }

    /// <summary>
    /// b of a·x + b. Factors and numerators that x = 0 makes zero take their terms with them, whatever else stands there:
    /// of k·x = 0 the solution is 0, also where k is 0 at times.
    /// </summary>
    private static int WithoutTermsIn(ExpressionGraph graph, int residual, int leaf)
    {
        bool[] needed = Reachability.Of(graph, [residual], residual + 1);
        int[] map = new int[residual + 1];
        int zero = graph.Constant(0);
        for (int n = 0; n <= residual; n++)
        {
            map[n] = n == leaf ? zero : n;
            var kind = graph.Kind(n);
            int arity = kind.Arity();
            if (!needed[n] || arity == 0)
            {
                continue;
            }

            (int a, int b, int c) = (map[graph.A(n)], arity > 1 ? map[graph.B(n)] : 0, arity > 2 ? map[graph.C(n)] : 0);
            bool vanishes = (kind == NodeKind.Multiply && (a == zero || b == zero)) || (kind == NodeKind.Divide && a == zero);
            bool same = a == graph.A(n) && (arity < 2 || b == graph.B(n)) && (arity < 3 || c == graph.C(n));
            map[n] = vanishes ? zero : same ? n : graph.Make(kind, a, b, c);
        }

        return map[residual];
    }

    private static bool HasConditionOn(ExpressionGraph graph, int root, int leaf)
    {
        bool[] needed = Reachability.Of(graph, [root], root + 1);
        bool[] contains = new bool[root + 1];
        for (int n = leaf; n <= root; n++)
        {
            var kind = graph.Kind(n);
            int arity = kind.Arity();
            contains[n] = n == leaf
                || (arity > 0 && contains[graph.A(n)]) || (arity > 1 && contains[graph.B(n)]) || (arity > 2 && contains[graph.C(n)]);
            if (needed[n] && contains[n] && (kind.IsDiscontinuous() || kind.IsCondition() || kind is NodeKind.Select or NodeKind.Absolute or NodeKind.Minimum or NodeKind.Maximum))
            {
                return true;
            }
        }

        return false;
    }

    private static LoweredModel Replace(LoweredModel model, Dictionary<int, int> solved)
    {
        var graph = model.Graph;
        int[] newIndex = new int[model.States.Count];
        int kept = 0;
        for (int i = 0; i < newIndex.Length; i++)
        {
            newIndex[i] = solved.ContainsKey(graph.State(i)) ? -1 : kept++;
        }

        var renumber = new Dictionary<int, int>();
        for (int i = 0; i < newIndex.Length; i++)
        {
            if (newIndex[i] >= 0)
            {
                renumber[graph.State(i)] = graph.State(newIndex[i]);
            }
        }

        // What the run's nodes mean: solved variables by their solutions, others by their new places.
        var running = new Dictionary<int, int>(renumber);
        foreach (var (leaf, solution) in solved)
        {
            running[leaf] = Substitution.Apply(graph, [solution], renumber)[0];
        }

        int[] Run(IEnumerable<int> nodes) => Substitution.Apply(graph, [.. nodes], running);
        int One(int node) => node < 0 ? node : Run([node])[0];
        bool Stays(Slot slot) => slot.Space != SlotSpace.State || newIndex[slot.Index] >= 0;
        Slot Moved(Slot slot) => slot.Space == SlotSpace.State ? new(slot.Space, newIndex[slot.Index]) : slot;
        ValueList<T> KeptOf<T>(ValueList<T> list) => list.Where((_, i) => newIndex[i] >= 0).ToValueList();

        // At the start a solved variable follows from the other quantities' values after the start.
        var started = new Dictionary<int, int>();
        foreach (var (slot, node) in model.Start)
        {
            started[slot.Space == SlotSpace.State ? graph.State(slot.Index) : graph.Parameter(slot.Index)] = node;
        }

        var starting = new Dictionary<int, int>(renumber);
        foreach (var (leaf, solution) in solved)
        {
            int atStart = Substitution.Apply(graph, [solution], started)[0];
            starting[leaf] = Substitution.Apply(graph, [atStart], renumber)[0];
        }

        return model with
        {
            States = KeptOf(model.States),
            StateDefaults = KeptOf(model.StateDefaults),
            IsAlgebraic = KeptOf(model.IsAlgebraic),
            IsFast = KeptOf(model.IsFast),
            FastRates = Run(model.FastRates),
            HasRateRule = KeptOf(model.HasRateRule),
            Derivatives = Run(model.Derivatives.Where((_, i) => newIndex[i] >= 0)),
            Start = model.Start.Where(s => Stays(s.Slot)).Select(s => (Moved(s.Slot), Substitution.Apply(graph, [s.Node], starting)[0])).ToValueList(),
            OutputNodes = Run(model.OutputNodes),
            Events = model.Events.Select(e =>
            {
                var at = Enumerable.Range(0, e.Targets.Count).Where(i => Stays(e.Targets[i])).ToArray();
                return e with
                {
                    Trigger = One(e.Trigger),
                    Delay = One(e.Delay),
                    Priority = One(e.Priority),
                    Assignments = Run(at.Select(i => e.Assignments[i])).ToValueList(),
                    Factors = e.Factors.IsEmpty ? [] : Run(at.Select(i => e.Factors[i])).ToValueList(),
                    Targets = at.Select(i => Moved(e.Targets[i])).ToValueList(),
                };
            }).ToValueList(),
            DelaySources = Run(model.DelaySources),
            DelayHistories = Substitution.Apply(graph, model.DelayHistories, starting),
            DelayTimes = Run(model.DelayTimes),
            Dosing = model.Dosing.Select(d => d with { State = newIndex[d.State] }).ToValueList(),
            DosingNodes = Run(model.DosingNodes),
            Reactions = model.Reactions.Select(r => r with
            {
                Propensity = One(r.Propensity),
                Changes = r.Changes.Where(c => newIndex[c.State] >= 0).Select(c => (newIndex[c.State], c.Change)).ToValueList(),
                Consumes = r.Consumes.Where(c => newIndex[c.State] >= 0).Select(c => (newIndex[c.State], c.Count)).ToValueList(),
            }).ToValueList(),
        };
    }
}

using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>A fast reaction: its rate, and how much of each state one extent makes (nodes).</summary>
internal sealed record FastReaction(int Rate, IReadOnlyList<(int State, int Change)> Changes);

/// <summary>
/// Fast reactions (Levels 1 and 2, Level 3 Version 1) have run to their end at all times. As many amounts p as there are independent fast reactions move
/// with p' = slow + <see cref="Speed"/> · fast, which a stiff method follows, and are brought to rest at once by <see cref="LoweredModel.FastRates"/>
/// wherever the course is broken; every other amount x that they touch is replaced as a state by the total T = x − Σ r·p that they conserve,
/// which only slow reactions change. Unlike an equation 0 = fast this tells which of several equilibria is reached, and holds where a fast rate is zero.
/// </summary>
internal sealed class FastEquilibrium
{
    /// <summary>How much faster than written fast reactions run: what is followed is off by its reciprocal.</summary>
    private const double Speed = 1e12;

    private readonly LoweredModel _model;
    private readonly ExpressionGraph _graph;
    private readonly List<int> _pivots = [];
    private readonly Dictionary<int, List<(int Pivot, int Share)>> _totals = [];
    private readonly Dictionary<int, int> _amounts = [];

    private FastEquilibrium(LoweredModel model) => (_model, _graph) = (model, model.Graph);

    /// <summary>The model with its fast reactions at equilibrium; <paramref name="model"/>'s derivatives hold the slow ones alone.</summary>
    public static LoweredModel Apply(LoweredModel model, IReadOnlyList<FastReaction> reactions)
    {
        if (reactions.Count == 0)
        {
            return model;
        }

        var equilibrium = new FastEquilibrium(model);
        equilibrium.Reduce(reactions);
        return equilibrium.Rewrite(reactions);
    }

    /// <summary>Column reduction of the fast stoichiometries: what remains of a row says how that amount follows the ones that move.</summary>
    private void Reduce(IReadOnlyList<FastReaction> reactions)
    {
        int[] rows = [.. reactions.SelectMany(r => r.Changes.Select(c => c.State)).Distinct().Order()];
        var node = new int[rows.Length, reactions.Count];
        var size = new double[rows.Length, reactions.Count];
        int zero = _graph.Constant(0);
        double[] defaults = [.. _model.ParameterDefaults];
        for (int k = 0; k < reactions.Count; k++)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                node[i, k] = zero;
            }

            foreach (var (state, change) in reactions[k].Changes)
            {
                int i = Array.BinarySearch(rows, state);
                node[i, k] = change;
                double value = Interpreter.Evaluate(_graph, [change], 0, [.. _model.StateDefaults], defaults, new double[_model.DelayTimes.Length], new double[_model.Draws])[0];
                size[i, k] = double.IsFinite(value) && value != 0 ? value : 1;
            }
        }

        var pivotOf = new int[reactions.Count];
        bool[] taken = new bool[rows.Length];
        for (int k = 0; k < reactions.Count; k++)
        {
            int pivot = -1;
            for (int i = 0; i < rows.Length; i++)
            {
                pivot = !taken[i] && Math.Abs(size[i, k]) > 1e-12 && (pivot < 0 || Math.Abs(size[i, k]) > Math.Abs(size[pivot, k])) ? i : pivot;
            }

            pivotOf[k] = pivot;
            if (pivot < 0)
            {
                continue;
            }

            taken[pivot] = true;
            (int divisor, double length) = (node[pivot, k], size[pivot, k]);
            for (int i = 0; i < rows.Length; i++)
            {
                node[i, k] = _graph.IsConstant(node[i, k], 0) ? zero : _graph.Divide(node[i, k], divisor);
                size[i, k] /= length;
            }

            for (int other = 0; other < reactions.Count; other++)
            {
                if (other == k || size[pivot, other] == 0)
                {
                    continue;
                }

                (int factor, double amount) = (node[pivot, other], size[pivot, other]);
                for (int i = 0; i < rows.Length; i++)
                {
                    if (size[i, k] != 0)
                    {
                        node[i, other] = i == pivot ? zero : _graph.Subtract(node[i, other], _graph.Multiply(node[i, k], factor));
                        size[i, other] = i == pivot ? 0 : size[i, other] - (size[i, k] * amount);
                    }
                }
            }
        }

        for (int k = 0; k < reactions.Count; k++)
        {
            if (pivotOf[k] >= 0)
            {
                _pivots.Add(rows[pivotOf[k]]);
            }
        }

        for (int i = 0; i < rows.Length; i++)
        {
            if (taken[i])
            {
                continue;
            }

            var shares = new List<(int, int)>();
            for (int k = 0; k < reactions.Count; k++)
            {
                if (pivotOf[k] >= 0 && Math.Abs(size[i, k]) > 1e-12)
                {
                    shares.Add((rows[pivotOf[k]], node[i, k]));
                }
            }

            _totals[rows[i]] = shares;
        }

        foreach (var (state, shares) in _totals)
        {
            int amount = _graph.State(state);
            foreach (var (pivot, share) in shares)
            {
                amount = _graph.Add(amount, _graph.Multiply(share, _graph.State(pivot)));
            }

            _amounts[_graph.State(state)] = amount;
        }
    }

    private LoweredModel Rewrite(IReadOnlyList<FastReaction> reactions)
    {
        int[] slow = _model.Derivatives;
        int[] derivatives = [.. slow];
        var rates = new Dictionary<int, int>();
        foreach (int pivot in _pivots)
        {
            int net = _graph.Constant(0);
            foreach (var reaction in reactions)
            {
                foreach (var (state, change) in reaction.Changes)
                {
                    net = state == pivot ? _graph.Add(net, _graph.Multiply(change, reaction.Rate)) : net;
                }
            }

            rates[pivot] = net;
            derivatives[pivot] = _graph.Add(slow[pivot], _graph.Multiply(_graph.Constant(Speed), net));
        }

        foreach (var (state, shares) in _totals)
        {
            derivatives[state] = Total(slow[state], shares, pivot => slow[pivot], share => share);
        }

        return _model with
        {
            IsFast = _model.IsFast.Select((_, i) => _pivots.Contains(i)).ToValueList(),
            FastRates = Run(rates.OrderBy(r => r.Key).Select(r => r.Value)),
            Derivatives = Run(derivatives),
            Start = Start(),
            OutputNodes = Run(_model.OutputNodes),
            Events = _model.Events.Select(Event).ToValueList(),
            DelaySources = Run(_model.DelaySources),
            DelayHistories = Substitution.Apply(_graph, _model.DelayHistories, BeforeEquilibrium()),
            DelayTimes = Run(_model.DelayTimes),
            Dosing = _model.Dosing.Where(d => !_pivots.Contains(d.State)).ToValueList(),
            DosingNodes = Run(_model.DosingNodes.Where((_, i) => !_pivots.Contains(_model.Dosing[i / 4].State))),
            Reactions = _model.Reactions.Select(r => r with { Propensity = Run([r.Propensity])[0], Changes = r.Changes.Select(c => (c.State, double.NaN)).ToValueList() }).ToValueList(),
        };
    }

    private int[] Run(IEnumerable<int> nodes) => Substitution.Apply(_graph, [.. nodes], _amounts);

    private int Total(int own, List<(int Pivot, int Share)> shares, Func<int, int> pivotValue, Func<int, int> shareValue)
    {
        int total = own;
        foreach (var (pivot, share) in shares)
        {
            total = _graph.Subtract(total, _graph.Multiply(shareValue(share), pivotValue(pivot)));
        }

        return total;
    }

    /// <summary>The amounts that the model starts from, of all that fast reactions touch.</summary>
    private Dictionary<int, int> BeforeEquilibrium()
    {
        var start = _model.Start.ToDictionary(s => Leaf(s.Slot), s => s.Node);
        return _pivots.Concat(_totals.Keys).ToDictionary(
            state => _graph.State(state),
            state => start.TryGetValue(_graph.State(state), out int node) ? node : _graph.Constant(_model.StateDefaults[state]));
    }

    private ValueList<(Slot, int)> Start()
    {
        var start = new Dictionary<int, int>();
        foreach (var (slot, node) in _model.Start)
        {
            start[Leaf(slot)] = node;
        }

        // Totals come from the amounts before equilibrium, also of those that are solved for and leave the states.
        int Value(int state) => start.TryGetValue(_graph.State(state), out int node) ? node : _graph.Constant(_model.StateDefaults[state]);
        int Started(int share) => Substitution.Apply(_graph, [share], start)[0];
        var result = _model.Start.Where(s => s.Slot.Space != SlotSpace.State || !_totals.ContainsKey(s.Slot.Index)).ToList();
        foreach (var (state, shares) in _totals)
        {
            result.Add((new(SlotSpace.State, state), Total(Value(state), shares, Value, Started)));
        }

        return result.ToValueList();
    }

    /// <summary>An event that sets an amount, or a stoichiometry, sets the totals that follow from it.</summary>
    private LoweredEvent Event(LoweredEvent happening)
    {
        var assigned = new Dictionary<int, int>();
        for (int i = 0; i < happening.Targets.Count; i++)
        {
            int value = Run([happening.Assignments[i]])[0];
            assigned[Leaf(happening.Targets[i])] = happening.Factors.IsEmpty ? value : _graph.Multiply(value, Run([happening.Factors[i]])[0]);
        }

        int Present(int state) => Run([_graph.State(state)])[0];
        int Value(int state) => assigned.TryGetValue(_graph.State(state), out int node) ? node : Present(state);
        int Changed(int share) => Substitution.Apply(_graph, [share], assigned)[0];
        var targets = new List<Slot>();
        var values = new List<int>();
        var factors = new List<int>();
        for (int i = 0; i < happening.Targets.Count; i++)
        {
            if (happening.Targets[i].Space != SlotSpace.State || !_totals.ContainsKey(happening.Targets[i].Index))
            {
                targets.Add(happening.Targets[i]);
                values.Add(Run([happening.Assignments[i]])[0]);
                factors.Add(happening.Factors.IsEmpty ? _graph.Constant(1) : Run([happening.Factors[i]])[0]);
            }
        }

        foreach (var (state, shares) in _totals)
        {
            int before = Total(Present(state), shares, Present, share => share);
            int after = Total(Value(state), shares, Value, Changed);
            if (before != after)
            {
                targets.Add(new(SlotSpace.State, state));
                values.Add(after);
                factors.Add(_graph.Constant(1));
            }
        }

        return happening with
        {
            Trigger = Run([happening.Trigger])[0],
            Delay = happening.Delay < 0 ? -1 : Run([happening.Delay])[0],
            Priority = happening.Priority < 0 ? -1 : Run([happening.Priority])[0],
            Targets = targets.ToValueList(),
            Assignments = values.ToValueList(),
            Factors = factors.TrueForAll(f => _graph.IsConstant(f, 1)) ? [] : factors.ToValueList(),
        };
    }

    private int Leaf(Slot slot) => slot.Space == SlotSpace.State ? _graph.State(slot.Index) : _graph.Parameter(slot.Index);
}

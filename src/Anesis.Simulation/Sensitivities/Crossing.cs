using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Sensitivities;

/// <summary>What happens to the derivatives when an event executes, or when a relation in f changes its truth.</summary>
internal sealed class Crossing
{
    private readonly TangentSystem _system;
    private readonly LoweredModel _model;
    private readonly LoweredEvent _event;
    private readonly Relation[] _relations;

    /// <summary>What each target gets, factors included, and its derivatives.</summary>
    private readonly Gradient[] _values;

    /// <summary>All slopes before it.</summary>
    private readonly int[] _before;

    /// <summary>States whose slope is another afterwards: before and after.</summary>
    private readonly (int State, int Before, int After)[] _slopes;

    private Crossing(TangentSystem system, LoweredModel model, LoweredEvent happening, int[] values, int[] before, int[] after)
    {
        (_system, _model, _event, _before) = (system, model, happening, before);
        _slopes = [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).Select(i => (i, before[i], after[i]))];
        _relations = [.. Relations(system.Graph, happening.Trigger).Select(r => new Relation(system, model, r))];
        _values = system.Gradients.Of(values);
    }

    /// <summary>Whether its moment may depend on states or parameters at all.</summary>
    public bool Moves => _relations.Length > 0;

    public static Crossing OfEvent(TangentSystem system, LoweredModel model, LoweredEvent happening)
    {
        var graph = system.Graph;
        int[] values = [.. happening.Assignments.Select((a, i) => happening.Factors.IsEmpty ? a : graph.Multiply(a, happening.Factors[i]))];
        var replaced = new Dictionary<int, int>();
        for (int i = 0; i < values.Length; i++)
        {
            var slot = happening.Targets[i];
            replaced[slot.Space == SlotSpace.State ? graph.State(slot.Index) : graph.Parameter(slot.Index)] = values[i];
        }

        // When the event is computed its trigger has turned already.
        int[] before = IsRelation(graph, happening.Trigger) ? Turned(graph, model, happening.Trigger) : model.Derivatives;
        return new(system, model, happening, values, before, Substitution.Apply(graph, model.Derivatives, replaced));
    }

    /// <summary>For each relation that f depends on and that may change inside a course: its turning true, and its turning false.</summary>
    public static IEnumerable<Crossing> OfJumps(TangentSystem system, LoweredModel model)
    {
        var graph = system.Graph;
        int count = graph.Count;
        bool[] needed = Reachability.Of(graph, model.Derivatives, count);
        for (int n = 0; n < count; n++)
        {
            if (!needed[n] || !IsRelation(graph, n) || (graph.DependsOn(n) & Dependence.Continuous) == Dependence.None)
            {
                continue;
            }

            int[] holds = Substitution.Apply(graph, model.Derivatives, new Dictionary<int, int> { [n] = graph.Condition(true) });
            int[] fails = Substitution.Apply(graph, model.Derivatives, new Dictionary<int, int> { [n] = graph.Condition(false) });
            int turned = graph.Make(NodeKind.Not, n);
            if (!model.Events.Any(e => e.Trigger == n && e.Delay < 0))
            {
                yield return new(system, model, Jump(n, $"jump {n}"), [], fails, holds);
            }

            if (!model.Events.Any(e => e.Trigger == turned && e.Delay < 0))
            {
                yield return new(system, model, Jump(turned, $"jump back {n}"), [], holds, fails);
            }
        }
    }

    /// <summary>Why the derivatives can't follow it, or null.</summary>
    public string? Refusal(int[] seeds)
    {
        if (_event.Delay < 0)
        {
            return null;
        }

        var graph = _system.Graph;
        var leaves = _system.Gradients.Of([_event.Delay])[0].Leaves.Concat(_relations.SelectMany(r => r.Gradient.Leaves));
        return leaves.Any(l => graph.Kind(l) == NodeKind.State || (graph.Kind(l) == NodeKind.Parameter && seeds.Contains(graph.A(l))))
            ? $"the event {_event.Id}, which comes after a delay and whose moment depends on states or parameters" : null;
    }

    /// <summary>Marks what the parameter reaches through it. True where something is new.</summary>
    public bool Reach(int k)
    {
        bool more = false;
        bool moved = IsMoved(k);
        for (int i = 0; i < _values.Length; i++)
        {
            if (_system.Reaches(_values[i], k) || (moved && _values[i].Leaves.Length > 0) || (moved && _event.Targets[i].Space == SlotSpace.State))
            {
                more |= _system.Mark(_event.Targets[i], k);
            }
        }

        if (moved)
        {
            foreach (var (state, _, _) in _slopes)
            {
                more |= !_model.IsAlgebraic[state] && _system.Mark(new Slot(SlotSpace.State, state), k);
            }
        }

        return more;
    }

    /// <summary>The event with its derivatives; null for a jump of f that moves none.</summary>
    public LoweredEvent? Build(int parameters)
    {
        var targets = _event.Targets.ToList();
        var assignments = _event.Assignments.ToList();
        int own = targets.Count;
        for (int k = 0; k < parameters; k++)
        {
            Add(k, targets, assignments);
        }

        if (own == 0 && targets.Count == 0 && _event.Id.StartsWith("jump", StringComparison.Ordinal))
        {
            return null;
        }

        var graph = _system.Graph;
        return _event with
        {
            Targets = targets.ToValueList(),
            Assignments = assignments.ToValueList(),
            Factors = _event.Factors.IsEmpty ? [] : _event.Factors.Concat(Enumerable.Repeat(graph.Constant(1), targets.Count - own)).ToValueList(),
        };
    }

    private static LoweredEvent Jump(int trigger, string id) =>
        new(id, TriggerInitialValue: true, Persistent: true, UseValuesFromTriggerTime: true, trigger, Delay: -1, Priority: -1, [], [], []);

    private static bool IsRelation(ExpressionGraph graph, int node) => graph.Kind(node) is NodeKind.Less or NodeKind.LessOrEqual;

    /// <summary>The slopes as they were before a relation changed its truth.</summary>
    private static int[] Turned(ExpressionGraph graph, LoweredModel model, int relation) =>
        Substitution.Apply(graph, model.Derivatives, new Dictionary<int, int> { [relation] = graph.Make(NodeKind.Not, relation) });

    private static IEnumerable<int> Relations(ExpressionGraph graph, int trigger)
    {
        bool[] needed = Reachability.Of(graph, [trigger], trigger + 1);
        for (int n = 0; n <= trigger; n++)
        {
            if (needed[n] && IsRelation(graph, n) && (graph.DependsOn(n) & Dependence.Continuous) != Dependence.None)
            {
                yield return n;
            }
        }
    }

    private bool IsMoved(int k) => _event.Delay < 0 && _relations.Any(r => _system.Reaches(r.Gradient, k));

    /// <summary>s⁺ = ds of what is set + (its rate − the slope after) dτ for what the event sets, s⁺ = s⁻ + (slope before − slope after) dτ for the others.</summary>
    private void Add(int k, List<Slot> targets, List<int> assignments)
    {
        var graph = _system.Graph;
        int shift = Shift(k);
        var after = _slopes.ToDictionary(s => s.State);
        for (int i = 0; i < _values.Length; i++)
        {
            if (_system.SlotOf(_event.Targets[i], k) is not { } slot)
            {
                continue;
            }

            int value = _system.OrZero(_system.Tangent(_values[i], k));
            if (shift >= 0)
            {
                int rate = _system.Rate(_values[i], _before);
                if (_event.Targets[i].Space == SlotSpace.State)
                {
                    int state = _event.Targets[i].Index;
                    int slope = after.TryGetValue(state, out var change) ? change.After : _model.Derivatives[state];
                    rate = graph.Subtract(rate, _system.WithInput(state, slope));
                }

                value = graph.Add(value, graph.Multiply(rate, shift));
            }

            targets.Add(slot);
            assignments.Add(value);
        }

        if (shift < 0)
        {
            return;
        }

        foreach (var (state, before, behind) in _slopes)
        {
            var plain = new Slot(SlotSpace.State, state);
            if (!_event.Targets.Contains(plain) && _system.SlotOf(plain, k) is { } slot)
            {
                targets.Add(slot);
                assignments.Add(graph.Add(graph.State(slot.Index), graph.Multiply(graph.Subtract(before, behind), shift)));
            }
        }
    }

    /// <summary>dτ/dp: of the relation that crosses now; 0 where none does (a dose, another event or the start set the event off). −1 where no parameter moves it.</summary>
    private int Shift(int k)
    {
        if (!IsMoved(k))
        {
            return -1;
        }

        var graph = _system.Graph;
        int shift = graph.Constant(0);
        foreach (Relation relation in _relations)
        {
            int rate = _system.Rate(relation.Gradient, relation.Before);
            int own = graph.Negate(graph.Divide(_system.OrZero(_system.Tangent(relation.Gradient, k)), rate));
            int near = graph.Multiply(graph.Constant(1e-9), graph.Add(graph.Constant(1), graph.Make(NodeKind.Absolute, graph.Time())));
            int crosses = graph.Make(NodeKind.LessOrEqual, graph.Make(NodeKind.Absolute, relation.Difference), graph.Multiply(near, graph.Make(NodeKind.Absolute, rate)));
            int moves = graph.Make(NodeKind.NotEqual, rate, graph.Constant(0));
            shift = graph.Select(graph.Make(NodeKind.And, crosses, moves), own, shift);
        }

        return shift;
    }

    private sealed class Relation
    {
        public Relation(TangentSystem system, LoweredModel model, int node)
        {
            Before = Turned(system.Graph, model, node);
            Difference = system.Graph.Subtract(system.Graph.A(node), system.Graph.B(node));
            Gradient = system.Gradients.Of([Difference])[0];
        }

        public int Difference { get; }

        /// <summary>Slopes before it turned.</summary>
        public int[] Before { get; }

        public Gradient Gradient { get; }
    }
}

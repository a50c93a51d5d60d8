using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Sensitivities;

/// <summary>
/// A model and its derivatives by parameters as one system: s' = (∂f/∂y) s + ∂f/∂p for those states that the parameter reaches, with the start's derivative as its start.
/// An event at a moment τ that depends on the parameter moves what it sets, and the slopes before and after it (P. I. Barton, C. K. Lee, Modeling, simulation, sensitivity
/// analysis, and optimization of hybrid systems, ACM TOMACS 12 (2002) 256–289): s⁺ = (∂g/∂y) s⁻ + ∂g/∂p + (ġ − f⁺) dτ/dp. Where f itself jumps, g is the identity.
/// </summary>
internal sealed class TangentSystem
{
    private readonly LoweredModel _model;
    private readonly ExpressionGraph _graph;
    private readonly int[] _seeds;
    private readonly double[] _scales;
    private readonly Gradient[] _derivatives;
    private readonly Gradient[] _outputs;
    private readonly Gradient[] _starts;
    private readonly List<Crossing> _crossings = [];
    private readonly DiagnosticBag _diagnostics;

    /// <summary>[parameter][state] and [parameter][free parameter]: the slot of the derivative, or −1 where it is 0.</summary>
    private readonly int[][] _stateSlots;
    private readonly int[][] _parameterSlots;
    private readonly int[] _inputSlots;

    public TangentSystem(LoweredModel model, int[] seeds, DiagnosticBag diagnostics)
    {
        (_model, _graph, _seeds, _diagnostics) = (model, model.Graph, seeds, diagnostics);
        _scales = [.. seeds.Select(p => model.ParameterDefaults[p]).Select(v => double.IsFinite(v) && v != 0 ? Math.Abs(v) : 1)];
        bool[] variable = new bool[model.Parameters.Count];
        foreach (int p in seeds)
        {
            variable[p] = true;
        }

        foreach (var slot in model.Start.Select(s => s.Slot).Concat(model.Events.SelectMany(e => e.Targets)).Where(s => s.Space == SlotSpace.Parameter))
        {
            variable[slot.Index] = true;
        }

        Gradients = new Gradients(
            _graph,
            leaf => _graph.Kind(leaf) is NodeKind.State or NodeKind.Time || (_graph.Kind(leaf) == NodeKind.Parameter && _graph.A(leaf) < variable.Length && variable[_graph.A(leaf)]),
            Dependence.States | Dependence.Time | Dependence.Parameters);
        _derivatives = Gradients.Of(model.Derivatives);
        _outputs = Gradients.Of(model.OutputNodes);
        _starts = Gradients.Of([.. model.Start.Select(s => s.Node)]);
        _stateSlots = [.. seeds.Select(_ => Filled(model.States.Count))];
        _parameterSlots = [.. seeds.Select(_ => Filled(model.Parameters.Count))];
        _inputSlots = Filled(model.States.Count);
        for (int e = 0; e < model.Events.Count; e++)
        {
            _crossings.Add(Crossing.OfEvent(this, model, model.Events[e]));
        }

        _crossings.AddRange(Crossing.OfJumps(this, model));
    }

    public Gradients Gradients { get; }

    public ExpressionGraph Graph => _graph;

    public LoweredModel Build()
    {
        Refuse();
        Reach();
        var states = _model.States.ToList();
        var stateDefaults = _model.StateDefaults.ToList();
        var parameters = _model.Parameters.ToList();
        var parameterDefaults = _model.ParameterDefaults.ToList();
        Allocate(_stateSlots, _model.States, states, stateDefaults);
        Allocate(_parameterSlots, _model.Parameters, parameters, parameterDefaults);
        if (_crossings.Exists(c => c.Moves))
        {
            foreach (int state in _model.Dosing.Select(d => d.State).Distinct())
            {
                _inputSlots[state] = parameters.Count;
                parameters.Add($"input into {_model.States[state]}");
                parameterDefaults.Add(0);
            }
        }

        var start = _model.Start.ToList();
        var derivatives = _model.Derivatives.ToList();
        var outputs = _model.Outputs.ToList();
        var outputNodes = _model.OutputNodes.ToList();
        for (int k = 0; k < _seeds.Length; k++)
        {
            AddStarts(k, start);
            for (int i = 0; i < _model.States.Count; i++)
            {
                if (_stateSlots[k][i] >= 0)
                {
                    derivatives.Add(OrZero(Tangent(_derivatives[i], k)));
                }
            }

            for (int o = 0; o < _model.Outputs.Count; o++)
            {
                outputs.Add(ForwardSensitivities.NameOf(_model.Outputs[o], _model.Parameters[_seeds[k]]));
                outputNodes.Add(_graph.Multiply(_graph.Constant(1 / _scales[k]), OrZero(Tangent(_outputs[o], k))));
            }
        }

        return _model with
        {
            States = states.ToValueList(),
            StateDefaults = stateDefaults.ToValueList(),
            IsAlgebraic = Extended(_model.IsAlgebraic, i => _model.IsAlgebraic[i]),
            IsFast = Extended(_model.IsFast, _ => false),
            HasRateRule = Extended(_model.HasRateRule, _ => true),
            Parameters = parameters.ToValueList(),
            ParameterDefaults = parameterDefaults.ToValueList(),
            Derivatives = [.. derivatives],
            Start = start.ToValueList(),
            Outputs = outputs.ToValueList(),
            OutputNodes = [.. outputNodes],
            Events = _crossings.Select(c => c.Build(_seeds.Length)).OfType<LoweredEvent>().ToValueList(),
            InputRates = Enumerable.Range(0, _inputSlots.Length).Where(i => _inputSlots[i] >= 0).Select(i => (i, _inputSlots[i])).ToValueList(),
            Reactions = [],
        };
    }

    /// <summary>A node's derivative by parameter <paramref name="k"/>, scaled; −1 where it is 0.</summary>
    public int Tangent(Gradient gradient, int k)
    {
        int sum = -1;
        for (int i = 0; i < gradient.Leaves.Length; i++)
        {
            int leaf = TangentOfLeaf(gradient.Leaves[i], k);
            if (leaf >= 0)
            {
                int term = _graph.Multiply(gradient.Derivatives[i], leaf);
                sum = sum < 0 ? term : _graph.Add(sum, term);
            }
        }

        return sum;
    }

    /// <summary>A node's rate of change along a course of these slopes, what flows in included.</summary>
    public int Rate(Gradient gradient, int[] slopes)
    {
        int sum = _graph.Constant(0);
        for (int i = 0; i < gradient.Leaves.Length; i++)
        {
            int leaf = gradient.Leaves[i];
            int rate = _graph.Kind(leaf) switch
            {
                NodeKind.Time => _graph.Constant(1),
                NodeKind.State => WithInput(_graph.A(leaf), slopes[_graph.A(leaf)]),
                _ => _graph.Constant(0),
            };
            sum = _graph.Add(sum, _graph.Multiply(gradient.Derivatives[i], rate));
        }

        return sum;
    }

    /// <summary>A slope and what doses add to it.</summary>
    public int WithInput(int state, int slope) => _inputSlots[state] >= 0 ? _graph.Add(slope, _graph.Parameter(_inputSlots[state])) : slope;

    /// <summary>Where a state's or a free parameter's derivative is, or −1.</summary>
    public Slot? SlotOf(Slot slot, int k) => slot.Space == SlotSpace.State
        ? _stateSlots[k][slot.Index] is >= 0 and var s ? new Slot(SlotSpace.State, s) : null
        : _parameterSlots[k][slot.Index] is >= 0 and var p ? new Slot(SlotSpace.Parameter, p) : null;

    public int OrZero(int node) => node < 0 ? _graph.Constant(0) : node;

    /// <summary>Whether a gradient has a leaf whose derivative by the parameter is not 0.</summary>
    public bool Reaches(Gradient gradient, int k) => gradient.Leaves.Any(leaf => IsReached(leaf, k));

    /// <summary>Notes that the parameter reaches a quantity. True where that is new.</summary>
    public bool Mark(Slot slot, int k)
    {
        int[] slots = slot.Space == SlotSpace.State ? _stateSlots[k] : _parameterSlots[k];
        bool added = slots[slot.Index] < 0;
        slots[slot.Index] = 0;
        return added;
    }

    private static int[] Filled(int count)
    {
        int[] slots = new int[count];
        Array.Fill(slots, -1);
        return slots;
    }

    private int TangentOfLeaf(int leaf, int k)
    {
        int index = _graph.A(leaf);
        switch (_graph.Kind(leaf))
        {
            case NodeKind.State:
                return _stateSlots[k][index] >= 0 ? _graph.State(_stateSlots[k][index]) : -1;
            case NodeKind.Parameter when index < _model.Parameters.Count:
                return _parameterSlots[k][index] >= 0 ? _graph.Parameter(_parameterSlots[k][index])
                    : index == _seeds[k] ? _graph.Constant(_scales[k]) : -1;
            default:
                return -1;
        }
    }

    private bool IsReached(int leaf, int k) => _graph.Kind(leaf) switch
    {
        NodeKind.State => _stateSlots[k][_graph.A(leaf)] >= 0,
        NodeKind.Parameter => _graph.A(leaf) < _model.Parameters.Count && (_graph.A(leaf) == _seeds[k] || _parameterSlots[k][_graph.A(leaf)] >= 0),
        _ => false,
    };

    /// <summary>Finds all that each parameter reaches: by the start, by slopes, by events.</summary>
    private void Reach()
    {
        for (int k = 0; k < _seeds.Length; k++)
        {
            for (int i = 0; i < _starts.Length; i++)
            {
                if (StartTangent(i, k) >= 0)
                {
                    Mark(_model.Start[i].Slot, k);
                }
            }

            if (_model.Events.Any(e => e.Targets.Contains(new Slot(SlotSpace.Parameter, _seeds[k]))))
            {
                Mark(new Slot(SlotSpace.Parameter, _seeds[k]), k);
            }

            bool more = true;
            while (more)
            {
                more = false;
                for (int i = 0; i < _derivatives.Length; i++)
                {
                    if (_stateSlots[k][i] < 0 && Reaches(_derivatives[i], k))
                    {
                        more |= Mark(new Slot(SlotSpace.State, i), k);
                    }
                }

                foreach (Crossing crossing in _crossings)
                {
                    more |= crossing.Reach(k);
                }
            }
        }
    }

    private void Allocate(int[][] slots, ValueList<string> names, List<string> all, List<double> defaults)
    {
        for (int k = 0; k < _seeds.Length; k++)
        {
            for (int i = 0; i < slots[k].Length; i++)
            {
                if (slots[k][i] >= 0)
                {
                    slots[k][i] = all.Count;
                    all.Add(ForwardSensitivities.NameOf(names[i], _model.Parameters[_seeds[k]]));
                    defaults.Add(ReferenceEquals(slots, _parameterSlots) && i == _seeds[k] ? _scales[k] : 0);
                }
            }
        }
    }

    /// <summary>The derivative of what the start gives a slot: the values before it are constants, all but the parameter.</summary>
    private int StartTangent(int start, int k)
    {
        int at = Array.FindIndex(_starts[start].Leaves, leaf => _graph.Kind(leaf) == NodeKind.Parameter && _graph.A(leaf) == _seeds[k]);
        return at < 0 ? -1 : _graph.Multiply(_graph.Constant(_scales[k]), _starts[start].Derivatives[at]);
    }

    private void AddStarts(int k, List<(Slot Slot, int Node)> start)
    {
        for (int i = 0; i < _starts.Length; i++)
        {
            if (StartTangent(i, k) is >= 0 and var node && SlotOf(_model.Start[i].Slot, k) is { } slot)
            {
                start.Add((slot, node));
            }
        }
    }

    private ValueList<bool> Extended(ValueList<bool> own, Func<int, bool> ofState) =>
        own.Concat(_stateSlots.SelectMany(slots => slots.Select((slot, i) => (slot, i)).Where(s => s.slot >= 0).Select(s => ofState(s.i)))).ToValueList();

    private void Refuse()
    {
        if (_model.DelayTimes.Length > 0)
        {
            _diagnostics.Error("AN0525", SourceSpan.None, "a model with delays", "for sensitivities: a model without");
        }

        if (_model.FastRates.Length > 0)
        {
            _diagnostics.Error("AN0525", SourceSpan.None, "a model with fast reactions", "for sensitivities: a model without");
        }

        Gradient[] dosing = Gradients.Of(_model.DosingNodes);
        for (int i = 0; i < dosing.Length; i++)
        {
            foreach (int leaf in dosing[i].Leaves.Where(l => _graph.Kind(l) == NodeKind.Parameter && _seeds.Contains(_graph.A(l))))
            {
                string what = (i % 4) switch { 0 => "bioavailability", 1 => "lag", 2 => "rate", _ => "duration" };
                _diagnostics.Error("AN0525", SourceSpan.None, $"a {what} of doses to {_model.Dosing[i / 4].Species} that depends on {_model.Parameters[_graph.A(leaf)]}", "for sensitivities: doses that do not depend on the parameter");
            }
        }

        foreach (Crossing crossing in _crossings)
        {
            if (crossing.Refusal(_seeds) is { } found)
            {
                _diagnostics.Error("AN0525", SourceSpan.None, found, "for sensitivities: an event that happens when its trigger turns true, or at a moment that no parameter moves");
            }
        }
    }
}

using Anesis.Modeling.Values;
using Anesis.Simulation.Lowering;
using Anesis.Simulation.Stochastic;

namespace Anesis.Simulation.Compilation;

/// <summary>Compiles all kernels of one lowered model.</summary>
internal sealed class ModelCompilation
{
    private readonly LoweredModel _model;
    private readonly ExpressionGraph _graph;
    private readonly LaneInstructions _lanes;
    private readonly ParameterLayout _layout;
    private readonly KernelEmitter _emitter;
    private readonly Dictionary<int, int> _hoisted;
    private readonly RunNodes _nodes;
    private int _scratch;

    public ModelCompilation(LoweredModel model, LaneInstructions lanes)
    {
        (_model, _graph, _lanes) = (model, model.Graph, lanes);
        lock (_graph)
        {
            _nodes = RunNodes.Of(model);
            _hoisted = Hoisting.Find(_graph, _nodes.All(), model.Parameters.Count);
        }

        _layout = new(model.Parameters.Count, _hoisted.Count, model.DelayTimes.Length, model.Draws);
        _emitter = new(_graph, lanes, _layout, _hoisted);
    }

    public CompiledModel Compile()
    {
        // Compiling adds nodes to the graph, and a Jacobian may be compiled later by another thread.
        lock (_graph)
        {
            return CompileAll();
        }
    }

    private CompiledModel CompileAll()
    {
        int[] startNodes = ExtremumSelection.Apply(_graph, [.. _model.Start.Select(s => s.Node)]);
        var start = Kernel("start", _model.Start.Select((s, i) => (startNodes[i], Place(s.Slot))).ToList(), staged: true);
        var hoist = Hoist();
        var derivatives = Kernel("derivatives", _nodes.Derivatives);
        var fastRates = _nodes.FastRates.Length == 0 ? null : Kernel("fast rates", _nodes.FastRates);
        var observe = Kernel("observe", _nodes.Outputs);
        var roots = Kernel("roots", _nodes.Roots);
        var stops = Kernel("time stops", _nodes.TimeStops);
        var triggers = Kernel("triggers", _nodes.Triggers);
        var delaySources = Kernel("delay sources", _nodes.DelaySources);
        var delayHistory = _nodes.DelayHistories.Length == 0 || _nodes.DelayHistories.SequenceEqual(_nodes.DelaySources) ? null : Kernel("delay history", _nodes.DelayHistories);
        var delayTimes = Kernel("delay times", _nodes.DelayTimes);
        var dosing = Kernel("dosing", _nodes.Dosing);
        var events = _model.Events.Select(Event).ToValueList();
        int scratch = Math.Max(_scratch, 1);
        return new()
        {
            Lanes = _lanes.Lanes,
            States = _model.States,
            Parameters = _model.Parameters,
            Outputs = _model.Outputs,
            InputSlots = _model.InputSlots,
            Layout = _layout,
            ScratchCount = scratch,
            StateDefaults = _model.StateDefaults,
            ParameterDefaults = _model.ParameterDefaults,
            IsAlgebraic = _model.IsAlgebraic,
            IsFast = _model.IsFast,
            FastRates = fastRates,
            IsLinear = fastRates is null,
            Start = start,
            Hoist = hoist,
            Derivatives = derivatives,
            LazyExplicitStep = new(ExplicitStep),
            LazyJacobian = new(() => new JacobianCompilation(_model, _emitter, scratch, _lanes.Lanes).Compile()),
            LazyNetwork = new(() => new NetworkCompilation(_model, _lanes, _layout, _hoisted, scratch).Compile()),
            LazySingleEvents = new(() => ContinuousBesides.Of(_model) is { } events ? Compiler.Compile(events, _lanes.Lanes) : null),
            Observe = observe,
            ObservedStates = ObservedStates(),
            Roots = roots,
            RootCount = _model.Roots.Length,
            TimeStops = stops,
            TimeStopCount = _model.TimeStops.Length,
            Triggers = triggers,
            Events = events,
            DelaySources = delaySources,
            DelayHistory = delayHistory,
            DelayTimes = delayTimes,
            DosingParameters = dosing,
            Dosing = _model.Dosing,
            InputRates = _model.InputRates,
        };
    }

    private Kernel? ExplicitStep()
    {
        lock (_graph)
        {
            return _layout.Delayed > 0 ? null : _emitter.EmitStages(Integration.Explicit.Tsitouras5.Tableau, _nodes.Derivatives);
        }
    }

    private ValueList<int> ObservedStates()
    {
        if (_layout.Delayed > 0)
        {
            return Enumerable.Range(0, _model.States.Count).ToValueList();
        }

        bool[] needed = Reachability.Of(_graph, _nodes.Outputs, _graph.Count);
        bool[] observed = new bool[_model.States.Count];
        for (int node = 0; node < needed.Length; node++)
        {
            if (needed[node] && _graph.Kind(node) == NodeKind.State)
            {
                observed[_graph.A(node)] = true;
            }
        }

        var states = new List<int>();
        for (int state = 0; state < observed.Length; state++)
        {
            if (observed[state])
            {
                states.Add(state);
            }
        }

        return [.. states];
    }

    private static Destination Place(Slot slot) => new(slot.Space == SlotSpace.State ? KernelArray.States : KernelArray.Parameters, slot.Index);

    private static List<(int, Destination)> Results(IEnumerable<int> nodes) =>
        nodes.Select((node, i) => (node, new Destination(KernelArray.Result, i))).ToList();

    private Kernel Kernel(string name, IEnumerable<int> nodes) => Kernel(name, Results(nodes), staged: false);

    private Kernel Kernel(string name, List<(int, Destination)> targets, bool staged)
    {
        // Kernels run after Hoist, except Start, which makes what Hoist reads.
        var emitter = staged ? new KernelEmitter(_graph, _lanes, _layout, new Dictionary<int, int>()) : _emitter;
        (var kernel, int scratch) = emitter.Emit(name, targets, staged);
        _scratch = Math.Max(_scratch, scratch);
        return kernel;
    }

    private Kernel Hoist()
    {
        var emitter = new KernelEmitter(_graph, _lanes, _layout, new Dictionary<int, int>());
        var targets = _hoisted.OrderBy(h => h.Value).Select(h => (h.Key, new Destination(KernelArray.Parameters, h.Value))).ToList();
        (var kernel, int scratch) = emitter.Emit("hoist", targets);
        _scratch = Math.Max(_scratch, scratch);
        return kernel;
    }

    private CompiledEvent Event(LoweredEvent happening, int index)
    {
        var nodes = _nodes.Events[index];
        return new()
        {
            Id = happening.Id,
            TriggerInitialValue = happening.TriggerInitialValue,
            Persistent = happening.Persistent,
            UseValuesFromTriggerTime = happening.UseValuesFromTriggerTime,
            Delay = nodes.Delay < 0 ? null : Kernel("delay", [nodes.Delay]),
            Priority = nodes.Priority < 0 ? null : Kernel("priority", [nodes.Priority]),
            Assignments = Kernel("assignments", nodes.Assignments),
            Factors = nodes.Factors.Length == 0 ? null : Kernel("factors", nodes.Factors),
            Targets = happening.Targets,
        };
    }
}

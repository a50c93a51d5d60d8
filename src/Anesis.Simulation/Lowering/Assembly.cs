using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>Builds all nodes of a model whose quantities have their slots, and puts them together.</summary>
internal sealed class Assembly(
    Model model,
    Network network,
    ExpressionGraph graph,
    RunContext run,
    StartContext start,
    StartContext past,
    SlotAllocation slots,
    DiagnosticBag diagnostics)
{
    public LoweredModel Build(CompileRequest request)
    {
        run.Ensure(network.Table.All.Select(q => new Definition(DefinitionKind.Value, q.Id)));
        int[] derivatives = new int[slots.States.Count];
        for (int i = 0; i < derivatives.Length; i++)
        {
            derivatives[i] = Derivative(slots.States[i]);
        }

        var (outputs, outputNodes) = Outputs(request.Outputs);
        var events = new EventLowering(network, graph, run, diagnostics).Lower(model.Events);
        var (dosing, dosingNodes) = DosingTargets.Find(network.Table, slots.States, graph, run);
        var startValues = StartValues();
        var reactions = Reactions();
        run.FinishDelays(past);
        int[] delaySources = [.. run.DelaySources];
        return new()
        {
            Graph = graph,
            States = slots.States.Select(q => q.Id).ToValueList(),
            StateDefaults = slots.StateDefaults.ToValueList(),
            IsAlgebraic = slots.States.Select(q => q.Determination == Determination.Algebraic).ToValueList(),
            IsFast = slots.States.Select(_ => false).ToValueList(),
            FastRates = [],
            HasRateRule = slots.States.Select(q => q.Determination == Determination.RateRule).ToValueList(),
            Parameters = slots.Parameters.ToValueList(),
            ParameterDefaults = slots.ParameterDefaults.ToValueList(),
            InputSlots = slots.InputSlots,
            Derivatives = derivatives,
            Start = startValues,
            Outputs = outputs,
            OutputNodes = outputNodes,
            Roots = [],
            TimeStops = [],
            Events = events,
            DelaySources = delaySources,
            DelayHistories = [.. run.DelayHistories],
            DelayTimes = [.. run.DelayTimes],
            Draws = network.Draws,
            Dosing = dosing,
            DosingNodes = dosingNodes,
            Reactions = reactions,
        };
    }

    private int Derivative(Quantity state) =>
        state.Determination == Determination.Algebraic ? run.Convert(state.Math!) : run.StateRate(state.StateSlot);

    private ValueList<(Slot, int)> StartValues()
    {
        var result = new List<(Slot, int)>();
        foreach (var quantity in network.Table.All)
        {
            bool isState = quantity.StateSlot >= 0;
            if (!isState && quantity.ParameterSlot < 0)
            {
                continue;
            }

            var slot = isState ? new Slot(SlotSpace.State, quantity.StateSlot) : new Slot(SlotSpace.Parameter, quantity.ParameterSlot);
            int own = isState ? graph.State(slot.Index) : graph.Parameter(slot.Index);
            int node = quantity.Kind == QuantityKind.Species ? start.Amount(quantity) : start.Value(quantity.Id);
            if (node != own)
            {
                result.Add((slot, node));
            }
        }

        return result.ToValueList();
    }

    private (ValueList<string> Names, int[] Nodes) Outputs(ValueList<string> requested)
    {
        var names = requested.IsEmpty ? DefaultOutputs() : WithStates(requested);
        int[] nodes = new int[names.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            var name = QuantityName.Parse(names[i]);
            var quantity = network.Table.Find(name.Id);
            if (quantity is null)
            {
                diagnostics.Error("AN0506", default, $"an output \"{names[i]}\"", "an id of the model, \"[species]\" or \"amount(species)\"", Spelling.Nearest(name.Id, network.Table.Ids));
            }
            else if (name.Meaning != SpeciesMeaning.Own && quantity.Kind != QuantityKind.Species)
            {
                diagnostics.Error("AN0506", default, $"an output \"{names[i]}\", but \"{name.Id}\" is not a species", "a species");
            }
            else
            {
                nodes[i] = name.Meaning switch
                {
                    SpeciesMeaning.Amount => run.Amount(quantity),
                    SpeciesMeaning.Concentration => run.Concentration(quantity),
                    _ => run.Value(name.Id),
                };
            }
        }

        return (names, nodes);
    }

    /// <summary>The word "states" stands for every quantity that is integrated, unless the model has a quantity of that name.</summary>
    private ValueList<string> WithStates(ValueList<string> requested) =>
        requested.Contains("states") && network.Table.Find("states") is null
            ? requested.SelectMany(name => name == "states" ? slots.States.Select(q => q.Id) : [name]).Distinct(StringComparer.Ordinal).ToValueList()
            : requested;

    private ValueList<string> DefaultOutputs() =>
        network.Table.All.Where(q => q.Kind == QuantityKind.Species)
            .Concat(network.Table.All.Where(q => q.Kind is not (QuantityKind.Species or QuantityKind.Reaction or QuantityKind.LocalParameter) && Changes(q)))
            .Select(q => q.Id).ToValueList();

    private bool Changes(Quantity quantity) =>
        quantity.IsState || quantity.HasEvents
        || (quantity.Determination == Determination.Assigned && (graph.DependsOn(run.Value(quantity.Id)) & Dependence.Continuous) != Dependence.None);

    private ValueList<LoweredReaction> Reactions() => new ReactionEvents(model, network, graph, run, slots).All();
}

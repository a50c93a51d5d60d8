using Anesis.Modeling;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Events. A concentration assigned to a species becomes the amount: times the compartment's size just before the event executes, although the event
/// may change it too (so the semantic test suite has it). Amounts of other species stay when the event changes a compartment.
/// </summary>
internal sealed class EventLowering(Network network, ExpressionGraph graph, RunContext run, DiagnosticBag diagnostics)
{
    public ValueList<LoweredEvent> Lower(ValueList<Event> events)
    {
        var result = new List<LoweredEvent>();
        foreach (var happening in events)
        {
            if (happening.Trigger.Math is not null)
            {
                result.Add(Lower(happening, result.Count));
            }
        }

        return result.ToValueList();
    }

    private LoweredEvent Lower(Event happening, int index)
    {
        int trigger = run.ConvertCondition(happening.Trigger.Math!);
        int delay = happening.Delay?.Math is { } delayMath ? run.Convert(delayMath) : -1;
        int priority = happening.Priority?.Math is { } priorityMath ? run.Convert(priorityMath) : -1;
        var targets = new List<Slot>();
        var values = new List<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var concentrations = new List<(int At, Quantity Species)>();
        foreach (var assignment in happening.Assignments)
        {
            if (assignment.Math is null)
            {
                continue;
            }

            var quantity = network.Table.Find(assignment.Variable)!;
            if (!seen.Add(quantity.Id))
            {
                diagnostics.Error("AN0522", assignment.Span, $"a second assignment to \"{quantity.Id}\" in one event", "one assignment a variable");
                continue;
            }

            int value = run.Convert(assignment.Math);
            var slot = quantity.StateSlot >= 0 ? new Slot(SlotSpace.State, quantity.StateSlot) : new Slot(SlotSpace.Parameter, quantity.ParameterSlot);
            if (quantity is { Kind: QuantityKind.Species, IsConcentration: true })
            {
                concentrations.Add((values.Count, quantity));
            }

            targets.Add(slot);
            values.Add(value);
        }

        // With values of the trigger's time the size is still that of the execution: it stays a factor.
        bool later = happening.UseValuesFromTriggerTime;
        int[] factors = new int[values.Count];
        Array.Fill(factors, graph.Constant(1));
        foreach (var (at, species) in concentrations)
        {
            int size = run.Size(species);
            if (later && CanChange(size))
            {
                factors[at] = size;
            }
            else
            {
                values[at] = graph.Multiply(values[at], size);
            }
        }

        string id = happening.Id.Length > 0 ? happening.Id : $"event {index + 1}";
        return new(id, happening.Trigger.InitialValue, happening.Trigger.Persistent, happening.UseValuesFromTriggerTime, trigger, delay, priority,
            values.ToValueList(), Array.TrueForAll(factors, f => graph.IsConstant(f, 1)) ? [] : factors.ToValueList(), targets.ToValueList());
    }

    private bool CanChange(int size) =>
        (graph.DependsOn(size) & Dependence.NotHoistable) != Dependence.None
        || network.Table.All.Any(q => q.HasEvents && q.ParameterSlot >= 0 && Reachability.Of(graph, [size], size + 1) is { } needed
            && graph.Parameter(q.ParameterSlot) is var leaf && leaf < needed.Length && needed[leaf]);
}

using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>The nodes of all kernels that run after the start.</summary>
internal sealed record RunNodes(
    int[] Derivatives,
    int[] Outputs,
    int[] Roots,
    int[] TimeStops,
    int[] Triggers,
    int[] DelaySources,
    int[] DelayHistories,
    int[] DelayTimes,
    int[] Dosing,
    EventNodes[] Events)
{
    /// <summary>A model's nodes, rewritten into cheaper ones. Roots, stops and triggers must agree with each other to the last bit: they are kept.</summary>
    public static RunNodes Of(LoweredModel model)
    {
        var graph = model.Graph;
        int[] triggers = [.. model.Events.Select(e => e.Trigger)];
        int[] inexact = [.. model.Derivatives, .. model.OutputNodes, .. model.DelaySources, .. model.DelayHistories];
        int[] exact =
        [
            .. model.Roots, .. model.TimeStops, .. triggers, .. model.DelayTimes, .. model.DosingNodes,
            .. model.Events.SelectMany(e => e.Assignments.Concat(e.Factors).Concat(new[] { e.Delay, e.Priority }.Where(n => n >= 0))),
        ];
        int[] optimized = Optimization.Apply(graph, inexact, exact);
        int at = 0;
        int[] Next(int count) => optimized[at..(at += count)];
        return new(
            Next(model.Derivatives.Length),
            Next(model.OutputNodes.Length),
            model.Roots,
            model.TimeStops,
            triggers,
            Next(model.DelaySources.Length),
            Next(model.DelayHistories.Length),
            model.DelayTimes,
            model.DosingNodes,
            [.. model.Events.Select(e => new EventNodes(e.Delay, e.Priority, [.. e.Assignments], [.. e.Factors]))]);
    }

    public int[] All() =>
    [
        .. Derivatives, .. Outputs, .. Roots, .. TimeStops, .. Triggers, .. DelaySources, .. DelayHistories, .. DelayTimes, .. Dosing,
        .. Events.SelectMany(e => e.Assignments.Concat(e.Factors).Concat(new[] { e.Delay, e.Priority }.Where(n => n >= 0))),
    ];
}

/// <summary>An event's nodes; −1 where it has no delay or priority.</summary>
internal sealed record EventNodes(int Delay, int Priority, int[] Assignments, int[] Factors);

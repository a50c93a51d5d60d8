using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>The nodes of all kernels that run after the start.</summary>
internal sealed record RunNodes(
    int[] Derivatives,
    int[] FastRates,
    int[] Outputs,
    int[] DelaySources,
    int[] DelayHistories,
    int[] Roots,
    int[] TimeStops,
    int[] Triggers,
    int[] DelayTimes,
    int[] Dosing,
    EventNodes[] Events)
{
    /// <summary>A model's nodes, rewritten into cheaper ones. Roots, stops and triggers must agree with each other to the last bit: they are kept.</summary>
    public static RunNodes Of(LoweredModel model)
    {
        var graph = model.Graph;
        int[] triggers = [.. model.Events.Select(e => e.Trigger)];
        int[] inexact = [.. model.Derivatives, .. model.FastRates, .. model.OutputNodes, .. model.DelaySources, .. model.DelayHistories];
        int[] exact =
        [
            .. model.Roots, .. model.TimeStops, .. triggers, .. model.DelayTimes, .. model.DosingNodes,
            .. model.Events.SelectMany(e => e.Assignments.Concat(e.Factors).Concat(new[] { e.Delay, e.Priority }.Where(n => n >= 0))),
        ];
        int[] all = ExtremumSelection.Apply(graph, [.. Optimization.Apply(graph, inexact, exact), .. exact]);
        int at = 0;
        int[] Next(int count) => all[at..(at += count)];
        int Maybe(int node) => node < 0 ? -1 : Next(1)[0];
        return new(
            Next(model.Derivatives.Length),
            Next(model.FastRates.Length),
            Next(model.OutputNodes.Length),
            Next(model.DelaySources.Length),
            Next(model.DelayHistories.Length),
            Next(model.Roots.Length),
            Next(model.TimeStops.Length),
            Next(triggers.Length),
            Next(model.DelayTimes.Length),
            Next(model.DosingNodes.Length),
            [.. model.Events.Select(e => new EventNodes(Next(e.Assignments.Count), Next(e.Factors.Count), Maybe(e.Delay), Maybe(e.Priority)))]);
    }

    public int[] All() =>
    [
        .. Derivatives, .. FastRates, .. Outputs, .. Roots, .. TimeStops, .. Triggers, .. DelaySources, .. DelayHistories, .. DelayTimes, .. Dosing,
        .. Events.SelectMany(e => e.Assignments.Concat(e.Factors).Concat(new[] { e.Delay, e.Priority }.Where(n => n >= 0))),
    ];
}

/// <summary>An event's nodes; −1 where it has no delay or priority.</summary>
internal sealed record EventNodes(int[] Assignments, int[] Factors, int Delay, int Priority);

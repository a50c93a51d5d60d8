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
    int[] DelayTimes,
    int[] Dosing,
    EventNodes[] Events)
{
    public static RunNodes Of(LoweredModel model) => new(
        model.Derivatives,
        model.OutputNodes,
        model.Roots,
        model.TimeStops,
        [.. model.Events.Select(e => e.Trigger)],
        model.DelaySources,
        model.DelayTimes,
        model.DosingNodes,
        [.. model.Events.Select(e => new EventNodes(e.Delay, e.Priority, [.. e.Assignments], [.. e.Factors]))]);

    public int[] All() =>
    [
        .. Derivatives, .. Outputs, .. Roots, .. TimeStops, .. Triggers, .. DelaySources, .. DelayTimes, .. Dosing,
        .. Events.SelectMany(e => e.Assignments.Concat(e.Factors).Concat(new[] { e.Delay, e.Priority }.Where(n => n >= 0))),
    ];
}

/// <summary>An event's nodes; −1 where it has no delay or priority.</summary>
internal sealed record EventNodes(int Delay, int Priority, int[] Assignments, int[] Factors);

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
        int[] triggers = new int[model.Events.Count];
        for (int e = 0; e < triggers.Length; e++)
        {
            triggers[e] = model.Events[e].Trigger;
        }

        int[] inexact = [.. model.Derivatives, .. model.FastRates, .. model.OutputNodes, .. model.DelaySources, .. model.DelayHistories];
        int[] exact =
        [
            .. model.Roots, .. model.TimeStops, .. triggers, .. model.DelayTimes, .. model.DosingNodes,
        ];
        foreach (var happening in model.Events)
        {
            exact = [.. exact, .. happening.Assignments, .. happening.Factors, .. Present(happening.Delay, happening.Priority)];
        }

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

    public int[] All()
    {
        List<int> all = [.. Derivatives, .. FastRates, .. Outputs, .. Roots, .. TimeStops, .. Triggers, .. DelaySources, .. DelayHistories, .. DelayTimes, .. Dosing];
        foreach (var happening in Events)
        {
            all.AddRange([.. happening.Assignments, .. happening.Factors, .. Present(happening.Delay, happening.Priority)]);
        }

        return [.. all];
    }

    private static int[] Present(int delay, int priority) => (delay >= 0, priority >= 0) switch
    {
        (true, true) => [delay, priority],
        (true, false) => [delay],
        (false, true) => [priority],
        _ => [],
    };
}

/// <summary>An event's nodes; −1 where it has no delay or priority.</summary>
internal sealed record EventNodes(int[] Assignments, int[] Factors, int Delay, int Priority);

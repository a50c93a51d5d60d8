using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Stochastic;

/// <summary>
/// Single events beside what changes continuously (rate rules, rates that depend on the time): the sum of all propensities is integrated with the rest, and when it has
/// grown by an exponential variable of mean 1 an event happens, of each reaction with its share of the sum at that moment (Gillespie's method with its waiting time in
/// integrated form; Anderson, J. Chem. Phys. 127 (2007) 214107). It is a model with one more state and one event, and runs as any such model.
/// </summary>
internal static class ContinuousBesides
{
    private const string Grown = "sum of propensities since the last reaction";

    /// <summary>The model of single events, or null where one has no meaning: no reactions, algebraic states, delays, changes that are no fixed numbers.</summary>
    public static LoweredModel? Of(LoweredModel model)
    {
        var graph = model.Graph;
        if (model.Reactions.IsEmpty || model.IsAlgebraic.Contains(true) || model.FastRates.Length > 0 || model.DelayTimes.Length > 0
            || model.Reactions.Any(r => r.Changes.Any(c => !double.IsFinite(c.Change) || model.HasRateRule[c.State])))
        {
            return null;
        }

        int zero = graph.Constant(0);
        int grown = graph.State(model.States.Count);
        int threshold = graph.Parameter(model.Parameters.Count);
        int share = graph.Draw(model.Draws);
        int wait = graph.Negate(graph.Make(NodeKind.Log, graph.Draw(model.Draws + 1)));
        int[] sums = Sums(graph, model);
        int happens = graph.Make(NodeKind.LessOrEqual, threshold, grown);
        int limit = graph.Multiply(share, sums[^1]);
        int[] moved = [.. model.Reactions.SelectMany(r => r.Changes.Select(c => c.State)).Distinct().Order()];
        var next = new LoweredEvent(
            "reaction",
            TriggerInitialValue: true,
            Persistent: true,
            UseValuesFromTriggerTime: false,
            happens,
            Delay: -1,
            Priority: -1,
            [.. moved.Select(state => After(graph, model, state, sums, limit)), zero, wait],
            [],
            [.. moved.Select(state => new Slot(SlotSpace.State, state)), new Slot(SlotSpace.State, model.States.Count), new Slot(SlotSpace.Parameter, model.Parameters.Count)]);
        int[] derivatives = [.. model.Derivatives.Select((d, i) => model.HasRateRule[i] ? d : zero), sums[^1]];
        var augmented = model with
        {
            States = [.. model.States, Grown],
            StateDefaults = [.. model.StateDefaults, 0],
            IsAlgebraic = [.. model.IsAlgebraic, false],
            IsFast = [.. model.IsFast, false],
            HasRateRule = [.. model.HasRateRule, true],
            Parameters = [.. model.Parameters, "growth at which a reaction happens"],
            ParameterDefaults = [.. model.ParameterDefaults, double.NaN],
            Start = [.. model.Start, (new Slot(SlotSpace.Parameter, model.Parameters.Count), wait)],
            Derivatives = derivatives,
            Events = [.. model.Events, next],
            Draws = model.Draws + 2,
            Reactions = [],
        };
        var (roots, stops) = Discontinuities.Find(graph, [.. augmented.Derivatives, .. augmented.Events.Select(e => e.Trigger)]);
        return augmented with { Roots = roots, TimeStops = stops };
    }

    /// <summary>Sums of the propensities up to each; no number where one is negative.</summary>
    private static int[] Sums(ExpressionGraph graph, LoweredModel model)
    {
        int zero = graph.Constant(0);
        int nan = graph.Constant(double.NaN);
        int sum = zero;
        return [.. model.Reactions.Select(r => sum = graph.Add(sum, graph.Select(graph.Make(NodeKind.LessOrEqual, zero, r.Propensity), r.Propensity, nan)))];
    }

    private static int After(ExpressionGraph graph, LoweredModel model, int state, int[] sums, int limit)
    {
        double[] changes = [.. model.Reactions.Select(r => r.Changes.Where(c => c.State == state).Select(c => c.Change).FirstOrDefault())];
        int change = graph.Constant(changes[^1]);
        for (int j = sums.Length - 2; j >= 0; j--)
        {
            if (changes[j] != changes[j + 1])
            {
                change = graph.Select(graph.Make(NodeKind.Less, limit, sums[j]), graph.Constant(changes[j]), change);
            }
        }

        return graph.Add(graph.State(state), change);
    }
}

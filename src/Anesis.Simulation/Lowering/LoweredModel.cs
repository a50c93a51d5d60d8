using System.Globalization;
using System.Text;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>
/// A model as slots and nodes: what is continuous, what is free, and the nodes of everything that a simulation evaluates.
/// Nodes read the leaves Time, State(i), Parameter(i) (the free region), Delayed(i), Draw(i).
/// </summary>
public sealed record LoweredModel
{
    private (int[] Of, Gradient[] Gradients)? _known;

    public required ExpressionGraph Graph { get; init; }

    public required ValueList<string> States { get; init; }

    public required ValueList<double> StateDefaults { get; init; }

    public required ValueList<bool> IsAlgebraic { get; init; }

    /// <summary>True for the states that fast reactions bring to rest.</summary>
    public required ValueList<bool> IsFast { get; init; }

    /// <summary>What the fast reactions alone make of each state of <see cref="IsFast"/>, in order.</summary>
    public required int[] FastRates { get; init; }

    /// <summary>True for states that a rate rule moves, false for those that reactions or an algebraic equation determine.</summary>
    public required ValueList<bool> HasRateRule { get; init; }

    public required ValueList<string> Parameters { get; init; }

    public required ValueList<double> ParameterDefaults { get; init; }

    public required ValueList<int> InputSlots { get; init; }

    /// <summary>dy/dt, or the residual of an algebraic state.</summary>
    public required int[] Derivatives { get; init; }

    /// <summary>Slots that get a value at the start, and its node (of the values before).</summary>
    public required ValueList<(Slot Slot, int Node)> Start { get; init; }

    public required ValueList<string> Outputs { get; init; }

    public required int[] OutputNodes { get; init; }

    public required int[] Roots { get; init; }

    public required int[] TimeStops { get; init; }

    public required ValueList<LoweredEvent> Events { get; init; }

    public required int[] DelaySources { get; init; }

    /// <summary>The values of the delays' expressions before the start.</summary>
    public required int[] DelayHistories { get; init; }

    public required int[] DelayTimes { get; init; }

    public required int Draws { get; init; }

    public required ValueList<DosingTarget> Dosing { get; init; }

    /// <summary>Bioavailability, lag, rate, duration of each dosing target.</summary>
    public required int[] DosingNodes { get; init; }

    /// <summary>Free parameters that hold, while an event is computed, what doses add to a state's slope.</summary>
    public ValueList<(int State, int Parameter)> InputRates { get; init; } = [];

    public required ValueList<LoweredReaction> Reactions { get; init; }

    /// <summary>∂f/∂y and ∂f/∂t of each derivative, computed when first asked for.</summary>
    public Gradient[] DerivativeGradients
    {
        get
        {
            // A copy of the record with other derivatives has other gradients.
            if (_known is not { } known || known.Of != Derivatives)
            {
                lock (Graph)
                {
                    _known = known = (Derivatives, Gradients.ByStatesAndTime(Graph).Of(Derivatives));
                }
            }

            return known.Gradients;
        }
    }

    /// <summary>f = A·y + b with A constant between discontinuities (b may depend on time), no algebraic states and no delays.</summary>
    public bool IsLinear =>
        DelayTimes.Length == 0 && !IsAlgebraic.Contains(true)
        && DerivativeGradients.All(gradient => gradient.Leaves.Zip(gradient.Derivatives)
            .All(entry => Graph.Kind(entry.First) == NodeKind.Time
                ? (Graph.DependsOn(entry.Second) & Dependence.States) == Dependence.None
                : Graph.IsHoistable(entry.Second)));

    /// <summary>The nodes as text, one a line, for people who debug a model.</summary>
    public string Dump()
    {
        var text = new StringBuilder();
        for (int i = 0; i < States.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{States[i]}{(IsAlgebraic[i] ? " : 0 =" : "' =")} {GraphText.Of(Graph, Derivatives[i], this)}\n");
        }

        foreach (var (slot, node) in Start)
        {
            text.Append(CultureInfo.InvariantCulture, $"start {(slot.Space == SlotSpace.State ? States : Parameters)[slot.Index]} = {GraphText.Of(Graph, node, this)}\n");
        }

        for (int i = 0; i < Outputs.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"output {Outputs[i]} = {GraphText.Of(Graph, OutputNodes[i], this)}\n");
        }

        foreach (int root in Roots)
        {
            text.Append(CultureInfo.InvariantCulture, $"root {GraphText.Of(Graph, root, this)}\n");
        }

        foreach (int stop in TimeStops)
        {
            text.Append(CultureInfo.InvariantCulture, $"stop at {GraphText.Of(Graph, stop, this)}\n");
        }

        foreach (var happening in Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"event {happening.Id} when {GraphText.Of(Graph, happening.Trigger, this)}\n");
            for (int i = 0; i < happening.Targets.Count; i++)
            {
                var slot = happening.Targets[i];
                text.Append(CultureInfo.InvariantCulture, $"  {(slot.Space == SlotSpace.State ? States : Parameters)[slot.Index]} = {GraphText.Of(Graph, happening.Assignments[i], this)}\n");
            }
        }

        return text.ToString();
    }
}

/// <summary>
/// An event's nodes; −1 for a delay or priority that it lacks. Assignments are the new values of the targets, from the values before;
/// Factors are what these are multiplied by at the time of execution (sizes of compartments), empty when none differs from 1.
/// </summary>
public sealed record LoweredEvent(
    string Id,
    bool TriggerInitialValue,
    bool Persistent,
    bool UseValuesFromTriggerTime,
    int Trigger,
    int Delay,
    int Priority,
    ValueList<int> Assignments,
    ValueList<int> Factors,
    ValueList<Slot> Targets);

/// <summary>
/// A reaction for stochastic simulation: its propensity (extent per time), by how much one event changes each state, in amounts, and how much of which states
/// it consumes (what it gives back included). A change that is not a constant number is NaN: such a reaction can't be simulated by events.
/// </summary>
public sealed record LoweredReaction(string Id, int Propensity, ValueList<(int State, double Change)> Changes, ValueList<(int State, double Count)> Consumes);

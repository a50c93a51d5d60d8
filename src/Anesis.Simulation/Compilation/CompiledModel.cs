using Anesis.Modeling.Values;
using Anesis.Simulation.Integration.Linear;

namespace Anesis.Simulation.Compilation;

public enum SlotSpace
{
    State,
    Parameter,
}

/// <summary>Where a quantity lives at run time: a continuous state or a free parameter.</summary>
public readonly record struct Slot(SlotSpace Space, int Index);

/// <summary>Sparse pattern by rows: the columns of row r are Columns[RowStarts[r]..RowStarts[r+1]], ascending.</summary>
public sealed record SparsityPattern(int Size, int[] RowStarts, int[] Columns)
{
    public int NonZeros => Columns.Length;
}

/// <summary>The machine code of one model for one lane count. Immutable and shared by all threads.</summary>
public sealed record CompiledModel
{
    private readonly Lazy<Elimination?> _elimination;

    public CompiledModel() => _elimination = new(() => Elimination.Of(JacobianPattern, Lanes, i => IsAlgebraic[i]));

    /// <summary>1, 2, 4, 8 or 16.</summary>
    public required int Lanes { get; init; }

    /// <summary>Ids of the continuous states, in order.</summary>
    public required ValueList<string> States { get; init; }

    /// <summary>Ids of the free parameters, in order: constants, sizes, discrete variables, and the inputs given by individual.</summary>
    public required ValueList<string> Parameters { get; init; }

    /// <summary>Names of the outputs as asked for, in order.</summary>
    public required ValueList<string> Outputs { get; init; }

    /// <summary>Indices into <see cref="Parameters"/> of <c>CompileRequest.Inputs</c>, in their order.</summary>
    public required ValueList<int> InputSlots { get; init; }

    public required ParameterLayout Layout { get; init; }

    public required int ScratchCount { get; init; }

    /// <summary>Values before <see cref="Start"/>, by state and by free parameter; NaN where the model gives none.</summary>
    public required ValueList<double> StateDefaults { get; init; }

    public required ValueList<double> ParameterDefaults { get; init; }

    /// <summary>True for states with 0 = f (index-1 algebraic variables), false for those with y' = f.</summary>
    public required ValueList<bool> IsAlgebraic { get; init; }

    /// <summary>True for the states that fast reactions bring to rest at once; y' = f follows that rest, stiffly. Empty where there are none.</summary>
    public ValueList<bool> IsFast { get; init; } = [];

    /// <summary>What the fast reactions alone make of each state of <see cref="IsFast"/>, in order; null where there are none.</summary>
    public Kernel? FastRates { get; init; }

    /// <summary>Evaluates initial assignments in dependency order: reads and writes <c>states</c> and the free <c>parameters</c>. Result unused.</summary>
    public required Kernel Start { get; init; }

    /// <summary>Fills the hoisted region of <c>parameters</c> from its free region. Result unused.</summary>
    public required Kernel Hoist { get; init; }

    /// <summary>result[StateCount] = dy/dt (or the residual of an algebraic state).</summary>
    public required Kernel Derivatives { get; init; }

    /// <summary>All stages of a step of the explicit method of order 5, made when first asked for; null for what is too large to gain by it, and where f is not <see cref="Derivatives"/> alone.</summary>
    internal Lazy<Kernel?>? LazyExplicitStep { get; init; }

    /// <summary>Makes <see cref="Jacobian"/>, its pattern and <see cref="TimeDerivative"/> when one of them is first asked for: explicit methods need none.</summary>
    public Lazy<JacobianCode>? LazyJacobian { get; init; }

    /// <summary>result[JacobianPattern.NonZeros] = ∂f/∂y in row order.</summary>
    public Kernel Jacobian
    {
        get => field ?? LazyJacobian!.Value.Jacobian;
        init;
    }

    public SparsityPattern JacobianPattern
    {
        get => field ?? LazyJacobian!.Value.Pattern;
        init;
    }

    /// <summary>result[StateCount] = ∂f/∂t; null when f does not contain the time.</summary>
    public Kernel? TimeDerivative
    {
        get => field ?? LazyJacobian?.Value.TimeDerivative;
        init;
    }

    /// <summary>How the stiff method solves its linear systems, made when first asked for; null when an algebraic equation has no pivot.</summary>
    internal Elimination? Elimination => _elimination.Value;

    /// <summary>Makes <see cref="Network"/> when it is first asked for.</summary>
    public Lazy<ReactionNetwork>? LazyNetwork { get; init; }

    /// <summary>Makes <see cref="SingleEvents"/> when it is first asked for.</summary>
    public Lazy<CompiledModel?>? LazySingleEvents { get; init; }

    /// <summary>
    /// The model with its reactions as single events beside what changes continuously, for an ordinary method; null where that has no meaning.
    /// Its inputs and outputs are this model's.
    /// </summary>
    public CompiledModel? SingleEvents => LazySingleEvents?.Value;

    /// <summary>The reactions, for stochastic simulation; null for a model that was not made from reactions.</summary>
    public ReactionNetwork? Network => LazyNetwork?.Value;

    /// <summary>
    /// True when f = A·y + b, with A and b changing at restarts only (of parameters, at time stops), no algebraic states, no delays and nothing to be
    /// looked for inside steps: such a course is computed by its series.
    /// </summary>
    public bool IsLinear
    {
        get => field && RootCount == 0 && Layout.Delayed == 0 && (LazyJacobian?.Value.IsConstant ?? false);
        init;
    } = true;

    /// <summary>result[Outputs.Count].</summary>
    public required Kernel Observe { get; init; }

    /// <summary>Indices of the states that <see cref="Observe"/> needs, ascending; all of them where a delay is looked at.</summary>
    public required ValueList<int> ObservedStates { get; init; }

    /// <summary>result[RootCount]: continuous functions whose change of sign marks a discontinuity of f or a change of a trigger.</summary>
    public required Kernel Roots { get; init; }

    public required int RootCount { get; init; }

    /// <summary>
    /// result[TimeStopCount]: times, functions of parameters only, at which a condition on time changes (NaN: never).
    /// The integrator lands on them exactly, and computes them again after a change of parameters.
    /// </summary>
    public required Kernel TimeStops { get; init; }

    public required int TimeStopCount { get; init; }

    /// <summary>result[Events.Count] = 1 where the event's trigger is true, else 0.</summary>
    public required Kernel Triggers { get; init; }

    public required ValueList<CompiledEvent> Events { get; init; }

    /// <summary>result[Layout.Delayed] = the expressions inside delay(…), at the present time.</summary>
    public required Kernel DelaySources { get; init; }

    /// <summary>
    /// As <see cref="DelaySources"/>, but for times before the start (with the states and parameters of the start): initial assignments hold there too,
    /// with time going on, and rates of change are 0. Null: as <see cref="DelaySources"/>.
    /// </summary>
    public Kernel? DelayHistory { get; init; }

    /// <summary>result[Layout.Delayed] = how far back each delay(…) looks.</summary>
    public required Kernel DelayTimes { get; init; }

    /// <summary>result[4 · Dosing.Count]: bioavailability, lag, modelled rate, modelled duration of each dosing target, at the present time.</summary>
    public required Kernel DosingParameters { get; init; }

    public required ValueList<DosingTarget> Dosing { get; init; }

    /// <summary>Free parameters that events read as what doses add to a state's slope at the moment of the event.</summary>
    public ValueList<(int State, int Parameter)> InputRates { get; init; } = [];

    public int StateCount => States.Count;
}

/// <summary>Machine code of the derivatives of f. IsConstant: ∂f/∂y is a function of parameters alone, f does not contain the time, and no state is algebraic.</summary>
public sealed record JacobianCode(Kernel Jacobian, SparsityPattern Pattern, Kernel? TimeDerivative, bool IsConstant = false);

/// <summary>An event's machine code. Kernels that the event lacks are null.</summary>
public sealed record CompiledEvent
{
    public required string Id { get; init; }

    public required bool TriggerInitialValue { get; init; }

    public required bool Persistent { get; init; }

    public required bool UseValuesFromTriggerTime { get; init; }

    /// <summary>result[1].</summary>
    public Kernel? Delay { get; init; }

    /// <summary>result[1].</summary>
    public Kernel? Priority { get; init; }

    /// <summary>result[Targets.Count]: new values, all from the state before the event.</summary>
    public required Kernel Assignments { get; init; }

    /// <summary>
    /// result[Targets.Count]: what the assigned values are multiplied by when the event executes, at the values just before; null when all are 1.
    /// Only for events with values of the trigger's time that set concentrations: the compartment may have changed meanwhile.
    /// </summary>
    public Kernel? Factors { get; init; }

    public required ValueList<Slot> Targets { get; init; }
}

/// <summary>
/// A species that doses go to: its state, and the ids of the quantities (if the model has them) that hold its bioavailability (default 1),
/// lag (0), modelled rate and modelled duration. Compartment numbers of data sets count these from 1.
/// </summary>
public sealed record DosingTarget(string Species, int State, string? Bioavailability, string? Lag, string? Rate, string? Duration);

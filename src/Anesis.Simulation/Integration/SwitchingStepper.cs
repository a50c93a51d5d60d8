using System.Numerics;
using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration.Explicit;
using Anesis.Simulation.Integration.Linear;
using Anesis.Simulation.Integration.Stiff;

namespace Anesis.Simulation.Integration;

/// <summary>
/// Steps each lane with the explicit or the stiff method, as the options say or the lane's own history asks, or a linear model's with its series
/// where a course takes few steps of it. Lanes of all kinds share a vector.
/// </summary>
internal sealed unsafe class SwitchingStepper<TLanes> : LaneStepper
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Series steps between two restarts, of about four over the largest rate each, after which a linear model counts as stiff.</summary>
    private const double MostLinearSteps = 40;

    private const double LookEvery = 500;
    private const double Looks = 16;

    private readonly LaneMemory _memory = new();
    private readonly CompiledModel _model;
    private readonly LaneProblem<TLanes> _problem;
    private readonly LaneClock<TLanes> _clock;
    private readonly ErrorScale<TLanes> _scale;
    private readonly InitialStep<TLanes> _initialStep;
    private readonly ExplicitMethod<TLanes>? _explicit;
    private readonly RosenbrockMethod<TLanes>? _stiff;
    private readonly MethodChoice<TLanes>? _choice;
    private readonly LinearMethod<TLanes>? _linear;
    private readonly StepRule _explicitRule;
    private readonly StepRule _stiffRule;
    private readonly Outcome?[] _failures = new Outcome?[TLanes.Count];
    private readonly string? _singular;
    private readonly double _maximumSteps;
    private readonly bool _looksForRounding;
    private readonly long _stride;
    private readonly double* _states;
    private readonly double* _start;
    private readonly double* _trial;
    private readonly double* _slopes;
    private readonly double* _times;
    private readonly double* _linearSteps;
    private readonly double* _nextLook;
    private readonly StateSet _allStates;
    private readonly StateSet _observedStates;

    /// <summary>Lanes that were restarted since their last step, and those of them with a new individual.</summary>
    private uint _restarted;
    private uint _fresh;

    /// <summary>Lanes whose last explicit stage is their next first, and those whose first stage must be computed.</summary>
    private uint _carried;
    private uint _slopeless;

    /// <summary>Lanes that the stiff method steps now, and those whose last step it made.</summary>
    private uint _stiffNow;
    private uint _stiffBefore;
    private uint _failed;

    /// <summary>Some lane has left the explicit method.</summary>
    private bool _hasChanged;

    /// <summary>Lanes that the series steps now, those whose last step it made, and those that it serves no more.</summary>
    private uint _linearNow;
    private uint _linearBefore;
    private uint _linearLeft;

    /// <summary>Stiff lanes that wait for explicit ones.</summary>
    private uint _waiting;

    /// <summary>Lanes whose last step was a <see cref="Slide"/>.</summary>
    private uint _slid;

    /// <summary>Calls of <see cref="Step"/> before the first in which a lane can have made all attempts that it has.</summary>
    private double _callsInHand;

    /// <param name="model">The model.</param>
    /// <param name="options">Method and tolerances.</param>
    /// <param name="delayed">Fills the delayed values.</param>
    /// <param name="handsOver">Steps explicitly alone; a lane that is seen to be stiff is stepped no more (<see cref="Stiff"/>).</param>
    public SwitchingStepper(CompiledModel model, EnsembleOptions options, DelayedValues? delayed, bool handsOver = false)
    {
        _model = model;
        _problem = new LaneProblem<TLanes>(model, delayed, _memory);
        _clock = new LaneClock<TLanes>(_memory);
        _scale = new ErrorScale<TLanes>(options.RelativeTolerance, options.AbsoluteTolerance, model.StateCount, _memory);
        _initialStep = new InitialStep<TLanes>(_problem, _memory);
        _maximumSteps = options.MaximumSteps;
        _stride = (long)model.StateCount * TLanes.Count;
        _states = _memory.Doubles(_stride);
        _start = _memory.Doubles(_stride);
        _trial = _memory.Doubles(_stride);
        _slopes = _memory.Doubles(_stride);
        _times = _memory.Doubles(TLanes.Count);
        _allStates = StateSet.All(model, _memory);
        _observedStates = StateSet.Observed(model, _memory);
        _nextLook = _memory.Doubles(TLanes.Count);
        bool stiffOnly = model.IsAlgebraic.Any(is0 => is0) || model.FastRates is not null;
        if (options.Method != Method.Stiff && !stiffOnly)
        {
            _explicit = new ExplicitMethod<TLanes>(ExplicitMethods.For(options), _problem, _memory);
            double exponent = 1.0 / (_explicit.Tableau.ErrorOrder + 1);
            _explicitRule = new StepRule(ExplicitMethods.ErrorShare(_explicit.Tableau), exponent, 0.4 * exponent, Safety: 0.9, Growth: 10, Shrink: 0.2);
        }

        EliminationOrder? order = handsOver ? EliminationOrder.WithDiagonal(model.JacobianPattern) : null;
        if (!handsOver && (options.Method != Method.Explicit || stiffOnly))
        {
            order = model.Elimination?.Order;
            if (model.Elimination is null)
            {
                // Only algebraic equations can lack a pivot.
                _singular = model.States[Enumerable.Range(0, model.StateCount).First(i => model.IsAlgebraic[i])];
            }
            else
            {
                _stiff = new RosenbrockMethod<TLanes>(Rodas5P.Tableau, model.Elimination, _problem, _memory);
                double exponent = 1.0 / (_stiff.Tableau.ErrorOrder + 1);
                _stiffRule = new StepRule(_stiff.Tableau.ErrorShare, exponent, 0.2 * exponent, Safety: 0.9, Growth: 8, Shrink: 0.2);
            }
        }

        _stiffBefore = _explicit is null ? uint.MaxValue : 0;
        if (_explicit is not null && (_stiff is not null || handsOver))
        {
            double stiffCost = StepCosts.StiffInExplicitSteps(model.JacobianPattern, order!, _explicit.StepCost, Rodas5P.Tableau.Stages);
            _choice = new MethodChoice<TLanes>(_explicit.Tableau.StabilityLimit, stiffCost, _memory);
        }

        // Given tolerances stay as they are.
        _looksForRounding = _stiff is not null && options.AbsoluteTolerance is null;
        _linearSteps = _memory.Doubles(TLanes.Count);
        if (options.Method == Method.Auto && !handsOver && model.IsLinear)
        {
            _linear = new LinearMethod<TLanes>(options.RelativeTolerance, _problem, _memory);
        }
    }

    /// <summary>Lanes whose own history says that the stiff method should step them.</summary>
    public uint Stiff => _stiffNow;

    public override bool IsBestInStep => _hasChanged;

    public override uint Waiting => _waiting;

    public override int Lanes => TLanes.Count;

    public override double* Time => _clock.Time;

    public override double* PreviousTime => _clock.Previous;

    public override double* States => _states;

    public override double* Parameters => _problem.Parameters;

    public override double* Input => _problem.Input;

    public override double* Stop => _clock.Stop;

    public override void Restart(int lane, bool fresh)
    {
        uint bit = 1u << lane;
        _restarted |= bit;
        _carried &= ~bit;
        _slopeless &= ~bit;
        _slid &= ~bit;
        if (fresh)
        {
            _fresh |= bit;
            _linearLeft &= ~bit;
            _failed &= ~bit;
            _failures[lane] = null;
            _stiffNow = _explicit is null ? _stiffNow | bit : _stiffNow & ~bit;
            _explicit?.Prepare();
            _clock.Fresh(lane);
            _nextLook[lane] = LookEvery;
            _choice?.Fresh(lane);
        }
        else
        {
            _clock.Restart(lane);
        }
    }

    public override void Settle(int lane)
    {
        uint bit = 1u << lane;
        if (_stiff is null || _singular is not null)
        {
            return;
        }

        _problem.TakeInputs();
        _scale.Restart(bit, _fresh, _states);
        if (_stiff.MakeConsistent(bit, _clock.Time, _states, _scale.Absolute, _scale.Relative) == 0)
        {
            FailInconsistent(bit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Step(uint active)
    {
        active &= ~_failed;
        if (_restarted != 0)
        {
            // A lane whose input changes starts anew.
            _problem.TakeInputs();
        }

        if (_carried != 0)
        {
            _explicit!.Carry(_carried);
            _carried = 0;
        }

        uint starting = active & _restarted;
        if (starting != 0 && _linear is not null)
        {
            starting &= ~BeginLinear(starting);
        }

        if (starting != 0)
        {
            active &= ~Begin(starting);
        }

        uint slopeless = active & _slopeless & ~_stiffNow;
        if (slopeless != 0)
        {
            FirstSlopes(slopeless);
        }

        if (--_callsInHand < 0)
        {
            active &= ~GiveUp(active);
        }

        uint linear = active & _linearNow;
        uint stiff = active & _stiffNow & ~linear;
        uint easy = active & ~_stiffNow & ~linear;
        uint accepted = 0;
        if (linear != 0)
        {
            accepted = LinearStep(linear);
        }

        if (easy != 0)
        {
            accepted |= ExplicitStep(easy);
        }

        // A stiff step costs several explicit ones and serves every lane that waits for it.
        _waiting = easy != 0 ? stiff : 0;
        stiff &= ~_waiting;
        if (stiff != 0 && _stiff is not null)
        {
            accepted |= StiffStep(stiff);
        }

        return accepted;
    }

    public override Outcome? Failure(int lane) => _failures[lane];

    public override void Interpolate(double* times, double* result) => Interpolate(times, _allStates, result);

    public override void InterpolateObserved(double* times, double* result) => Interpolate(times, _observedStates, result);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Interpolate(double* times, StateSet wanted, double* result)
    {
        uint all = (1u << TLanes.Count) - 1;
        if (((_linearBefore | _stiffBefore) & all) == 0 && _explicit!.HasShortWay(wanted))
        {
            _explicit.InterpolateOne(times, _clock.Previous, _clock.Taken, _start, wanted, result);
            return;
        }

        TLanes h = TLanes.Load(_clock.Taken);
        TLanes theta = (TLanes.Load(times) - TLanes.Load(_clock.Previous)) / h;
        uint linear = _linearBefore & all;
        if (linear == all)
        {
            _linear!.Interpolate(h, theta, result);
            return;
        }

        InterpolateOrdinary(h, theta, wanted, result);
        if (linear != 0)
        {
            _linear!.Interpolate(h, theta, _trial);
            Merge(linear, result);
        }
    }

    private void InterpolateOrdinary(TLanes h, TLanes theta, StateSet wanted, double* result)
    {
        uint all = (1u << TLanes.Count) - 1;
        if ((_stiffBefore & all) == 0)
        {
            _explicit!.Interpolate(_clock.Previous, _start, h, theta, wanted, result);
            return;
        }

        _stiff!.Interpolate(_start, theta, wanted, result);
        if ((_stiffBefore & all) != all && _explicit is not null)
        {
            _explicit.Interpolate(_clock.Previous, _start, h, theta, wanted, _trial);
            Merge(~_stiffBefore, result);
        }
    }

    /// <summary>Takes these lanes from the trial states.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Merge(uint lanes, double* result)
    {
        TLanes mask = TLanes.MaskFromBits(lanes);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes.Store(TLanes.Select(mask, TLanes.Load(_trial + at), TLanes.Load(result + at)), result + at);
        }
    }

    public override void Truncate(int lane, double time)
    {
        new Span<double>(_times, TLanes.Count).Fill(time);
        Interpolate(_times, _slopes);
        for (long at = lane; at < _stride; at += TLanes.Count)
        {
            _states[at] = _slopes[at];
        }

        _clock.Time[lane] = time;
    }

    public override double Magnitude(int state, int lane) => (_linearBefore >> lane & 1) != 0 ? 0 : _scale.Magnitude(state, lane);

    public override RunCounters Counters(int lane) => _clock.Counters(lane);

    public override void Dispose() => _memory.Dispose();

    /// <summary>Lanes that start anew and whose course the series takes.</summary>
    private uint BeginLinear(uint lanes)
    {
        uint linear = lanes & ~_linearLeft;
        _linearNow = (_linearNow & ~lanes) | linear;
        if (linear != 0)
        {
            _linear!.Begin(linear, _clock.Time);
            _clock.CountSlopes(linear, 1);
            TLanes.Store(TLanes.AndNot(TLanes.Load(_linearSteps), TLanes.MaskFromBits(linear)), _linearSteps);

            // The scales have not been told of the individual: it stays fresh for the other methods.
            _restarted &= ~linear;
        }

        return linear;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint LinearStep(uint lanes)
    {
        uint left = _clock.PlanEqual(lanes, _linear!.LongestStep, out TLanes h, out TLanes end);
        left |= lanes & TLanes.MaskBits(TLanes.GreaterThanOrEqual(TLanes.Load(_linearSteps), TLanes.Create(MostLinearSteps)));
        uint accepted = lanes & ~left;
        if (accepted != 0)
        {
            accepted = _linear.Attempt(accepted, _clock.Time, _states, h, _trial);
            _clock.CountSlopes(accepted, _linear.StepCosts);
            _clock.Accept(accepted, h, end);
            TLanes mask = TLanes.MaskFromBits(accepted);
            TLanes.Store(TLanes.Load(_linearSteps) + (mask & TLanes.One), _linearSteps);
            for (long at = 0; at < _stride; at += TLanes.Count)
            {
                TLanes.Store(TLanes.Select(mask, TLanes.Load(_trial + at), TLanes.Load(_states + at)), _states + at);
            }
        }

        // What is stiff, or leaves the numbers, is the others' from here on.
        left = lanes & ~accepted;
        _linearLeft |= left;
        _linearNow &= ~left;
        _restarted |= left;
        _linearBefore |= accepted;
        return accepted;
    }

    /// <summary>Consistent states, slopes, scales and first step of lanes that start anew. Returns those that can't.</summary>
    private uint Begin(uint lanes)
    {
        uint unable = 0;
        if (_singular is not null)
        {
            unable = lanes;
            Fail(unable, OutcomeKind.StepTooSmall, _singular);
            return unable;
        }

        _scale.Restart(lanes, _fresh, _states);
        if (_stiff is not null)
        {
            uint inconsistent = lanes & ~_stiff.MakeConsistent(lanes, _clock.Time, _states, _scale.Absolute, _scale.Relative);
            if (inconsistent != 0)
            {
                FailInconsistent(inconsistent);
                unable |= inconsistent;
            }
        }

        _problem.Slopes(_clock.Time, _states, _slopes);
        _clock.CountSlopes(lanes, 2);
        TLanes mask = TLanes.MaskFromBits(lanes);
        TLanes faults = TLanes.Zero;
        double* first = _explicit is null ? _trial : _explicit.FirstSlopes;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes slope = TLanes.Load(_slopes + at);
            faults = TLanes.FusedMultiplyAdd(slope, TLanes.Zero, faults);
            faults = TLanes.FusedMultiplyAdd(TLanes.Load(_states + at), TLanes.Zero, faults);
            TLanes.Store(TLanes.Select(mask, slope, TLanes.Load(first + at)), first + at);
        }

        uint faulty = lanes & ~unable & TLanes.MaskBits(TLanes.IsNaN(faults));
        for (uint rest = faulty; rest != 0; rest &= rest - 1)
        {
            FailNotFinite(BitOperations.TrailingZeroCount(rest));
        }

        int order = _explicit?.Tableau.Order ?? _stiff!.Tableau.Order;
        TLanes step = _initialStep.Of(order, _clock.Time, _clock.Stop, _states, _slopes, _scale);
        TLanes.Store(TLanes.Select(mask, step, TLanes.Load(_clock.Proposed)), _clock.Proposed);
        _stiff?.BeginRate(lanes, _states, _scale.Absolute, _scale.Relative);
        _restarted &= ~lanes;
        _fresh &= ~lanes;
        return unable | faulty;
    }

    private void FailInconsistent(uint lanes) =>
        Fail(lanes, OutcomeKind.NotFinite, _model.States[Enumerable.Range(0, _model.StateCount).First(i => _model.IsAlgebraic[i])]);

    /// <summary>The first explicit stage of lanes that come from the stiff method.</summary>
    private void FirstSlopes(uint lanes)
    {
        _problem.Slopes(_clock.Time, _states, _slopes);
        _clock.CountSlopes(lanes, 1);
        TLanes mask = TLanes.MaskFromBits(lanes);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes.Store(TLanes.Select(mask, TLanes.Load(_slopes + at), TLanes.Load(_explicit!.FirstSlopes + at)), _explicit.FirstSlopes + at);
        }

        _slopeless &= ~lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint ExplicitStep(uint lanes)
    {
        uint unresolved = _clock.Plan(lanes, out TLanes h, out TLanes end);
        if (unresolved != 0)
        {
            lanes &= ~unresolved;
            if (_choice is not null)
            {
                // What shrinks an explicit step to nothing may be stiffness: the other method tries before the lane is given up.
                _clock.Enlarge(unresolved, 1e3);
                _stiffNow |= unresolved;
            }
            else
            {
                FailUnresolved(unresolved, stiff: false);
            }

            if (lanes == 0)
            {
                return 0;
            }
        }

        if (_looksForRounding)
        {
            LookForRounding(lanes, h);
        }

        _explicit!.Attempt(_clock.Time, _states, h);
        _clock.CountSlopes(lanes, _explicit.StepCost);
        TLanes error = _explicit.ErrorNorm(_states, _scale.Absolute, _scale.Relative, h);
        uint accepted = _clock.Judge(lanes, error, h, end, _explicitRule);
        if (_choice is not null && accepted != 0)
        {
            uint change = _choice.LeaveExplicit(accepted, _explicit.StepTimesRate(), h);
            _stiffNow |= change;
            _hasChanged |= change != 0;
            _carried |= accepted & ~change;
        }
        else
        {
            _carried |= accepted;
        }

        _stiffBefore &= ~accepted;
        _linearBefore &= ~accepted;
        Advance(accepted, _explicit.End);
        return accepted;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint StiffStep(uint lanes)
    {
        uint unresolved = _clock.Plan(lanes, out TLanes h, out TLanes end);
        if (unresolved == 0)
        {
            return OrdinaryStiffStep(lanes, h, end);
        }

        uint sliding = unresolved & ~_slid;
        uint stuck = unresolved & _slid;
        if (stuck != 0)
        {
            FailUnresolved(stuck, stiff: true);
        }

        lanes &= ~unresolved;
        uint accepted = lanes == 0 ? 0 : OrdinaryStiffStep(lanes, h, end);
        return accepted | Slide(sliding);
    }

    /// <summary>
    /// A step that shrank to nothing may have come up to a jump of f beyond which no step is accurate. One short straight step leads across: where
    /// something jumps there it is found, and the lane begins anew behind it. Where nothing does, the lane is given up at its next step.
    /// </summary>
    private uint Slide(uint lanes)
    {
        if (lanes != 0)
        {
            _slid |= lanes;
            _clock.PlanSlide(out TLanes h, out TLanes end);
            _stiff!.Slide(lanes, _clock.Time, _states, h, _trial);
            _clock.CountSlopes(lanes, 1);
            _clock.Accept(lanes, h, end);
            _stiffBefore |= lanes;
            _linearBefore &= ~lanes;
            Advance(lanes, _trial);
        }

        return lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint OrdinaryStiffStep(uint lanes, TLanes h, TLanes end)
    {
        if (_looksForRounding)
        {
            LookForRounding(lanes, h);
        }

        uint solved = _stiff!.Attempt(_clock.Time, _states, h);
        _clock.CountSlopes(lanes, _stiff.StepCost);
        _clock.CountFactorization(lanes);
        TLanes error = _stiff.End(_states, _trial, _scale.Absolute, _scale.Relative);
        error = TLanes.Select(TLanes.MaskFromBits(solved), error, TLanes.Create(double.NaN));
        uint accepted = _clock.Judge(lanes, error, h, end, _stiffRule);
        if (_choice is not null && accepted != 0)
        {
            uint change = _choice.LeaveStiff(accepted, _stiff.StepTimesRate(accepted, h), h);
            _stiffNow &= ~change;
            _slopeless |= change;
        }

        _slid &= ~accepted;
        _stiffBefore |= accepted;
        _linearBefore &= ~accepted;
        Advance(accepted, _trial);
        return accepted;
    }

    /// <summary>
    /// A lane that makes many steps may do so because its tolerance lies below the rounding of its slopes: in 16 of every 500 attempts, from the 500th on,
    /// its tolerances are raised to what can be met. One look may meet a piece of the course on which the rounding happens to stand still.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LookForRounding(uint lanes, TLanes h)
    {
        uint due = lanes & TLanes.MaskBits(TLanes.GreaterThanOrEqual(_clock.Attempts, TLanes.Load(_nextLook)));
        if (due != 0)
        {
            _stiff!.Floor(_clock.Time, _states, h, _slopes);
            for (uint rest = due; rest != 0; rest &= rest - 1)
            {
                int lane = BitOperations.TrailingZeroCount(rest);
                double into = _nextLook[lane] % LookEvery;
                _nextLook[lane] += into + 1 < Looks ? 1 : LookEvery - into;
            }

            _scale.Raise(due, _slopes);
        }
    }

    /// <summary>Accepted lanes take the states at the end of their step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance(uint accepted, double* end)
    {
        TLanes mask = TLanes.MaskFromBits(accepted);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes before = TLanes.Load(_states + at);
            TLanes.Store(TLanes.Select(mask, before, TLanes.Load(_start + at)), _start + at);
            TLanes.Store(TLanes.Select(mask, TLanes.Load(end + at), before), _states + at);
        }

        _scale.Grow(accepted, _states);
    }

    private uint GiveUp(uint lanes)
    {
        TLanes attempts = _clock.Attempts;
        uint spent = lanes & TLanes.MaskBits(TLanes.GreaterThanOrEqual(attempts, TLanes.Create(_maximumSteps)));
        _callsInHand = _maximumSteps;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            _callsInHand = Math.Min(_callsInHand, _maximumSteps - TLanes.Get(attempts, lane) - 1);
        }

        if (spent != 0)
        {
            Fail(spent, OutcomeKind.TooManySteps, null);
        }

        return spent;
    }

    /// <summary>The last trials of these lanes shrank their step below the resolution of the time: another one shows which state is to blame.</summary>
    private void FailUnresolved(uint lanes, bool stiff)
    {
        TLanes h = TLanes.Load(_clock.Proposed);
        if (stiff)
        {
            _stiff!.Attempt(_clock.Time, _states, h);
            _stiff.End(_states, _trial, _scale.Absolute, _scale.Relative);
        }
        else
        {
            _explicit!.Attempt(_clock.Time, _states, h);
        }

        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            int worst = 0;
            double largest = -1;
            var kind = OutcomeKind.StepTooSmall;
            if (stiff && _stiff!.FirstNotFinite(lane, _clock.Time, _states, h) is >= 0 and int origin)
            {
                kind = OutcomeKind.NotFinite;
                worst = origin;
            }

            for (int i = 0; i < _model.StateCount && kind == OutcomeKind.StepTooSmall; i++)
            {
                double error = stiff
                    ? _stiff!.ErrorOf(i, lane, _states, _trial, _scale.Absolute, _scale.Relative)
                    : _explicit!.ErrorOf(i, lane, _states, _scale.Absolute, _scale.Relative, _clock.Proposed[lane]);
                if (!double.IsFinite(error))
                {
                    kind = OutcomeKind.NotFinite;
                    worst = i;
                }
                else if (error > largest)
                {
                    largest = error;
                    worst = i;
                }
            }

            Fail(1u << lane, kind, worst < _model.StateCount ? _model.States[worst] : null);
        }
    }

    private void FailNotFinite(int lane)
    {
        for (int i = 0; i < _model.StateCount; i++)
        {
            long at = ((long)i * TLanes.Count) + lane;
            if (!double.IsFinite(_states[at]) || !double.IsFinite(_slopes[at]))
            {
                Fail(1u << lane, OutcomeKind.NotFinite, _model.States[i]);
                return;
            }
        }
    }

    private void Fail(uint lanes, OutcomeKind kind, string? quantity)
    {
        _failed |= lanes;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            _failures[lane] = new Outcome(kind, _clock.Time[lane], quantity);
        }
    }
}

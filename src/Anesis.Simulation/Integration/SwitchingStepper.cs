using System.Numerics;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration.Explicit;

namespace Anesis.Simulation.Integration;

/// <summary>Steps each lane with the explicit or the stiff method, as the lane's own history asks.</summary>
internal sealed unsafe class SwitchingStepper<TLanes> : LaneStepper
    where TLanes : struct, ILanes<TLanes>
{
    private readonly LaneMemory _memory = new();
    private readonly CompiledModel _model;
    private readonly LaneProblem<TLanes> _problem;
    private readonly LaneClock<TLanes> _clock;
    private readonly ErrorScale<TLanes> _scale;
    private readonly InitialStep<TLanes> _initialStep;
    private readonly ExplicitMethod<TLanes> _explicit;
    private readonly StepRule _explicitRule;
    private readonly Outcome?[] _failures = new Outcome?[TLanes.Count];
    private readonly double _maximumSteps;
    private readonly long _stride;
    private readonly double* _states;
    private readonly double* _start;
    private readonly double* _trial;
    private readonly double* _slopes;
    private readonly double* _times;
    private uint _restarted;
    private uint _fresh;
    private uint _carried;
    private uint _failed;

    public SwitchingStepper(CompiledModel model, EnsembleOptions options, DelayedValues? delayed)
    {
        _model = model;
        _problem = new LaneProblem<TLanes>(model, delayed, _memory);
        _clock = new LaneClock<TLanes>(_memory);
        _scale = new ErrorScale<TLanes>(options.RelativeTolerance, options.AbsoluteTolerance, model.StateCount, _memory);
        _initialStep = new InitialStep<TLanes>(_problem, _memory);
        _explicit = new ExplicitMethod<TLanes>(Tsitouras5.Tableau, _problem, _memory);
        double exponent = 1.0 / (_explicit.Tableau.ErrorOrder + 1);
        _explicitRule = new StepRule(exponent, 0.4 * exponent, Safety: 0.9, Growth: 10, Shrink: 0.2);
        _maximumSteps = options.MaximumSteps;
        _stride = (long)model.StateCount * TLanes.Count;
        _states = _memory.Doubles(_stride);
        _start = _memory.Doubles(_stride);
        _trial = _memory.Doubles(_stride);
        _slopes = _memory.Doubles(_stride);
        _times = _memory.Doubles(TLanes.Count);
    }

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
        if (fresh)
        {
            _fresh |= bit;
            _failed &= ~bit;
            _failures[lane] = null;
            _clock.Fresh(lane);
        }
        else
        {
            _clock.Restart(lane);
        }
    }

    public override uint Step(uint active)
    {
        active &= ~_failed;
        if (_carried != 0)
        {
            _explicit.Carry(_carried);
            _carried = 0;
        }

        uint starting = active & _restarted;
        if (starting != 0)
        {
            active &= ~Begin(starting);
        }

        return active == 0 ? 0 : ExplicitStep(active);
    }

    public override Outcome? Failure(int lane) => _failures[lane];

    public override void Interpolate(double* times, double* result)
    {
        TLanes h = TLanes.Load(_clock.Taken);
        TLanes theta = (TLanes.Load(times) - TLanes.Load(_clock.Previous)) / h;
        _explicit.Interpolate(_clock.Previous, _start, h, theta, result);
    }

    public override void Truncate(int lane, double time)
    {
        new Span<double>(_times, TLanes.Count).Fill(time);
        Interpolate(_times, _trial);
        for (long at = lane; at < _stride; at += TLanes.Count)
        {
            _states[at] = _trial[at];
        }

        _clock.Time[lane] = time;
    }

    public override RunCounters Counters(int lane) => _clock.Counters(lane);

    public override void Dispose() => _memory.Dispose();

    /// <summary>Slopes, scales and first step of lanes that start anew. Returns those that can't.</summary>
    private uint Begin(uint lanes)
    {
        _problem.Slopes(_clock.Time, _states, _slopes);
        _clock.CountSlopes(lanes, 2);
        TLanes mask = TLanes.MaskFromBits(lanes);
        TLanes faults = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes slope = TLanes.Load(_slopes + at);
            faults = TLanes.FusedMultiplyAdd(slope, TLanes.Zero, faults);
            faults = TLanes.FusedMultiplyAdd(TLanes.Load(_states + at), TLanes.Zero, faults);
            TLanes.Store(TLanes.Select(mask, slope, TLanes.Load(_explicit.FirstSlopes + at)), _explicit.FirstSlopes + at);
        }

        uint faulty = lanes & TLanes.MaskBits(TLanes.IsNaN(faults));
        for (uint rest = faulty; rest != 0; rest &= rest - 1)
        {
            FailNotFinite(BitOperations.TrailingZeroCount(rest), _states, _slopes);
        }

        _scale.Restart(lanes, _fresh, _states);
        TLanes step = _initialStep.Of(_explicit.Tableau.Order, _clock.Time, _clock.Stop, _states, _slopes, _scale);
        TLanes.Store(TLanes.Select(mask, step, TLanes.Load(_clock.Proposed)), _clock.Proposed);
        _restarted &= ~lanes;
        _fresh &= ~lanes;
        return faulty;
    }

    private uint ExplicitStep(uint lanes)
    {
        lanes &= ~GiveUp(lanes);
        uint unresolved = _clock.Plan(lanes, out TLanes h, out TLanes end);
        if (unresolved != 0)
        {
            FailUnresolved(unresolved);
            lanes &= ~unresolved;
        }

        if (lanes == 0)
        {
            return 0;
        }

        _explicit.Attempt(_clock.Time, _states, h, _trial);
        _clock.CountSlopes(lanes, _explicit.StepCost);
        TLanes error = _explicit.ErrorNorm(_states, _trial, _scale.Absolute, _scale.Relative, h);
        uint accepted = _clock.Judge(lanes, error, h, end, _explicitRule);
        Advance(accepted);
        _carried |= accepted;
        return accepted;
    }

    /// <summary>Accepted lanes take the trial states.</summary>
    private void Advance(uint accepted)
    {
        TLanes mask = TLanes.MaskFromBits(accepted);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes before = TLanes.Load(_states + at);
            TLanes.Store(TLanes.Select(mask, before, TLanes.Load(_start + at)), _start + at);
            TLanes.Store(TLanes.Select(mask, TLanes.Load(_trial + at), before), _states + at);
        }

        _scale.Grow(accepted, _states);
    }

    private uint GiveUp(uint lanes)
    {
        uint spent = lanes & TLanes.MaskBits(TLanes.GreaterThanOrEqual(_clock.Attempts, TLanes.Create(_maximumSteps)));
        for (uint rest = spent; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            Fail(lane, new Outcome(OutcomeKind.TooManySteps, _clock.Time[lane]));
        }

        return spent;
    }

    /// <summary>The last trial of these lanes shrank their step below the resolution of the time: says why.</summary>
    private void FailUnresolved(uint lanes)
    {
        // The step was cut from ten times as much at most: another trial at what is left shows the state that is to blame.
        TLanes h = TLanes.Load(_clock.Proposed);
        _explicit.Attempt(_clock.Time, _states, h, _trial);
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            int worst = -1;
            double largest = -1;
            for (int i = 0; i < _model.StateCount; i++)
            {
                double error = _explicit.ErrorOf(i, lane, _states, _trial, _scale.Absolute, _scale.Relative, _clock.Proposed[lane]);
                if (!double.IsFinite(error))
                {
                    Fail(lane, new Outcome(OutcomeKind.NotFinite, _clock.Time[lane], _model.States[i]));
                    worst = -1;
                    break;
                }

                if (error > largest)
                {
                    largest = error;
                    worst = i;
                }
            }

            if (_failures[lane] is null)
            {
                Fail(lane, new Outcome(OutcomeKind.StepTooSmall, _clock.Time[lane], worst < 0 ? null : _model.States[worst]));
            }
        }
    }

    private void FailNotFinite(int lane, double* states, double* slopes)
    {
        for (int i = 0; i < _model.StateCount; i++)
        {
            long at = ((long)i * TLanes.Count) + lane;
            if (!double.IsFinite(states[at]) || !double.IsFinite(slopes[at]))
            {
                Fail(lane, new Outcome(OutcomeKind.NotFinite, _clock.Time[lane], _model.States[i]));
                return;
            }
        }
    }

    private void Fail(int lane, Outcome outcome)
    {
        _failures[lane] = outcome;
        _failed |= 1u << lane;
    }
}

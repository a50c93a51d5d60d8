using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Integration.Linear;

namespace Anesis.Simulation.Integration.Stiff;

/// <summary>The stages of a Rosenbrock–Wanner method for all lanes at once, each with its own t and h; one Jacobian and one factorisation a step.</summary>
internal sealed unsafe class RosenbrockMethod<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const int MostNewtonSteps = 50;

    private readonly LaneProblem<TLanes> _problem;
    private readonly LaneFactors<TLanes> _factors;
    private readonly int _states;
    private readonly long _stride;
    private readonly double* _stages;
    private readonly double* _stageStates;
    private readonly double* _stageTime;
    private readonly double* _right;
    private readonly double* _weights;
    private readonly double* _history;
    private readonly double* _jacobian;
    private readonly long _entries;
    private readonly double* _timeSlopes;
    private readonly double* _direction;
    private readonly double* _shares;
    private readonly bool* _algebraic;
    private readonly bool _hasAlgebraic;
    private readonly int* _rowStarts;
    private readonly int* _columns;
    private readonly double[] _nodes;
    private readonly double[] _timeWeights;
    private readonly bool[] _goesOn;
    private readonly StageRow _error;
    private readonly double _gamma;
    private readonly double[] _straight;
    private readonly bool[] _stands;
    private readonly RoundingFloor<TLanes> _floor;

    public RosenbrockMethod(RosenbrockTableau tableau, Elimination elimination, LaneProblem<TLanes> problem, LaneMemory memory)
    {
        Tableau = tableau;
        _problem = problem;
        var model = problem.Model;
        _factors = new LaneFactors<TLanes>(elimination, memory);
        _states = model.StateCount;
        _stride = (long)_states * TLanes.Count;
        _stages = memory.Doubles(_stride * tableau.Stages);
        _stageStates = memory.Doubles(_stride);
        _stageTime = memory.Doubles(TLanes.Count);
        _right = memory.Doubles(_stride);
        _history = memory.Doubles(_stride);
        _entries = (long)model.JacobianPattern.NonZeros * TLanes.Count;
        _jacobian = memory.Doubles(_entries);
        _timeSlopes = memory.Doubles(_stride);
        _direction = memory.Doubles(_stride);
        _shares = memory.Doubles(_stride);
        _algebraic = (bool*)memory.Integers(_states);
        for (int i = 0; i < _states; i++)
        {
            _algebraic[i] = model.IsAlgebraic[i];
            _hasAlgebraic |= model.IsAlgebraic[i];
        }

        _rowStarts = memory.Copy(model.JacobianPattern.RowStarts);
        _columns = memory.Copy(model.JacobianPattern.Columns);
        _nodes = tableau.Nodes;
        _timeWeights = tableau.TimeWeights;
        _gamma = tableau.Gamma;
        _goesOn = [.. Enumerable.Range(0, tableau.Stages).Select(tableau.GoesOn)];
        _weights = memory.Doubles((long)tableau.Stages * TLanes.Count);
        _error = new StageRow(tableau.Error, _stride, memory);
        _straight = StraightLine.Of(tableau);
        _floor = new RoundingFloor<TLanes>(problem, memory);
        _stands = [.. model.IsAlgebraic.Select((algebraic, i) => algebraic || (model.FastRates is not null && model.IsFast[i]))];
    }

    public RosenbrockTableau Tableau { get; }

    /// <summary>How many right-hand sides an attempt costs.</summary>
    public int StepCost => Tableau.Stages;

    /// <summary>All stages of a step of size h from (time, states); <see cref="End"/> completes it. Returns the lanes whose linear systems could be solved.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint Attempt(double* time, double* states, TLanes h)
    {
        _problem.Slopes(time, states, _right);
        bool moves = TimeSlopes(time, states, h);
        Jacobian(time, states);
        TLanes perStep = TLanes.One / h;
        uint solved = _factors.Factor(_jacobian, TLanes.One / (h * TLanes.Create(_gamma)), _algebraic, algebraicOnly: false);
        for (int i = 0; i < Tableau.Stages; i++)
        {
            double* stage = _stages + (i * _stride);
            if (i > 0)
            {
                if (_goesOn[i])
                {
                    StagePairs.GoOn<TLanes>(Tableau.C[i], _stages, _stride, _stageStates, _history);
                }
                else
                {
                    StagePairs.Sum<TLanes>(Tableau.A[i], Tableau.C[i], _stages, _stride, states, _stageStates, _history);
                }

                TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Create(_nodes[i]), h, TLanes.Load(time)), _stageTime);
                _problem.Slopes(_stageTime, _stageStates, _right);
            }

            if (moves && _timeWeights[i] != 0)
            {
                TLanes weight = h * TLanes.Create(_timeWeights[i]);
                for (long at = 0; at < _stride; at += TLanes.Count)
                {
                    TLanes.Store(TLanes.FusedMultiplyAdd(weight, TLanes.Load(_timeSlopes + at), TLanes.Load(_right + at)), _right + at);
                }
            }

            if (i == 0)
            {
                _factors.Solve(_right, stage);
            }
            else
            {
                _factors.Solve(_right, perStep, _history, stage);
            }
        }

        return solved;
    }

    /// <summary>
    /// Makes the last step of these lanes a straight one, along the slopes at (time, states); what is bound by equations or fast reactions stands still.
    /// Its stages serve <see cref="Interpolate"/> as those of other steps do.
    /// </summary>
    public void Slide(uint lanes, double* time, double* states, TLanes h, double* trial)
    {
        _problem.Slopes(time, states, _right);
        TLanes mask = TLanes.MaskFromBits(lanes);
        for (int i = 0; i < _states; i++)
        {
            long at = (long)i * TLanes.Count;
            TLanes change = _stands[i] ? TLanes.Zero : h * TLanes.Load(_right + at);
            for (int k = 0; k < Tableau.Stages; k++)
            {
                double* stage = _stages + (k * _stride) + at;
                TLanes.Store(TLanes.Select(mask, change * TLanes.Create(_straight[k]), TLanes.Load(stage)), stage);
            }

            TLanes.Store(TLanes.Select(mask, TLanes.Load(states + at) + change, TLanes.Load(trial + at)), trial + at);
        }
    }

    /// <summary>
    /// The end of the attempted step in <paramref name="trial"/>. Returns the largest of |error| / (absolute + relative · max(|y|, |trial|)) over the states;
    /// NaN and infinity in any come out as NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TLanes End(double* states, double* trial, double* absolute, double relative)
    {
        TLanes norm = TLanes.Zero;
        TLanes faults = TLanes.Zero;
        TLanes rtol = TLanes.Create(relative);
        double* lastStage = _stages + ((Tableau.Stages - 1) * _stride);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            // Stiffly accurate: the end is the last stage's place and the last stage.
            TLanes end = TLanes.Load(_stageStates + at) + TLanes.Load(lastStage + at);
            TLanes.Store(end, trial + at);
            TLanes error = StageSums.At<TLanes>(_error, _stages + at);
            TLanes size = Larger(TLanes.Abs(TLanes.Load(states + at)), TLanes.Abs(end));
            TLanes share = TLanes.One / TLanes.FusedMultiplyAdd(rtol, size, TLanes.Load(absolute + at));
            TLanes.Store(share, _shares + at);
            TLanes quotient = error * share;
            norm = Larger(norm, TLanes.Abs(quotient));
            faults |= quotient - quotient;
        }

        return norm + faults;
    }

    /// <summary>floor[StateCount · Lanes] = the least absolute tolerances that steps of size h from here can meet.</summary>
    public void Floor(double* time, double* states, TLanes h, double* floor)
    {
        _problem.Slopes(time, states, _right);
        Jacobian(time, states);
        _floor.Measure(time, states, _jacobian, h, _gamma, floor);
    }

    /// <summary>One state's share of <see cref="End"/>'s answer in one lane.</summary>
    public double ErrorOf(int state, int lane, double* states, double* trial, double* absolute, double relative)
    {
        long at = ((long)state * TLanes.Count) + lane;
        double error = 0;
        for (int j = 0; j < _error.Count; j++)
        {
            error += _error.Weights[j] * _stages[at + _error.Offsets[j]];
        }

        return Math.Abs(error) / (absolute[at] + (relative * Math.Max(Math.Abs(states[at]), Math.Abs(trial[at]))));
    }

    /// <summary>
    /// The first state whose slope is no finite number in a lane, at the step's start or at its end's time; −1 for none.
    /// The linear systems spread such a value over all states: the errors don't tell whose it was.
    /// </summary>
    public int FirstNotFinite(int lane, double* time, double* states, TLanes h)
    {
        _problem.Slopes(time, states, _right);
        int found = FirstNotFinite(lane, _right);
        if (found < 0)
        {
            TLanes.Store(TLanes.Load(time) + h, _stageTime);
            _problem.Slopes(_stageTime, states, _right);
            found = FirstNotFinite(lane, _right);
        }

        return found;
    }

    /// <summary>
    /// An estimate of h times the largest rate of the model: one step of the power method with the Jacobian of the last attempt, whose direction is kept
    /// from step to step; each state weighed as <see cref="End"/> weighed its error.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TLanes StepTimesRate(uint lanes, TLanes h)
    {
        TLanes mask = TLanes.MaskFromBits(lanes);
        TLanes before = TLanes.Zero;
        TLanes after = TLanes.Zero;
        double* entry = _jacobian;
        for (int i = 0; i < _states; i++)
        {
            long at = (long)i * TLanes.Count;
            TLanes sum = TLanes.Zero;
            int* column = _columns + _rowStarts[i];
            int* end = _columns + _rowStarts[i + 1];
            for (; column < end; column++, entry += TLanes.Count)
            {
                sum = TLanes.FusedMultiplyAdd(TLanes.Load(entry), TLanes.Load(_direction + ((long)*column * TLanes.Count)), sum);
            }

            if (_algebraic[i])
            {
                sum = TLanes.Zero;
            }

            TLanes share = TLanes.Load(_shares + at);
            TLanes old = TLanes.Load(_direction + at) * share;
            TLanes now = sum * share;
            before = TLanes.FusedMultiplyAdd(old, old, before);
            after = TLanes.FusedMultiplyAdd(now, now, after);
            TLanes.Store(sum, _right + at);
        }

        TLanes length = TLanes.Sqrt(after);
        TLanes usable = TLanes.GreaterThan(length, TLanes.Zero) & TLanes.LessThan(length, TLanes.Create(double.PositiveInfinity));
        TLanes scale = TLanes.One / length;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes next = TLanes.Load(_right + at) * scale;
            TLanes.Store(TLanes.Select(mask & usable, next, TLanes.Load(_direction + at)), _direction + at);
        }

        return h * length / TLanes.Sqrt(before);
    }

    /// <summary>Gives these lanes a direction to start the power method with: every state by its tolerance, signs in turn.</summary>
    public void BeginRate(uint lanes, double* states, double* absolute, double relative)
    {
        TLanes mask = TLanes.MaskFromBits(lanes);
        TLanes rtol = TLanes.Create(relative);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes weight = TLanes.FusedMultiplyAdd(rtol, TLanes.Abs(TLanes.Load(states + at)), TLanes.Load(absolute + at));
            weight *= TLanes.Create((at / TLanes.Count % 3) - 0.75);
            TLanes.Store(TLanes.Select(mask, weight, TLanes.Load(_direction + at)), _direction + at);
        }
    }

    /// <summary>
    /// The states of <paramref name="wanted"/> within the last step, from <paramref name="start"/>: each lane's own θ makes one weight of each stage, θ bⱼ + θ (1 − θ) (D₁ⱼ + θ D₂ⱼ + θ² D₃ⱼ).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Interpolate(double* start, TLanes theta, StateSet wanted, double* result)
    {
        TLanes rest = TLanes.One - theta;
        for (int j = 0; j < Tableau.Stages; j++)
        {
            TLanes weight = TLanes.Create(Tableau.Dense[^1][j]);
            for (int p = Tableau.Dense.Length - 2; p >= 0; p--)
            {
                weight = TLanes.FusedMultiplyAdd(theta, weight, TLanes.Create(Tableau.Dense[p][j]));
            }

            TLanes.Store(theta * TLanes.FusedMultiplyAdd(rest, weight, TLanes.Create(Tableau.B[j])), _weights + ((long)j * TLanes.Count));
        }

        StagePairs.Weigh<TLanes>(_weights, _stages, _stride, start, wanted, result);
    }

    /// <summary>
    /// Newton's method for the algebraic states of these lanes with the others held, each until it has settled.
    /// Returns the lanes that did.
    /// </summary>
    public uint MakeConsistent(uint lanes, double* time, double* states, double* absolute, double relative)
    {
        if (!_hasAlgebraic)
        {
            return lanes;
        }

        uint open = lanes;
        uint settled = 0;
        for (int turn = 0; turn < MostNewtonSteps && open != 0; turn++)
        {
            _problem.Slopes(time, states, _right);
            Jacobian(time, states);
            open &= _factors.Factor(_jacobian, TLanes.One, _algebraic, algebraicOnly: true);
            for (int i = 0; i < _states; i++)
            {
                if (!_algebraic[i])
                {
                    TLanes.Store(TLanes.Zero, _right + ((long)i * TLanes.Count));
                }
            }

            _factors.Solve(_right, _right);
            TLanes mask = TLanes.MaskFromBits(open);
            TLanes size = TLanes.Zero;
            TLanes faults = TLanes.Zero;
            for (long at = 0; at < _stride; at += TLanes.Count)
            {
                TLanes change = TLanes.Load(_right + at);
                TLanes state = TLanes.Load(states + at);
                TLanes next = state + change;
                TLanes weight = TLanes.FusedMultiplyAdd(TLanes.Create(relative), TLanes.Abs(next), TLanes.Load(absolute + at));
                size = Larger(TLanes.Abs(change) / weight, size);
                faults = TLanes.FusedMultiplyAdd(change, TLanes.Zero, faults);
                TLanes.Store(TLanes.Select(mask, next, state), states + at);
            }

            open &= ~TLanes.MaskBits(TLanes.IsNaN(faults));
            uint done = open & TLanes.MaskBits(TLanes.LessThan(size, TLanes.Create(1e-3)));
            settled |= done;
            open &= ~done;
        }

        return settled;
    }

    /// <summary>A derivative without a number costs the step its order, which the error shows.</summary>
    private void Jacobian(double* time, double* states)
    {
        _problem.Jacobian(time, states, _jacobian);
        LaneProblem<TLanes>.Finite(_jacobian, _entries);
    }

    private int FirstNotFinite(int lane, double* values)
    {
        for (int i = 0; i < _states; i++)
        {
            if (!double.IsFinite(values[((long)i * TLanes.Count) + lane]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>∂f/∂t where f depends on the time; with delays also what moves through them, by a difference over a millionth of the step. False where it is zero.</summary>
    private bool TimeSlopes(double* time, double* states, TLanes h)
    {
        if (_problem.HasDelays)
        {
            TLanes small = h * TLanes.Create(1e-6);
            TLanes later = TLanes.Load(time) + small;
            TLanes taken = later - TLanes.Load(time);
            TLanes.Store(later, _stageTime);
            _problem.Slopes(_stageTime, states, _timeSlopes);
            for (long at = 0; at < _stride; at += TLanes.Count)
            {
                // Of a step that the time hardly resolves, nothing moves.
                TLanes change = TLanes.Load(_timeSlopes + at) - TLanes.Load(_right + at);
                TLanes.Store(TLanes.Select(TLanes.GreaterThan(taken, TLanes.Zero), change / taken, TLanes.Zero), _timeSlopes + at);
            }

            return true;
        }

        if (_problem.IsTimeDependent)
        {
            _problem.TimeDerivative(time, states, _timeSlopes);
            LaneProblem<TLanes>.Finite(_timeSlopes, _stride);
            return true;
        }

        return false;
    }

    private static TLanes Larger(TLanes a, TLanes b) => TLanes.Select(TLanes.GreaterThan(a, b), a, b);
}

using System.Numerics;
using System.Runtime.CompilerServices;
using Anesis.Mathematics;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration.Linear;
using static Anesis.Simulation.Integration.Multistep.MultistepFormulas;

namespace Anesis.Simulation.Integration.Multistep;

/// <summary>
/// Steps large stiff systems by the numerical differentiation formulas of orders 1 to 5, each lane with its own order and step. Newton's method keeps its factors
/// while they serve: of a large system, factorising is what costs, and a Rosenbrock method does it each step.
/// Whether a lane factorises is decided by that lane; the elimination runs for all, and those that keep theirs get the same numbers again.
/// </summary>
internal sealed unsafe class MultistepStepper<TLanes> : LaneStepper
    where TLanes : struct, ILanes<TLanes>
{
    private const int MostCorrections = 4;

    /// <summary>The corrector may be off by this share of the tolerance.</summary>
    private const double CorrectorShare = 0.05;

    /// <summary>The largest change of h/αₖ that old factors serve; their corrections are scaled by 2/(1 + change).</summary>
    private const double LargestRatio = 0.3;

    /// <summary>What an estimate of the step's error is multiplied by: the errors then are about those of CVODE at the same tolerance (both Brusselators, W4a and W4b).</summary>
    private const double ErrorShare = 2.5;
    private const int OldestFactors = 40;
    private const double Safety = 0.7;

    /// <summary>A longer step must be worth new factors.</summary>
    private const double WorthWhile = 1.35;

    private readonly LaneMemory _memory = new();
    private readonly CompiledModel _model;
    private readonly LaneProblem<TLanes> _problem;
    private readonly LaneClock<TLanes> _clock;
    private readonly ErrorScale<TLanes> _scale;
    private readonly InitialStep<TLanes> _initialStep;
    private readonly LaneFactors<TLanes> _factors;
    private readonly DifferenceTable _table;
    private readonly Outcome?[] _failures = new Outcome?[TLanes.Count];
    private readonly double _maximumSteps;

    /// <summary>At tight tolerances the errors of many steps add up: below 1e-6 each is judged by more.</summary>
    private readonly double _errorShare;
    private readonly long _stride;
    private readonly long _entries;
    private readonly bool* _algebraic;
    private readonly double* _states;
    private readonly double* _slopes;
    private readonly double* _predicted;
    private readonly double* _trial;
    private readonly double* _past;
    private readonly double* _change;
    private readonly double* _right;
    private readonly double* _jacobian;
    private readonly double* _newJacobian;
    private readonly double* _times;
    private readonly double* _ends;
    private readonly double* _steps;
    private readonly double* _tableSteps;
    private readonly double* _shifts;
    private readonly double* _ratios;
    private readonly double* _shares;
    private readonly double* _norms;
    private readonly double* _before;
    private readonly double* _rates;
    private readonly double* _weights;
    private readonly int* _orders;
    private readonly int* _tableOrders;
    private readonly int* _equal;
    private readonly int* _age;
    private uint _restarted;
    private uint _fresh;
    private uint _failed;

    /// <summary>Lanes whose factors must be made anew, and those whose factors are of this very step.</summary>
    private uint _factorless;
    private uint _new;
    private uint _shrunk;

    public MultistepStepper(CompiledModel model, EnsembleOptions options, EliminationOrder order)
    {
        int lanes = TLanes.Count;
        _model = model;
        _problem = new LaneProblem<TLanes>(model, null, _memory);
        _clock = new LaneClock<TLanes>(_memory);
        _scale = new ErrorScale<TLanes>(options.RelativeTolerance, options.AbsoluteTolerance, model.StateCount, _memory);
        _initialStep = new InitialStep<TLanes>(_problem, _memory);
        _factors = new LaneFactors<TLanes>(Elimination.By(order, model.JacobianPattern, TLanes.Count, static _ => false), _memory);
        _table = new DifferenceTable(model.StateCount, lanes, _memory);
        _maximumSteps = options.MaximumSteps;
        _errorShare = ErrorShare * Math.Max(1, Elementary.Exp(Elementary.Log(1e-6 / options.RelativeTolerance) / 4));
        _stride = (long)model.StateCount * lanes;
        _entries = (long)model.JacobianPattern.NonZeros * lanes;
        _algebraic = (bool*)_memory.Integers(model.StateCount);
        _states = _memory.Doubles(_stride);
        _slopes = _memory.Doubles(_stride);
        _predicted = _memory.Doubles(_stride);
        _trial = _memory.Doubles(_stride);
        _past = _memory.Doubles(_stride);
        _change = _memory.Doubles(_stride);
        _right = _memory.Doubles(_stride);
        _jacobian = _memory.Doubles(_entries);
        _newJacobian = _memory.Doubles(_entries);
        _times = _memory.Doubles(lanes);
        _ends = _memory.Doubles(lanes);
        _steps = _memory.Doubles(lanes);
        _tableSteps = _memory.Doubles(lanes);
        _shifts = _memory.Doubles(lanes);
        _ratios = _memory.Doubles(lanes);
        _shares = _memory.Doubles(lanes);
        _norms = _memory.Doubles(lanes);
        _before = _memory.Doubles(lanes);
        _rates = _memory.Doubles(lanes);
        _weights = _memory.Doubles((long)lanes * (HighestOrder + 1));
        _orders = _memory.Integers(lanes);
        _tableOrders = _memory.Integers(lanes);
        _equal = _memory.Integers(lanes);
        _age = _memory.Integers(lanes);
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

    public override void Settle(int lane)
    {
        // A model with algebraic states is another method's.
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Step(uint active)
    {
        active &= ~_failed;
        _problem.TakeInputs();
        uint starting = active & _restarted;
        if (starting != 0)
        {
            active &= ~Begin(starting);
        }

        active &= ~GiveUp(active);
        active &= ~Plan(active);
        if (active == 0)
        {
            return 0;
        }

        _table.Predict(_orders, _scale.Absolute, _scale.Relative, _predicted, _past);
        Factor(active);
        uint corrected = Correct(active);
        uint accepted = 0;
        if (corrected != 0)
        {
            accepted = Judge(corrected);
        }

        _clock.Refuse(active & ~accepted);
        if (accepted != 0)
        {
            Advance(accepted);
        }

        return accepted;
    }

    public override Outcome? Failure(int lane) => _failures[lane];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Interpolate(double* times, double* result)
    {
        for (int l = 0; l < TLanes.Count; l++)
        {
            double h = _tableSteps[l];
            double since = times[l] - _clock.Time[l];
            double product = 1;
            for (int j = 1; j <= HighestOrder; j++)
            {
                product *= (since + ((j - 1) * h)) / (j * h);
                _weights[(l * (HighestOrder + 1)) + j] = j <= _tableOrders[l] ? product : 0;
            }
        }

        _table.Interpolate(_weights, result);
    }

    public override void Truncate(int lane, double time)
    {
        new Span<double>(_times, TLanes.Count).Fill(time);
        Interpolate(_times, _right);
        for (long at = lane; at < _stride; at += TLanes.Count)
        {
            _states[at] = _right[at];
        }

        _clock.Time[lane] = time;
    }

    public override double Magnitude(int state, int lane) => _scale.Magnitude(state, lane);

    public override RunCounters Counters(int lane) => _clock.Counters(lane);

    public override void Dispose() => _memory.Dispose();

    /// <summary>Slopes, scales and first step of lanes that start anew, with order 1. Returns those that can't.</summary>
    private uint Begin(uint lanes)
    {
        _scale.Restart(lanes, _fresh, _states);
        _problem.Slopes(_clock.Time, _states, _slopes);
        _clock.CountSlopes(lanes, 2);
        uint unable = 0;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            for (int i = 0; i < _model.StateCount; i++)
            {
                long at = ((long)i * TLanes.Count) + lane;
                if (!double.IsFinite(_states[at]) || !double.IsFinite(_slopes[at]))
                {
                    Fail(lane, OutcomeKind.NotFinite, i);
                    unable |= 1u << lane;
                    break;
                }
            }
        }

        TLanes.Store(_initialStep.Of(1, _clock.Time, _clock.Stop, _states, _slopes, _scale), _shares);
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            _steps[lane] = _shares[lane];
            _tableSteps[lane] = _shares[lane];
            _orders[lane] = 1;
            _tableOrders[lane] = 1;
            _equal[lane] = 0;
        }

        _table.Begin(lanes, _states, _slopes, _tableSteps);
        _factorless |= lanes;
        _shrunk &= ~lanes;
        _restarted &= ~lanes;
        _fresh &= ~lanes;
        return unable;
    }

    /// <summary>Each lane's next step and its end, and the differences for it. Returns the lanes whose step the time can't resolve.</summary>
    private uint Plan(uint lanes)
    {
        uint unresolved = 0;
        uint changing = 0;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            double time = _clock.Time[l];
            double stop = _clock.Stop[l];
            double h = _steps[l];
            double left = stop - time;
            if (!(h > Math.Abs(time) * LaneClock<TLanes>.Resolution) || h < 1e-290)
            {
                unresolved |= 1u << l;
                FailUnresolved(l);
                continue;
            }

            bool reaches = left <= h * 1.01;
            h = reaches ? left : h;
            _ends[l] = reaches ? stop : time + h;
            _ratios[l] = h / _tableSteps[l];
            if (h != _tableSteps[l])
            {
                changing |= 1u << l;
                _equal[l] = 0;
                _tableSteps[l] = h;
            }
        }

        if (changing != 0)
        {
            _table.Change(changing, _orders, _ratios);
        }

        return unresolved;
    }

    /// <summary>New factors for the lanes that need them.</summary>
    private void Factor(uint active)
    {
        for (uint rest = active; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            double c = _tableSteps[l] / Alpha[_orders[l]];
            if (!(Math.Abs((c * _shifts[l]) - 1) <= LargestRatio) || _age[l] >= OldestFactors)
            {
                _factorless |= 1u << l;
            }
        }

        uint needed = active & _factorless;
        _new = needed;
        if (needed != 0)
        {
            _problem.Jacobian(_ends, _predicted, TLanes.Count == 1 ? _jacobian : _newJacobian);
            if (TLanes.Count > 1)
            {
                TLanes mask = TLanes.MaskFromBits(needed);
                for (long at = 0; at < _entries; at += TLanes.Count)
                {
                    TLanes.Store(TLanes.Select(mask, TLanes.Load(_newJacobian + at), TLanes.Load(_jacobian + at)), _jacobian + at);
                }
            }

            // A derivative without a number lets the corrector settle more slowly.
            LaneProblem<TLanes>.Finite(_jacobian, _entries);
            for (uint rest = needed; rest != 0; rest &= rest - 1)
            {
                int l = BitOperations.TrailingZeroCount(rest);
                _shifts[l] = Alpha[_orders[l]] / _tableSteps[l];
                _rates[l] = 1;
                _age[l] = 0;
            }

            // A lane whose pivots broke down has corrections without meaning, which do not settle.
            _ = _factors.Factor(_jacobian, TLanes.Load(_shifts), _algebraic, algebraicOnly: false);
            _clock.CountFactorization(needed);
            _factorless &= ~needed;
        }

        for (uint rest = active; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            double ratio = _tableSteps[l] / Alpha[_orders[l]] * _shifts[l];
            _ratios[l] = ratio;
            _shares[l] = 2 / (1 + ratio);
            _age[l]++;
        }
    }

    /// <summary>Newton's method at the end of the step, for each lane until it has settled. Returns the lanes that did; the others' next attempt is prepared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint Correct(uint active)
    {
        new Span<double>(_change, (int)((_stride + 7) & -8)).Clear();
        Buffer.MemoryCopy(_predicted, _trial, _stride * sizeof(double), _stride * sizeof(double));
        uint open = active;
        uint settled = 0;
        for (int turn = 0; turn < MostCorrections && open != 0; turn++)
        {
            _problem.Slopes(_ends, _trial, _slopes);
            _clock.CountSlopes(open, 1);
            _table.Residual(_slopes, _past, _change, _ratios, _shifts, _right);
            _factors.Solve(_right, _right);
            _table.Correct(open, _right, _shares, _predicted, _change, _trial, _norms);
            for (uint rest = open; rest != 0; rest &= rest - 1)
            {
                int l = BitOperations.TrailingZeroCount(rest);
                double norm = _norms[l];
                if (turn > 0)
                {
                    _rates[l] = Math.Max(0.3 * _rates[l], norm / _before[l]);
                }

                bool diverges = !(norm < double.PositiveInfinity) || (turn > 0 && norm > 2 * _before[l]);
                if (diverges)
                {
                    open &= ~(1u << l);
                }
                else if (norm * Math.Min(1, _rates[l]) * Error[_orders[l]] * _errorShare <= CorrectorShare)
                {
                    open &= ~(1u << l);
                    settled |= 1u << l;
                }

                _before[l] = norm;
            }
        }

        for (uint rest = active & ~settled; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            uint bit = 1u << l;
            if ((_new & bit) != 0)
            {
                _steps[l] = 0.25 * _tableSteps[l];
                _shrunk |= bit;
            }

            _factorless |= bit;
        }

        return settled;
    }

    /// <summary>Which of these lanes' steps are accurate enough; the others' next step is shorter.</summary>
    private uint Judge(uint lanes)
    {
        _table.Norm(_change, _norms);
        uint accepted = 0;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            double error = _norms[l] * Error[_orders[l]] * _errorShare;
            _before[l] = error;
            if (error <= 1)
            {
                accepted |= 1u << l;
                continue;
            }

            double factor = double.IsFinite(error) ? Math.Clamp(0.9 * Root(error, _orders[l] + 1), 0.2, 0.9) : 0.2;
            if ((_shrunk >> l & 1) != 0)
            {
                // Twice in a row: the history misleads.
                factor = Math.Min(factor, 0.25);
                _orders[l] = Math.Max(1, _orders[l] - 1);
            }

            _steps[l] = factor * _tableSteps[l];
            _shrunk |= 1u << l;
        }

        return accepted;
    }

    /// <summary>Accepted lanes take the trial states, and each its next order and step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance(uint accepted)
    {
        _clock.Accept(accepted, TLanes.Load(_tableSteps), TLanes.Load(_ends));
        _table.Accept(accepted, _orders, _change);
        _table.Take(accepted, _trial, _states, _stride);
        _scale.Grow(accepted, _states);
        uint choosing = 0;
        for (uint rest = accepted; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            _tableOrders[l] = _orders[l];
            _equal[l]++;
            if (_equal[l] > _orders[l])
            {
                choosing |= 1u << l;
            }
        }

        if (choosing != 0)
        {
            Choose(choosing);
        }

        _shrunk &= ~accepted;
    }

    /// <summary>The order, of the present one and its neighbours, that lets the next step be the longest.</summary>
    private void Choose(uint lanes)
    {
        double* errors = stackalloc double[Rows * TLanes.Count];
        for (int row = 1; row < Rows; row++)
        {
            _table.Norm(row, errors + (row * TLanes.Count));
        }

        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            int order = _orders[l];
            double same = Safety * Root(_before[l], order + 1);
            double lower = order > 1 ? Safety * Root(Error[order - 1] * errors[(order * TLanes.Count) + l] * _errorShare, order) : 0;
            double higher = order < HighestOrder ? Safety * Root(Error[order + 1] * errors[((order + 2) * TLanes.Count) + l] * _errorShare, order + 2) : 0;
            double factor = same;
            int next = order;
            if (lower > factor)
            {
                (factor, next) = (lower, order - 1);
            }

            if (higher > factor)
            {
                (factor, next) = (higher, order + 1);
            }

            factor = Math.Min(factor, 10);
            if (factor >= WorthWhile && (_shrunk >> l & 1) == 0)
            {
                _orders[l] = next;
                _steps[l] = factor * _tableSteps[l];
                _equal[l] = 0;
            }
            else
            {
                // Looked at again after two steps.
                _equal[l] = order - 1;
            }
        }
    }

    /// <summary>error^(−1/power), at most 10 or so.</summary>
    private static double Root(double error, int power) =>
        ApproximatePower.Exp2(new Lanes1(ApproximatePower.Log2(new Lanes1(Math.Clamp(error, 1e-20, 1e20))).Value / -power)).Value;

    private uint GiveUp(uint lanes)
    {
        uint spent = lanes & TLanes.MaskBits(TLanes.GreaterThanOrEqual(_clock.Attempts, TLanes.Create(_maximumSteps)));
        for (uint rest = spent; rest != 0; rest &= rest - 1)
        {
            Fail(BitOperations.TrailingZeroCount(rest), OutcomeKind.TooManySteps, -1);
        }

        return spent;
    }

    /// <summary>Names the state whose last change was the furthest from what is tolerated, or whose slope is no number.</summary>
    private void FailUnresolved(int lane)
    {
        int worst = 0;
        double largest = -1;
        _problem.Slopes(_clock.Time, _states, _slopes);
        for (int i = 0; i < _model.StateCount; i++)
        {
            long at = ((long)i * TLanes.Count) + lane;
            if (!double.IsFinite(_slopes[at]) || !double.IsFinite(_change[at]))
            {
                Fail(lane, OutcomeKind.NotFinite, i);
                return;
            }

            double error = Math.Abs(_change[at]) * _table.Weights[at];
            if (error > largest)
            {
                (largest, worst) = (error, i);
            }
        }

        Fail(lane, OutcomeKind.StepTooSmall, worst);
    }

    private void Fail(int lane, OutcomeKind kind, int state)
    {
        _failed |= 1u << lane;
        _failures[lane] = new Outcome(kind, _clock.Time[lane], state < 0 ? null : _model.States[state]);
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration.Explicit;

/// <summary>The stages of an explicit pair whose last stage is the next step's first, for all lanes at once, each with its own t and h.</summary>
internal sealed unsafe class ExplicitMethod<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly LaneProblem<TLanes> _problem;
    private readonly int _states;
    private readonly long _stride;
    private readonly double* _slopes;
    private readonly double* _stageStates;
    private readonly double* _shares;
    private readonly double* _stageTime;
    private readonly double[] _nodes;
    private readonly StageRow[] _rows;
    private readonly StageRow _error;
    private readonly StageRow _coarse;
    private readonly bool _hasCoarse;
    private readonly StageRow _jump;
    private readonly double* _dense;
    private readonly int _densePowers;
    private readonly double* _denseMemory;
    private readonly bool _denseInTurns;
    private readonly double* _errors;
    private bool _denseStagesDone;
    private bool _errorsDone;
    private long _attempts;
    private bool _isPrepared;
    private Kernel? _whole;

    /// <summary>A run of few steps ends before the code of a whole step is made.</summary>
    private const long AttemptsBeforeCompiling = 1000;

    public ExplicitMethod(ExplicitTableau tableau, LaneProblem<TLanes> problem, LaneMemory memory)
    {
        if (!tableau.LastIsFirst)
        {
            throw new ArgumentException($"{tableau.Name}: the last stage must be the next step's first", nameof(tableau));
        }

        Tableau = tableau;
        _problem = problem;
        _states = problem.Model.StateCount;
        _stride = (long)_states * TLanes.Count;
        _slopes = memory.Doubles(_stride * (tableau.Stages + 2));
        End = _slopes + (_stride * tableau.Stages);
        _errors = End + _stride;
        _stageStates = memory.Doubles(_stride);
        _shares = memory.Doubles(_stride);
        _stageTime = memory.Doubles(2 * TLanes.Count);
        _nodes = tableau.C;
        _rows = [.. tableau.A.Select(row => new StageRow(row, _stride, memory))];
        _error = new StageRow(tableau.Error, _stride, memory);
        _hasCoarse = tableau.CoarseError is not null;
        _coarse = new StageRow(tableau.CoarseError, _stride, memory);
        _jump = new StageRow([.. Enumerable.Range(0, tableau.StepStages - 1).Select(j => tableau.A[tableau.StepStages - 1][j] - (j < tableau.StepStages - 2 ? tableau.A[tableau.StepStages - 2][j] : 0))], _stride, memory);
        _dense = memory.Copy([.. tableau.Dense.SelectMany(powers => powers)]);
        _densePowers = tableau.Dense[0].Length;
        _denseInTurns = tableau.DenseInTurns;
        _denseMemory = memory.Doubles((tableau.Stages + 2) * TLanes.Count);
    }

    public ExplicitTableau Tableau { get; }

    /// <summary>Slopes at the start of the step.</summary>
    public double* FirstSlopes => _slopes;

    /// <summary>The states at the end of the last attempt.</summary>
    public double* End { get; }

    /// <summary>How many right-hand sides an attempt costs.</summary>
    public int StepCost => Tableau.StepStages - 1;

    /// <summary>The last stage of lanes that went on becomes their first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Carry(uint lanes)
    {
        TLanes mask = TLanes.MaskFromBits(lanes);
        double* last = _slopes + ((Tableau.StepStages - 1) * _stride);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes.Store(TLanes.Select(mask, TLanes.Load(last + at), TLanes.Load(_slopes + at)), _slopes + at);
        }
    }

    /// <summary>To be called between individuals: who has stepped for a while gets the code of a whole step, if the model is small enough.</summary>
    public void Prepare()
    {
        if (_attempts >= AttemptsBeforeCompiling && !_isPrepared)
        {
            _isPrepared = true;
            _whole = ReferenceEquals(Tableau, Tsitouras5.Tableau) ? _problem.Model.LazyExplicitStep?.Value : null;
        }
    }

    /// <summary>All stages of a step of size h from (time, states), and its <see cref="End"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Attempt(double* time, double* states, in TLanes h)
    {
        _denseStagesDone = false;
        _attempts++;
        _errorsDone = _whole is not null && _problem.IsModelAlone;
        if (_errorsDone)
        {
            TLanes.Store(TLanes.Load(time), _stageTime);
            TLanes.Store(h, _stageTime + TLanes.Count);
            _problem.Call(_whole!, _stageTime, states, _slopes);
            return;
        }

        int last = Tableau.StepStages - 1;
        for (int i = 1; i < last; i++)
        {
            Stage(i, time, states, h, _stageStates);
        }

        Stage(last, time, states, h, End);
    }

    /// <summary>The largest of |error| / (absolute + relative · max(|y|, |end|)) of the last attempt over the states; NaN and infinity in any come out as NaN or infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TLanes ErrorNorm(double* states, double* absolute, double relative, in TLanes h)
    {
        double* end = End;
        double* errors = _errorsDone ? _errors : null;
        TLanes norm = TLanes.Zero;
        TLanes coarse = TLanes.Zero;
        TLanes faults = TLanes.Zero;
        TLanes rtol = TLanes.Create(relative);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes size = Larger(TLanes.Abs(TLanes.Load(states + at)), TLanes.Abs(TLanes.Load(end + at)));
            TLanes share = TLanes.One / TLanes.FusedMultiplyAdd(rtol, size, TLanes.Load(absolute + at));
            TLanes.Store(share, _shares + at);
            TLanes quotient = (errors is null ? StageSums.At<TLanes>(_error, _slopes + at) : TLanes.Load(errors + at)) * share;
            norm = Larger(norm, TLanes.Abs(quotient));
            faults = TLanes.FusedMultiplyAdd(quotient, TLanes.Zero, faults);
            if (_hasCoarse)
            {
                coarse = Larger(coarse, TLanes.Abs(StageSums.At<TLanes>(_coarse, _slopes + at) * share));
            }
        }

        if (_hasCoarse)
        {
            // The tiny term keeps 0 · 0 / 0 at 0.
            TLanes square = norm * norm;
            TLanes both = TLanes.FusedMultiplyAdd(TLanes.Create(0.01) * coarse, coarse, square) + TLanes.Create(1e-300);
            norm = square / TLanes.Sqrt(both);
        }

        return (norm * TLanes.Abs(h)) + faults;
    }

    /// <summary>One state's share of <see cref="ErrorNorm"/> in one lane.</summary>
    public double ErrorOf(int state, int lane, double* states, double* absolute, double relative, double h)
    {
        long at = ((long)state * TLanes.Count) + lane;
        double error = 0;
        // The fine estimate alone: it names the state, it doesn't steer.
        for (int j = 0; j < _error.Count; j++)
        {
            error += _error.Weights[j] * _slopes[at + _error.Offsets[j]];
        }

        return Math.Abs(h * error) / (absolute[at] + (relative * Math.Max(Math.Abs(states[at]), Math.Abs(End[at]))));
    }

    /// <summary>
    /// An estimate of h times the largest rate of the model, from the two stages at the step's end: h |k₇ − k₆| / |y₇ − y₆| (Hairer, Wanner II, IV.2),
    /// each state weighed by its tolerance.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public TLanes StepTimesRate()
    {
        TLanes slopes = TLanes.Zero;
        TLanes places = TLanes.Zero;
        double* last = _slopes + ((Tableau.StepStages - 1) * _stride);
        double* before = last - _stride;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes share = TLanes.Load(_shares + at);
            TLanes slope = (TLanes.Load(last + at) - TLanes.Load(before + at)) * share;
            TLanes place = StageSums.At<TLanes>(_jump, _slopes + at) * share;
            slopes = TLanes.FusedMultiplyAdd(slope, slope, slopes);
            places = TLanes.FusedMultiplyAdd(place, place, places);
        }

        return TLanes.Sqrt(slopes / places);
    }

    /// <summary>
    /// True where one state alone is wanted and the dense output needs no stages of its own: <see cref="InterpolateOne"/> then does what <see cref="Interpolate"/> would,
    /// to the bit, without vectors passed from method to method.
    /// </summary>
    public bool HasShortWay(StateSet wanted) => wanted.Count == 1 && _densePowers == 4 && !_denseInTurns && Tableau.Stages == Tableau.StepStages;

    /// <summary>The only state of <paramref name="wanted"/> at these times within the last step from (startTime, start), whose size is given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void InterpolateOne(double* times, double* startTime, double* size, double* start, StateSet wanted, double* result)
    {
        long at = wanted.Offsets[0];
        TLanes h = TLanes.Load(size);
        TLanes theta = (TLanes.Load(times) - TLanes.Load(startTime)) / h;
        TLanes sum = TLanes.Load(start + at);
        double* slope = _slopes + at;
        double* powers = _dense;
        for (int i = 0; i < Tableau.Stages; i++, powers += 4, slope += _stride)
        {
            TLanes weight = TLanes.FusedMultiplyAdd(TLanes.Create(powers[3]), theta, TLanes.Create(powers[2]));
            weight = TLanes.FusedMultiplyAdd(weight, theta, TLanes.Create(powers[1]));
            weight = TLanes.FusedMultiplyAdd(weight, theta, TLanes.Create(powers[0]));
            sum = TLanes.FusedMultiplyAdd(weight * theta * h, TLanes.Load(slope), sum);
        }

        TLanes.Store(sum, result + at);
    }

    /// <summary>The states of <paramref name="wanted"/> within the last step from <paramref name="start"/>: y + h Σ bᵢ(θ) kᵢ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Interpolate(double* startTime, double* start, TLanes h, TLanes theta, StateSet wanted, double* result)
    {
        if (!_denseStagesDone && Tableau.Stages > Tableau.StepStages)
        {
            for (int i = Tableau.StepStages; i < Tableau.Stages; i++)
            {
                Stage(i, startTime, start, h, _stageStates);
            }
        }

        _denseStagesDone = true;

        // Through memory on purpose: the compiler keeps vector parameters on the stack and stores them anew in every turn of a loop (measured: half the cost).
        int stages = Tableau.Stages;
        double* theta1 = _denseMemory;
        double* weights = _denseMemory + TLanes.Count;
        double* turns = _denseMemory + ((stages + 1) * TLanes.Count);
        TLanes.Store(theta, theta1);
        TLanes.Store(_denseInTurns ? TLanes.One - theta : theta, turns);
        double* powers = _dense;
        for (int i = 0; i < stages; i++, powers += _densePowers)
        {
            TLanes weight = TLanes.Create(powers[_densePowers - 1]);
            for (int p = _densePowers - 2; p >= 0; p--)
            {
                weight = TLanes.FusedMultiplyAdd(weight, TLanes.Load((p & 1) == 0 ? turns : theta1), TLanes.Create(powers[p]));
            }

            TLanes.Store(weight * TLanes.Load(theta1), weights + (i * TLanes.Count));
        }

        for (int i = 0; i < stages; i++)
        {
            TLanes.Store(TLanes.Load(weights + (i * TLanes.Count)) * h, weights + (i * TLanes.Count));
        }

        if (stages == 7)
        {
            SumSeven(weights, start, wanted, result);
            return;
        }

        for (int n = 0; n < wanted.Count; n++)
        {
            long at = wanted.Offsets[n];
            TLanes sum = TLanes.Load(start + at);
            double* slope = _slopes + at;
            double* weight = weights;
            for (int i = 0; i < stages; i++, slope += _stride, weight += TLanes.Count)
            {
                sum = TLanes.FusedMultiplyAdd(TLanes.Load(weight), TLanes.Load(slope), sum);
            }

            TLanes.Store(sum, result + at);
        }
    }

    /// <summary>What <see cref="Interpolate"/> sums, for the usual number of stages: the weights stay in registers, which halves the time (rows of all states each minute are a tenth of a run).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SumSeven(double* weights, double* start, StateSet wanted, double* result)
    {
        TLanes w0 = TLanes.Load(weights);
        TLanes w1 = TLanes.Load(weights + TLanes.Count);
        TLanes w2 = TLanes.Load(weights + (2 * TLanes.Count));
        TLanes w3 = TLanes.Load(weights + (3 * TLanes.Count));
        TLanes w4 = TLanes.Load(weights + (4 * TLanes.Count));
        TLanes w5 = TLanes.Load(weights + (5 * TLanes.Count));
        TLanes w6 = TLanes.Load(weights + (6 * TLanes.Count));
        long stride = _stride;
        double* slopes = _slopes;
        for (int n = 0; n < wanted.Count; n++)
        {
            long at = wanted.Offsets[n];
            double* slope = slopes + at;
            TLanes sum = TLanes.FusedMultiplyAdd(w0, TLanes.Load(slope), TLanes.Load(start + at));
            sum = TLanes.FusedMultiplyAdd(w1, TLanes.Load(slope + stride), sum);
            sum = TLanes.FusedMultiplyAdd(w2, TLanes.Load(slope + (2 * stride)), sum);
            sum = TLanes.FusedMultiplyAdd(w3, TLanes.Load(slope + (3 * stride)), sum);
            sum = TLanes.FusedMultiplyAdd(w4, TLanes.Load(slope + (4 * stride)), sum);
            sum = TLanes.FusedMultiplyAdd(w5, TLanes.Load(slope + (5 * stride)), sum);
            TLanes.Store(TLanes.FusedMultiplyAdd(w6, TLanes.Load(slope + (6 * stride)), sum), result + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Stage(int i, double* time, double* states, in TLanes h, double* stageStates)
    {
        StageSums.Advance(_rows[i], _slopes, h, states, stageStates, _states);
        TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Create(_nodes[i]), h, TLanes.Load(time)), _stageTime);
        _problem.Slopes(_stageTime, stageStates, _slopes + (i * _stride));
    }

    private static TLanes Larger(TLanes a, TLanes b) => TLanes.Select(TLanes.GreaterThan(a, b), a, b);
}

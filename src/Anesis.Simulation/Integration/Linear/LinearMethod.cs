using System.Numerics;
using System.Runtime.CompilerServices;
using Anesis.Mathematics;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// Steps of y' = A y + b with A and b constant between restarts, exact to far below the tolerance: the Taylor series of the shifted system
/// z' = (A + σI) z + b e^(σt), y = z e^(−σt), by recurrence uₖ = (h/k)((A + σI) uₖ₋₁ + b (σh)ᵏ⁻¹/(k − 1)!), u₀ = y,
/// whose polynomial Σ uₖ θᵏ is the dense output too. σ is the largest rate of loss: for compartments A + σI has no negative entry, so no term cancels
/// another (uniformization: W. K. Grassmann, Transient solutions in Markovian queueing systems, Comput. Oper. Res. 4 (1977) 47–53),
/// and its norm is half of A's. A u is the model's own f(u) − f(0).
/// </summary>
internal sealed unsafe class LinearMethod<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const int MostTerms = 24;

    /// <summary>The remainder of a step's series, as a share of the relative tolerance.</summary>
    private const double RemainderShare = 1e-4;

    private readonly LaneProblem<TLanes> _problem;
    private readonly int _states;
    private readonly long _stride;
    private readonly double[] _reach = new double[MostTerms + 1];
    private readonly double* _terms;
    private readonly double* _constant;
    private readonly double* _jacobian;
    private readonly double* _shift;
    private readonly double* _norm;
    private readonly double* _count;
    private readonly double* _decay;
    private readonly double* _columnSums;
    private readonly int* _rowStarts;
    private readonly int* _columns;
    private int _termCount;

    public LinearMethod(double relativeTolerance, LaneProblem<TLanes> problem, LaneMemory memory)
    {
        _problem = problem;
        _states = problem.Model.StateCount;
        _stride = (long)_states * TLanes.Count;
        _terms = memory.Doubles(_stride * (MostTerms + 1));
        _constant = memory.Doubles(_stride);
        _jacobian = memory.Doubles((long)problem.Model.JacobianPattern.NonZeros * TLanes.Count);
        _shift = memory.Doubles(TLanes.Count);
        _norm = memory.Doubles(TLanes.Count);
        _count = memory.Doubles(TLanes.Count);
        _decay = memory.Doubles(TLanes.Count);
        _columnSums = memory.Doubles(_stride);
        _rowStarts = memory.Copy(problem.Model.JacobianPattern.RowStarts);
        _columns = memory.Copy(problem.Model.JacobianPattern.Columns);
        double factorial = 1;
        for (int k = 1; k <= MostTerms; k++)
        {
            // xᵏ⁺¹/(k + 1)! is the first term that a series of k terms leaves out.
            factorial *= k + 1;
            _reach[k] = Elementary.Exp(Elementary.Log(RemainderShare * relativeTolerance * factorial) / (k + 1));
        }
    }

    /// <summary>How many right-hand sides each lane's last step asked for.</summary>
    public TLanes StepCosts => TLanes.Load(_count);

    /// <summary>Takes A and b of lanes that start anew, at their present time and parameters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(uint lanes, double* time)
    {
        TLanes mask = TLanes.MaskFromBits(lanes);
        double* zero = _terms;
        new Span<double>(zero, (int)_stride).Clear();
        _problem.Slopes(time, zero, zero + _stride);
        _problem.Jacobian(time, zero, _jacobian);
        TLanes shift = TLanes.Zero;
        TLanes largest = TLanes.Zero;
        for (int i = 0; i < _states; i++)
        {
            long at = (long)i * TLanes.Count;
            TLanes constant = TLanes.Load(zero + _stride + at);
            largest = Larger(TLanes.Abs(constant), largest);
            TLanes.Store(TLanes.Select(mask, constant, TLanes.Load(_constant + at)), _constant + at);
            for (int e = _rowStarts[i]; e < _rowStarts[i + 1]; e++)
            {
                if (_columns[e] == i)
                {
                    shift = Larger(-TLanes.Load(_jacobian + ((long)e * TLanes.Count)), shift);
                }
            }
        }

        // Both norms of A + σI bound its powers: the smaller serves. What stands on the diagonal without an entry is σ.
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes.Store(shift, _columnSums + at);
        }

        TLanes byRows = TLanes.Zero;
        for (int i = 0; i < _states; i++)
        {
            TLanes sum = shift;
            for (int e = _rowStarts[i]; e < _rowStarts[i + 1]; e++)
            {
                int column = _columns[e];
                TLanes entry = TLanes.Load(_jacobian + ((long)e * TLanes.Count));
                TLanes size = column == i ? TLanes.Abs(entry + shift) - shift : TLanes.Abs(entry);
                sum += size;
                double* target = _columnSums + ((long)column * TLanes.Count);
                TLanes.Store(TLanes.Load(target) + size, target);
            }

            byRows = Larger(sum, byRows);
        }

        TLanes byColumns = TLanes.Zero;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            byColumns = Larger(TLanes.Load(_columnSums + at), byColumns);
        }

        // With b the series has that of e^(σt) in it.
        TLanes norm = TLanes.Select(TLanes.LessThan(byColumns, byRows), byColumns, byRows);
        norm = TLanes.Select(TLanes.GreaterThan(largest, TLanes.Zero), Larger(shift, norm), norm);
        TLanes.Store(TLanes.Select(mask, norm, TLanes.Load(_norm)), _norm);
        TLanes.Store(TLanes.Select(mask, shift, TLanes.Load(_shift)), _shift);
    }

    /// <summary>The longest step of each lane; +∞ where nothing moves.</summary>
    public TLanes LongestStep => TLanes.Create(_reach[MostTerms]) / TLanes.Load(_norm);

    /// <summary>
    /// The series of a step of size h, at most <see cref="LongestStep"/>, from (time, states), and its end in <paramref name="trial"/>. Returns the lanes whose end is finite.
    /// Each lane has the terms that its own h needs: beyond them its terms are zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint Attempt(uint lanes, double* time, double* states, TLanes h, double* trial)
    {
        CountTerms(lanes, h);
        double* before = _terms;
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes y = TLanes.Load(states + at);
            TLanes.Store(y, before + at);
            TLanes.Store(y, trial + at);
        }

        TLanes shift = TLanes.Load(_shift);
        TLanes power = TLanes.Zero;
        TLanes share = TLanes.One;
        for (int k = 1; k <= _termCount; k++)
        {
            double* term = before + _stride;
            _problem.Slopes(time, before, term);
            TLanes factor = h * TLanes.Create(1.0 / k);
            TLanes used = TLanes.LessThanOrEqual(TLanes.Create(k), TLanes.Load(_count));
            for (long at = 0; at < _stride; at += TLanes.Count)
            {
                TLanes sum = TLanes.FusedMultiplyAdd(shift, TLanes.Load(before + at), TLanes.Load(term + at));
                sum = TLanes.FusedMultiplyAdd(power, TLanes.Load(_constant + at), sum);
                TLanes u = used & (sum * factor);
                TLanes.Store(u, term + at);
                TLanes.Store(TLanes.Load(trial + at) + u, trial + at);
            }

            share *= shift * factor;
            power = share - TLanes.One;
            before = term;
        }

        TLanes.Store(-(shift * h), _decay);
        Elementary.Exp<TLanes>(_decay, _decay);
        TLanes faults = TLanes.Zero;
        TLanes decay = TLanes.Load(_decay);
        for (long at = 0; at < _stride; at += TLanes.Count)
        {
            TLanes end = TLanes.FusedMultiplyAdd(TLanes.Load(trial + at), decay, TLanes.Zero);
            faults = TLanes.FusedMultiplyAdd(end, TLanes.Zero, faults);
            TLanes.Store(end, trial + at);
        }

        return lanes & ~TLanes.MaskBits(TLanes.IsNaN(faults));
    }

    /// <summary>States within the last step, a share <paramref name="theta"/> of <paramref name="h"/> after its start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Interpolate(TLanes h, TLanes theta, double* result)
    {
        TLanes.Store(-(TLanes.Load(_shift) * (h * theta)), _decay);
        Elementary.Exp<TLanes>(_decay, _decay);
        TLanes decay = TLanes.Load(_decay);
        long block = 4 * TLanes.Count;
        long at = 0;
        double* last = _terms + (_termCount * _stride);

        // Four chains of fused additions at a time: one alone waits for each of its links.
        for (; at + block <= _stride; at += block)
        {
            TLanes a = TLanes.Zero, b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
            double* term = last + at;
            for (int k = _termCount; k >= 0; k--, term -= _stride)
            {
                a = TLanes.FusedMultiplyAdd(a, theta, TLanes.Load(term));
                b = TLanes.FusedMultiplyAdd(b, theta, TLanes.Load(term + TLanes.Count));
                c = TLanes.FusedMultiplyAdd(c, theta, TLanes.Load(term + (2 * TLanes.Count)));
                d = TLanes.FusedMultiplyAdd(d, theta, TLanes.Load(term + (3 * TLanes.Count)));
            }

            TLanes.Store(TLanes.FusedMultiplyAdd(a, decay, TLanes.Zero), result + at);
            TLanes.Store(TLanes.FusedMultiplyAdd(b, decay, TLanes.Zero), result + at + TLanes.Count);
            TLanes.Store(TLanes.FusedMultiplyAdd(c, decay, TLanes.Zero), result + at + (2 * TLanes.Count));
            TLanes.Store(TLanes.FusedMultiplyAdd(d, decay, TLanes.Zero), result + at + (3 * TLanes.Count));
        }

        for (; at + TLanes.Count < _stride; at += 2 * TLanes.Count)
        {
            TLanes a = TLanes.Zero, b = TLanes.Zero;
            double* term = last + at;
            for (int k = _termCount; k >= 0; k--, term -= _stride)
            {
                a = TLanes.FusedMultiplyAdd(a, theta, TLanes.Load(term));
                b = TLanes.FusedMultiplyAdd(b, theta, TLanes.Load(term + TLanes.Count));
            }

            TLanes.Store(TLanes.FusedMultiplyAdd(a, decay, TLanes.Zero), result + at);
            TLanes.Store(TLanes.FusedMultiplyAdd(b, decay, TLanes.Zero), result + at + TLanes.Count);
        }

        for (; at < _stride; at += TLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            double* term = last + at;
            for (int k = _termCount; k >= 0; k--, term -= _stride)
            {
                sum = TLanes.FusedMultiplyAdd(sum, theta, TLanes.Load(term));
            }

            TLanes.Store(TLanes.FusedMultiplyAdd(sum, decay, TLanes.Zero), result + at);
        }
    }

    /// <summary>The least number of terms whose reach holds each lane's own step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountTerms(uint lanes, TLanes h)
    {
        TLanes.Store(h * TLanes.Load(_norm), _decay);
        _termCount = 1;
        for (uint rest = lanes; rest != 0; rest &= rest - 1)
        {
            int lane = BitOperations.TrailingZeroCount(rest);
            int count = 1;
            while (count < MostTerms && !(_decay[lane] <= _reach[count]))
            {
                count++;
            }

            _count[lane] = count;
            _termCount = Math.Max(_termCount, count);
        }
    }

    private static TLanes Larger(TLanes a, TLanes b) => TLanes.Select(TLanes.GreaterThan(a, b), a, b);
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using static Anesis.Simulation.Integration.Multistep.MultistepFormulas;

namespace Anesis.Simulation.Integration.Multistep;

/// <summary>
/// Every lane's backward differences of its states, and the passes over them. A pass reads the memory as rows of eight numbers whatever the number of lanes:
/// a coefficient of each lane, repeated over a row, belongs to each place. So one large individual alone fills the vectors too.
/// </summary>
internal sealed unsafe class DifferenceTable
{
    private const int Wide = 8;

    private readonly int _lanes;
    private readonly long _length;
    private readonly long _row;
    private readonly double* _rows;
    private readonly double* _predictor;
    private readonly double* _past;
    private readonly double* _matrix;
    private readonly double* _weights;
    private readonly double* _first;
    private readonly double* _second;

    public DifferenceTable(int states, int lanes, LaneMemory memory)
    {
        _lanes = lanes;
        _length = (long)states * lanes;
        _row = (_length + Wide - 1) & -Wide;
        _rows = memory.Doubles(_row * Rows);
        _predictor = memory.Doubles(Wide * (HighestOrder + 1));
        _past = memory.Doubles(Wide * (HighestOrder + 1));
        _matrix = memory.Doubles(Wide * (HighestOrder + 1) * (HighestOrder + 1));
        _weights = memory.Doubles(_row);
        _first = memory.Doubles(Wide);
        _second = memory.Doubles(Wide);
    }

    /// <summary>One over the tolerated error of each state.</summary>
    public double* Weights => _weights;

    /// <summary>Writes a lane's value to each of its places in a row of eight.</summary>
    public void Spread(double* row, int lane, double value)
    {
        for (int at = lane; at < Wide; at += _lanes)
        {
            row[at] = value;
        }
    }

    /// <summary>These lanes start anew: y, h f(y), and no history.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(uint lanes, double* states, double* slopes, double* steps)
    {
        Lanes8 mask = Mask(lanes);
        for (int l = 0; l < _lanes; l++)
        {
            Spread(_first, l, steps[l]);
        }

        Lanes8 h = Lanes8.Load(_first);
        for (long at = 0; at < _row; at += Wide)
        {
            double* d = _rows + at;
            Lanes8.Store(Lanes8.Select(mask, Lanes8.Load(states + at), Lanes8.Load(d)), d);
            d += _row;
            Lanes8.Store(Lanes8.Select(mask, h * Lanes8.Load(slopes + at), Lanes8.Load(d)), d);
            for (int j = 2; j < Rows; j++)
            {
                d += _row;
                Lanes8.Store(Lanes8.AndNot(Lanes8.Load(d), mask), d);
            }
        }
    }

    /// <summary>Takes the differences of these lanes to other steps, factor times as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Change(uint lanes, int* orders, double* factors)
    {
        const int n = HighestOrder + 1;
        Span<double> matrix = stackalloc double[n * n];
        int highest = 0;
        for (int l = 0; l < _lanes; l++)
        {
            if ((lanes >> l & 1) != 0)
            {
                MultistepFormulas.Change(orders[l], factors[l], matrix);
                for (int e = 0; e < n * n; e++)
                {
                    Spread(_matrix + (e * Wide), l, matrix[e]);
                }

                highest = Math.Max(highest, orders[l]);
            }

            Spread(_first, l, orders[l]);
        }

        Lanes8 mask = Mask(lanes);
        Lanes8 order = Lanes8.Load(_first);
        double* changed = stackalloc double[Wide * n];
        for (long at = 0; at < _row; at += Wide)
        {
            double* d = _rows + at;
            for (int i = 1; i <= highest; i++)
            {
                Lanes8 sum = Lanes8.Zero;
                for (int j = 1; j <= highest; j++)
                {
                    sum = Lanes8.FusedMultiplyAdd(Lanes8.Load(_matrix + (((i * n) + j) * Wide)), Lanes8.Load(d + (j * _row)), sum);
                }

                Lanes8.Store(sum, changed + (i * Wide));
            }

            for (int i = 1; i <= highest; i++)
            {
                Lanes8 own = mask & Lanes8.LessThanOrEqual(Lanes8.Create(i), order);
                Lanes8.Store(Lanes8.Select(own, Lanes8.Load(changed + (i * Wide)), Lanes8.Load(d + (i * _row))), d + (i * _row));
            }
        }
    }

    /// <summary>
    /// Each lane's states at the end of the next step by its polynomial, what the formula knows of the slope there, Σⱼ γⱼ∇ʲ/αₖ, and the weights of the states' errors:
    /// one over (absolute + relative · max(|y|, |predicted|)).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Predict(int* orders, double* absolute, double relative, double* predicted, double* past)
    {
        for (int l = 0; l < _lanes; l++)
        {
            for (int j = 1; j <= HighestOrder; j++)
            {
                bool used = j <= orders[l];
                Spread(_predictor + (j * Wide), l, used ? 1 : 0);
                Spread(_past + (j * Wide), l, used ? Gamma[j] / Alpha[orders[l]] : 0);
            }
        }

        Lanes8 rtol = Lanes8.Create(relative);
        Lanes8 p1 = Coefficient(_predictor, 1), p2 = Coefficient(_predictor, 2), p3 = Coefficient(_predictor, 3), p4 = Coefficient(_predictor, 4), p5 = Coefficient(_predictor, 5);
        Lanes8 g1 = Coefficient(_past, 1), g2 = Coefficient(_past, 2), g3 = Coefficient(_past, 3), g4 = Coefficient(_past, 4), g5 = Coefficient(_past, 5);
        long row = _row;
        for (long at = 0; at < row; at += Wide)
        {
            double* d = _rows + at;
            Lanes8 y = Lanes8.Load(d);
            Lanes8 d1 = Lanes8.Load(d + row), d2 = Lanes8.Load(d + (2 * row)), d3 = Lanes8.Load(d + (3 * row)), d4 = Lanes8.Load(d + (4 * row)), d5 = Lanes8.Load(d + (5 * row));
            Lanes8 sum = Lanes8.FusedMultiplyAdd(p1, d1, y);
            sum = Lanes8.FusedMultiplyAdd(p2, d2, sum);
            sum = Lanes8.FusedMultiplyAdd(p3, d3, sum);
            sum = Lanes8.FusedMultiplyAdd(p4, d4, sum);
            sum = Lanes8.FusedMultiplyAdd(p5, d5, sum);
            Lanes8.Store(sum, predicted + at);
            Lanes8 known = g1 * d1;
            known = Lanes8.FusedMultiplyAdd(g2, d2, known);
            known = Lanes8.FusedMultiplyAdd(g3, d3, known);
            known = Lanes8.FusedMultiplyAdd(g4, d4, known);
            known = Lanes8.FusedMultiplyAdd(g5, d5, known);
            Lanes8.Store(known, past + at);
            Lanes8 size = Larger(Lanes8.Abs(y), Lanes8.Abs(sum));
            Lanes8.Store(Lanes8.One / Lanes8.FusedMultiplyAdd(rtol, size, Lanes8.Load(absolute + at)), _weights + at);
        }

        // Beyond the states nothing counts.
        for (long at = _length; at < row; at++)
        {
            _weights[at] = 0;
        }
    }

    /// <summary>right = slope·c/c₀ − (past + change)/c₀: the residual of the formula, for linear systems that hold 1/c₀.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Residual(double* slopes, double* past, double* change, double* ratios, double* shifts, double* right)
    {
        for (int l = 0; l < _lanes; l++)
        {
            Spread(_first, l, ratios[l]);
            Spread(_second, l, -shifts[l]);
        }

        Lanes8 ratio = Lanes8.Load(_first);
        Lanes8 shift = Lanes8.Load(_second);
        for (long at = 0; at < _row; at += Wide)
        {
            Lanes8 known = Lanes8.Load(past + at) + Lanes8.Load(change + at);
            Lanes8.Store(Lanes8.FusedMultiplyAdd(shift, known, ratio * Lanes8.Load(slopes + at)), right + at);
        }
    }

    /// <summary>These lanes' corrections, times each lane's share, are added to the change and to the states; the largest weighed correction goes to <paramref name="norms"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Correct(uint lanes, double* correction, double* shares, double* predicted, double* change, double* trial, double* norms)
    {
        for (int l = 0; l < _lanes; l++)
        {
            Spread(_first, l, (lanes >> l & 1) != 0 ? shares[l] : 0);
        }

        Lanes8 mask = Mask(lanes);
        Lanes8 share = Lanes8.Load(_first);
        Lanes8 largest = Lanes8.Zero;
        Lanes8 faults = Lanes8.Zero;
        for (long at = 0; at < _row; at += Wide)
        {
            Lanes8 step = share * Lanes8.Load(correction + at);
            Lanes8 weighed = step * Lanes8.Load(_weights + at);
            largest = Larger(Lanes8.Abs(weighed), largest);
            faults = Lanes8.FusedMultiplyAdd(weighed, Lanes8.Zero, faults);
            Lanes8 before = Lanes8.Load(change + at);
            Lanes8 now = Lanes8.Select(mask, before + step, before);
            Lanes8.Store(now, change + at);
            Lanes8.Store(Lanes8.Load(predicted + at) + now, trial + at);
        }

        Fold(largest, faults, norms);
    }

    /// <summary>The largest weighed value of each lane; NaN where one is no finite number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Norm(double* values, double* norms)
    {
        Lanes8 largest = Lanes8.Zero;
        Lanes8 faults = Lanes8.Zero;
        for (long at = 0; at < _row; at += Wide)
        {
            Lanes8 weighed = Lanes8.Load(values + at) * Lanes8.Load(_weights + at);
            largest = Larger(Lanes8.Abs(weighed), largest);
            faults = Lanes8.FusedMultiplyAdd(weighed, Lanes8.Zero, faults);
        }

        Fold(largest, faults, norms);
    }

    /// <summary>The largest weighed difference of one row in each lane.</summary>
    public void Norm(int row, double* norms) => Norm(_rows + (row * _row), norms);

    /// <summary>These lanes' steps were accepted: their differences at the new time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Accept(uint lanes, int* orders, double* change)
    {
        if (_lanes == 1)
        {
            AcceptAlone(orders[0], change);
            return;
        }

        for (int l = 0; l < _lanes; l++)
        {
            Spread(_first, l, orders[l]);
        }

        Lanes8 mask = Mask(lanes);
        Lanes8 order = Lanes8.Load(_first);
        for (long at = 0; at < _row; at += Wide)
        {
            Lanes8 moved = Lanes8.Load(change + at);
            Lanes8 run = Lanes8.Zero;
            double* d = _rows + at + ((Rows - 1) * _row);
            for (int j = Rows - 1; j >= 0; j--, d -= _row)
            {
                Lanes8 row = Lanes8.Create(j);
                Lanes8 old = Lanes8.Load(d);
                Lanes8 below = j == 0 ? old : Lanes8.Load(d - _row);
                Lanes8 next = Lanes8.Select(Lanes8.Equal(row, order + Lanes8.One + Lanes8.One), moved - below, old);
                next = Lanes8.Select(Lanes8.Equal(row, order + Lanes8.One), moved, next);
                next = Lanes8.Select(Lanes8.LessThanOrEqual(row, order), old + run, next);
                run = next;
                Lanes8.Store(Lanes8.Select(mask, next, old), d);
            }
        }
    }

    /// <summary>The states of each lane at a place of its last step: y + Σⱼ wⱼ∇ʲ with each lane's own weights [lane][row], zero above its order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Interpolate(double* weights, double* result)
    {
        for (int l = 0; l < _lanes; l++)
        {
            for (int j = 1; j <= HighestOrder; j++)
            {
                Spread(_predictor + (j * Wide), l, weights[(l * (HighestOrder + 1)) + j]);
            }
        }

        Lanes8 w1 = Coefficient(_predictor, 1), w2 = Coefficient(_predictor, 2), w3 = Coefficient(_predictor, 3), w4 = Coefficient(_predictor, 4), w5 = Coefficient(_predictor, 5);
        long row = _row;
        for (long at = 0; at < row; at += Wide)
        {
            double* d = _rows + at;
            Lanes8 sum = Lanes8.FusedMultiplyAdd(w5, Lanes8.Load(d + (5 * row)), w4 * Lanes8.Load(d + (4 * row)));
            sum = Lanes8.FusedMultiplyAdd(w3, Lanes8.Load(d + (3 * row)), sum);
            sum = Lanes8.FusedMultiplyAdd(w2, Lanes8.Load(d + (2 * row)), sum);
            sum = Lanes8.FusedMultiplyAdd(w1, Lanes8.Load(d + row), sum);
            Lanes8.Store(Lanes8.Load(d) + sum, result + at);
        }
    }

    /// <summary>Copies these lanes' values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(uint lanes, double* from, double* to, long length)
    {
        Lanes8 mask = Mask(lanes);
        for (long at = 0; at < length; at += Wide)
        {
            Lanes8.Store(Lanes8.Select(mask, Lanes8.Load(from + at), Lanes8.Load(to + at)), to + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AcceptAlone(int order, double* change)
    {
        long row = _row;
        for (long at = 0; at < row; at += Wide)
        {
            double* d = _rows + at + ((order + 1) * row);
            Lanes8 moved = Lanes8.Load(change + at);
            Lanes8.Store(moved - Lanes8.Load(d), d + row);
            Lanes8.Store(moved, d);
            for (int j = order; j >= 0; j--)
            {
                d -= row;
                moved = Lanes8.Load(d) + moved;
                Lanes8.Store(moved, d);
            }
        }
    }

    /// <summary>A row of eight into the lanes: of all places that belong to a lane the largest, which has no order.</summary>
    private void Fold(Lanes8 largest, Lanes8 faults, double* norms)
    {
        Lanes8.Store(largest + faults, _first);
        for (int l = 0; l < _lanes; l++)
        {
            double norm = 0;
            for (int at = l; at < Wide; at += _lanes)
            {
                norm = _first[at] > norm || double.IsNaN(_first[at]) ? _first[at] : norm;
            }

            norms[l] = norm;
        }
    }

    private Lanes8 Mask(uint lanes)
    {
        uint bits = lanes & ((1u << _lanes) - 1);
        for (int width = _lanes; width < Wide; width *= 2)
        {
            bits |= bits << width;
        }

        return Lanes8.MaskFromBits(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes8 Coefficient(double* rows, int row) => Lanes8.Load(rows + (row * Wide));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes8 Larger(Lanes8 a, Lanes8 b) => Lanes8.Select(Lanes8.GreaterThan(a, b), a, b);
}

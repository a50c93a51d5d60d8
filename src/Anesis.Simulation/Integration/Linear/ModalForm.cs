using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// A = V Λ W with W = V⁻¹, for each lane its own A: groups of states by Jacobi's rotations of their symmetric form, one group after another by what the earlier send to it.
/// Where eigenvalues of groups that act on each other nearly meet, or the scales of a group lie far apart, digits would be lost: those lanes are refused.
/// </summary>
internal sealed unsafe class ModalForm<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const int Sweeps = 10;
    private const double Rounding = 2.3e-16;

    private readonly ModalStructure _structure;
    private readonly int _n;
    private readonly double* _symmetric;
    private readonly double* _rotation;
    private readonly double* _scale;
    private readonly double* _part;

    public ModalForm(ModalStructure structure, int states, LaneMemory memory)
    {
        _structure = structure;
        _n = states;
        Rates = memory.Doubles((long)_n * TLanes.Count);
        Shapes = memory.Doubles((long)_n * _n * TLanes.Count);
        Weights = memory.Doubles((long)_n * _n * TLanes.Count);
        _symmetric = memory.Doubles((long)_n * _n * TLanes.Count);
        _rotation = memory.Doubles((long)_n * _n * TLanes.Count);
        _scale = memory.Doubles((long)_n * TLanes.Count);
        _part = memory.Doubles((long)_n * TLanes.Count);
    }

    /// <summary>[mode] the eigenvalues.</summary>
    public double* Rates { get; }

    /// <summary>[state, mode] V.</summary>
    public double* Shapes { get; }

    /// <summary>[mode, state] W.</summary>
    public double* Weights { get; }

    /// <summary>Takes the lanes' matrices apart. Returns the lanes whose courses lose no more than about <paramref name="loss"/> of their peaks.</summary>
    public uint Take(double* jacobian, double loss)
    {
        TLanes good = TLanes.Equal(TLanes.Zero, TLanes.Zero);
        TLanes most = TLanes.Create(loss / (4 * Rounding));
        new Span<double>(Shapes, _n * _n * TLanes.Count).Clear();
        new Span<double>(Weights, _n * _n * TLanes.Count).Clear();
        int[][] groups = _structure.Groups;
        for (int g = 0; g < groups.Length; g++)
        {
            int[] group = groups[g];
            if (group.Length == 1)
            {
                int state = group[0];
                int entry = _structure.Entry(state, state);
                Put(Rates, state, entry < 0 ? TLanes.Zero : Get(jacobian, entry));
                Put(Shapes, (state * _n) + state, TLanes.One);
                Put(Weights, (state * _n) + state, TLanes.One);
                continue;
            }

            good &= Symmetric(group, jacobian, most);
        }

        for (int g = 0; g < groups.Length; g++)
        {
            for (int later = g + 1; later < groups.Length; later++)
            {
                if (_structure.Reaches[g, later])
                {
                    good &= Extend(g, later, jacobian);
                }
            }
        }

        for (int later = 1; later < groups.Length; later++)
        {
            for (int g = later - 1; g >= 0; g--)
            {
                if (_structure.Reaches[g, later])
                {
                    Invert(g, later);
                }
            }
        }

        good &= TLanes.LessThan(Loss(), most);
        return TLanes.MaskBits(good);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Get(double* from, int at) => TLanes.Load(from + ((long)at * TLanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(double* to, int at, TLanes value) => TLanes.Store(value, to + ((long)at * TLanes.Count));

    /// <summary>The modes of one group. Returns the lanes whose exchange goes both ways with the same sign, so that the form is symmetric.</summary>
    private TLanes Symmetric(int[] group, double* jacobian, TLanes most)
    {
        int m = group.Length;
        TLanes good = TLanes.Equal(TLanes.Zero, TLanes.Zero);
        TLanes size = TLanes.Zero;
        Put(_scale, 0, TLanes.One);
        for (int a = 0; a < m; a++)
        {
            int diagonal = _structure.Entry(group[a], group[a]);
            TLanes own = diagonal < 0 ? TLanes.Zero : Get(jacobian, diagonal);
            Put(_symmetric, (a * m) + a, own);
            size += TLanes.Abs(own);
            for (int b = 0; b < m; b++)
            {
                Put(_rotation, (a * m) + b, a == b ? TLanes.One : TLanes.Zero);
                if (b >= a)
                {
                    continue;
                }

                int entry = _structure.Entry(group[a], group[b]);
                TLanes value = TLanes.Zero;
                if (entry >= 0)
                {
                    TLanes there = Get(jacobian, entry);
                    TLanes back = Get(jacobian, _structure.Entry(group[b], group[a]));
                    good &= TLanes.GreaterThan(there * back, TLanes.Zero);
                    TLanes ratio = TLanes.Sqrt(there / back);
                    Put(_scale, a, Get(_scale, b) * ratio);
                    value = back * ratio;
                }

                size += TLanes.Abs(value);
                Put(_symmetric, (a * m) + b, value);
                Put(_symmetric, (b * m) + a, value);
            }
        }

        int sweeps = m == 2 ? 1 : Sweeps;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            for (int p = 0; p < m; p++)
            {
                for (int q = p + 1; q < m; q++)
                {
                    Rotate(p, q, m);
                }
            }
        }

        TLanes rest = TLanes.Zero;
        for (int a = 0; a < m; a++)
        {
            Put(Rates, group[a], Get(_symmetric, (a * m) + a));
            for (int b = 0; b < m; b++)
            {
                TLanes scale = Get(_scale, a);
                TLanes rotation = Get(_rotation, (a * m) + b);
                Put(Shapes, (group[a] * _n) + group[b], scale * rotation);
                Put(Weights, (group[b] * _n) + group[a], rotation / scale);
                rest += a == b ? TLanes.Zero : TLanes.Abs(Get(_symmetric, (a * m) + b));
            }
        }

        // A rate is off by the rounding of the largest, which matters while the course of the slowest lasts.
        TLanes slowest = TLanes.Abs(Get(Rates, group[0]));
        for (int a = 1; a < m; a++)
        {
            TLanes rate = TLanes.Abs(Get(Rates, group[a]));
            slowest = TLanes.Select(TLanes.LessThan(rate, slowest), rate, slowest);
        }

        good &= TLanes.LessThan(rest, size * TLanes.Create(Rounding));
        return good & TLanes.LessThan(size, most * slowest);
    }

    private void Rotate(int p, int q, int m)
    {
        double* s = _symmetric;
        TLanes off = Get(s, (p * m) + q);
        TLanes first = Get(s, (p * m) + p);
        TLanes second = Get(s, (q * m) + q);
        TLanes half = (second - first) / (off + off);
        TLanes tangent = TLanes.One / (TLanes.Abs(half) + TLanes.Sqrt(TLanes.FusedMultiplyAdd(half, half, TLanes.One)));
        tangent = TLanes.CopySign(tangent, half);
        tangent = TLanes.AndNot(tangent, TLanes.Equal(off, TLanes.Zero));
        TLanes cosine = TLanes.One / TLanes.Sqrt(TLanes.FusedMultiplyAdd(tangent, tangent, TLanes.One));
        TLanes sine = tangent * cosine;
        Put(s, (p * m) + p, TLanes.FusedMultiplyAdd(-tangent, off, first));
        Put(s, (q * m) + q, TLanes.FusedMultiplyAdd(tangent, off, second));
        Put(s, (p * m) + q, TLanes.Zero);
        Put(s, (q * m) + p, TLanes.Zero);
        for (int k = 0; k < m; k++)
        {
            TLanes a, b;
            if (k != p && k != q)
            {
                a = Get(s, (p * m) + k);
                b = Get(s, (q * m) + k);
                TLanes left = TLanes.FusedMultiplyAdd(cosine, a, -(sine * b));
                TLanes right = TLanes.FusedMultiplyAdd(sine, a, cosine * b);
                Put(s, (p * m) + k, left);
                Put(s, (k * m) + p, left);
                Put(s, (q * m) + k, right);
                Put(s, (k * m) + q, right);
            }

            a = Get(_rotation, (k * m) + p);
            b = Get(_rotation, (k * m) + q);
            Put(_rotation, (k * m) + p, TLanes.FusedMultiplyAdd(cosine, a, -(sine * b)));
            Put(_rotation, (k * m) + q, TLanes.FusedMultiplyAdd(sine, a, cosine * b));
        }
    }

    /// <summary>What the modes of one group look like in a later one: (μ − A) v = what the groups between send.</summary>
    private TLanes Extend(int from, int to, double* jacobian)
    {
        TLanes good = TLanes.Equal(TLanes.Zero, TLanes.Zero);
        int[] states = _structure.Groups[to];
        foreach (int mode in _structure.Groups[from])
        {
            TLanes rate = Get(Rates, mode);
            foreach (int own in states)
            {
                TLanes sum = TLanes.Zero;
                for (int k = 0; k < _n; k++)
                {
                    int entry = _structure.Entry(own, k);
                    if (entry >= 0 && _structure.GroupOf(k) < to && _structure.Shows(k, mode))
                    {
                        sum = TLanes.FusedMultiplyAdd(Get(jacobian, entry), Get(Shapes, (k * _n) + mode), sum);
                    }
                }

                Put(_part, own, sum);
            }

            foreach (int other in states)
            {
                TLanes sum = TLanes.Zero;
                foreach (int own in states)
                {
                    sum = TLanes.FusedMultiplyAdd(Get(Weights, (other * _n) + own), Get(_part, own), sum);
                }

                TLanes gap = rate - Get(Rates, other);
                good &= TLanes.NotEqual(gap, TLanes.Zero);
                TLanes share = sum / gap;
                foreach (int own in states)
                {
                    int at = (own * _n) + mode;
                    Put(Shapes, at, TLanes.FusedMultiplyAdd(Get(Shapes, (own * _n) + other), share, Get(Shapes, at)));
                }
            }
        }

        return good;
    }

    /// <summary>How states of one group excite the modes of a later one.</summary>
    private void Invert(int from, int to)
    {
        int[] states = _structure.Groups[to];
        foreach (int source in _structure.Groups[from])
        {
            foreach (int own in states)
            {
                TLanes sum = TLanes.Zero;
                for (int mode = 0; mode < _n; mode++)
                {
                    int group = _structure.GroupOf(mode);
                    if (group < to && _structure.Reaches[from, group] && _structure.Reaches[group, to])
                    {
                        sum = TLanes.FusedMultiplyAdd(Get(Shapes, (own * _n) + mode), Get(Weights, (mode * _n) + source), sum);
                    }
                }

                Put(_part, own, sum);
            }

            foreach (int mode in states)
            {
                TLanes sum = TLanes.Zero;
                foreach (int own in states)
                {
                    sum = TLanes.FusedMultiplyAdd(Get(Weights, (mode * _n) + own), Get(_part, own), sum);
                }

                Put(Weights, (mode * _n) + source, -sum);
            }
        }
    }

    /// <summary>How much larger than the course its modes may be: the product over nearly equal rates of their sum to their difference.</summary>
    private TLanes Loss()
    {
        TLanes worst = TLanes.One;
        for (int mode = 0; mode < _n; mode++)
        {
            TLanes product = TLanes.One;
            TLanes rate = Get(Rates, mode);
            for (int other = 0; other < _n; other++)
            {
                int g = _structure.GroupOf(mode);
                int h = _structure.GroupOf(other);
                if (g != h && (_structure.Reaches[g, h] || _structure.Reaches[h, g]))
                {
                    TLanes second = Get(Rates, other);
                    product *= (TLanes.Abs(rate) + TLanes.Abs(second)) / TLanes.Abs(rate - second);
                }
            }

            worst = TLanes.Select(TLanes.LessThan(product, worst), worst, product);
        }

        return worst;
    }
}

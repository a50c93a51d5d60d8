using System.Numerics;
using Anesis.Mathematics.Lanes;
using CsCheck;

namespace Anesis.Mathematics.Tests;

public unsafe class LaneOperationTests
{
    private static readonly double[] Edges =
        [0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1, -1, 4503599627370495.5, 1e300, -1e-310, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    private static readonly Gen<double> AnyDouble =
        Gen.OneOf(Gen.Double, Gen.Double[-10, 10], Gen.OneOf(Edges.Select(value => Gen.Const(value)).ToArray()), Gen.ULong.Select(BitConverter.UInt64BitsToDouble));

    [Fact]
    public void Every_operation_gives_the_same_bits_for_every_lane_count() =>
        AnyDouble.Array[16].Select(AnyDouble.Array[16], AnyDouble.Array[16]).Sample(
            (a, b, c) =>
            {
                long[] one = All<Lanes1>(a, b, c);
                All<Lanes2>(a, b, c).Should().Equal(one);
                All<Lanes4>(a, b, c).Should().Equal(one);
                All<Lanes8>(a, b, c).Should().Equal(one);
                All<Lanes16>(a, b, c).Should().Equal(one);
            },
            iter: 3000,
            threads: 1);

    [Fact]
    public void Fused_multiply_add_rounds_once_as_exact_arithmetic_does() =>
        Gen.Double[-4, 4].Select(Gen.Double[-4, 4], Gen.Double[-1e-12, 1e-12]).Sample(
            (a, b, tiny) =>
            {
                double c = -(a * b) + tiny;
                double expected = ExactMultiplyAdd(a, b, c);
                Lanes1.FusedMultiplyAdd(new(a), new(b), new(c)).Value.Should().Be(expected);
                Lanes8.Get(Lanes8.FusedMultiplyAdd(Lanes8.Create(a), Lanes8.Create(b), Lanes8.Create(c)), 5).Should().Be(expected);
            },
            iter: 5000,
            threads: 1);

    [Fact]
    public void Minimum_and_maximum_keep_NaN_and_order_zeros()
    {
        double.IsNaN(Lanes8.Get(Lanes8.Min(Lanes8.Create(double.NaN), Lanes8.One), 0)).Should().BeTrue();
        double.IsNaN(Lanes8.Get(Lanes8.Max(Lanes8.One, Lanes8.Create(double.NaN)), 0)).Should().BeTrue();
        double.IsNegative(Lanes1.Min(new(0.0), new(-0.0)).Value).Should().BeTrue();
        double.IsNegative(Lanes1.Max(new(-0.0), new(0.0)).Value).Should().BeFalse();
    }

    [Fact]
    public void Masks_and_their_bits_are_each_others_inverse()
    {
        for (uint bits = 0; bits < 65536; bits++)
        {
            Lanes16.MaskBits(Lanes16.MaskFromBits(bits)).Should().Be(bits);
            Lanes8.MaskBits(Lanes8.MaskFromBits(bits)).Should().Be(bits & 255);
            Lanes4.MaskBits(Lanes4.MaskFromBits(bits)).Should().Be(bits & 15);
            Lanes2.MaskBits(Lanes2.MaskFromBits(bits)).Should().Be(bits & 3);
            Lanes1.MaskBits(Lanes1.MaskFromBits(bits)).Should().Be(bits & 1);
        }
    }

    [Fact]
    public void Lanes_are_read_replaced_gathered_and_looked_up_one_by_one()
    {
        One<Lanes16>();
        One<Lanes8>();
        One<Lanes4>();
    }

    private static void One<T>()
        where T : struct, ILanes<T>
    {
        double* table = stackalloc double[16];
        double* row = stackalloc double[T.Count];
        double** places = stackalloc double*[T.Count];
        for (int i = 0; i < 16; i++)
        {
            table[i] = Math.Sqrt(i + 2);
        }

        for (int lane = 0; lane < T.Count; lane++)
        {
            row[lane] = BitConverter.Int64BitsToDouble((7 * lane) + 3);
            places[lane] = table + ((5 * lane) & 15);
        }

        T looked = T.Lookup(table, T.Load(row));
        T gathered = T.Gather(places);
        for (int lane = 0; lane < T.Count; lane++)
        {
            T.Get(looked, lane).Should().Be(table[((7 * lane) + 3) & 15]);
            T.Get(gathered, lane).Should().Be(table[(5 * lane) & 15]);
            T replaced = T.With(gathered, lane, -1);
            for (int other = 0; other < T.Count; other++)
            {
                T.Get(replaced, other).Should().Be(other == lane ? -1 : T.Get(gathered, other));
            }
        }
    }

    private static long[] All<T>(double[] x, double[] y, double[] z)
        where T : struct, ILanes<T>
    {
        List<long> result = [];
        Func<T, T, T, T>[] operations =
        [
            (a, b, _) => a + b, (a, b, _) => a - b, (a, b, _) => a * b, (a, b, _) => a / b, T.FusedMultiplyAdd, (a, _, _) => T.Sqrt(a),
            (a, b, _) => T.Min(a, b), (a, b, _) => T.Max(a, b), (a, _, _) => T.Floor(a), (a, _, _) => T.Ceiling(a), (a, _, _) => T.Round(a), (a, _, _) => T.Truncate(a),
        ];
        Func<T, T, T, T>[] bitwise =
        [
            (a, _, _) => -a, (a, _, _) => T.Abs(a), (a, b, _) => T.CopySign(a, b), (a, b, _) => a & b, (a, b, _) => a | b, (a, b, _) => a ^ b, (a, _, _) => ~a,
            (a, b, _) => T.AndNot(a, b), (a, b, _) => T.LessThan(a, b), (a, b, _) => T.LessThanOrEqual(a, b), (a, b, _) => T.GreaterThan(a, b),
            (a, b, _) => T.GreaterThanOrEqual(a, b), (a, b, _) => T.Equal(a, b), (a, b, _) => T.NotEqual(a, b), (a, _, _) => T.IsNaN(a), (a, b, c) => T.Select(T.LessThan(a, b), b, c),
            (a, b, _) => T.AddBits(a, b), (a, b, _) => T.SubtractBits(a, b), (a, _, _) => T.ShiftLeft(a, 13), (a, _, _) => T.ShiftRightLogical(a, 13),
            (a, _, _) => T.ShiftRightArithmetic(a, 13), (a, b, _) => T.EqualBits(a, b), (a, _, _) => T.Canonical(a),
            (a, _, _) => T.ToIntegerBits(T.Select(T.LessThan(T.Abs(a), T.Create(1e15)), a, T.One)), (a, _, _) => T.FromIntegerBits(T.ShiftRightArithmetic(a, 13)),
        ];
        fixed (double* px = x, py = y, pz = z)
        {
            double* row = stackalloc double[T.Count];
            for (int kind = 0; kind < operations.Length + bitwise.Length; kind++)
            {
                for (int i = 0; i < 16; i += T.Count)
                {
                    T a = T.Load(px + i);
                    T b = T.Load(py + i);
                    T c = T.Load(pz + i);
                    T.Store(kind < operations.Length ? T.Canonical(operations[kind](a, b, c)) : bitwise[kind - operations.Length](a, b, c), row);
                    for (int lane = 0; lane < T.Count; lane++)
                    {
                        result.Add(BitConverter.DoubleToInt64Bits(row[lane]));
                    }
                }
            }
        }

        return [.. result];
    }

    /// <summary>a·b + c in exact integers over 2^2200, rounded once to nearest even.</summary>
    private static double ExactMultiplyAdd(double a, double b, double c)
    {
        BigInteger sum = (Integer(a, 1100) * Integer(b, 1100)) + Integer(c, 2200);
        if (sum.IsZero)
        {
            return (a * b) + c;
        }

        BigInteger size = BigInteger.Abs(sum);
        int drop = Math.Max(0, (int)size.GetBitLength() - 53);
        BigInteger kept = size >> drop;
        BigInteger rest = size - (kept << drop);
        int side = drop == 0 ? -1 : rest.CompareTo(BigInteger.One << (drop - 1));
        if (side > 0 || (side == 0 && !kept.IsEven))
        {
            kept += 1;
        }

        double value = Math.ScaleB((double)kept, drop - 2200);
        return sum.Sign < 0 ? -value : value;
    }

    private static BigInteger Integer(double value, int scale)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 0x10000000000000);
        BigInteger shifted = mantissa << (scale + Math.Max(exponent, 1) - 1075);
        return bits < 0 ? -shifted : shifted;
    }
}

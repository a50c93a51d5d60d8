using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>The parts that every logarithm shares: x = 2ᵏ·m with m in [√½, √2), f = m - 1, and s = f/(2 + f).</summary>
internal static class LogarithmCore
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;

    /// <summary>k (as a double) and m of a positive finite x; subnormals included.</summary>
    [MethodImpl(Inline)]
    public static void Split<T>(T x, out T k, out T m)
        where T : struct, ILanes<T>
    {
        T tiny = T.LessThan(x, T.Create(2.2250738585072014E-308));
        T scaled = T.Select(tiny, x * T.Create(18014398509481984.0), x);
        T distance = T.SubtractBits(scaled, T.CreateBits(SqrtHalfBits));
        T exponent = T.ShiftRightArithmetic(distance, 52);
        m = T.SubtractBits(scaled, T.ShiftLeft(exponent, 52));
        k = T.FromIntegerBits(exponent) - (tiny & T.Create(54));
    }

    /// <summary>(ln((1 + s)/(1 - s))/s - 2)/z with z = s² up to 0.02945, within 2⁻⁵⁸.</summary>
    [MethodImpl(Inline)]
    public static T Quotient<T>(T z)
        where T : struct, ILanes<T> =>
        Polynomial.Evaluate(z, 0.6666666666666666, 0.4000000000000088, 0.28571428570801954, 0.22222222392089008, 0.18181795600060793,
            0.15386241881938595, 0.13268714792348096, 0.1308723619665962);

    /// <summary>-∞ at 0, NaN below, x itself at +∞ and NaN; elsewhere <paramref name="finite"/>.</summary>
    [MethodImpl(Inline)]
    public static T Special<T>(T x, T finite)
        where T : struct, ILanes<T>
    {
        T result = T.Select(T.LessThan(x, T.Create(double.PositiveInfinity)), finite, x);
        result = T.Select(T.GreaterThan(x, T.Zero), result, T.Create(double.NaN));
        return T.Select(T.Equal(x, T.Zero), T.Create(double.NegativeInfinity), result);
    }

    /// <summary>ln x of a positive finite x as a pair, relative error below 2⁻⁶⁷.</summary>
    [MethodImpl(Inline)]
    public static Pair<T> Evaluate<T>(T x)
        where T : struct, ILanes<T>
    {
        Split(x, out T k, out T m);
        T f = m - T.One;
        Pair<T> divisor = Pair<T>.OrderedSum(T.Create(2), f);
        T s = f / divisor.High;
        T sLow = (T.FusedMultiplyAdd(-s, divisor.High, f) - (s * divisor.Low)) / divisor.High;
        Pair<T> sPair = new(s, sLow);
        Pair<T> z = Pair<T>.Multiply(sPair, sPair);
        T rest = z.High * Polynomial.Evaluate(z.High, 0.2857142857142857, 0.2222222222222295, 0.18181818181299614, 0.15384615525187234,
            0.13333314647056682, 0.11766051672505168, 0.10472858263128923, 0.10617532765504996);
        Pair<T> fifth = Pair<T>.OrderedSum(T.Create(0.4), rest);
        fifth = new(fifth.High, fifth.Low + T.Create(-2.2204460492503132e-17));
        Pair<T> third = Pair<T>.Multiply(z, fifth);
        third = Pair<T>.Add(Pair<T>.Constant(0.6666666666666666, 3.700743415417188e-17), third);
        Pair<T> cubic = Pair<T>.Multiply(Pair<T>.Multiply(z, sPair), third);
        Pair<T> small = Pair<T>.Add(new(s + s, sLow + sLow), cubic);
        Pair<T> sum = Pair<T>.OrderedSum(k * T.Create(ExponentialCore.Ln2High), small.High);
        return Pair<T>.OrderedSum(sum.High, sum.Low + T.FusedMultiplyAdd(k, T.Create(ExponentialCore.Ln2Low), small.Low));
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>The parts that every logarithm shares: x = 2ᵏ·m with m in [√½, √2), f = m - 1, and s = f/(2 + f).</summary>
internal static class LogarithmCore
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;

    /// <summary>45/64, where the first of the sixteen intervals begins.</summary>
    private const long FirstIntervalBits = 0x3FE6800000000000;

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

    /// <summary>ln x of a positive finite x as a pair, relative error below 2⁻⁶³.</summary>
    /// <remarks>
    /// After Tang (1990): x = 2ᵏ·m with m in [45/64, 45/32), one of sixteen intervals of m and its reciprocal r of few bits, and ln m = ln(1 + (m·r − 1)) − ln r.
    /// The interval about 1 has r = 1, so that nothing cancels. −ln r is a whole number of 2⁻⁴² and a rest, and its sum with k·ln 2 exact.
    /// </remarks>
    [MethodImpl(Inline)]
    public static unsafe Pair<T> Evaluate<T>(T x)
        where T : struct, ILanes<T>
    {
        T tiny = T.LessThan(x, T.Create(2.2250738585072014E-308));
        return EvaluateNormal(T.Select(tiny, x * T.Create(18014398509481984.0), x), tiny & T.Create(54));
    }

    /// <summary>ln(x/2ˢ) of a positive finite x that is not subnormal, s = <paramref name="scale"/>.</summary>
    [MethodImpl(Inline)]
    public static unsafe Pair<T> EvaluateNormal<T>(T x, T scale)
        where T : struct, ILanes<T>
    {
        T distance = T.SubtractBits(x, T.CreateBits(FirstIntervalBits));
        T exponent = T.ShiftRightArithmetic(distance, 52);
        T interval = T.ShiftRightLogical(distance, 48);
        T m = T.SubtractBits(x, T.ShiftLeft(exponent, 52));
        T k = T.FromIntegerBits(exponent) - scale;
        T r = T.Lookup(FunctionTables.Reciprocals, interval);
        T product = m * r;
        T lost = T.FusedMultiplyAdd(m, r, -product);
        T f = product - T.One;
        Pair<T> square = Pair<T>.Product(f, f);
        T quotient = Polynomial.Evaluate(f, 0.3333333333333333, -0.2499999999999973, 0.1999999999999975, -0.16666666670333213, 0.14285714289098858,
            -0.12499986512930535, 0.11111098661279602, -0.10018370293745414, 0.09107866522331542);
        T whole = T.FusedMultiplyAdd(k, T.Create(ExponentialCore.Ln2High), T.Lookup(FunctionTables.LogarithmsHigh, interval));
        T rest = T.FusedMultiplyAdd(k, T.Create(ExponentialCore.Ln2Low), T.Lookup(FunctionTables.LogarithmsLow, interval));
        Pair<T> first = Pair<T>.OrderedSum(whole, f);
        T half = T.Create(-0.5) * square.High;
        Pair<T> second = Pair<T>.OrderedSum(first.High, half);

        // What the product lost counts lost/(1 + f).
        rest += T.FusedMultiplyAdd(T.FusedMultiplyAdd(f, f, -f), lost, lost);
        rest = T.FusedMultiplyAdd(T.Create(-0.5), square.Low, rest);
        rest += first.Low + second.Low;
        return Pair<T>.OrderedSum(second.High, T.FusedMultiplyAdd(f * square.High, quotient, rest));
    }
}

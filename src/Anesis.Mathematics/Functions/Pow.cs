using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>x to the power y; error measured up to 0.6 ulp, up to 0.9 where a base within 4 % of 1 has a power beyond ten thousand. Special cases are those of IEEE 754-2019 <c>pow</c>.</summary>
    /// <remarks>x⁰ = 1 and 1ʸ = 1 even for NaN; (-1)^±∞ = 1; a negative finite x with a y that is no integer gives NaN; the sign of zeros and infinities follows odd y.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Pow<T>(double* xSource, double* ySource, double* target)
        where T : struct, ILanes<T>
    {
        // Where every lane has a base from 0 on, a power above 0 and a result far from the ends, the special cases are left out: these lanes have the same bits either way.
        T x = T.Load(xSource);
        T y = T.Load(ySource);
        T zero = T.EqualBits(x, T.Zero);
        T magnitude = T.Select(zero, T.One, x);
        Pair<T> log = LogarithmCore.EvaluateNormal(magnitude, T.Zero);
        T exponent = y * log.High;
        T low = T.FusedMultiplyAdd(y, log.High, -exponent) + (y * log.Low);
        T usual = T.GreaterThanOrEqual(magnitude, T.Create(2.2250738585072014E-308)) & T.LessThan(magnitude, T.Create(double.PositiveInfinity))
            & T.GreaterThan(y, T.Zero) & T.LessThan(T.Abs(exponent), T.Create(700));
        if (T.MaskBits(usual) != (1u << T.Count) - 1)
        {
            PowOfAny<T>(xSource, ySource, target);
            return;
        }

        T.Store(T.AndNot(ExponentialCore.EvaluateModerate(exponent, low), zero), target);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void PowOfAny<T>(double* xSource, double* ySource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T y = T.Load(ySource);
        T magnitude = T.Abs(x);
        T infinity = T.Create(double.PositiveInfinity);
        Pair<T> log = LogarithmCore.Evaluate(magnitude);
        T logHigh = T.Select(T.Equal(magnitude, infinity), infinity, T.Select(T.Equal(magnitude, T.Zero), T.Create(double.NegativeInfinity), log.High));
        T exponent = y * logHigh;
        T low = T.FusedMultiplyAdd(y, logHigh, -exponent) + (y * log.Low);
        T result = ExponentialCore.Evaluate(exponent, low, 0);
        T whole = T.Equal(T.Floor(y), y);
        T half = y * T.Create(0.5);
        T odd = T.AndNot(whole, T.Equal(T.Floor(half), half));
        T signBit = T.Create(-0.0);
        T negative = T.ShiftRightArithmetic(x, 63);
        result = T.Select(T.Equal(magnitude, T.One), T.One, result);
        result ^= signBit & negative & odd;
        T undefined = T.AndNot(T.LessThan(x, T.Zero), whole) & T.GreaterThan(x, T.Create(double.NegativeInfinity));
        result = T.Select(undefined | T.IsNaN(x) | T.IsNaN(y), T.Create(double.NaN), result);
        result = T.Select(T.Equal(y, T.Zero) | T.Equal(x, T.One), T.One, result);
        T.Store(T.Canonical(result), target);
    }

    /// <inheritdoc cref="Pow{T}(double*, double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Pow<T>(T x, T y)
        where T : struct, ILanes<T>
    {
        T result = default;
        Pow<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref y), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

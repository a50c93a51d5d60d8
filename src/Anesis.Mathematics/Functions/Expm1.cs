using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>eˣ - 1, exact to the last places near 0 too; error measured up to 0.8 ulp. -1 far below, +∞ above 709.78, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Expm1<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T bounded = T.Select(T.LessThan(x, T.Create(-50)), T.Create(-50), T.Select(T.GreaterThan(x, T.Create(800)), T.Create(800), x));
        T kBits = T.ToIntegerBits(bounded * T.Create(ExponentialCore.Log2OfE));
        T k = T.FromIntegerBits(kBits);
        T first = T.FusedMultiplyAdd(k, T.Create(-ExponentialCore.Ln2High), bounded);
        T second = k * T.Create(ExponentialCore.Ln2Low);
        T r = first - second;
        T rest = (first - r) - second;
        T tail = T.FusedMultiplyAdd(r * r, ExponentialCore.Quotient(r), T.FusedMultiplyAdd(rest, r, rest));
        // eˣ - 1 = 2ᵏ·((1 - 2⁻ᵏ) + (eʳ - 1)); beyond 60 the subtracted 2⁻ᵏ lies below the last place.
        T far = T.GreaterThan(k, T.Create(60));
        T subtracted = T.AndNot(ExponentialCore.Power(T.SubtractBits(T.Zero, T.AndNot(kBits, far))), far);
        Pair<T> sum = Pair<T>.Sum(T.One - subtracted, r);
        T result = ExponentialCore.Scale(sum.High + (sum.Low + tail), kBits);
        result = T.Select(T.LessThan(T.Abs(x), T.Create(1e-300)), x, result);
        T.Store(T.Canonical(T.Select(T.IsNaN(x), x, result)), target);
    }

    /// <inheritdoc cref="Expm1{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Expm1<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Expm1<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

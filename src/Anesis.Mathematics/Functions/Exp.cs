using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>eˣ; error measured up to 0.9 ulp. 0 far below, +∞ above 709.78, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Exp<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T bounded = T.Select(T.LessThan(x, T.Create(-800)), T.Create(-800), T.Select(T.GreaterThan(x, T.Create(800)), T.Create(800), x));
        T kBits = T.ToIntegerBits(bounded * T.Create(ExponentialCore.Log2OfE));
        T k = T.FromIntegerBits(kBits);
        T r = T.FusedMultiplyAdd(k, T.Create(-ExponentialCore.Ln2High), bounded);
        r = T.FusedMultiplyAdd(k, T.Create(-ExponentialCore.Ln2Low), r);
        T tail = T.FusedMultiplyAdd(r * r, ExponentialCore.Quotient(r), r);
        T result = ExponentialCore.Scale(T.One + tail, kBits);
        T.Store(T.Canonical(T.Select(T.IsNaN(x), x, result)), target);
    }

    /// <inheritdoc cref="Exp{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Exp<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Exp<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

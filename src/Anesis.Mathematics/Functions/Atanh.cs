using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Inverse hyperbolic tangent; error measured up to 1.2 ulp. ±∞ at ±1, NaN beyond.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Atanh<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T result = T.Create(0.5) * Log1p((magnitude + magnitude) / (T.One - magnitude));
        result = T.Select(T.GreaterThan(magnitude, T.One), T.Create(double.NaN), T.CopySign(result, x));
        T.Store(T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-300)), x, result)), target);
    }

    /// <inheritdoc cref="Atanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Atanh<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Atanh<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

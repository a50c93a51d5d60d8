using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Hyperbolic sine; error measured up to 1.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Sinh<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T small = Expm1(T.Select(T.LessThan(magnitude, T.One), magnitude, T.Zero));
        T near = T.Create(0.5) * (small + (small / (small + T.One)));
        T half = ExponentialCore.Evaluate(magnitude, T.Zero, -1);
        T far = half - (T.Create(0.25) / half);
        T result = T.CopySign(T.Select(T.LessThan(magnitude, T.One), near, far), x);
        T.Store(T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-300)), x, result)), target);
    }

    /// <inheritdoc cref="Sinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Sinh<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Sinh<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

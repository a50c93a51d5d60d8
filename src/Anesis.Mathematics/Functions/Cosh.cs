using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Hyperbolic cosine; error measured up to 1.1 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Cosh<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T half = ExponentialCore.Evaluate(T.Abs(x), T.Zero, -1);
        T.Store(T.Canonical(half + (T.Create(0.25) / half)), target);
    }

    /// <inheritdoc cref="Cosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Cosh<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Cosh<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

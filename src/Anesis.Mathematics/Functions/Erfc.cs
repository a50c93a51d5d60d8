using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Complementary error function 1 - erf x, accurate far into its tail; error measured up to 2.7 ulp. 0 above 27.3.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Erfc<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T inner = T.LessThan(magnitude, T.Create(0.5));
        T near = T.One - ErrorFunctionCore.Near(T.Select(inner, x, T.Zero));
        T bounded = T.Select(inner, T.One, T.Select(T.GreaterThan(magnitude, T.Create(28)), T.Create(28), magnitude));
        T far = ErrorFunctionCore.Far(bounded);
        far = T.Select(T.LessThan(x, T.Zero), T.Create(2) - far, far);
        T.Store(T.Canonical(T.Select(T.IsNaN(x), x, T.Select(inner, near, far))), target);
    }

    /// <inheritdoc cref="Erfc{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Erfc<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Erfc<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Error function 2/√π·∫₀ˣ e^(-t²) dt; error measured up to 1.1 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Erf<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T inner = T.LessThan(magnitude, T.One);
        T near = ErrorFunctionCore.Near(T.Select(inner, x, T.Zero));
        T bounded = T.Select(inner, T.One, T.Select(T.GreaterThan(magnitude, T.Create(28)), T.Create(28), magnitude));
        T far = T.CopySign(T.One - ErrorFunctionCore.Far(bounded), x);
        T result = T.Select(T.Equal(x, T.Zero), x, T.Select(inner, near, far));
        T.Store(T.Canonical(T.Select(T.IsNaN(x), x, result)), target);
    }

    /// <inheritdoc cref="Erf{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Erf<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Erf<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Inverse hyperbolic cosine; error measured up to 1.0 ulp. NaN below 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Acosh<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T huge = T.GreaterThan(x, T.Create(1e9));
        T above = T.Select(huge, T.One, x) - T.One;
        T near = Log1p(above + T.Sqrt(T.FusedMultiplyAdd(above, above, above + above)));
        T far = Log(T.Select(huge, x, T.One)) + T.Create(0.6931471805599453);
        T.Store(T.Canonical(T.Select(T.LessThan(x, T.One), T.Create(double.NaN), T.Select(huge, far, near))), target);
    }

    /// <inheritdoc cref="Acosh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Acosh<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Acosh<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

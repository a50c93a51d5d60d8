using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Inverse hyperbolic sine; error measured up to 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Asinh<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T huge = T.GreaterThan(magnitude, T.Create(1e9));
        T bounded = T.Select(huge, T.One, magnitude);
        T square = bounded * bounded;
        T near = Log1p(bounded + (square / (T.One + T.Sqrt(T.One + square))));
        T far = Log(T.Select(huge, magnitude, T.One)) + T.Create(0.6931471805599453);
        T result = T.CopySign(T.Select(huge, far, near), x);
        T.Store(T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-150)) | T.IsNaN(x), x, result)), target);
    }

    /// <inheritdoc cref="Asinh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Asinh<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Asinh<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Hyperbolic tangent; error measured up to 1.6 ulp. ±1 beyond ±22.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Tanh<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T bounded = T.Select(T.GreaterThan(magnitude, T.Create(22)), T.Create(22), magnitude);
        T growth = Expm1(bounded + bounded);
        T near = growth / (growth + T.Create(2));
        T far = T.One - (T.Create(2) / (growth + T.Create(2)));
        T result = T.CopySign(T.Select(T.LessThan(magnitude, T.One), near, far), x);
        T.Store(T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-300)), x, result)), target);
    }

    /// <inheritdoc cref="Tanh{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Tanh<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Tanh<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Arcsine, in [-π/2, π/2]; error measured up to 0.6 ulp. NaN beyond ±1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Asin<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        T magnitude = T.Abs(x);
        T inner = T.LessThan(magnitude, T.Create(0.5));
        T z = T.Create(0.5) * (T.One - magnitude);
        ArcsineCore.Half(z, out T root, out T rest);
        T square = x * x;
        T near = T.FusedMultiplyAdd(x * square, ArcsineCore.Quotient(square), x);
        Pair<T> head = Pair<T>.OrderedSum(T.Create(1.5707963267948966), T.Create(-2) * root);
        T far = head.High + (head.Low + T.FusedMultiplyAdd(T.Create(-2), rest, T.Create(6.123233995736766e-17)));
        T result = T.Select(inner, near, T.CopySign(far, x));
        T.Store(T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-300)), x, result)), target);
    }

    /// <inheritdoc cref="Asin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Asin<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Asin<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>ln(1 + x), exact to the last places near 0 too; error measured up to 0.7 ulp. -∞ at -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Log1p<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        Pair<T> sum = Pair<T>.Sum(T.One, x);
        LogarithmCore.Split(sum.High, out T k, out T m);
        T f = m - T.One;
        T s = f / (T.Create(2) + f);
        T z = s * s;
        T halfSquare = T.Create(0.5) * f * f;
        T correction = T.FusedMultiplyAdd(k, T.Create(ExponentialCore.Ln2Low), sum.Low / sum.High);
        T tail = T.FusedMultiplyAdd(s, T.FusedMultiplyAdd(z, LogarithmCore.Quotient(z), halfSquare), correction);
        T result = T.FusedMultiplyAdd(k, T.Create(ExponentialCore.Ln2High), f - (halfSquare - tail));
        result = LogarithmCore.Special(sum.High, result);
        T.Store(T.Canonical(T.Select(T.LessThan(T.Abs(x), T.Create(1e-300)), x, result)), target);
    }

    /// <inheritdoc cref="Log1p{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Log1p<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Log1p<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Natural logarithm; error measured up to 0.7 ulp. -∞ at 0, NaN below 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Log<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        LogarithmCore.Split(x, out T k, out T m);
        T f = m - T.One;
        T s = f / (T.Create(2) + f);
        T z = s * s;
        T halfSquare = T.Create(0.5) * f * f;
        T tail = T.FusedMultiplyAdd(s, T.FusedMultiplyAdd(z, LogarithmCore.Quotient(z), halfSquare), k * T.Create(ExponentialCore.Ln2Low));
        T result = T.FusedMultiplyAdd(k, T.Create(ExponentialCore.Ln2High), f - (halfSquare - tail));
        T.Store(T.Canonical(LogarithmCore.Special(x, result)), target);
    }

    /// <inheritdoc cref="Log{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Log<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Log<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

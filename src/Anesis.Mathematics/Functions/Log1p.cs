using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>ln(1 + x), exact to the last places near 0 too; error measured up to 0.7 ulp. -∞ at -1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Log1p<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
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
        return T.Canonical(T.Select(T.LessThan(T.Abs(x), T.Create(1e-300)), x, result));
    }

}

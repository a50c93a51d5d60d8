using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>eˣ; error measured up to 0.9 ulp. 0 far below, +∞ above 709.78, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Exp<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        T bounded = T.Select(T.LessThan(x, T.Create(-800)), T.Create(-800), T.Select(T.GreaterThan(x, T.Create(800)), T.Create(800), x));
        T kBits = T.ToIntegerBits(bounded * T.Create(ExponentialCore.Log2OfE));
        T k = T.FromIntegerBits(kBits);
        T r = T.FusedMultiplyAdd(k, T.Create(-ExponentialCore.Ln2High), bounded);
        r = T.FusedMultiplyAdd(k, T.Create(-ExponentialCore.Ln2Low), r);
        T tail = T.FusedMultiplyAdd(r * r, ExponentialCore.Quotient(r), r);
        T result = ExponentialCore.Scale(T.One + tail, kBits);
        return T.Canonical(T.Select(T.IsNaN(x), x, result));
    }

}

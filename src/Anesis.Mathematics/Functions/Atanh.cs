using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Inverse hyperbolic tangent; error measured up to 1.2 ulp. ±∞ at ±1, NaN beyond.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Atanh<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        T magnitude = T.Abs(x);
        T result = T.Create(0.5) * Log1p((magnitude + magnitude) / (T.One - magnitude));
        result = T.Select(T.GreaterThan(magnitude, T.One), T.Create(double.NaN), T.CopySign(result, x));
        return T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-300)), x, result));
    }

}

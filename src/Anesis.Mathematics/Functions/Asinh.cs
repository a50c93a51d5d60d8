using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Inverse hyperbolic sine; error measured up to 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Asinh<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        T magnitude = T.Abs(x);
        T huge = T.GreaterThan(magnitude, T.Create(1e9));
        T bounded = T.Select(huge, T.One, magnitude);
        T square = bounded * bounded;
        T near = Log1p(bounded + (square / (T.One + T.Sqrt(T.One + square))));
        T far = Log(T.Select(huge, magnitude, T.One)) + T.Create(0.6931471805599453);
        T result = T.CopySign(T.Select(huge, far, near), x);
        return T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-150)) | T.IsNaN(x), x, result));
    }

}

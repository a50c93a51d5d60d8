using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Arctangent, in [-π/2, π/2]; error measured up to 0.51 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Atan<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        T magnitude = T.Abs(x);
        T bounded = T.Select(T.GreaterThan(magnitude, T.Create(1e18)), T.Create(1e18), magnitude);
        Pair<T> angle = ArctangentCore.Evaluate(bounded, T.One);
        T result = T.CopySign(angle.High + angle.Low, x);
        return T.Canonical(T.Select(T.LessThan(magnitude, T.Create(1e-150)) | T.IsNaN(x), x, result));
    }

}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Hyperbolic cosine; error measured up to 1.1 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Cosh<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        T half = ExponentialCore.Evaluate(T.Abs(x), T.Zero, -1);
        return T.Canonical(half + (T.Create(0.25) / half));
    }

}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Sine of x in radians, arguments of any size reduced exactly; error measured up to 0.8 ulp. NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Sin<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        Pair<T> r = AngleReduction.Reduce(x, out T quadrant);
        T result = T.Select(SineCore.Bit(quadrant, 0), SineCore.Cosine(r), SineCore.Sine(r));
        result ^= SineCore.Bit(quadrant, 1) & T.Create(-0.0);
        return T.Canonical(T.Select(T.Equal(x, T.Zero), x, result));
    }

}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Cosine of x in radians, arguments of any size reduced exactly; error measured up to 0.7 ulp. NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static T Cos<T>(in T xArgument)
        where T : struct, ILanes<T>
    {
        T x = xArgument;
        Pair<T> r = AngleReduction.Reduce(x, out T quadrant);
        T result = T.Select(SineCore.Bit(quadrant, 0), SineCore.Sine(r), SineCore.Cosine(r));
        T negative = SineCore.Bit(quadrant, 1) ^ SineCore.Bit(quadrant, 0);
        return T.Canonical(result ^ (negative & T.Create(-0.0)));
    }

}

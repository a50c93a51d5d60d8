using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Sine of x in radians, arguments of any size reduced exactly; error measured up to 0.8 ulp. NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Sin<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        Pair<T> r = AngleReduction.Reduce(x, out T quadrant);
        T result = T.Select(SineCore.Bit(quadrant, 0), SineCore.Cosine(r), SineCore.Sine(r));
        result ^= SineCore.Bit(quadrant, 1) & T.Create(-0.0);
        T.Store(T.Canonical(T.Select(T.Equal(x, T.Zero), x, result)), target);
    }

    /// <inheritdoc cref="Sin{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Sin<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Sin<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Cosine of x in radians, arguments of any size reduced exactly; error measured up to 0.7 ulp. NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Cos<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        Pair<T> r = AngleReduction.Reduce(x, out T quadrant);
        T result = T.Select(SineCore.Bit(quadrant, 0), SineCore.Sine(r), SineCore.Cosine(r));
        T negative = SineCore.Bit(quadrant, 1) ^ SineCore.Bit(quadrant, 0);
        T.Store(T.Canonical(result ^ (negative & T.Create(-0.0))), target);
    }

    /// <inheritdoc cref="Cos{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Cos<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Cos<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

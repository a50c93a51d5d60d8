using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Tangent of x in radians, arguments of any size reduced exactly; error measured up to 1.7 ulp. NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe void Tan<T>(double* xSource, double* target)
        where T : struct, ILanes<T>
    {
        T x = T.Load(xSource);
        Pair<T> r = AngleReduction.Reduce(x, out T quadrant);
        T sine = SineCore.Sine(r);
        T cosine = SineCore.Cosine(r);
        T odd = SineCore.Bit(quadrant, 0);
        T result = T.Select(odd, -cosine, sine) / T.Select(odd, sine, cosine);
        T.Store(T.Canonical(T.Select(T.Equal(x, T.Zero), x, result)), target);
    }

    /// <inheritdoc cref="Tan{T}(double*, double*)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe T Tan<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = default;
        Tan<T>((double*)Unsafe.AsPointer(ref x), (double*)Unsafe.AsPointer(ref result));
        return result;
    }
}

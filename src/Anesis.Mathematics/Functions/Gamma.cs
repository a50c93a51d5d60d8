using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Gamma function; error measured up to 2.0 ulp. NaN at negative whole numbers and -∞, ±∞ at ±0, +∞ above 171.6.</summary>
    public static double Gamma(double x) => GammaCore.Gamma(x);

    /// <inheritdoc cref="Gamma(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Gamma<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = x;
        for (int lane = 0; lane < T.Count; lane++)
        {
            result = T.With(result, lane, GammaCore.Gamma(T.Get(x, lane)));
        }

        return T.Canonical(result);
    }

    /// <inheritdoc cref="Gamma(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Gamma<T>(double* xSource, double* target)
        where T : struct, ILanes<T> =>
        T.Store(Gamma(T.Load(xSource)), target);
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>Logarithm of the absolute value of the gamma function; error measured up to 3.6 ulp. Below 0 the error is absolute, about 1e-15, near its zeros. +∞ at whole numbers up to 0.</summary>
    public static double LogGamma(double x) => GammaCore.LogGamma(x);

    /// <inheritdoc cref="LogGamma(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T LogGamma<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = x;
        for (int lane = 0; lane < T.Count; lane++)
        {
            result = T.With(result, lane, GammaCore.LogGamma(T.Get(x, lane)));
        }

        return T.Canonical(result);
    }

    /// <inheritdoc cref="LogGamma(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void LogGamma<T>(double* xSource, double* target)
        where T : struct, ILanes<T> =>
        T.Store(LogGamma(T.Load(xSource)), target);
}

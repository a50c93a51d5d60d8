using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

public static partial class Elementary
{
    /// <summary>x! = Γ(x + 1), the nearest double for whole numbers up to 170; elsewhere as Gamma.</summary>
    public static double Factorial(double x) => GammaCore.Factorial(x);

    /// <inheritdoc cref="Factorial(double)"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Factorial<T>(T x)
        where T : struct, ILanes<T>
    {
        T result = x;
        for (int lane = 0; lane < T.Count; lane++)
        {
            result = T.With(result, lane, GammaCore.Factorial(T.Get(x, lane)));
        }

        return T.Canonical(result);
    }

    /// <inheritdoc cref="Factorial(double)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Factorial<T>(double* xSource, double* target)
        where T : struct, ILanes<T> =>
        T.Store(Factorial(T.Load(xSource)), target);
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>(asin √z/√z - 1)/z for z up to ¼, within 2⁻⁵⁹.</summary>
internal static class ArcsineCore
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Quotient<T>(T z)
        where T : struct, ILanes<T> =>
        Polynomial.Evaluate(z, 0.16666666666666666, 0.07500000000000119, 0.04464285714255019, 0.030381944475693704, 0.022372157435623815,
            0.017352816768546473, 0.013963775787848137, 0.011566511821890942, 0.00962140274734483, 0.009322101501082774, 0.0030350071727267623,
            0.019579201619744684, -0.019277545928584557, 0.02963502626354855);

    /// <summary>√z as a root and its correction, and asin of the root less the root, for z up to ¼.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Half<T>(T z, out T root, out T rest)
        where T : struct, ILanes<T>
    {
        root = T.Sqrt(z);
        T correction = T.FusedMultiplyAdd(-root, root, z) / (root + root);
        correction = T.Select(T.Equal(z, T.Zero), T.Zero, correction);
        rest = T.FusedMultiplyAdd(root * z, Quotient(z), correction);
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration;

/// <summary>
/// Powers as a step size needs them: to about four digits, a tenth of the work of the exact function, and lane by lane the same bits
/// in every lane count (only elementary operations, each rounded by itself or explicitly fused).
/// </summary>
internal static class ApproximatePower
{
    /// <summary>2 to the power x for −1000 ≤ x ≤ 1000, to 3e-6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp2<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes whole = TLanes.Round(x);
        TLanes part = x - whole;
        TLanes p = TLanes.FusedMultiplyAdd(TLanes.Create(0.0013333558), part, TLanes.Create(0.0096181291));
        p = TLanes.FusedMultiplyAdd(p, part, TLanes.Create(0.0555041087));
        p = TLanes.FusedMultiplyAdd(p, part, TLanes.Create(0.2402265070));
        p = TLanes.FusedMultiplyAdd(p, part, TLanes.Create(0.6931471806));
        p = TLanes.FusedMultiplyAdd(p, part, TLanes.One);
        return TLanes.AddBits(p, TLanes.ShiftLeft(TLanes.ToIntegerBits(whole), 52));
    }

    /// <summary>The logarithm to base 2 of a positive normal number, to 2e-6.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log2<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
    {
        // x = 2ᵉ·m with m in [√½, √2): the bits of √½ taken away first move the boundary there.
        const long rootHalf = 0x3FE6A09E667F3BCD;
        TLanes shifted = TLanes.SubtractBits(x, TLanes.CreateBits(rootHalf));
        TLanes exponent = TLanes.ShiftRightArithmetic(shifted, 52);
        TLanes m = TLanes.SubtractBits(x, TLanes.ShiftLeft(exponent, 52));
        TLanes s = (m - TLanes.One) / (m + TLanes.One);
        TLanes square = s * s;
        TLanes p = TLanes.FusedMultiplyAdd(TLanes.Create(0.5770780164), square, TLanes.Create(0.9617966939));
        p = TLanes.FusedMultiplyAdd(p, square, TLanes.Create(2.8853900818));
        return TLanes.FusedMultiplyAdd(p, s, TLanes.FromIntegerBits(exponent));
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics.Randomness;

/// <summary>What a jump process draws at each step, from 64 random bits a lane: how long to wait, and where to go.</summary>
public static class JumpDraws
{
    private const long UnitExponent = 0x3FF0000000000000;
    private const long SqrtHalfBits = 0x3FE6A09E667F3BCD;

    /// <summary>A multiple of 2⁻⁵² in [0, 1): its product with a positive number is less than that number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Share<T>(T bits)
        where T : struct, ILanes<T> =>
        (T.ShiftRightLogical(bits, 12) | T.CreateBits(UnitExponent)) - T.One;

    /// <summary>A standard exponential draw: −ln u, u an odd multiple of 2⁻⁵³ in (0, 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exponential<T>(T bits)
        where T : struct, ILanes<T>
    {
        T u = (T.ShiftRightLogical(bits, 12) | T.CreateBits(UnitExponent)) - T.Create(1 - 1.1102230246251565e-16);

        // The logarithm as Elementary.Log has it, without what numbers outside (0, 1) need.
        T exponent = T.ShiftRightArithmetic(T.SubtractBits(u, T.CreateBits(SqrtHalfBits)), 52);
        T k = T.FromIntegerBits(exponent);
        T f = T.SubtractBits(u, T.ShiftLeft(exponent, 52)) - T.One;
        T s = f / (T.Create(2) + f);
        T z = s * s;
        T halfSquare = T.Create(0.5) * f * f;
        T tail = T.FusedMultiplyAdd(s, T.FusedMultiplyAdd(z, LogarithmCore.Quotient(z), halfSquare), k * T.Create(ExponentialCore.Ln2Low));
        return (halfSquare - tail) - T.FusedMultiplyAdd(k, T.Create(ExponentialCore.Ln2High), f);
    }
}

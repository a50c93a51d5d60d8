using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>The parts that every exponential shares: argument reduction to |r| ≤ ln 2 / 2, a polynomial, and scaling by 2ᵏ in two steps.</summary>
internal static class ExponentialCore
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public const double Log2OfE = 1.4426950408889634;
    /// <summary>ln 2 to 42 bits, so that its product with an exponent is exact.</summary>
    public const double Ln2High = 0.6931471805598903;
    public const double Ln2Low = 5.497923018708371e-14;

    /// <summary>ln 2/16 to 46 places behind the point: what is left of an argument, fused, is exact.</summary>
    private const double SixteenthHigh = 0.043321698784993146;
    private const double SixteenthLow = 3.436201886692732e-15;

    /// <summary>(eʳ - 1 - r)/r² for |r| ≤ 0.3467, within 2⁻⁵⁹ (interpolation at Chebyshev nodes).</summary>
    [MethodImpl(Inline)]
    public static T Quotient<T>(T r)
        where T : struct, ILanes<T> =>
        Polynomial.Evaluate(r, 0.5, 0.1666666666666667, 0.04166666666666667, 0.008333333333326124, 0.0013888888888883742, 0.00019841269874858612,
            2.4801587325574868e-05, 2.7557255352032673e-06, 2.7557273608709007e-07, 2.51052370507603e-08, 2.0914701283103285e-09);

    /// <summary>2ᵏ for -1022 ≤ k ≤ 1023, k given as integer bits.</summary>
    [MethodImpl(Inline)]
    public static T Power<T>(T k)
        where T : struct, ILanes<T> =>
        T.ShiftLeft(T.AddBits(k, T.CreateBits(1023)), 52);

    /// <summary>value·2ᵏ rounded once, k given as integer bits in -2100..2046.</summary>
    [MethodImpl(Inline)]
    public static T Scale<T>(T value, T k)
        where T : struct, ILanes<T>
    {
        T half = T.ShiftRightArithmetic(k, 1);
        return value * Power(half) * Power(T.SubtractBits(k, half));
    }

    /// <summary>e^(x + low)·2^shift, low small against x; x outside ±800 is taken there. NaN in, NaN out.</summary>
    /// <remarks>After Tang (1989): x + low = (16 k + j)·ln 2/16 + r, the power 2^(j/16) from a table.</remarks>
    [MethodImpl(Inline)]
    public static T Evaluate<T>(T x, T low, long shift)
        where T : struct, ILanes<T>
    {
        T bounded = T.Select(T.LessThan(x, T.Create(-800)), T.Create(-800), T.Select(T.GreaterThan(x, T.Create(800)), T.Create(800), x));
        low = T.Select(T.Equal(bounded, x), low, T.Zero);
        T value = Reduced(bounded, low, out T power);
        return Scale(value, T.AddBits(power, T.CreateBits(shift)));
    }

    /// <summary>e^(x + low), low small against x, for |x| up to 700: the same bits as the other.</summary>
    [MethodImpl(Inline)]
    public static T EvaluateModerate<T>(T x, T low)
        where T : struct, ILanes<T>
    {
        T value = Reduced(x, low, out T power);
        return value * Power(power);
    }

    /// <summary>e^(x + low)/2ᵏ, k given as integer bits.</summary>
    [MethodImpl(Inline)]
    private static unsafe T Reduced<T>(T x, T low, out T k)
        where T : struct, ILanes<T>
    {
        T partsBits = T.ToIntegerBits(x * T.Create(16 * Log2OfE));
        T parts = T.FromIntegerBits(partsBits);
        T first = T.FusedMultiplyAdd(parts, T.Create(-SixteenthHigh), x);
        T second = parts * T.Create(SixteenthLow);
        T r = first - second;
        T rest = ((first - r) - second) + low;
        T power = T.Lookup(FunctionTables.Powers, partsBits);
        rest += T.Lookup(FunctionTables.PowersLow, partsBits);
        T square = r * r;
        T quotient = Polynomial.Evaluate(r, 0.5, 0.16666666666666669, 0.04166666666359425, 0.008333333332991954, 0.001388906347556763, 0.00019841463826261545);
        T growth = r + T.FusedMultiplyAdd(square, quotient, T.FusedMultiplyAdd(rest, r, rest));
        k = T.ShiftRightArithmetic(partsBits, 4);
        return T.FusedMultiplyAdd(power, growth, power);
    }
}

namespace Anesis.Mathematics.Lanes;

/// <summary>
/// A small row of doubles, one individual a lane. Every operation works on each lane alone, so a lane's result never depends
/// on its neighbours, and 1, 2, 4, 8 and 16 lanes give the same bits.
/// </summary>
/// <remarks>
/// <para>Values are IEEE 754 binary64, rounded to nearest even; nothing is fused except <see cref="FusedMultiplyAdd"/>.</para>
/// <para>NaN: a result that is NaN is NaN in every lane count, but the sign and payload that arithmetic gives it are the
/// processor's. <see cref="Canonical"/> turns each NaN into <see cref="double.NaN"/>; the functions of
/// <c>Elementary</c> return only that one. Whoever keeps bits applies it once, when storing.</para>
/// <para>A mask is a row whose lanes have all 64 bits set (true) or none (false).</para>
/// </remarks>
public unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many lanes: 1, 2, 4, 8 or 16.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }
    static abstract TSelf One { get; }

    /// <summary>The value in every lane.</summary>
    static abstract TSelf Create(double value);

    /// <summary>The 64 bits in every lane.</summary>
    static abstract TSelf CreateBits(long bits);

    /// <summary>The mask whose lane i is true where bit i of <paramref name="bits"/> is set.</summary>
    static abstract TSelf MaskFromBits(uint bits);

    /// <summary>Reads Count doubles; no alignment is required.</summary>
    static abstract TSelf Load(double* source);

    /// <summary>Writes Count doubles; no alignment is required.</summary>
    static abstract void Store(TSelf value, double* target);

    /// <summary>Reads a double from each of Count addresses.</summary>
    static abstract TSelf Gather(double** sources);

    /// <summary>The value in one lane, 0 to Count - 1.</summary>
    static abstract double Get(TSelf lanes, int lane);

    /// <summary>The row with one lane replaced.</summary>
    static abstract TSelf With(TSelf lanes, int lane, double value);

    static abstract TSelf operator +(TSelf a, TSelf b);
    static abstract TSelf operator -(TSelf a, TSelf b);
    static abstract TSelf operator *(TSelf a, TSelf b);
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>The sign bit flipped, of zeros and NaN too.</summary>
    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator &(TSelf a, TSelf b);
    static abstract TSelf operator |(TSelf a, TSelf b);
    static abstract TSelf operator ^(TSelf a, TSelf b);
    static abstract TSelf operator ~(TSelf a);

    /// <summary>The bits of a that are not in b: a &amp; ~b.</summary>
    static abstract TSelf AndNot(TSelf a, TSelf b);

    /// <summary>a·b + c with one rounding; exact in software where the processor has no such instruction.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Sqrt(TSelf a);

    /// <summary>The sign bit cleared.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>IEEE 754-2019 minimum: NaN if either is NaN, and -0 is below +0.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>IEEE 754-2019 maximum: NaN if either is NaN, and +0 is above -0.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    static abstract TSelf Floor(TSelf a);
    static abstract TSelf Ceiling(TSelf a);

    /// <summary>To the nearest integer, halves to the even one.</summary>
    static abstract TSelf Round(TSelf a);

    static abstract TSelf Truncate(TSelf a);

    /// <summary>The magnitude of a with the sign bit of b.</summary>
    static abstract TSelf CopySign(TSelf a, TSelf b);

    static abstract TSelf LessThan(TSelf a, TSelf b);
    static abstract TSelf LessThanOrEqual(TSelf a, TSelf b);
    static abstract TSelf GreaterThan(TSelf a, TSelf b);
    static abstract TSelf GreaterThanOrEqual(TSelf a, TSelf b);
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>True where the values differ, or either is NaN.</summary>
    static abstract TSelf NotEqual(TSelf a, TSelf b);

    static abstract TSelf IsNaN(TSelf a);

    /// <summary>Each bit from <paramref name="whenTrue"/> where the mask's bit is set, else from <paramref name="whenFalse"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenTrue, TSelf whenFalse);

    /// <summary>Bit i is the highest bit of lane i: of a mask, whether it is true.</summary>
    static abstract uint MaskBits(TSelf mask);

    /// <summary>Each NaN becomes <see cref="double.NaN"/>; other lanes keep their bits.</summary>
    static abstract TSelf Canonical(TSelf a);

    /// <summary>The lanes' bits added as 64-bit integers, wrapping.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>The lanes' bits subtracted as 64-bit integers, wrapping.</summary>
    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    /// <summary>The low 32 bits of each lane, as unsigned integers, multiplied to 64 bits.</summary>
    static abstract TSelf MultiplyLowHalves(TSelf a, TSelf b);

    /// <summary>The lanes' bits shifted left by 0 to 63.</summary>
    static abstract TSelf ShiftLeft(TSelf a, int count);

    /// <summary>The lanes' bits shifted right by 0 to 63, zeros coming in.</summary>
    static abstract TSelf ShiftRightLogical(TSelf a, int count);

    /// <summary>The lanes' bits shifted right by 0 to 63 as signed integers.</summary>
    static abstract TSelf ShiftRightArithmetic(TSelf a, int count);

    /// <summary>True where the bits, as signed 64-bit integers, are equal.</summary>
    static abstract TSelf EqualBits(TSelf a, TSelf b);

    /// <summary>The nearest integer (halves to even) as 64-bit integer bits; only for magnitudes up to 2⁵¹, elsewhere meaningless but the same in every lane count.</summary>
    static abstract TSelf ToIntegerBits(TSelf a);

    /// <summary>The double of a 64-bit integer; only for magnitudes up to 2⁵¹, elsewhere meaningless but the same in every lane count.</summary>
    static abstract TSelf FromIntegerBits(TSelf a);

    /// <summary>For each lane the entry of a table of 16 doubles that its four lowest bits name.</summary>
    static abstract TSelf Lookup(double* table, TSelf bits);
}

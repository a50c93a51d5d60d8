namespace Anesis.Mathematics;

/// <summary>Reduction of any double modulo π/2 with 190 bits of 2/π (Payne and Hanek, 1983): the reduced angle keeps more than 70 correct bits.</summary>
internal static class HugeAngle
{
    // One word of integer part (zero), then 2/π.
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0, 0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0, 0x06492EEA09D1921C,
        0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08,
        0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];

    /// <summary>high + low = x - quadrant·π/2 (quadrant modulo 4), for |x| of at least 1; NaN for infinities and NaN.</summary>
    public static void Reduce(double x, out double high, out double low, out long quadrant)
    {
        if (!double.IsFinite(x))
        {
            high = low = double.NaN;
            quadrant = 0;
            return;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1075;
        ulong mantissa = ((ulong)bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;

        // The window whose highest bit weighs 2^(1 - exponent): times the mantissa, modulo 4, it is x·2/π with 190 fraction bits.
        int start = 62 + exponent;
        ulong w0 = Word(start);
        ulong w1 = Word(start + 64);
        ulong w2 = Word(start + 128);
        UInt128 lowest = (UInt128)mantissa * w2;
        UInt128 middle = ((UInt128)mantissa * w1) + (ulong)(lowest >> 64);
        ulong top = (mantissa * w0) + (ulong)(middle >> 64);

        // Round to the nearest quarter turn; what is left is a signed fraction.
        ulong turns = (top + (1UL << 61)) >> 62;
        UInt128 fraction = new UInt128(top, (ulong)middle) << 2;
        ulong tail = (ulong)lowest;
        fraction |= tail >> 62;
        tail <<= 2;
        bool negative = (fraction >> 127) != 0;
        if (negative)
        {
            tail = ~tail + 1;
            fraction = ~fraction + (tail == 0 ? UInt128.One : UInt128.Zero);
        }

        int zeros = (int)UInt128.LeadingZeroCount(fraction);
        if (zeros > 0)
        {
            fraction = (fraction << zeros) | (zeros <= 64 ? tail >> (64 - zeros) : (UInt128)tail << (zeros - 64));
        }

        // The leading 53 bits and the next 53 are each exact as doubles.
        double scale = BitConverter.Int64BitsToDouble((long)(1023 - zeros) << 52);
        double head = (ulong)(fraction >> 75) * scale * 1.1102230246251565E-16;
        double rest = ((ulong)(fraction >> 22) & 0x1FFFFFFFFFFFFF) * scale * 1.232595164407831E-32;
        double product = head * 1.5707963267948966;
        double error = Math.FusedMultiplyAdd(head, 1.5707963267948966, -product) + (head * 6.123233995736766e-17) + (rest * 1.5707963267948966);
        high = product + error;
        low = error - (high - product);
        quadrant = (long)turns & 3;
        if (negative)
        {
            high = -high;
            low = -low;
        }

        if (x < 0)
        {
            high = -high;
            low = -low;
            quadrant = -quadrant & 3;
        }
    }

    private static ulong Word(int bit)
    {
        int word = bit >> 6;
        int shift = bit & 63;
        ulong value = TwoOverPi[word] << shift;
        return shift == 0 ? value : value | (TwoOverPi[word + 1] >> (64 - shift));
    }
}

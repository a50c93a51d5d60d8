using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Anesis.Mathematics.Lanes;

/// <summary>Eight lanes, one 512-bit register (or its parts where the processor has none).</summary>
public readonly unsafe struct Lanes8 : ILanes<Lanes8>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lanes themselves.</summary>
    public readonly Vector512<double> Value;

    [MethodImpl(Inline)]
    public Lanes8(Vector512<double> value) => Value = value;

    public static int Count => 8;

    public static Lanes8 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector512<double>.Zero);
    }

    public static Lanes8 One
    {
        [MethodImpl(Inline)]
        get => new(Vector512.Create(1.0));
    }

    [MethodImpl(Inline)]
    public static Lanes8 Create(double value) => new(Vector512.Create(value));

    [MethodImpl(Inline)]
    public static Lanes8 CreateBits(long bits) => new(Vector512.Create(bits).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 MaskFromBits(uint bits)
    {
        Vector512<long> own = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return new(Vector512.Equals(Vector512.Create((long)bits) & own, own).AsDouble());
    }

    [MethodImpl(Inline)]
    public static Lanes8 Load(double* source) => new(Vector512.Load(source));

    [MethodImpl(Inline)]
    public static void Store(Lanes8 value, double* target) => value.Value.Store(target);

    [MethodImpl(Inline)]
    public static Lanes8 Gather(double** sources) => new(Vector512.Create(Vector256.Create(*sources[0], *sources[1], *sources[2], *sources[3]), Vector256.Create(*sources[4], *sources[5], *sources[6], *sources[7])));

    [MethodImpl(Inline)]
    public static double Get(Lanes8 lanes, int lane) => lanes.Value.GetElement(lane);

    [MethodImpl(Inline)]
    public static Lanes8 With(Lanes8 lanes, int lane, double value) => new(lanes.Value.WithElement(lane, value));

    [MethodImpl(Inline)]
    public static Lanes8 operator +(Lanes8 a, Lanes8 b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Lanes8 operator -(Lanes8 a, Lanes8 b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Lanes8 operator *(Lanes8 a, Lanes8 b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Lanes8 operator /(Lanes8 a, Lanes8 b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Lanes8 operator -(Lanes8 a) => new(a.Value ^ Vector512.Create(-0.0));

    [MethodImpl(Inline)]
    public static Lanes8 operator &(Lanes8 a, Lanes8 b) => new(a.Value & b.Value);

    [MethodImpl(Inline)]
    public static Lanes8 operator |(Lanes8 a, Lanes8 b) => new(a.Value | b.Value);

    [MethodImpl(Inline)]
    public static Lanes8 operator ^(Lanes8 a, Lanes8 b) => new(a.Value ^ b.Value);

    [MethodImpl(Inline)]
    public static Lanes8 operator ~(Lanes8 a) => new(~a.Value);

    [MethodImpl(Inline)]
    public static Lanes8 AndNot(Lanes8 a, Lanes8 b) => new(Vector512.AndNot(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 FusedMultiplyAdd(Lanes8 a, Lanes8 b, Lanes8 c) => new(Vector512.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Sqrt(Lanes8 a) => new(Vector512.Sqrt(a.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Abs(Lanes8 a) => new(Vector512.AndNot(a.Value, Vector512.Create(-0.0)));

    [MethodImpl(Inline)]
    public static Lanes8 Min(Lanes8 a, Lanes8 b) => new(Vector512.Min(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Max(Lanes8 a, Lanes8 b) => new(Vector512.Max(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Floor(Lanes8 a) => new(Vector512.Floor(a.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Ceiling(Lanes8 a) => new(Vector512.Ceiling(a.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Round(Lanes8 a) => new(Vector512.Round(a.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Truncate(Lanes8 a) => new(Vector512.Truncate(a.Value));

    [MethodImpl(Inline)]
    public static Lanes8 CopySign(Lanes8 a, Lanes8 b) => new(Vector512.ConditionalSelect(Vector512.Create(-0.0), b.Value, a.Value));

    [MethodImpl(Inline)]
    public static Lanes8 LessThan(Lanes8 a, Lanes8 b) => new(Vector512.LessThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 LessThanOrEqual(Lanes8 a, Lanes8 b) => new(Vector512.LessThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 GreaterThan(Lanes8 a, Lanes8 b) => new(Vector512.GreaterThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 GreaterThanOrEqual(Lanes8 a, Lanes8 b) => new(Vector512.GreaterThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Equal(Lanes8 a, Lanes8 b) => new(Vector512.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 NotEqual(Lanes8 a, Lanes8 b) => new(~Vector512.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes8 IsNaN(Lanes8 a) => new(~Vector512.Equals(a.Value, a.Value));

    [MethodImpl(Inline)]
    public static Lanes8 Select(Lanes8 mask, Lanes8 whenTrue, Lanes8 whenFalse) => new(Vector512.ConditionalSelect(mask.Value, whenTrue.Value, whenFalse.Value));

    [MethodImpl(Inline)]
    public static uint MaskBits(Lanes8 mask) => (uint)mask.Value.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes8 Canonical(Lanes8 a) => new(Vector512.ConditionalSelect(Vector512.Equals(a.Value, a.Value), a.Value, Vector512.Create(double.NaN)));

    [MethodImpl(Inline)]
    public static Lanes8 AddBits(Lanes8 a, Lanes8 b) => new((a.Value.AsInt64() + b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 SubtractBits(Lanes8 a, Lanes8 b) => new((a.Value.AsInt64() - b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 MultiplyLowHalves(Lanes8 a, Lanes8 b) => Avx512F.IsSupported
        ? new(Avx512F.Multiply(a.Value.AsUInt32(), b.Value.AsUInt32()).AsDouble())
        : new(((a.Value.AsUInt64() & Vector512.Create(0xFFFFFFFFul)) * (b.Value.AsUInt64() & Vector512.Create(0xFFFFFFFFul))).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 ShiftLeft(Lanes8 a, int count) => new((a.Value.AsInt64() << count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 ShiftRightLogical(Lanes8 a, int count) => new((a.Value.AsInt64() >>> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 ShiftRightArithmetic(Lanes8 a, int count) => new((a.Value.AsInt64() >> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 EqualBits(Lanes8 a, Lanes8 b) => new(Vector512.Equals(a.Value.AsInt64(), b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 ToIntegerBits(Lanes8 a) =>
        new(((a.Value + Vector512.Create(IntegerView.Shift)).AsInt64() - Vector512.Create(IntegerView.ShiftBits)).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes8 FromIntegerBits(Lanes8 a) =>
        new((a.Value.AsInt64() + Vector512.Create(IntegerView.ShiftBits)).AsDouble() - Vector512.Create(IntegerView.Shift));

    [MethodImpl(Inline)]
    public static Lanes8 Lookup(double* table, Lanes8 bits)
    {
        Vector512<long> index = bits.Value.AsInt64();
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.PermuteVar8x64x2(Vector512.Load(table), index, Vector512.Load(table + 8)));
        }

        return new(Vector512.Create(
            table[index.GetElement(0) & 15], table[index.GetElement(1) & 15], table[index.GetElement(2) & 15], table[index.GetElement(3) & 15],
            table[index.GetElement(4) & 15], table[index.GetElement(5) & 15], table[index.GetElement(6) & 15], table[index.GetElement(7) & 15]));
    }
}

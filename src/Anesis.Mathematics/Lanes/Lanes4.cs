using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Anesis.Mathematics.Lanes;

/// <summary>Four lanes, one 256-bit register (or its halves where the processor has none).</summary>
public readonly unsafe struct Lanes4 : ILanes<Lanes4>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lanes themselves.</summary>
    public readonly Vector256<double> Value;

    [MethodImpl(Inline)]
    public Lanes4(Vector256<double> value) => Value = value;

    public static int Count => 4;

    public static Lanes4 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector256<double>.Zero);
    }

    public static Lanes4 One
    {
        [MethodImpl(Inline)]
        get => new(Vector256.Create(1.0));
    }

    [MethodImpl(Inline)]
    public static Lanes4 Create(double value) => new(Vector256.Create(value));

    [MethodImpl(Inline)]
    public static Lanes4 CreateBits(long bits) => new(Vector256.Create(bits).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 MaskFromBits(uint bits)
    {
        Vector256<long> own = Vector256.Create(1L, 2, 4, 8);
        return new(Vector256.Equals(Vector256.Create((long)bits) & own, own).AsDouble());
    }

    [MethodImpl(Inline)]
    public static Lanes4 Load(double* source) => new(Vector256.Load(source));

    [MethodImpl(Inline)]
    public static void Store(Lanes4 value, double* target) => value.Value.Store(target);

    [MethodImpl(Inline)]
    public static Lanes4 Gather(double** sources) => new(Vector256.Create(*sources[0], *sources[1], *sources[2], *sources[3]));

    [MethodImpl(Inline)]
    public static double Get(Lanes4 lanes, int lane) => lanes.Value.GetElement(lane);

    [MethodImpl(Inline)]
    public static Lanes4 With(Lanes4 lanes, int lane, double value) => new(lanes.Value.WithElement(lane, value));

    [MethodImpl(Inline)]
    public static Lanes4 operator +(Lanes4 a, Lanes4 b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Lanes4 operator -(Lanes4 a, Lanes4 b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Lanes4 operator *(Lanes4 a, Lanes4 b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Lanes4 operator /(Lanes4 a, Lanes4 b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Lanes4 operator -(Lanes4 a) => new(a.Value ^ Vector256.Create(-0.0));

    [MethodImpl(Inline)]
    public static Lanes4 operator &(Lanes4 a, Lanes4 b) => new(a.Value & b.Value);

    [MethodImpl(Inline)]
    public static Lanes4 operator |(Lanes4 a, Lanes4 b) => new(a.Value | b.Value);

    [MethodImpl(Inline)]
    public static Lanes4 operator ^(Lanes4 a, Lanes4 b) => new(a.Value ^ b.Value);

    [MethodImpl(Inline)]
    public static Lanes4 operator ~(Lanes4 a) => new(~a.Value);

    [MethodImpl(Inline)]
    public static Lanes4 AndNot(Lanes4 a, Lanes4 b) => new(Vector256.AndNot(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 FusedMultiplyAdd(Lanes4 a, Lanes4 b, Lanes4 c) => new(Vector256.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Sqrt(Lanes4 a) => new(Vector256.Sqrt(a.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Abs(Lanes4 a) => new(Vector256.AndNot(a.Value, Vector256.Create(-0.0)));

    [MethodImpl(Inline)]
    public static Lanes4 Min(Lanes4 a, Lanes4 b) => new(Vector256.Min(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Max(Lanes4 a, Lanes4 b) => new(Vector256.Max(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Floor(Lanes4 a) => new(Vector256.Floor(a.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Ceiling(Lanes4 a) => new(Vector256.Ceiling(a.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Round(Lanes4 a) => new(Vector256.Round(a.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Truncate(Lanes4 a) => new(Vector256.Truncate(a.Value));

    [MethodImpl(Inline)]
    public static Lanes4 CopySign(Lanes4 a, Lanes4 b) => new(Vector256.ConditionalSelect(Vector256.Create(-0.0), b.Value, a.Value));

    [MethodImpl(Inline)]
    public static Lanes4 LessThan(Lanes4 a, Lanes4 b) => new(Vector256.LessThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 LessThanOrEqual(Lanes4 a, Lanes4 b) => new(Vector256.LessThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 GreaterThan(Lanes4 a, Lanes4 b) => new(Vector256.GreaterThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 GreaterThanOrEqual(Lanes4 a, Lanes4 b) => new(Vector256.GreaterThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Equal(Lanes4 a, Lanes4 b) => new(Vector256.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 NotEqual(Lanes4 a, Lanes4 b) => new(~Vector256.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes4 IsNaN(Lanes4 a) => new(~Vector256.Equals(a.Value, a.Value));

    [MethodImpl(Inline)]
    public static Lanes4 Select(Lanes4 mask, Lanes4 whenTrue, Lanes4 whenFalse) => new(Vector256.ConditionalSelect(mask.Value, whenTrue.Value, whenFalse.Value));

    [MethodImpl(Inline)]
    public static uint MaskBits(Lanes4 mask) => mask.Value.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes4 Canonical(Lanes4 a) => new(Vector256.ConditionalSelect(Vector256.Equals(a.Value, a.Value), a.Value, Vector256.Create(double.NaN)));

    [MethodImpl(Inline)]
    public static Lanes4 AddBits(Lanes4 a, Lanes4 b) => new((a.Value.AsInt64() + b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 SubtractBits(Lanes4 a, Lanes4 b) => new((a.Value.AsInt64() - b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 MultiplyLowHalves(Lanes4 a, Lanes4 b) => Avx2.IsSupported
        ? new(Avx2.Multiply(a.Value.AsUInt32(), b.Value.AsUInt32()).AsDouble())
        : new(((a.Value.AsUInt64() & Vector256.Create(0xFFFFFFFFul)) * (b.Value.AsUInt64() & Vector256.Create(0xFFFFFFFFul))).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 ShiftLeft(Lanes4 a, int count) => new((a.Value.AsInt64() << count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 ShiftRightLogical(Lanes4 a, int count) => new((a.Value.AsInt64() >>> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 ShiftRightArithmetic(Lanes4 a, int count) => new((a.Value.AsInt64() >> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 EqualBits(Lanes4 a, Lanes4 b) => new(Vector256.Equals(a.Value.AsInt64(), b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 ToIntegerBits(Lanes4 a) =>
        new(((a.Value + Vector256.Create(IntegerView.Shift)).AsInt64() - Vector256.Create(IntegerView.ShiftBits)).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes4 FromIntegerBits(Lanes4 a) =>
        new((a.Value.AsInt64() + Vector256.Create(IntegerView.ShiftBits)).AsDouble() - Vector256.Create(IntegerView.Shift));

    [MethodImpl(Inline)]
    public static Lanes4 Lookup(double* table, Lanes4 bits)
    {
        Vector256<long> index = bits.Value.AsInt64();
        return new(Vector256.Create(table[index.GetElement(0) & 15], table[index.GetElement(1) & 15], table[index.GetElement(2) & 15], table[index.GetElement(3) & 15]));
    }
}

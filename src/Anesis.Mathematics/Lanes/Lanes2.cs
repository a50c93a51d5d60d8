using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Anesis.Mathematics.Lanes;

/// <summary>Two lanes, one 128-bit register.</summary>
public readonly unsafe struct Lanes2 : ILanes<Lanes2>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lanes themselves.</summary>
    public readonly Vector128<double> Value;

    [MethodImpl(Inline)]
    public Lanes2(Vector128<double> value) => Value = value;

    public static int Count => 2;

    public static Lanes2 Zero
    {
        [MethodImpl(Inline)]
        get => new(Vector128<double>.Zero);
    }

    public static Lanes2 One
    {
        [MethodImpl(Inline)]
        get => new(Vector128.Create(1.0));
    }

    [MethodImpl(Inline)]
    public static Lanes2 Create(double value) => new(Vector128.Create(value));

    [MethodImpl(Inline)]
    public static Lanes2 CreateBits(long bits) => new(Vector128.Create(bits).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 MaskFromBits(uint bits)
    {
        Vector128<long> own = Vector128.Create(1L, 2);
        return new(Vector128.Equals(Vector128.Create((long)bits) & own, own).AsDouble());
    }

    [MethodImpl(Inline)]
    public static Lanes2 Load(double* source) => new(Vector128.Load(source));

    [MethodImpl(Inline)]
    public static void Store(Lanes2 value, double* target) => value.Value.Store(target);

    [MethodImpl(Inline)]
    public static Lanes2 Gather(double** sources) => new(Vector128.Create(*sources[0], *sources[1]));

    [MethodImpl(Inline)]
    public static double Get(Lanes2 lanes, int lane) => lanes.Value.GetElement(lane);

    [MethodImpl(Inline)]
    public static Lanes2 With(Lanes2 lanes, int lane, double value) => new(lanes.Value.WithElement(lane, value));

    [MethodImpl(Inline)]
    public static Lanes2 operator +(Lanes2 a, Lanes2 b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Lanes2 operator -(Lanes2 a, Lanes2 b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Lanes2 operator *(Lanes2 a, Lanes2 b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Lanes2 operator /(Lanes2 a, Lanes2 b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Lanes2 operator -(Lanes2 a) => new(a.Value ^ Vector128.Create(-0.0));

    [MethodImpl(Inline)]
    public static Lanes2 operator &(Lanes2 a, Lanes2 b) => new(a.Value & b.Value);

    [MethodImpl(Inline)]
    public static Lanes2 operator |(Lanes2 a, Lanes2 b) => new(a.Value | b.Value);

    [MethodImpl(Inline)]
    public static Lanes2 operator ^(Lanes2 a, Lanes2 b) => new(a.Value ^ b.Value);

    [MethodImpl(Inline)]
    public static Lanes2 operator ~(Lanes2 a) => new(~a.Value);

    [MethodImpl(Inline)]
    public static Lanes2 AndNot(Lanes2 a, Lanes2 b) => new(Vector128.AndNot(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 FusedMultiplyAdd(Lanes2 a, Lanes2 b, Lanes2 c) => new(Vector128.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Sqrt(Lanes2 a) => new(Vector128.Sqrt(a.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Abs(Lanes2 a) => new(Vector128.AndNot(a.Value, Vector128.Create(-0.0)));

    [MethodImpl(Inline)]
    public static Lanes2 Min(Lanes2 a, Lanes2 b) => new(Vector128.Min(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Max(Lanes2 a, Lanes2 b) => new(Vector128.Max(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Floor(Lanes2 a) => new(Vector128.Floor(a.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Ceiling(Lanes2 a) => new(Vector128.Ceiling(a.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Round(Lanes2 a) => new(Vector128.Round(a.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Truncate(Lanes2 a) => new(Vector128.Truncate(a.Value));

    [MethodImpl(Inline)]
    public static Lanes2 CopySign(Lanes2 a, Lanes2 b) => new(Vector128.ConditionalSelect(Vector128.Create(-0.0), b.Value, a.Value));

    [MethodImpl(Inline)]
    public static Lanes2 LessThan(Lanes2 a, Lanes2 b) => new(Vector128.LessThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 LessThanOrEqual(Lanes2 a, Lanes2 b) => new(Vector128.LessThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 GreaterThan(Lanes2 a, Lanes2 b) => new(Vector128.GreaterThan(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 GreaterThanOrEqual(Lanes2 a, Lanes2 b) => new(Vector128.GreaterThanOrEqual(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Equal(Lanes2 a, Lanes2 b) => new(Vector128.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 NotEqual(Lanes2 a, Lanes2 b) => new(~Vector128.Equals(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes2 IsNaN(Lanes2 a) => new(~Vector128.Equals(a.Value, a.Value));

    [MethodImpl(Inline)]
    public static Lanes2 Select(Lanes2 mask, Lanes2 whenTrue, Lanes2 whenFalse) => new(Vector128.ConditionalSelect(mask.Value, whenTrue.Value, whenFalse.Value));

    [MethodImpl(Inline)]
    public static uint MaskBits(Lanes2 mask) => mask.Value.ExtractMostSignificantBits();

    [MethodImpl(Inline)]
    public static Lanes2 Canonical(Lanes2 a) => new(Vector128.ConditionalSelect(Vector128.Equals(a.Value, a.Value), a.Value, Vector128.Create(double.NaN)));

    [MethodImpl(Inline)]
    public static Lanes2 AddBits(Lanes2 a, Lanes2 b) => new((a.Value.AsInt64() + b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 SubtractBits(Lanes2 a, Lanes2 b) => new((a.Value.AsInt64() - b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 MultiplyLowHalves(Lanes2 a, Lanes2 b) => Sse2.IsSupported
        ? new(Sse2.Multiply(a.Value.AsUInt32(), b.Value.AsUInt32()).AsDouble())
        : new(((a.Value.AsUInt64() & Vector128.Create(0xFFFFFFFFul)) * (b.Value.AsUInt64() & Vector128.Create(0xFFFFFFFFul))).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 ShiftLeft(Lanes2 a, int count) => new((a.Value.AsInt64() << count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 ShiftRightLogical(Lanes2 a, int count) => new((a.Value.AsInt64() >>> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 ShiftRightArithmetic(Lanes2 a, int count) => new((a.Value.AsInt64() >> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 EqualBits(Lanes2 a, Lanes2 b) => new(Vector128.Equals(a.Value.AsInt64(), b.Value.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 ToIntegerBits(Lanes2 a) =>
        new(((a.Value + Vector128.Create(IntegerView.Shift)).AsInt64() - Vector128.Create(IntegerView.ShiftBits)).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes2 FromIntegerBits(Lanes2 a) =>
        new((a.Value.AsInt64() + Vector128.Create(IntegerView.ShiftBits)).AsDouble() - Vector128.Create(IntegerView.Shift));

    [MethodImpl(Inline)]
    public static Lanes2 Lookup(double* table, Lanes2 bits)
    {
        Vector128<long> index = bits.Value.AsInt64();
        return new(Vector128.Create(table[index.GetElement(0) & 15], table[index.GetElement(1) & 15]));
    }
}

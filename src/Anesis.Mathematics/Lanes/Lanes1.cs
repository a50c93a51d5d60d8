using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Anesis.Mathematics.Lanes;

/// <summary>One lane, a scalar; bit operations stay in the vector register to spare the crossing to integer ones.</summary>
public readonly unsafe struct Lanes1 : ILanes<Lanes1>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The lane itself.</summary>
    public readonly double Value;

    [MethodImpl(Inline)]
    public Lanes1(double value) => Value = value;

    [MethodImpl(Inline)]
    private Lanes1(Vector128<double> row) => Value = row.ToScalar();

    private Vector128<double> Row
    {
        [MethodImpl(Inline)]
        get => Vector128.CreateScalarUnsafe(Value);
    }

    public static int Count => 1;

    public static Lanes1 Zero
    {
        [MethodImpl(Inline)]
        get => new(0.0);
    }

    public static Lanes1 One
    {
        [MethodImpl(Inline)]
        get => new(1.0);
    }

    [MethodImpl(Inline)]
    public static Lanes1 Create(double value) => new(value);

    [MethodImpl(Inline)]
    public static Lanes1 CreateBits(long bits) => new(Vector128.CreateScalarUnsafe(bits).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes1 MaskFromBits(uint bits) => CreateBits(-(long)(bits & 1));

    [MethodImpl(Inline)]
    public static Lanes1 Load(double* source) => new(*source);

    [MethodImpl(Inline)]
    public static void Store(Lanes1 value, double* target) => *target = value.Value;

    [MethodImpl(Inline)]
    public static Lanes1 Gather(double** sources) => new(**sources);

    [MethodImpl(Inline)]
    public static double Get(Lanes1 lanes, int lane) => lanes.Value;

    [MethodImpl(Inline)]
    public static Lanes1 With(Lanes1 lanes, int lane, double value) => new(value);

    [MethodImpl(Inline)]
    public static Lanes1 operator +(Lanes1 a, Lanes1 b) => new(a.Value + b.Value);

    [MethodImpl(Inline)]
    public static Lanes1 operator -(Lanes1 a, Lanes1 b) => new(a.Value - b.Value);

    [MethodImpl(Inline)]
    public static Lanes1 operator *(Lanes1 a, Lanes1 b) => new(a.Value * b.Value);

    [MethodImpl(Inline)]
    public static Lanes1 operator /(Lanes1 a, Lanes1 b) => new(a.Value / b.Value);

    [MethodImpl(Inline)]
    public static Lanes1 operator -(Lanes1 a) => new(a.Row ^ Vector128.Create(-0.0));

    [MethodImpl(Inline)]
    public static Lanes1 operator &(Lanes1 a, Lanes1 b) => new(a.Row & b.Row);

    [MethodImpl(Inline)]
    public static Lanes1 operator |(Lanes1 a, Lanes1 b) => new(a.Row | b.Row);

    [MethodImpl(Inline)]
    public static Lanes1 operator ^(Lanes1 a, Lanes1 b) => new(a.Row ^ b.Row);

    [MethodImpl(Inline)]
    public static Lanes1 operator ~(Lanes1 a) => new(~a.Row);

    [MethodImpl(Inline)]
    public static Lanes1 AndNot(Lanes1 a, Lanes1 b) => new(Vector128.AndNot(a.Row, b.Row));

    [MethodImpl(Inline)]
    public static Lanes1 FusedMultiplyAdd(Lanes1 a, Lanes1 b, Lanes1 c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(Inline)]
    public static Lanes1 Sqrt(Lanes1 a) => new(Math.Sqrt(a.Value));

    [MethodImpl(Inline)]
    public static Lanes1 Abs(Lanes1 a) => new(Vector128.AndNot(a.Row, Vector128.Create(-0.0)));

    [MethodImpl(Inline)]
    public static Lanes1 Min(Lanes1 a, Lanes1 b) => new(Math.Min(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes1 Max(Lanes1 a, Lanes1 b) => new(Math.Max(a.Value, b.Value));

    [MethodImpl(Inline)]
    public static Lanes1 Floor(Lanes1 a) => new(Math.Floor(a.Value));

    [MethodImpl(Inline)]
    public static Lanes1 Ceiling(Lanes1 a) => new(Math.Ceiling(a.Value));

    [MethodImpl(Inline)]
    public static Lanes1 Round(Lanes1 a) => new(Math.Round(a.Value, MidpointRounding.ToEven));

    [MethodImpl(Inline)]
    public static Lanes1 Truncate(Lanes1 a) => new(Math.Truncate(a.Value));

    [MethodImpl(Inline)]
    public static Lanes1 CopySign(Lanes1 a, Lanes1 b) => new(Vector128.ConditionalSelect(Vector128.Create(-0.0), b.Row, a.Row));

    [MethodImpl(Inline)]
    public static Lanes1 LessThan(Lanes1 a, Lanes1 b) => new(Vector128.LessThan(a.Row, b.Row));

    [MethodImpl(Inline)]
    public static Lanes1 LessThanOrEqual(Lanes1 a, Lanes1 b) => new(Vector128.LessThanOrEqual(a.Row, b.Row));

    [MethodImpl(Inline)]
    public static Lanes1 GreaterThan(Lanes1 a, Lanes1 b) => new(Vector128.GreaterThan(a.Row, b.Row));

    [MethodImpl(Inline)]
    public static Lanes1 GreaterThanOrEqual(Lanes1 a, Lanes1 b) => new(Vector128.GreaterThanOrEqual(a.Row, b.Row));

    [MethodImpl(Inline)]
    public static Lanes1 Equal(Lanes1 a, Lanes1 b) => new(Vector128.Equals(a.Row, b.Row));

    [MethodImpl(Inline)]
    public static Lanes1 NotEqual(Lanes1 a, Lanes1 b) => new(~Vector128.Equals(a.Row, b.Row));

    [MethodImpl(Inline)]
    public static Lanes1 IsNaN(Lanes1 a) => new(~Vector128.Equals(a.Row, a.Row));

    [MethodImpl(Inline)]
    public static Lanes1 Select(Lanes1 mask, Lanes1 whenTrue, Lanes1 whenFalse) => new(Vector128.ConditionalSelect(mask.Row, whenTrue.Row, whenFalse.Row));

    [MethodImpl(Inline)]
    public static uint MaskBits(Lanes1 mask) => mask.Row.ExtractMostSignificantBits() & 1;

    [MethodImpl(Inline)]
    public static Lanes1 Canonical(Lanes1 a) => new(Vector128.ConditionalSelect(Vector128.Equals(a.Row, a.Row), a.Row, Vector128.Create(double.NaN)));

    [MethodImpl(Inline)]
    public static Lanes1 AddBits(Lanes1 a, Lanes1 b) => new((a.Row.AsInt64() + b.Row.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes1 SubtractBits(Lanes1 a, Lanes1 b) => new((a.Row.AsInt64() - b.Row.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes1 MultiplyLowHalves(Lanes1 a, Lanes1 b) => Sse2.IsSupported
        ? new(Sse2.Multiply(a.Row.AsUInt32(), b.Row.AsUInt32()).AsDouble())
        : new(BitConverter.UInt64BitsToDouble((ulong)(uint)BitConverter.DoubleToUInt64Bits(a.Value) * (uint)BitConverter.DoubleToUInt64Bits(b.Value)));

    [MethodImpl(Inline)]
    public static Lanes1 ShiftLeft(Lanes1 a, int count) => new((a.Row.AsInt64() << count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes1 ShiftRightLogical(Lanes1 a, int count) => new((a.Row.AsInt64() >>> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes1 ShiftRightArithmetic(Lanes1 a, int count) => new((a.Row.AsInt64() >> count).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes1 EqualBits(Lanes1 a, Lanes1 b) => new(Vector128.Equals(a.Row.AsInt64(), b.Row.AsInt64()).AsDouble());

    [MethodImpl(Inline)]
    public static Lanes1 ToIntegerBits(Lanes1 a) => SubtractBits(new(a.Value + IntegerView.Shift), CreateBits(IntegerView.ShiftBits));

    [MethodImpl(Inline)]
    public static Lanes1 FromIntegerBits(Lanes1 a) => new(AddBits(a, CreateBits(IntegerView.ShiftBits)).Value - IntegerView.Shift);

    [MethodImpl(Inline)]
    public static Lanes1 Lookup(double* table, Lanes1 bits) => new(table[BitConverter.DoubleToInt64Bits(bits.Value) & 15]);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Anesis.Mathematics.Lanes;

/// <summary>Sixteen lanes, two 512-bit registers: while one waits for its results, the other's are computed.</summary>
/// <remarks>Every operation is written out on the vectors themselves: of a wrapper's operators in a long method the compiler inlines the first few hundred only.</remarks>
public unsafe struct Lanes16 : ILanes<Lanes16>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private Vector512<double> _low;
    private Vector512<double> _high;

    public static int Count => 16;

    public static Lanes16 Zero
    {
        [MethodImpl(Inline)]
        get
        {
            Lanes16 r;
            r._low = Vector512<double>.Zero;
            r._high = Vector512<double>.Zero;
            return r;
        }
    }

    public static Lanes16 One
    {
        [MethodImpl(Inline)]
        get
        {
            Lanes16 r;
            r._low = Vector512.Create(1.0);
            r._high = Vector512.Create(1.0);
            return r;
        }
    }

    [MethodImpl(Inline)]
    public static Lanes16 Create(double value)
    {
        Lanes16 r;
        r._low = Vector512.Create(value);
        r._high = Vector512.Create(value);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 CreateBits(long bits)
    {
        Lanes16 r;
        r._low = Vector512.Create(bits).AsDouble();
        r._high = Vector512.Create(bits).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 MaskFromBits(uint bits)
    {
        Vector512<long> own = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        Vector512<long> all = Vector512.Create((long)bits);
        Lanes16 r;
        r._low = Vector512.Equals(all & own, own).AsDouble();
        r._high = Vector512.Equals((all >>> 8) & own, own).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Load(double* source)
    {
        Lanes16 r;
        r._low = Vector512.Load(source);
        r._high = Vector512.Load(source + 8);
        return r;
    }

    [MethodImpl(Inline)]
    public static void Store(Lanes16 value, double* target)
    {
        value._low.Store(target);
        value._high.Store(target + 8);
    }

    [MethodImpl(Inline)]
    public static Lanes16 Gather(double** sources)
    {
        Lanes16 r;
        r._low = Lanes8.Gather(sources).Value;
        r._high = Lanes8.Gather(sources + 8).Value;
        return r;
    }

    [MethodImpl(Inline)]
    public static double Get(Lanes16 lanes, int lane) => lane < 8 ? lanes._low.GetElement(lane) : lanes._high.GetElement(lane - 8);

    [MethodImpl(Inline)]
    public static Lanes16 With(Lanes16 lanes, int lane, double value)
    {
        if (lane < 8)
        {
            lanes._low = lanes._low.WithElement(lane, value);
        }
        else
        {
            lanes._high = lanes._high.WithElement(lane - 8, value);
        }

        return lanes;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator +(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = a._low + b._low;
        r._high = a._high + b._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator -(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = a._low - b._low;
        r._high = a._high - b._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator *(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = a._low * b._low;
        r._high = a._high * b._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator /(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = a._low / b._low;
        r._high = a._high / b._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator -(Lanes16 a)
    {
        Lanes16 r;
        r._low = a._low ^ Vector512.Create(-0.0);
        r._high = a._high ^ Vector512.Create(-0.0);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator &(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = a._low & b._low;
        r._high = a._high & b._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator |(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = a._low | b._low;
        r._high = a._high | b._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator ^(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = a._low ^ b._low;
        r._high = a._high ^ b._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 operator ~(Lanes16 a)
    {
        Lanes16 r;
        r._low = ~a._low;
        r._high = ~a._high;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 AndNot(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.AndNot(a._low, b._low);
        r._high = Vector512.AndNot(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 FusedMultiplyAdd(Lanes16 a, Lanes16 b, Lanes16 c)
    {
        Lanes16 r;
        r._low = Vector512.FusedMultiplyAdd(a._low, b._low, c._low);
        r._high = Vector512.FusedMultiplyAdd(a._high, b._high, c._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Sqrt(Lanes16 a)
    {
        Lanes16 r;
        r._low = Vector512.Sqrt(a._low);
        r._high = Vector512.Sqrt(a._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Abs(Lanes16 a)
    {
        Lanes16 r;
        r._low = Vector512.AndNot(a._low, Vector512.Create(-0.0));
        r._high = Vector512.AndNot(a._high, Vector512.Create(-0.0));
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Min(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.Min(a._low, b._low);
        r._high = Vector512.Min(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Max(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.Max(a._low, b._low);
        r._high = Vector512.Max(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Floor(Lanes16 a)
    {
        Lanes16 r;
        r._low = Vector512.Floor(a._low);
        r._high = Vector512.Floor(a._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Ceiling(Lanes16 a)
    {
        Lanes16 r;
        r._low = Vector512.Ceiling(a._low);
        r._high = Vector512.Ceiling(a._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Round(Lanes16 a)
    {
        Lanes16 r;
        r._low = Vector512.Round(a._low);
        r._high = Vector512.Round(a._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Truncate(Lanes16 a)
    {
        Lanes16 r;
        r._low = Vector512.Truncate(a._low);
        r._high = Vector512.Truncate(a._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 CopySign(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.ConditionalSelect(Vector512.Create(-0.0), b._low, a._low);
        r._high = Vector512.ConditionalSelect(Vector512.Create(-0.0), b._high, a._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 LessThan(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.LessThan(a._low, b._low);
        r._high = Vector512.LessThan(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 LessThanOrEqual(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.LessThanOrEqual(a._low, b._low);
        r._high = Vector512.LessThanOrEqual(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 GreaterThan(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.GreaterThan(a._low, b._low);
        r._high = Vector512.GreaterThan(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 GreaterThanOrEqual(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.GreaterThanOrEqual(a._low, b._low);
        r._high = Vector512.GreaterThanOrEqual(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Equal(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.Equals(a._low, b._low);
        r._high = Vector512.Equals(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 NotEqual(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = ~Vector512.Equals(a._low, b._low);
        r._high = ~Vector512.Equals(a._high, b._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 IsNaN(Lanes16 a)
    {
        Lanes16 r;
        r._low = ~Vector512.Equals(a._low, a._low);
        r._high = ~Vector512.Equals(a._high, a._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Select(Lanes16 mask, Lanes16 whenTrue, Lanes16 whenFalse)
    {
        Lanes16 r;
        r._low = Vector512.ConditionalSelect(mask._low, whenTrue._low, whenFalse._low);
        r._high = Vector512.ConditionalSelect(mask._high, whenTrue._high, whenFalse._high);
        return r;
    }

    [MethodImpl(Inline)]
    public static uint MaskBits(Lanes16 mask) => (uint)mask._low.ExtractMostSignificantBits() | ((uint)mask._high.ExtractMostSignificantBits() << 8);

    [MethodImpl(Inline)]
    public static Lanes16 Canonical(Lanes16 a)
    {
        Lanes16 r;
        r._low = Vector512.ConditionalSelect(Vector512.Equals(a._low, a._low), a._low, Vector512.Create(double.NaN));
        r._high = Vector512.ConditionalSelect(Vector512.Equals(a._high, a._high), a._high, Vector512.Create(double.NaN));
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 AddBits(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = (a._low.AsInt64() + b._low.AsInt64()).AsDouble();
        r._high = (a._high.AsInt64() + b._high.AsInt64()).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 SubtractBits(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = (a._low.AsInt64() - b._low.AsInt64()).AsDouble();
        r._high = (a._high.AsInt64() - b._high.AsInt64()).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 MultiplyLowHalves(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Lanes8.MultiplyLowHalves(new(a._low), new(b._low)).Value;
        r._high = Lanes8.MultiplyLowHalves(new(a._high), new(b._high)).Value;
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 ShiftLeft(Lanes16 a, int count)
    {
        Lanes16 r;
        r._low = (a._low.AsInt64() << count).AsDouble();
        r._high = (a._high.AsInt64() << count).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 ShiftRightLogical(Lanes16 a, int count)
    {
        Lanes16 r;
        r._low = (a._low.AsInt64() >>> count).AsDouble();
        r._high = (a._high.AsInt64() >>> count).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 ShiftRightArithmetic(Lanes16 a, int count)
    {
        Lanes16 r;
        r._low = (a._low.AsInt64() >> count).AsDouble();
        r._high = (a._high.AsInt64() >> count).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 EqualBits(Lanes16 a, Lanes16 b)
    {
        Lanes16 r;
        r._low = Vector512.Equals(a._low.AsInt64(), b._low.AsInt64()).AsDouble();
        r._high = Vector512.Equals(a._high.AsInt64(), b._high.AsInt64()).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 ToIntegerBits(Lanes16 a)
    {
        Lanes16 r;
        r._low = ((a._low + Vector512.Create(IntegerView.Shift)).AsInt64() - Vector512.Create(IntegerView.ShiftBits)).AsDouble();
        r._high = ((a._high + Vector512.Create(IntegerView.Shift)).AsInt64() - Vector512.Create(IntegerView.ShiftBits)).AsDouble();
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 FromIntegerBits(Lanes16 a)
    {
        Lanes16 r;
        r._low = (a._low.AsInt64() + Vector512.Create(IntegerView.ShiftBits)).AsDouble() - Vector512.Create(IntegerView.Shift);
        r._high = (a._high.AsInt64() + Vector512.Create(IntegerView.ShiftBits)).AsDouble() - Vector512.Create(IntegerView.Shift);
        return r;
    }

    [MethodImpl(Inline)]
    public static Lanes16 Lookup(double* table, Lanes16 bits)
    {
        Lanes16 r;
        r._low = Lanes8.Lookup(table, new(bits._low)).Value;
        r._high = Lanes8.Lookup(table, new(bits._high)).Value;
        return r;
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>An unevaluated sum of two doubles a lane, about 106 bits: the steps where one rounding would show in the last place.</summary>
/// <remarks>Error-free sum and product after Dekker (1971) and Knuth; the product's error by fused multiply-add.</remarks>
internal readonly struct Pair<T>
    where T : struct, ILanes<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public readonly T High;
    public readonly T Low;

    [MethodImpl(Inline)]
    public Pair(T high, T low)
    {
        High = high;
        Low = low;
    }

    /// <summary>a + b exactly.</summary>
    [MethodImpl(Inline)]
    public static Pair<T> Sum(T a, T b)
    {
        T sum = a + b;
        T shadow = sum - a;
        return new(sum, (a - (sum - shadow)) + (b - shadow));
    }

    /// <summary>a + b exactly, where a is 0 or not smaller than b in magnitude.</summary>
    [MethodImpl(Inline)]
    public static Pair<T> OrderedSum(T a, T b)
    {
        T sum = a + b;
        return new(sum, b - (sum - a));
    }

    /// <summary>a·b exactly, short of underflow.</summary>
    [MethodImpl(Inline)]
    public static Pair<T> Product(T a, T b)
    {
        T product = a * b;
        return new(product, T.FusedMultiplyAdd(a, b, -product));
    }

    [MethodImpl(Inline)]
    public static Pair<T> Multiply(Pair<T> a, Pair<T> b)
    {
        Pair<T> product = Product(a.High, b.High);
        T low = T.FusedMultiplyAdd(a.High, b.Low, T.FusedMultiplyAdd(a.Low, b.High, product.Low));
        return OrderedSum(product.High, low);
    }

    [MethodImpl(Inline)]
    public static Pair<T> Multiply(Pair<T> a, T b)
    {
        Pair<T> product = Product(a.High, b);
        return OrderedSum(product.High, T.FusedMultiplyAdd(a.Low, b, product.Low));
    }

    [MethodImpl(Inline)]
    public static Pair<T> Add(Pair<T> a, Pair<T> b)
    {
        Pair<T> sum = Sum(a.High, b.High);
        return OrderedSum(sum.High, sum.Low + (a.Low + b.Low));
    }

    [MethodImpl(Inline)]
    public static Pair<T> Constant(double high, double low) => new(T.Create(high), T.Create(low));
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>atan of a nonnegative value by the three ranges 0, π/4 and π/2 that leave |t| ≤ tan(π/8).</summary>
internal static class ArctangentCore
{
    /// <summary>atan(a/b) as a pair, for a, b ≥ 0 with a/b neither NaN nor overflowing; b is 1 for the plain arctangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Evaluate<T>(T a, T b)
        where T : struct, ILanes<T>
    {
        T top = T.GreaterThan(a, b * T.Create(2.414213562373095));
        T low = T.LessThanOrEqual(a, b * T.Create(0.41421356237309503));
        Pair<T> difference = Pair<T>.Sum(a, -b);
        Pair<T> total = Pair<T>.Sum(a, b);
        T numerator = T.Select(low, a, T.Select(top, -b, difference.High));
        T numeratorLow = T.AndNot(difference.Low, low | top);
        T denominator = T.Select(low, b, T.Select(top, a, total.High));
        T denominatorLow = T.AndNot(total.Low, low | top);
        T t = numerator / denominator;
        T tLow = (T.FusedMultiplyAdd(-t, denominator, numerator) + (numeratorLow - (t * denominatorLow))) / denominator;
        T z = t * t;
        T p = Polynomial.Evaluate(z, -0.3333333333333333, 0.19999999999999993, -0.14285714285711498, 0.11111111110752325, -0.09090909066866446,
            0.07692306730961795, -0.06666641908302051, 0.05881923626133301, -0.052580257920073425, 0.04719294405473837, -0.04104029750501821,
            0.030626287828475894, -0.013908703447288225);
        T baseHigh = T.AndNot(T.Select(top, T.Create(1.5707963267948966), T.Create(0.7853981633974483)), low);
        T baseLow = T.AndNot(T.Select(top, T.Create(6.123233995736766e-17), T.Create(3.061616997868383e-17)), low);
        Pair<T> head = Pair<T>.OrderedSum(T.Select(low, t, baseHigh), T.AndNot(t, low));
        T slope = T.FusedMultiplyAdd(-z, tLow, tLow);
        return Pair<T>.OrderedSum(head.High, head.Low + (baseLow + T.FusedMultiplyAdd(z * t, p, slope)));
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>x less the nearest multiple of π/2, as a pair, and that multiple's count modulo 4.</summary>
/// <remarks>Cody and Waite in three parts; lanes that are huge, or land next to a multiple, go one by one through <see cref="HugeAngle"/>.</remarks>
internal static class AngleReduction
{
    private const double P1 = 1.5707963267341256;
    private const double P2 = 6.077100506303966e-11;
    private const double P3 = 2.0222662487959506e-21;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<T> Reduce<T>(T x, out T quadrant)
        where T : struct, ILanes<T>
    {
        T huge = T.GreaterThan(T.Abs(x), T.Create(800000));
        T bounded = T.AndNot(x, huge);
        quadrant = T.ToIntegerBits(bounded * T.Create(0.6366197723675814));
        T n = T.FromIntegerBits(quadrant);
        T first = T.FusedMultiplyAdd(n, T.Create(-P1), bounded);
        Pair<T> second = Pair<T>.Sum(first, -(n * T.Create(P2)));
        Pair<T> third = Pair<T>.Sum(second.High, -(n * T.Create(P3)));
        Pair<T> angle = new(third.High, third.Low + second.Low);
        T near = T.LessThan(T.Abs(angle.High), T.Create(1e-6)) & T.NotEqual(n, T.Zero);
        uint slow = T.MaskBits(huge | near);
        if (slow != 0)
        {
            // Each of these lanes is replaced by a function of that lane alone.
            angle = OneByOne(x, angle, slow, ref quadrant);
        }

        return angle;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Pair<T> OneByOne<T>(T x, Pair<T> angle, uint slow, ref T quadrant)
        where T : struct, ILanes<T>
    {
        T high = angle.High;
        T low = angle.Low;
        for (int lane = 0; lane < T.Count; lane++)
        {
            if (((slow >> lane) & 1) != 0)
            {
                HugeAngle.Reduce(T.Get(x, lane), out double laneHigh, out double laneLow, out long laneQuadrant);
                high = T.With(high, lane, laneHigh);
                low = T.With(low, lane, laneLow);
                quadrant = T.With(quadrant, lane, BitConverter.Int64BitsToDouble(laneQuadrant));
            }
        }

        return new(high, low);
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>Sine and cosine of a reduced angle, |r| up to π/4, given as a pair; each within 0.6 units in the last place.</summary>
internal static class SineCore
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sine<T>(Pair<T> r)
        where T : struct, ILanes<T>
    {
        T z = r.High * r.High;
        T p = Polynomial.Evaluate(z, -0.16666666666666666, 0.008333333333333331, -0.00019841269841265003, 2.7557319219291695e-06,
            -2.5052106215978872e-08, 1.6058529011960858e-10, -7.586543634101903e-13);
        T low = T.FusedMultiplyAdd(T.Create(-0.5) * z, r.Low, r.Low);
        return r.High + T.FusedMultiplyAdd(z * r.High, p, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cosine<T>(Pair<T> r)
        where T : struct, ILanes<T>
    {
        T z = r.High * r.High;
        T p = Polynomial.Evaluate(z, 0.041666666666666664, -0.0013888888888888887, 2.480158730158461e-05, -2.7557319221376434e-07,
            2.08767557819242e-09, -1.1470459438155826e-11, 4.7457865678652127e-14);
        T half = T.Create(0.5) * z;
        T head = T.One - half;
        T rounding = (T.One - head) - half;
        return head + (rounding + T.FusedMultiplyAdd(z * z, p, -(r.High * r.Low)));
    }

    /// <summary>All bits set where bit <paramref name="bit"/> of the count is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Bit<T>(T count, int bit)
        where T : struct, ILanes<T> =>
        T.ShiftRightArithmetic(T.ShiftLeft(count, 63 - bit), 63);
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics;

/// <summary>The two approximations behind erf and erfc.</summary>
internal static class ErrorFunctionCore
{
    /// <summary>erf x for |x| ≤ 1: x times a polynomial in x², within 2⁻⁶⁸.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Near<T>(T x)
        where T : struct, ILanes<T>
    {
        T z = x * x;
        T p = Polynomial.Evaluate(z, -0.37612638903183754, 0.1128379167095512, -0.02686617064512984, 0.0052239776254232985,
            -0.000854832702193483, 0.00012055332902888736, -1.4925647567519332e-05, 1.6462045441468418e-06, -1.6364642158167616e-07,
            1.4792401209404813e-08, -1.216456005728345e-09, 8.709045129053106e-11, -4.230945824295338e-12);

        // The leading 2/√π is a pair, so that only the last sum rounds.
        T head = x * T.Create(1.1283791670955126);
        T low = T.FusedMultiplyAdd(x, T.Create(1.1283791670955126), -head);
        return head + T.FusedMultiplyAdd(x, T.FusedMultiplyAdd(z, p, T.Create(1.533545961316588e-17)), low);
    }

    /// <summary>erfc x for 0.5 ≤ x ≤ 28: e^(-x²)·g((x - 4)/(x + 4))/(1 + 2x), the mapping of Shepherd and Laframboise (1981).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Far<T>(T x)
        where T : struct, ILanes<T>
    {
        T four = T.Create(4);
        T t = (x - four) / (x + four);
        T g = Polynomial.Evaluate(t, 1.2329951186255526, -0.13962111684056247, 0.01537965210261989, 0.06809705425468827, -0.10103906603631368,
            0.0937328349985409, -0.0663303658119846, 0.03716751553367587, -0.01619773406083324, 0.005031970019743274, -0.000757773265261521,
            -0.00019925697255088033, 0.00015062156437461763, -2.4398031256683845e-05, -1.1221694681800163e-05, 5.706433592106745e-06,
            2.9318121248350005e-07, -8.194207865155772e-07, 7.534717228002959e-08, 1.0318629957054299e-07, -1.8369833398834524e-08,
            -9.628044207361955e-09, 1.9619496998840257e-09);
        Pair<T> square = Pair<T>.Product(x, x);
        T scaled = g / T.FusedMultiplyAdd(T.Create(2), x, T.One);

        // The exponential is kept 2⁶⁴ times too large, so that the one rounding into the subnormals is the last.
        return ExponentialCore.Evaluate(-square.High, -square.Low, 64) * (scaled * T.Create(5.421010862427522e-20));
    }
}

using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Compilation;

#pragma warning disable RS0030 // stand-in until Anesis.Mathematics has the functions

/// <summary>The functions that emitted code calls, one entry each for every lane count.</summary>
internal static unsafe class LaneFunctions<T>
    where T : struct, ILanes<T>
{
    private const MethodImplOptions Optimized = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    [MethodImpl(Optimized)]
    public static T Exp(T x) => Each(x, &Math.Exp);

    [MethodImpl(Optimized)]
    public static T Log(T x) => Each(x, &Math.Log);

    [MethodImpl(Optimized)]
    public static T Log10(T x) => Each(x, &Math.Log10);

    [MethodImpl(Optimized)]
    public static T Power(T x, T y) => Each(x, y, &Math.Pow);

    [MethodImpl(Optimized)]
    public static T Sin(T x) => Each(x, &Math.Sin);

    [MethodImpl(Optimized)]
    public static T Cos(T x) => Each(x, &Math.Cos);

    [MethodImpl(Optimized)]
    public static T Tan(T x) => Each(x, &Math.Tan);

    [MethodImpl(Optimized)]
    public static T Sinh(T x) => Each(x, &Math.Sinh);

    [MethodImpl(Optimized)]
    public static T Cosh(T x) => Each(x, &Math.Cosh);

    [MethodImpl(Optimized)]
    public static T Tanh(T x) => Each(x, &Math.Tanh);

    [MethodImpl(Optimized)]
    public static T Arcsin(T x) => Each(x, &Math.Asin);

    [MethodImpl(Optimized)]
    public static T Arccos(T x) => Each(x, &Math.Acos);

    [MethodImpl(Optimized)]
    public static T Arctan(T x) => Each(x, &Math.Atan);

    [MethodImpl(Optimized)]
    public static T Arcsinh(T x) => Each(x, &Math.Asinh);

    [MethodImpl(Optimized)]
    public static T Arccosh(T x) => Each(x, &Math.Acosh);

    [MethodImpl(Optimized)]
    public static T Arctanh(T x) => Each(x, &Math.Atanh);

    public static T Factorial(T x) => Each(x, &Distributions.Factorial);

    public static T NormalQuantile(T p) => Each(p, &Distributions.NormalQuantile);

    public static T GammaQuantile(T p, T shape, T scale) => Each(p, shape, scale, &Distributions.GammaQuantile);

    public static T PoissonQuantile(T p, T mean) => Each(p, mean, &Distributions.PoissonQuantile);

    public static T BinomialQuantile(T p, T trials, T probability) => Each(p, trials, probability, &Distributions.BinomialQuantile);

    public static T NormalCumulative(T x) => Each(x, &Distributions.NormalCumulative);

    public static T GammaCumulative(T x, T shape, T scale) => Each(x, shape, scale, &Distributions.GammaCumulative);

    public static T PoissonCumulative(T x, T mean) => Each(x, mean, &Distributions.PoissonCumulative);

    public static T BinomialCumulative(T x, T trials, T probability) => Each(x, trials, probability, &Distributions.BinomialCumulative);

    private static T Each(T x, delegate*<double, double> function)
    {
        T result = x;
        for (int lane = 0; lane < T.Count; lane++)
        {
            result = T.With(result, lane, function(T.Get(x, lane)));
        }

        return result;
    }

    private static T Each(T x, T y, delegate*<double, double, double> function)
    {
        T result = x;
        for (int lane = 0; lane < T.Count; lane++)
        {
            result = T.With(result, lane, function(T.Get(x, lane), T.Get(y, lane)));
        }

        return result;
    }

    private static T Each(T x, T y, T z, delegate*<double, double, double, double> function)
    {
        T result = x;
        for (int lane = 0; lane < T.Count; lane++)
        {
            result = T.With(result, lane, function(T.Get(x, lane), T.Get(y, lane), T.Get(z, lane)));
        }

        return result;
    }
}

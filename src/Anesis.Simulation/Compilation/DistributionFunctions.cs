using Anesis.Mathematics;
using Anesis.Mathematics.Lanes;
using Anesis.Mathematics.Randomness;

namespace Anesis.Simulation.Compilation;

/// <summary>Quantiles and cumulative distributions as emitted code calls them: lane by lane, from and to memory.</summary>
internal static unsafe class DistributionFunctions
{
    public static void GammaQuantile<T>(double* p, double* shape, double* scale, double* target)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            target[lane] = Quantiles.Gamma(p[lane], shape[lane], scale[lane]);
        }
    }

    public static void PoissonQuantile<T>(double* p, double* mean, double* target)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            target[lane] = DiscreteQuantiles.Poisson(p[lane], mean[lane]);
        }
    }

    public static void BinomialQuantile<T>(double* p, double* trials, double* probability, double* target)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            target[lane] = DiscreteQuantiles.Binomial(p[lane], trials[lane], probability[lane]);
        }
    }

    public static void NormalCumulative<T>(double* x, double* target)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            target[lane] = NormalCumulative(x[lane]);
        }
    }

    public static void GammaCumulative<T>(double* x, double* shape, double* scale, double* target)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            target[lane] = GammaCumulative(x[lane], shape[lane], scale[lane]);
        }
    }

    public static void PoissonCumulative<T>(double* x, double* mean, double* target)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            target[lane] = PoissonCumulative(x[lane], mean[lane]);
        }
    }

    public static void BinomialCumulative<T>(double* x, double* trials, double* probability, double* target)
        where T : struct, ILanes<T>
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            target[lane] = BinomialCumulative(x[lane], trials[lane], probability[lane]);
        }
    }

    public static double NormalCumulative(double x) => StandardNormal.Cumulative(x);

    public static double GammaCumulative(double x, double shape, double scale) =>
        x <= 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : IncompleteGamma.Evaluate(shape, x / scale).Lower;

    public static double PoissonCumulative(double x, double mean) =>
        x < 0 ? 0 : double.IsPositiveInfinity(x) ? 1 : IncompleteGamma.Evaluate(Math.Floor(x) + 1, mean).Upper;

    public static double BinomialCumulative(double x, double trials, double probability)
    {
        double k = Math.Floor(x);
        return k < 0 ? 0 : k >= trials ? 1 : IncompleteBeta.Evaluate(trials - k, k + 1, 1 - probability, probability).Lower;
    }
}

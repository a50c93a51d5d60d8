using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Observations;

/// <summary>
/// −2 ln of the likelihood of one observation given the individual's prediction, without the constant ln 2π, as NONMEM reports it;
/// below the limit of quantification by Beal's methods (2001, doi 10.1023/A:1012299115474).
/// </summary>
public static class ObservationLikelihood
{
    /// <param name="observed">The value; for a censored one any value below the limit.</param>
    /// <param name="censored">True where it is known only to be below the limit.</param>
    /// <param name="prediction">f.</param>
    /// <param name="error">Residual error; its deviation must be above 0 at the prediction.</param>
    /// <param name="limit">The limit and the method.</param>
    /// <returns>0 for a value that the method leaves out; M6 is told of a run's later values by <paramref name="first"/>.</returns>
    /// <param name="first">False for a later value of a run below the limit.</param>
    public static double MinusTwoLog(double observed, bool censored, double prediction, ResidualError error, Quantification limit, bool first = true)
    {
        bool logarithmic = error.Form == ErrorForm.Logarithmic;
        double deviation = error.Deviation(prediction);
        double Score(double value) => logarithmic
            ? value > 0 ? (Elementary.Log(value) - Elementary.Log(prediction)) / deviation : double.NegativeInfinity
            : (value - prediction) / deviation;
        double Density(double value)
        {
            double z = Score(value);

            // A density of y and not of ln y: dy = y d(ln y).
            return (z * z) + (2 * Elementary.Log(deviation)) + (logarithmic ? 2 * Elementary.Log(value) : 0);
        }

        if (limit.IsNone)
        {
            return Density(observed);
        }

        bool below = censored || observed < limit.Limit;
        double atLimit = Score(limit.Limit);
        double atZero = Score(0);
        return (limit.Method, below) switch
        {
            (BelowLimit.M1, true) or (BelowLimit.M2, true) => 0,
            (BelowLimit.M2, false) => Density(observed) + (2 * LogTail(atLimit)),
            (BelowLimit.M3, true) => -2 * LogTail(-atLimit),
            (BelowLimit.M4, true) => -2 * (Elementary.Log(Between(atZero, atLimit)) - LogTail(atZero)),
            (BelowLimit.M4, false) => Density(observed) + (2 * LogTail(atZero)),
            (BelowLimit.M5, true) => Density(limit.Limit / 2),
            (BelowLimit.M6, true) => first ? Density(limit.Limit / 2) : 0,
            (BelowLimit.M7, true) => Density(0),
            _ => Density(observed),
        };
    }

    /// <summary>ln P(Z > z), also where the probability is too small for a double.</summary>
    private static double LogTail(double z)
    {
        if (double.IsNegativeInfinity(z))
        {
            return 0;
        }

        if (z < 25)
        {
            return Elementary.Log(StandardNormal.Tail(z));
        }

        // Mills' ratio, asymptotically (Abramowitz and Stegun 26.2.12).
        double r = 1 / (z * z);
        return (-0.5 * z * z) - Elementary.Log(z) - 0.91893853320467274178 + Elementary.Log1p(-r * (1 - (3 * r * (1 - (5 * r)))));
    }

    private static double Between(double low, double high)
    {
        double from = double.IsNegativeInfinity(low) ? 0 : low;
        if (double.IsNegativeInfinity(low))
        {
            return StandardNormal.Cumulative(high);
        }

        return from > 0
            ? StandardNormal.Tail(low) - StandardNormal.Tail(high)
            : StandardNormal.Cumulative(high) - StandardNormal.Cumulative(low);
    }
}

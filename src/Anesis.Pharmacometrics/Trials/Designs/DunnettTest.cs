using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>The critical value of several two-sided comparisons with one control (Dunnett 1955), with normal scores: the limit of many degrees of freedom.</summary>
public static class DunnettTest
{
    private const int Points = 401;
    private const double Reach = 9;

    /// <param name="treated">People of each treatment.</param>
    /// <param name="controls">People of the control.</param>
    /// <param name="alpha">The chance that any |z| is beyond the value when no treatment differs from the control.</param>
    public static double CriticalValue(IReadOnlyList<double> treated, double controls, double alpha)
    {
        double low = 0, high = 9;
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = 1 - Within(treated, controls, middle) > alpha ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }

    /// <summary>The chance that all |z| are within the value: given the control's part u, scores are independent, with the correlation √(nᵢ/(nᵢ + n₀)) to it. Simpson's rule.</summary>
    private static double Within(IReadOnlyList<double> treated, double controls, double value)
    {
        double step = 2 * Reach / (Points - 1), sum = 0;
        for (int i = 0; i < Points; i++)
        {
            double u = -Reach + (i * step), product = 0.39894228040143267794 * Elementary.Exp(-0.5 * u * u);
            foreach (double n in treated)
            {
                double lambda = Math.Sqrt(n / (n + controls)), rest = Math.Sqrt(controls / (n + controls));
                product *= Below((value - (lambda * u)) / rest) - Below((-value - (lambda * u)) / rest);
            }

            sum += product * (i == 0 || i == Points - 1 ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return sum * step / 3;
    }

    private static double Below(double z) => StandardNormal.Cumulative(z);
}

namespace Anesis.Simulation.Compilation;

#pragma warning disable RS0030

internal static class Distributions
{
    public static double Factorial(double x)
    {
        if (!(x >= 0) || x != Math.Floor(x))
        {
            return double.NaN;
        }

        double product = 1;
        for (double k = 2; k <= x && !double.IsInfinity(product); k++)
        {
            product *= k;
        }

        return product;
    }

    public static double NormalQuantile(double p) => p;

    public static double GammaQuantile(double p, double shape, double scale) => p;

    public static double PoissonQuantile(double p, double mean) => p;

    public static double BinomialQuantile(double p, double trials, double probability) => p;

    public static double NormalCumulative(double x) => x;

    public static double GammaCumulative(double x, double shape, double scale) => x;

    public static double PoissonCumulative(double x, double mean) => x;

    public static double BinomialCumulative(double x, double trials, double probability) => x;
}

using Anesis.Mathematics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>
/// Two-sided symmetric boundaries of a group sequential test by α-spending (Lan and DeMets 1983), from the joint distribution of the scores by recursive integration
/// (Armitage, McPherson and Rowe 1969), and conditional power under the present trend.
/// </summary>
public static class GroupSequential
{
    private const int Points = 801;

    /// <param name="information">Shares of the information at each look, ascending, the last 1.</param>
    /// <param name="alpha">Two-sided.</param>
    /// <param name="spending">How α is spent.</param>
    /// <returns>The critical |z| of each look.</returns>
    public static ValueList<double> Boundaries(IReadOnlyList<double> information, double alpha, SpendingFunction spending)
    {
        var boundaries = new List<double>();
        double[] grid = [], density = [];
        double spent = 0;
        for (int look = 0; look < information.Count; look++)
        {
            double target = Spent(information[look], alpha, spending), step = target - spent;
            spent = target;
            if (look == 0)
            {
                boundaries.Add(-Elementary.NormalQuantile(Math.Max(step / 2, 1e-300)));
                (grid, density) = First(boundaries[0], information[0]);
                continue;
            }

            double increment = information[look] - information[look - 1], root = Math.Sqrt(information[look]);
            double low = 0, high = 12;
            for (int i = 0; i < 80; i++)
            {
                double middle = 0.5 * (low + high);
                (low, high) = Beyond(grid, density, middle * root, Math.Sqrt(increment)) > step ? (middle, high) : (low, middle);
            }

            boundaries.Add(0.5 * (low + high));
            if (look == information.Count - 1)
            {
                break; // no look after the last needs its density
            }

            (grid, density) = Next(grid, density, boundaries[^1] * root, Math.Sqrt(increment));
        }

        return boundaries.ToValueList();
    }

    /// <summary>The probability of a final |z| beyond <paramref name="boundary"/> in the direction of the present one, if the trend goes on.</summary>
    /// <param name="z">The present score.</param>
    /// <param name="information">Its share of the information at the end.</param>
    /// <param name="boundary">The last critical value.</param>
    public static double ConditionalPower(double z, double information, double boundary)
    {
        double size = Math.Abs(z);

        // B(t) = z √t; drift z/√t: B(1) is normal about B(t) + drift·(1 − t).
        double mean = (size * Math.Sqrt(information)) + (size / Math.Sqrt(information) * (1 - information));
        return StandardNormal.Tail((boundary - mean) / Math.Sqrt(1 - information));
    }

    private static double Spent(double t, double alpha, SpendingFunction spending) => spending == SpendingFunction.Pocock
        ? alpha * Elementary.Log(1 + ((Math.E - 1) * t))
        : 4 * StandardNormal.Tail(-Elementary.NormalQuantile(alpha / 4) / Math.Sqrt(t));

    private static double Normal(double x, double deviation) => Elementary.Exp(-0.5 * x * x / (deviation * deviation)) / (deviation * 2.5066282746310002);

    /// <summary>Density of B = z√t between the boundaries, at the first look.</summary>
    private static (double[] Grid, double[] Density) First(double boundary, double information)
    {
        double root = Math.Sqrt(information);
        double[] grid = Grid(boundary * root);
        return (grid, [.. grid.Select(x => Normal(x, root))]);
    }

    private static (double[] Grid, double[] Density) Next(double[] grid, double[] density, double limit, double deviation)
    {
        double[] next = Grid(limit);
        double[] weights = Weights(grid);
        return (next, [.. next.Select(x => grid.Select((g, i) => weights[i] * density[i] * Normal(x - g, deviation)).Sum())]);
    }

    /// <summary>The probability of being between all earlier boundaries and beyond this one now.</summary>
    private static double Beyond(double[] grid, double[] density, double limit, double deviation)
    {
        double[] weights = Weights(grid);
        double sum = 0;
        for (int i = 0; i < grid.Length; i++)
        {
            sum += weights[i] * density[i] * (StandardNormal.Tail((limit - grid[i]) / deviation) + StandardNormal.Tail((limit + grid[i]) / deviation));
        }

        return sum;
    }

    private static double[] Grid(double limit)
    {
        double end = Math.Min(limit, 9);
        return [.. Enumerable.Range(0, Points).Select(i => -end + (2 * end * i / (Points - 1)))];
    }

    /// <summary>Simpson's.</summary>
    private static double[] Weights(double[] grid)
    {
        double h = (grid[^1] - grid[0]) / (grid.Length - 1);
        return [.. grid.Select((_, i) => h / 3 * (i == 0 || i == grid.Length - 1 ? 1 : i % 2 == 1 ? 4 : 2))];
    }
}

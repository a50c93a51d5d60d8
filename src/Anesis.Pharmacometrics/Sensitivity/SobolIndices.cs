using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>An index with the 95 % interval of its bootstrap.</summary>
public readonly record struct IndexEstimate(double Value, double Low, double High);

/// <summary>What share of a result's variance a variable explains alone (first order) and together with others (total).</summary>
public sealed record SobolIndex(IndexEstimate First, IndexEstimate Total);

/// <summary>
/// Variance-based indices by Saltelli's scheme (Comput Phys Commun 2010, 181:259): two samples A and B of n points, and for each variable A with
/// that column from B. First order by his estimator, total by Jansen's. A and B are Latin hypercubes, so that each variable alone is evenly covered.
/// <para>
/// Of variables that are correlated (Kucherenko, Tarantola and Annoni, Comput Phys Commun 2012, 183:937) the first order counts what a variable brings with those that go with it, the total only what it
/// brings where all others are known: a first order above the total shows correlation. The column is then drawn anew given the others, and a further set of points has the others drawn anew given the column.
/// </para>
/// </summary>
public static class SobolIndices
{
    /// <summary>How often the model is asked.</summary>
    public static long Evaluations(int points, int variables, int correlated = 0) => (long)points * (variables + 2 + correlated);

    /// <summary>The points in the unit cube of independent variables: A, then B, then A with each column of B.</summary>
    public static double[][] Design(int points, int variables, ulong seed) => Design(points, ScoreCorrelation.None(variables), seed);

    /// <summary>The points: A, then B, then A with each variable drawn anew, then for each correlated variable A with its value from B and the others as they follow.</summary>
    public static double[][] Design(int points, ScoreCorrelation correlation, ulong seed)
    {
        int variables = correlation.Count;
        double[][] a = Hypercube(points, variables, seed, 0), b = Hypercube(points, variables, seed, (ulong)variables);
        var design = new double[Evaluations(points, variables, correlation.Among.Count)][];
        for (int i = 0; i < points; i++)
        {
            double[] first = correlation.Correlated(a[i]), second = correlation.Correlated(b[i]);
            (design[i], design[points + i]) = (first, second);
            for (int j = 0; j < variables; j++)
            {
                design[((j + 2) * points) + i] = correlation.Redrawn(first, j, b[i][j]);
            }

            for (int k = 0; k < correlation.Among.Count; k++)
            {
                int j = correlation.Among[k];
                design[((variables + 2 + k) * points) + i] = correlation.Given(first, j, second[j]);
            }
        }

        return design;
    }

    /// <summary>Indices of each variable from the results at <c>Design</c>'s points.</summary>
    /// <param name="results">In the design's order. Rows with a result that is not finite are left out.</param>
    /// <param name="points">n.</param>
    /// <param name="variables">How many.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="bootstraps">Samples of the bootstrap.</param>
    public static SobolIndex[] Of(double[] results, int points, int variables, ulong seed, int bootstraps = 300) => Of(results, points, ScoreCorrelation.None(variables), seed, bootstraps);

    /// <summary>The same of variables with a correlation.</summary>
    public static SobolIndex[] Of(double[] results, int points, ScoreCorrelation correlation, ulong seed, int bootstraps = 300)
    {
        int variables = correlation.Count;
        int[] alone = [.. Enumerable.Range(0, variables).Select(j => correlation.Touches(j) ? variables + 2 + correlation.Among.ToList().IndexOf(j) : j + 2)];
        // About their mean, products of results scatter less.
        double centre = results.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        results = [.. results.Select(r => r - centre)];
        int[] rows = [.. Enumerable.Range(0, points).Where(i => Enumerable.Range(0, variables + 2 + correlation.Among.Count).All(j => double.IsFinite(results[(j * points) + i])))];
        var indices = new SobolIndex[variables];
        for (int j = 0; j < variables; j++)
        {
            var (first, total) = Estimate(rows, j);
            var firsts = new double[bootstraps];
            var totals = new double[bootstraps];
            var drawn = new int[rows.Length];
            for (int r = 0; r < bootstraps; r++)
            {
                var key = new DrawKey(seed, (ulong)r, 0xB007);
                for (int i = 0; i < drawn.Length; i++)
                {
                    drawn[i] = rows[(int)(key.Uniform((ulong)i) * rows.Length)];
                }

                (firsts[r], totals[r]) = Estimate(drawn, j);
            }

            indices[j] = new(Interval(first, firsts), Interval(total, totals));
        }

        return indices;

        (double First, double Total) Estimate(int[] among, int j)
        {
            double mean = 0, square = 0, product = 0, difference = 0;
            foreach (int i in among)
            {
                double a = results[i], b = results[points + i], mixed = results[((j + 2) * points) + i], own = results[(alone[j] * points) + i];
                mean += a + b;
                square += (a * a) + (b * b);
                product += b * (own - a);
                difference += (a - mixed) * (a - mixed);
            }

            int n = among.Length;
            mean /= 2.0 * n;
            double variance = (square / (2.0 * n)) - (mean * mean);
            return variance > 1e-14 * Math.Max(1e-300, centre * centre) ? (product / n / variance, difference / (2.0 * n) / variance) : (0, 0);
        }
    }

    internal static IndexEstimate Interval(double value, double[] samples)
    {
        double[] sorted = [.. samples.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? new(value, double.NaN, double.NaN) : new(value, sorted[(int)(0.025 * (sorted.Length - 1))], sorted[(int)Math.Ceiling(0.975 * (sorted.Length - 1))]);
    }

    private static double[][] Hypercube(int points, int variables, ulong seed, ulong stream)
    {
        double[][] cube = [.. Enumerable.Range(0, points).Select(_ => new double[variables])];
        for (int j = 0; j < variables; j++)
        {
            var key = new DrawKey(seed, (ulong)j + stream, 0x50B01);
            int[] order = [.. Enumerable.Range(0, points)];
            RandomOrder.Shuffle(order, key);
            for (int i = 0; i < points; i++)
            {
                cube[i][j] = (order[i] + key.Uniform((ulong)(points + i))) / points;
            }
        }

        return cube;
    }
}

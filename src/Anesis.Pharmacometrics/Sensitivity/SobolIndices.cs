using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>An index with the 95 % interval of its bootstrap.</summary>
public readonly record struct IndexEstimate(double Value, double Low, double High);

/// <summary>What share of a result's variance a variable explains alone (first order) and together with others (total).</summary>
public sealed record SobolIndex(IndexEstimate First, IndexEstimate Total);

/// <summary>
/// Variance-based indices by Saltelli's scheme (Comput Phys Commun 2010, 181:259): two samples A and B of n points, and for each variable A with
/// that column from B. First order by his estimator, total by Jansen's. A and B are Latin hypercubes, so that each variable alone is evenly covered.
/// </summary>
public static class SobolIndices
{
    /// <summary>How often the model is asked.</summary>
    public static long Evaluations(int points, int variables) => (long)points * (variables + 2);

    /// <summary>The points in the unit cube: A, then B, then A with each column of B.</summary>
    public static double[][] Design(int points, int variables, ulong seed)
    {
        double[][] a = Hypercube(points, variables, seed, 0), b = Hypercube(points, variables, seed, (ulong)variables);
        var design = new double[points * (variables + 2)][];
        a.CopyTo(design, 0);
        b.CopyTo(design, points);
        for (int j = 0; j < variables; j++)
        {
            for (int i = 0; i < points; i++)
            {
                double[] mixed = [.. a[i]];
                mixed[j] = b[i][j];
                design[((j + 2) * points) + i] = mixed;
            }
        }

        return design;
    }

    /// <summary>Indices of each variable from the results at <see cref="Design"/>'s points.</summary>
    /// <param name="results">In the design's order. Rows with a result that is not finite are left out.</param>
    /// <param name="points">n.</param>
    /// <param name="variables">How many.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="bootstraps">Samples of the bootstrap.</param>
    public static SobolIndex[] Of(double[] results, int points, int variables, ulong seed, int bootstraps = 300)
    {
        // About their mean, products of results scatter less.
        double centre = results.Where(double.IsFinite).DefaultIfEmpty(0).Average();
        results = [.. results.Select(r => r - centre)];
        int[] rows = [.. Enumerable.Range(0, points).Where(i => Enumerable.Range(0, variables + 2).All(j => double.IsFinite(results[(j * points) + i])))];
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
                double a = results[i], b = results[points + i], mixed = results[((j + 2) * points) + i];
                mean += a + b;
                square += (a * a) + (b * b);
                product += b * (mixed - a);
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

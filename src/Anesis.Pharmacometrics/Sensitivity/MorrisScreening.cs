using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>Elementary effects of a variable: mean of their sizes with its interval, their mean, and their standard deviation (other than 0: the variable interacts or acts in a curve).</summary>
public sealed record MorrisEffect(IndexEstimate Size, double Mean, double Deviation);

/// <summary>
/// Screening by elementary effects (Morris, Technometrics 1991, 33:161; sizes by Campolongo 2007): from a random point of a grid with four levels one variable after
/// another moves by two thirds of its range. An effect is the change of the result over the share of the range that was moved.
/// </summary>
public static class MorrisScreening
{
    private const int Levels = 4;
    private const double Step = 2.0 / 3;

    public static long Evaluations(int trajectories, int variables) => (long)trajectories * (variables + 1);

    /// <summary>Points in the unit cube, trajectory after trajectory.</summary>
    public static double[][] Design(int trajectories, int variables, ulong seed)
    {
        var design = new List<double[]>();
        for (int t = 0; t < trajectories; t++)
        {
            var (order, up, at) = Trajectory(t, variables, seed);
            double[] point = at;
            design.Add([.. point]);
            foreach (int j in order)
            {
                point[j] += up[j] ? Step : -Step;
                design.Add([.. point]);
            }
        }

        return [.. design];
    }

    /// <summary>Effects of each variable from the results at <see cref="Design"/>'s points; moves with a result that is not finite are left out.</summary>
    public static MorrisEffect[] Of(double[] results, int trajectories, int variables, ulong seed, int bootstraps = 300)
    {
        var effects = new List<double>[variables];
        for (int j = 0; j < variables; j++)
        {
            effects[j] = [];
        }

        for (int t = 0; t < trajectories; t++)
        {
            var (order, up, _) = Trajectory(t, variables, seed);
            for (int m = 0; m < variables; m++)
            {
                double change = results[(t * (variables + 1)) + m + 1] - results[(t * (variables + 1)) + m];
                if (double.IsFinite(change))
                {
                    effects[order[m]].Add(change / (up[order[m]] ? Step : -Step));
                }
            }
        }

        return [.. effects.Select((e, j) => Effect(e, seed, (ulong)j, bootstraps))];
    }

    private static MorrisEffect Effect(List<double> effects, ulong seed, ulong variable, int bootstraps)
    {
        if (effects.Count == 0)
        {
            return new(new(double.NaN, double.NaN, double.NaN), double.NaN, double.NaN);
        }

        double mean = effects.Average(), size = effects.Average(Math.Abs);
        double deviation = effects.Count < 2 ? 0 : Math.Sqrt(effects.Sum(e => (e - mean) * (e - mean)) / (effects.Count - 1));
        var samples = new double[bootstraps];
        for (int r = 0; r < bootstraps; r++)
        {
            var key = new DrawKey(seed, (ulong)r, 0x3088 + variable);
            for (int i = 0; i < effects.Count; i++)
            {
                samples[r] += Math.Abs(effects[(int)(key.Uniform((ulong)i) * effects.Count)]) / effects.Count;
            }
        }

        return new(SobolIndices.Interval(size, samples), mean, deviation);
    }

    /// <summary>The order in which variables move, which way each moves, and where the trajectory begins.</summary>
    private static (int[] Order, bool[] Up, double[] Start) Trajectory(int number, int variables, ulong seed)
    {
        var key = new DrawKey(seed, (ulong)number, 0x4D0);
        int[] order = [.. Enumerable.Range(0, variables)];
        RandomOrder.Shuffle(order, key);
        var up = new bool[variables];
        var start = new double[variables];
        for (int j = 0; j < variables; j++)
        {
            // From the lower half of the levels up, or from the upper half down: the move stays within the range.
            int level = (int)(key.Uniform((ulong)(variables + j)) * Levels);
            up[j] = level < Levels / 2;
            start[j] = level / (double)(Levels - 1);
        }

        return (order, up, start);
    }
}

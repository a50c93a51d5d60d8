using Anesis.Simulation.Ensembles;
using MathNet.Numerics.LinearAlgebra;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>Normalised local sensitivities: by how many per cent a target changes when a parameter rises by one per cent.</summary>
public static class LocalSensitivity
{
    /// <summary>Relative step of the central difference.</summary>
    private const double Step = 1e-3;

    /// <summary>[target][parameter] (p / y) · dy/dp; for a target that is 0, p · dy/dp.</summary>
    public static double[][] Of(SensitivityProblem problem, int threads = 0, IProgress<EnsembleProgress>? progress = null, CancellationToken cancel = default)
    {
        double[] centre = [.. problem.Parameters.Select(p => p.Value)];
        var rows = new List<double[]> { centre };
        for (int j = 0; j < centre.Length; j++)
        {
            foreach (double side in new[] { 1 + Step, 1 - Step })
            {
                double[] moved = [.. centre];
                moved[j] *= side;
                rows.Add(moved);
            }
        }

        var results = problem.Evaluate(rows, threads, progress, cancel);
        return
        [
            .. results.Select(y => (double[])[.. Enumerable.Range(0, centre.Length).Select(j =>
            {
                double slope = (y[(2 * j) + 1] - y[(2 * j) + 2]) / (2 * Step);
                return y[0] != 0 ? slope / y[0] : slope;
            })]),
        ];
    }
}

/// <summary>What a set of targets can tell of parameters, to first order.</summary>
/// <param name="Rank">How many combinations of the parameters the targets determine.</param>
/// <param name="Condition">Largest over smallest determined singular value.</param>
/// <param name="Pairs">Pairs that act alike on every target (cosine of their sensitivities beyond 0.99 in size): only one of each can be told. None for a single target, on which all act alike.</param>
/// <param name="Idle">Parameters without any effect on the targets.</param>
public sealed record Identifiability(int Rank, double Condition, IReadOnlyList<(string First, string Second, double Cosine)> Pairs, IReadOnlyList<string> Idle)
{
    /// <summary>A singular value below this share of the largest counts as none.</summary>
    public const double LeastShare = 1e-3;

    /// <param name="sensitivities">[target][parameter], as <see cref="LocalSensitivity.Of"/> gives them.</param>
    /// <param name="parameters">Ids.</param>
    public static Identifiability Of(double[][] sensitivities, IReadOnlyList<string> parameters)
    {
        int targets = sensitivities.Length, count = parameters.Count;
        double[] lengths = [.. Enumerable.Range(0, count).Select(j => Math.Sqrt(sensitivities.Sum(s => Finite(s[j]) * Finite(s[j]))))];
        double longest = lengths.DefaultIfEmpty(0).Max();
        int[] active = [.. Enumerable.Range(0, count).Where(j => lengths[j] > 1e-6 * longest && longest > 0)];
        string[] idle = [.. Enumerable.Range(0, count).Except(active).Select(j => parameters[j])];
        if (active.Length == 0)
        {
            return new(0, double.NaN, [], idle);
        }

        var matrix = Matrix<double>.Build.Dense(targets, active.Length, (i, j) => Finite(sensitivities[i][active[j]]));
        double[] singular = [.. matrix.Svd(computeVectors: false).S];
        double[] kept = [.. singular.Where(s => s > LeastShare * singular[0])];
        var pairs = new List<(string, string, double)>();
        for (int a = 0; a < active.Length && targets > 1; a++)
        {
            for (int b = a + 1; b < active.Length; b++)
            {
                double cosine = sensitivities.Sum(s => Finite(s[active[a]]) * Finite(s[active[b]])) / (lengths[active[a]] * lengths[active[b]]);
                if (Math.Abs(cosine) > 0.99)
                {
                    pairs.Add((parameters[active[a]], parameters[active[b]], cosine));
                }
            }
        }

        return new(kept.Length, kept[0] / kept[^1], pairs, idle);
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}

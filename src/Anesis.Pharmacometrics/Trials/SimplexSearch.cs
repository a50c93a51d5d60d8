namespace Anesis.Pharmacometrics.Trials;

/// <summary>
/// Minimum of a function of a few variables within bounds, without derivatives: the simplex of Nelder and Mead (Comput J 1965, 7:308) with
/// the factors of Gao and Han (Comput Optim Appl 2012, 51:259), which keep it from collapsing in more than two dimensions: for n variables
/// reflection 1, expansion 1 + 2/n, contraction ¾ − 1/(2n), shrinkage 1 − 1/n (for n = 2 those of Nelder and Mead). Points are kept within the
/// bounds by moving them onto these.
/// </summary>
public static class SimplexSearch
{
    /// <param name="objective">Finite or infinite; NaN counts as infinite.</param>
    /// <param name="start">Within the bounds.</param>
    /// <param name="low">Lower bounds.</param>
    /// <param name="high">Upper bounds, each above the lower.</param>
    /// <param name="evaluations">At most so many; the best point so far is returned.</param>
    /// <param name="stride">First steps as a share of the distance between the bounds: smaller for a search that goes on from an earlier one's end.</param>
    /// <param name="tolerance">Ends when the values of the simplex differ by less, relative to the best.</param>
    public static SimplexResult Minimise(Func<double[], double> objective, double[] start, double[] low, double[] high, int evaluations, double tolerance = 1e-4, double stride = 0.15)
    {
        int n = start.Length, used = 0;
        double spread = Math.Max(n, 2), expansion = 1 + (2 / spread), contraction = 0.75 - (0.5 / spread), shrinkage = 1 - (1 / spread);
        var points = new List<(double[] At, double Value)>();
        for (int i = 0; i <= n; i++)
        {
            double[] at = [.. start];
            if (i > 0)
            {
                double step = stride * (high[i - 1] - low[i - 1]);
                at[i - 1] += at[i - 1] + step <= high[i - 1] ? step : -step;
            }

            points.Add(Evaluate(at));
        }

        while (true)
        {
            points = [.. points.OrderBy(p => p.Value)];
            if (Math.Abs(points[^1].Value - points[0].Value) <= tolerance * (Math.Abs(points[0].Value) + 1e-12))
            {
                return new(points[0].At, points[0].Value, used, true);
            }

            if (used >= evaluations)
            {
                return new(points[0].At, points[0].Value, used, false);
            }

            double[] centre = [.. Enumerable.Range(0, n).Select(j => points.Take(n).Average(p => p.At[j]))];
            var worst = points[^1];
            var reflected = Evaluate(Along(centre, worst.At, -1));
            if (reflected.Value < points[0].Value)
            {
                var expanded = Evaluate(Along(centre, worst.At, -expansion));
                points[^1] = expanded.Value < reflected.Value ? expanded : reflected;
            }
            else if (reflected.Value < points[^2].Value)
            {
                points[^1] = reflected;
            }
            else
            {
                var contracted = Evaluate(Along(centre, worst.At, reflected.Value < worst.Value ? -contraction : contraction));
                if (contracted.Value < Math.Min(reflected.Value, worst.Value))
                {
                    points[^1] = contracted;
                }
                else
                {
                    points = [points[0], .. points.Skip(1).Select(p => Evaluate(Along(points[0].At, p.At, shrinkage)))];
                }
            }
        }

        (double[] At, double Value) Evaluate(double[] at)
        {
            double[] within = [.. at.Select((v, j) => Math.Clamp(v, low[j], high[j]))];
            used++;
            double value = objective(within);
            return (within, double.IsNaN(value) ? double.PositiveInfinity : value);
        }
    }

    private static double[] Along(double[] from, double[] to, double by) => [.. from.Select((v, j) => v + (by * (to[j] - v)))];
}

/// <summary>Where a search ended. Converged: the simplex had become flat before the evaluations were used up.</summary>
public sealed record SimplexResult(double[] At, double Value, int Evaluations, bool Converged);

using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Populations;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>
/// Which variables of a unit cube are correlated: a Gaussian copula, as the virtual people are drawn. A point's coordinates are shares; their normal scores have
/// the correlations. Knows how to draw the others where one variable is given, and one where the others are.
/// </summary>
public sealed class ScoreCorrelation
{
    private readonly int[] _place;
    private readonly double[][] _correlations;
    private readonly double[][] _cholesky;
    private readonly double[][] _precision;

    private ScoreCorrelation(int count, int[] among, double[][] correlations, double[][] cholesky, double[][] precision)
    {
        Count = count;
        Among = [.. among];
        _place = new int[count];
        Array.Fill(_place, -1);
        for (int i = 0; i < among.Length; i++)
        {
            _place[among[i]] = i;
        }

        (_correlations, _cholesky, _precision) = (correlations, cholesky, precision);
    }

    /// <summary>How many variables there are.</summary>
    public int Count { get; }

    /// <summary>Those that are correlated with another, ascending.</summary>
    public ValueList<int> Among { get; }

    public bool Touches(int variable) => _place[variable] >= 0;

    /// <summary>Variables of which none is correlated.</summary>
    public static ScoreCorrelation None(int count) => new(count, [], [], [], []);

    /// <param name="ids">Names of the variables.</param>
    /// <param name="correlations">Of pairs of them; a pair of which one is no variable is left out.</param>
    /// <returns>Null where the matrix is not positive definite.</returns>
    public static ScoreCorrelation? Of(IReadOnlyList<string> ids, IEnumerable<Correlation> correlations)
    {
        var pairs = correlations.Select(c => (A: Index(c.First), B: Index(c.Second), c.Value)).Where(p => p.A >= 0 && p.B >= 0 && p.A != p.B && p.Value != 0).ToList();
        int[] among = [.. pairs.SelectMany(p => new[] { p.A, p.B }).Distinct().Order()];
        int n = among.Length;
        double[][] matrix = [.. Enumerable.Range(0, n).Select(i => { var row = new double[n]; row[i] = 1; return row; })];
        foreach (var (a, b, value) in pairs)
        {
            int i = Array.IndexOf(among, a), j = Array.IndexOf(among, b);
            matrix[i][j] = matrix[j][i] = value;
        }

        return Factor(matrix) is { } cholesky ? new(ids.Count, among, matrix, cholesky, Inverse(cholesky)) : null;

        int Index(string id)
        {
            for (int i = 0; i < ids.Count; i++)
            {
                if (ids[i] == id)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <summary>A point of independent shares with the correlations put in.</summary>
    public double[] Correlated(double[] independent)
    {
        double[] point = [.. independent];
        double[] scores = Scores(independent);
        for (int i = 0; i < Among.Count; i++)
        {
            double sum = 0;
            for (int j = 0; j <= i; j++)
            {
                sum += _cholesky[i][j] * scores[j];
            }

            point[Among[i]] = Share(sum);
        }

        return point;
    }

    /// <summary>A correlated point whose <paramref name="variable"/> becomes <paramref name="share"/>: the others follow as far as they depend on it, and keep what is theirs (Matheron's rule).</summary>
    public double[] Given(double[] point, int variable, double share)
    {
        double[] moved = [.. point];
        moved[variable] = share;
        if (_place[variable] is >= 0 and var place)
        {
            double[] scores = Scores(point);
            double by = Score(share) - scores[place];
            for (int i = 0; i < Among.Count; i++)
            {
                if (i != place)
                {
                    moved[Among[i]] = Share(scores[i] + (_correlations[i][place] * by));
                }
            }
        }

        return moved;
    }

    /// <summary>A correlated point whose <paramref name="variable"/> is drawn anew by <paramref name="independent"/>, a share, where all others stay.</summary>
    public double[] Redrawn(double[] point, int variable, double independent)
    {
        double[] moved = [.. point];
        moved[variable] = independent;
        if (_place[variable] is >= 0 and var place)
        {
            double[] scores = Scores(point);
            double sum = 0, own = _precision[place][place];
            for (int i = 0; i < Among.Count; i++)
            {
                sum += i == place ? 0 : _precision[place][i] * scores[i];
            }

            moved[variable] = Share((Score(independent) / Math.Sqrt(own)) - (sum / own));
        }

        return moved;
    }

    private double[] Scores(double[] point) => [.. Among.Select(v => Score(point[v]))];

    private static double Score(double share) => Quantiles.Normal(Math.Clamp(share, 1e-12, 1 - 1e-12), 0, 1);

    private static double Share(double score) => StandardNormal.Cumulative(score);

    private static double[][]? Factor(double[][] matrix)
    {
        int n = matrix.Length;
        double[][] lower = [.. Enumerable.Range(0, n).Select(_ => new double[n])];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i][k] * lower[j][k];
                }

                if (i == j && sum <= 1e-12)
                {
                    return null;
                }

                lower[i][j] = i == j ? Math.Sqrt(sum) : sum / lower[j][j];
            }
        }

        return lower;
    }

    /// <summary>The inverse of L Lᵀ.</summary>
    private static double[][] Inverse(double[][] lower)
    {
        int n = lower.Length;
        double[][] inverse = [.. Enumerable.Range(0, n).Select(_ => new double[n])];
        for (int c = 0; c < n; c++)
        {
            var x = new double[n];
            for (int i = 0; i < n; i++)
            {
                double sum = i == c ? 1 : 0;
                for (int k = 0; k < i; k++)
                {
                    sum -= lower[i][k] * x[k];
                }

                x[i] = sum / lower[i][i];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                double sum = x[i];
                for (int k = i + 1; k < n; k++)
                {
                    sum -= lower[k][i] * inverse[k][c];
                }

                inverse[i][c] = sum / lower[i][i];
            }
        }

        return inverse;
    }
}

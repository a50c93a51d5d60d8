using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Bioequivalence;

/// <summary>
/// Least squares by modified Gram–Schmidt, block by block: the sum of squares of each block given those before it, and for the last column its coefficient.
/// Columns that depend on earlier ones are passed over, so nested factors need no contrasts.
/// </summary>
internal sealed class SequentialFit
{
    private const double Dependent = 1e-9;

    private readonly List<double[]> _basis = [];
    private readonly double[] _residual;

    public SequentialFit(IReadOnlyList<double> y) => _residual = [.. y];

    public int Rank => _basis.Count;

    public int DegreesOfFreedom => _residual.Length - Rank;

    public double ResidualSumOfSquares => Dot(_residual, _residual);

    /// <summary>ln |XᵀX| of the columns kept.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Coefficient of the last column added, given all before it, and the square of its length then: variance = σ² / length².</summary>
    public (double Coefficient, double SquaredLength) Last { get; private set; }

    /// <summary>Adds a block of columns; returns its sum of squares and degrees of freedom.</summary>
    public (double SumOfSquares, int DegreesOfFreedom) Add(IEnumerable<double[]> columns)
    {
        double before = ResidualSumOfSquares;
        int rank = Rank;
        foreach (double[] column in columns)
        {
            AddColumn(column);
        }

        return (before - ResidualSumOfSquares, Rank - rank);
    }

    private void AddColumn(double[] column)
    {
        double[] q = [.. column];
        double size = Dot(q, q);

        // Twice is enough (Kahan; Parlett, The Symmetric Eigenvalue Problem, 6.9).
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] b in _basis)
            {
                Subtract(q, b, Dot(q, b));
            }
        }

        double length = Dot(q, q);
        if (length <= Dependent * size)
        {
            return;
        }

        Last = (Dot(q, _residual) / length, length);
        LogDeterminant += Elementary.Log(length);
        double norm = Math.Sqrt(length);
        for (int i = 0; i < q.Length; i++)
        {
            q[i] /= norm;
        }

        _basis.Add(q);
        Subtract(_residual, q, Dot(_residual, q));
    }

    private static void Subtract(double[] from, double[] what, double times)
    {
        for (int i = 0; i < from.Length; i++)
        {
            from[i] -= times * what[i];
        }
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}

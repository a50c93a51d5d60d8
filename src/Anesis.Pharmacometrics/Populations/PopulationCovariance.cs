using Anesis.Formats.Toml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>Reads a full covariance of random effects: <c>of</c> names them, <c>matrix</c> has a row for each (a lower triangle, or all of it); it stands for normal effects of mean 0 and their correlations.</summary>
internal static class PopulationCovariance
{
    public static Population Add(Population population, TomlTable table)
    {
        var ids = table.Texts("of");
        double[][]? matrix = Matrix(table, ids.Count);
        if (matrix is null)
        {
            return population;
        }

        if (Array.Exists(Enumerable.Range(0, ids.Count).ToArray(), i => !(matrix[i][i] > 0)) || ParameterUncertainty.Root(matrix) is null)
        {
            table.Error("AN0914", "matrix", "a matrix that is no covariance", "variances above 0 on the diagonal, and a positive definite matrix");
            return population;
        }

        var effects = ids.Select((id, i) => (id, (Distribution?)new NormalDistribution(0, Math.Sqrt(matrix[i][i])), table.Span));
        var correlations =
            from i in Enumerable.Range(0, ids.Count)
            from j in Enumerable.Range(0, i)
            where matrix[i][j] != 0
            select new Correlation(ids[j], ids[i], matrix[i][j] / Math.Sqrt(matrix[i][i] * matrix[j][j]), table.Span);
        return population with { RandomEffects = [.. population.RandomEffects, .. effects], Correlations = [.. population.Correlations, .. correlations] };
    }

    private static double[][]? Matrix(TomlTable table, int size)
    {
        if (table.Node("matrix") is not TomlList rows || rows.Items.Count != size || size == 0)
        {
            table.Error("AN0912", "matrix", $"a matrix that does not have a row for each of {size} names", "of = [\"eta_cl\", \"eta_v\"], matrix = [[0.09], [0.03, 0.04]]");
            return null;
        }

        var matrix = new double[size][];
        for (int i = 0; i < size; i++)
        {
            double[] row = rows.Items[i] is TomlList cells ? [.. cells.Items.Select(c => c is TomlScalar { Value: double number } ? number : double.NaN)] : [];
            if ((row.Length != i + 1 && row.Length != size) || Array.Exists(row, double.IsNaN))
            {
                table.Errors.Add(new("AN0912", Severity.Error, rows.Items[i].Span, $"row {i + 1} with {row.Length} numbers", $"{i + 1} numbers (a lower triangle) or {size}"));
                return null;
            }

            matrix[i] = [.. row, .. new double[size - row.Length]];
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                bool whole = ((TomlList)rows.Items[j]).Items.Count == size;
                matrix[j][i] = whole ? matrix[j][i] : matrix[i][j];
            }
        }

        return matrix;
    }
}

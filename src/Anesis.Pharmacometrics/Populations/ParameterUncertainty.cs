using System.Globalization;
using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using CsvHelper;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>
/// How uncertain parameters are: rows of a posterior, one of which is taken for each draw, or estimates with their covariance, from which a normal vector is drawn.
/// A column <c>log(X)</c> holds the natural logarithm of X; <c>sd(X)</c> is the deviation of the normal random effect X, and <c>log(sd(X))</c> its logarithm. A draw depends on the seed and its number alone.
/// </summary>
public sealed class ParameterUncertainty
{
    private const ulong Stream = 0x756e_6365_7274_6169;
    private readonly bool[] _logarithmic;
    private readonly double[][] _rows;
    private readonly double[] _estimates;
    private readonly double[][] _root;

    private ParameterUncertainty(ValueList<string> ids, bool[] logarithmic, double[][] rows, double[] estimates, double[][] root) =>
        (Ids, _logarithmic, _rows, _estimates, _root) = (ids, logarithmic, rows, estimates, root);

    /// <summary>Parameters of the model.</summary>
    public ValueList<string> Ids { get; }

    /// <summary>
    /// A CSV file: with a first column "parameter", then "estimate", then one column for each parameter, it is a covariance; else each column is a parameter and each row a draw of the posterior.
    /// </summary>
    public static Checked<ParameterUncertainty> Read(string text, string source)
    {
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { TrackLineNumbers = true, HasHeader = false, CommentPrefix = '#', TrimWhitespace = true });
        if (!csv.Read() || csv.FieldCount == 0)
        {
            return Refused(source, 1, 1, "an empty file", "a header with the names of parameters");
        }

        string[] header = [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim().TrimStart('\uFEFF'))];
        bool covariance = header[0].Equals("parameter", StringComparison.OrdinalIgnoreCase);
        if (covariance && (header.Length < 3 || !header[1].Equals("estimate", StringComparison.OrdinalIgnoreCase)))
        {
            return Refused(source, 1, 1, $"the header {string.Join(",", header)}", "parameter,estimate and then the parameters' names");
        }

        string[] names = covariance ? header[2..] : header;
        var repeated = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null || names.Any(n => n.Length == 0))
        {
            return Refused(source, 1, 1, repeated is null ? "a column without a name" : $"\"{repeated.Key}\" twice", "each parameter once");
        }

        var rows = new List<double[]>();
        var estimates = new List<double>();
        while (csv.Read())
        {
            int line = (int)csv.LineNumber;
            if (csv.FieldCount != header.Length)
            {
                return Refused(source, line, 1, $"{csv.FieldCount} cells", $"{header.Length} cells, as in the header");
            }

            if (covariance && (rows.Count >= names.Length || csv.GetString(0).Trim() != names[rows.Count]))
            {
                return Refused(source, line, 1, $"the row \"{csv.GetString(0).Trim()}\"", rows.Count < names.Length ? $"\"{names[rows.Count]}\": rows in the order of the columns" : "no more rows than columns");
            }

            var row = new double[header.Length];
            for (int i = covariance ? 1 : 0; i < header.Length; i++)
            {
                if (!double.TryParse(csv.GetString(i), NumberStyles.Float, CultureInfo.InvariantCulture, out row[i]) || !double.IsFinite(row[i]))
                {
                    return Refused(source, line, i + 1, $"\"{csv.GetString(i)}\"", "a number");
                }
            }

            estimates.Add(row[covariance ? 1 : 0]);
            rows.Add(covariance ? row[2..] : row);
        }

        var ids = names.Select(Bare).ToValueList();
        bool[] logarithmic = [.. names.Select(n => Bare(n) != n)];
        if (!covariance)
        {
            return rows.Count == 0 ? Refused(source, 2, 1, "no row", "a row for each draw of the posterior") : Checked.Ok(new ParameterUncertainty(ids, logarithmic, [.. rows], [], []));
        }

        if (rows.Count != names.Length)
        {
            return Refused(source, rows.Count + 2, 1, $"{rows.Count} rows", $"{names.Length}, one for each parameter");
        }

        return Root([.. rows]) is { } root
            ? Checked.Ok(new ParameterUncertainty(ids, logarithmic, [], [.. estimates], root))
            : Refused(source, 2, 3, "a matrix that is no covariance", "a symmetric positive semidefinite matrix");
    }

    /// <summary>The values of <see cref="Ids"/> of a draw.</summary>
    public void Draw(ulong seed, int draw, Span<double> values)
    {
        var key = new DrawKey(seed, (ulong)draw, Stream);
        if (_rows.Length > 0)
        {
            _rows[Math.Min(_rows.Length - 1, (int)(key.Uniform(0) * _rows.Length))].CopyTo(values);
        }
        else
        {
            for (int i = 0; i < _estimates.Length; i++)
            {
                values[i] = _estimates[i];
                for (int j = 0; j <= i; j++)
                {
                    values[i] += _root[i][j] * key.Normal((ulong)j);
                }
            }
        }

        for (int i = 0; i < _logarithmic.Length; i++)
        {
            values[i] = _logarithmic[i] ? Elementary.Exp(values[i]) : values[i];
        }
    }

    /// <summary>X of "sd(X)"; null for another name.</summary>
    internal static string? EffectOf(string id) => id.StartsWith("sd(", StringComparison.Ordinal) && id.EndsWith(')') ? id[3..^1].Trim() : null;

    private static string Bare(string name) => name.StartsWith("log(", StringComparison.Ordinal) && name.EndsWith(')') ? name[4..^1].Trim() : name;

    /// <summary>The lower root L with L Lᵀ the matrix; a row of zeros for what is certain; null where there is none.</summary>
    internal static double[][]? Root(double[][] matrix)
    {
        int n = matrix.Length;
        var root = new double[n][];
        for (int i = 0; i < n; i++)
        {
            root[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                if (Math.Abs(matrix[i][j] - matrix[j][i]) > 1e-6 * Math.Sqrt(Math.Abs(matrix[i][i] * matrix[j][j])))
                {
                    return null;
                }

                double sum = matrix[i][j];
                for (int k = 0; k < j; k++)
                {
                    sum -= root[i][k] * root[j][k];
                }

                double slack = 1e-12 * Math.Abs(matrix[i][i]);
                if (i == j)
                {
                    if (sum < -slack)
                    {
                        return null;
                    }

                    root[i][i] = Math.Sqrt(Math.Max(0, sum));
                }
                else if (root[j][j] > 0)
                {
                    root[i][j] = sum / root[j][j];
                }
                else if (Math.Abs(sum) > Math.Sqrt(slack * Math.Max(slack, Math.Abs(matrix[j][j]))) + slack)
                {
                    return null;
                }
            }
        }

        return root;
    }

    private static Checked<ParameterUncertainty> Refused(string source, int line, int column, string found, string expected) =>
        Checked.Refused<ParameterUncertainty>(new Diagnostic("AN0916", Severity.Error, new(source, line, column), found, expected));
}

using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using CsvHelper;

namespace Anesis.Pharmacometrics.VirtualPopulations;

/// <summary>People as rows of a table: a column a quantity, with ids where a column "id" stands. Every other cell is a number.</summary>
public sealed record PeopleTable(ValueList<string> Columns, ValueList<string> Ids, ValueList<ValueList<double>> Rows)
{
    /// <summary>The column that weighting writes; it is no quantity of a person.</summary>
    public const string WeightColumn = "sampling_weight";

    public static Checked<PeopleTable> Read(string text, string source)
    {
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { TrackLineNumbers = true, HasHeader = false, CommentPrefix = '#', TrimWhitespace = true });
        if (!csv.Read() || csv.FieldCount == 0)
        {
            return Checked.Refused<PeopleTable>(new Diagnostic("AN0940", Severity.Error, new(source, 1, 1), "an empty file", "a header, and a row for each person"));
        }

        string[] header = [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim().TrimStart('\uFEFF'))];
        var errors = new List<Diagnostic>();
        if (header.GroupBy(h => h, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1 || g.Key.Length == 0) is { } bad)
        {
            errors.Add(new("AN0940", Severity.Error, new(source, 1, 1), bad.Key.Length == 0 ? "a column without a name" : $"\"{bad.Key}\" twice", "each column once"));
        }

        int id = Array.FindIndex(header, h => h.Equals("id", StringComparison.OrdinalIgnoreCase));
        var ids = new List<string>();
        var rows = new List<ValueList<double>>();
        while (csv.Read() && errors.Count < 20)
        {
            int line = (int)csv.LineNumber;
            if (csv.FieldCount != header.Length)
            {
                errors.Add(new("AN0940", Severity.Error, new(source, line, 1), $"{csv.FieldCount} cells", $"{header.Length} cells, as in the header"));
                continue;
            }

            var row = new List<double>(header.Length);
            for (int i = 0; i < header.Length; i++)
            {
                if (i == id)
                {
                    ids.Add(csv.GetString(i).Trim());
                    continue;
                }

                if (!double.TryParse(csv.GetString(i), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
                {
                    errors.Add(new("AN0940", Severity.Error, new(source, line, i + 1), $"\"{csv.GetString(i)}\" in {header[i]}", "a number"));
                }

                row.Add(value);
            }

            rows.Add(row.ToValueList());
        }

        if (rows.Count == 0 && errors.Count == 0)
        {
            errors.Add(new("AN0940", Severity.Error, new(source, 2, 1), "a header and no rows", "a row for each person"));
        }

        return errors.Count > 0
            ? Checked.Refused<PeopleTable>(errors)
            : Checked.Ok(new PeopleTable(header.Where((_, i) => i != id).ToValueList(), ids.ToValueList(), rows.ToValueList()));
    }

    public double[] Column(string name)
    {
        int at = Columns.ToList().IndexOf(name);
        return [.. Rows.Select(r => r[at])];
    }

    public string IdOf(int row) => Ids.Count > 0 ? Ids[row] : (row + 1).ToString(CultureInfo.InvariantCulture);

    public string Csv(ValueList<double> weights = default, IEnumerable<int>? taken = null)
    {
        var text = new System.Text.StringBuilder($"id,{string.Join(',', Columns)}{(weights.IsEmpty ? "" : "," + WeightColumn)}\n");
        foreach (int row in taken ?? Enumerable.Range(0, Rows.Count))
        {
            text.Append(IdOf(row));
            foreach (double value in Rows[row])
            {
                text.Append(CultureInfo.InvariantCulture, $",{value:R}");
            }

            text.Append(weights.IsEmpty ? "\n" : string.Create(CultureInfo.InvariantCulture, $",{weights[row]:R}\n"));
        }

        return text.ToString();
    }
}

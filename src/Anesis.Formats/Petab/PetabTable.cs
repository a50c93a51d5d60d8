using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Petab;

/// <summary>A tab-separated table with a header. Cells know their line; wrong ones are reported (code AN0821).</summary>
internal sealed class PetabTable
{
    private readonly List<(int Line, string[] Cells)> _rows = [];
    private readonly string _file;
    private readonly List<Diagnostic> _diagnostics;
    private string[] _header = [];

    private PetabTable(string file, List<Diagnostic> diagnostics) => (_file, _diagnostics) = (file, diagnostics);

    public IReadOnlyList<string> Columns => _header;

    public int Count => _rows.Count;

    public static PetabTable Parse(string text, string file, IEnumerable<string> required, List<Diagnostic> diagnostics)
    {
        var table = new PetabTable(file, diagnostics);
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            if (line.Trim().Length == 0 || (table._header.Length == 0 && line.StartsWith('#')))
            {
                continue;
            }

            string[] cells = [.. line.Split('\t').Select(c => c.Trim().Trim('"'))];
            if (table._header.Length == 0)
            {
                table._header = cells;
            }
            else
            {
                table._rows.Add((i + 1, cells));
                if (cells.Skip(table._header.Length).Any(c => c.Length > 0))
                {
                    table.Error(table.Count - 1, $"{cells.Length} cells", $"{table._header.Length}, as in the header");
                }
            }
        }

        foreach (string name in required.Where(n => !table._header.Contains(n, StringComparer.Ordinal)))
        {
            diagnostics.Add(new("AN0820", Severity.Error, new(file, 1, 1), $"a table without the column \"{name}\"", "that column", Spelling.Nearest(name, table._header)));
        }

        return table;
    }

    public SourceSpan At(int row) => new(_file, _rows[row].Line, 1);

    /// <summary>A cell's text; null when it is empty or there is no such column.</summary>
    public string? Text(int row, string column)
    {
        int at = Array.IndexOf(_header, column);
        return at >= 0 && at < _rows[row].Cells.Length && _rows[row].Cells[at] is { Length: > 0 } text ? text : null;
    }

    public double? Real(int row, string column)
    {
        if (Text(row, column) is not { } text)
        {
            return null;
        }

        if (Number(text) is { } number)
        {
            return number;
        }

        Error(row, $"\"{text}\" in the column {column}", "a number");
        return null;
    }

    public double RequiredReal(int row, string column)
    {
        if (Text(row, column) is null)
        {
            Error(row, $"no value in the column {column}", "a number");
        }

        return Real(row, column) ?? double.NaN;
    }

    public string Required(int row, string column)
    {
        if (Text(row, column) is { } text)
        {
            return text;
        }

        Error(row, $"no value in the column {column}", "one");
        return "";
    }

    public void Error(int row, string found, string expected, string? nearest = null) => _diagnostics.Add(new("AN0821", Severity.Error, At(row), found, expected, nearest));

    public static double? Number(string text) => text.ToLowerInvariant() switch
    {
        "inf" or "+inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null,
    };

    public static PetabValue Value(string? text) => text is null ? new(double.NaN, null) : Number(text) is { } number ? new(number, null) : new(double.NaN, text);
}

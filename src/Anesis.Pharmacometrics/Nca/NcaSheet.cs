using System.Globalization;
using Anesis.Modeling.Diagnostics;
using CsvHelper;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>A CSV file by column name (case folded), with the units that its header gives in brackets.</summary>
internal sealed class NcaSheet
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _units = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Each of <paramref name="needed"/> names one column by any of several names.</summary>
    public NcaSheet(string text, string name, List<Diagnostic> errors, params string[][] needed)
    {
        Name = name;
        Errors = errors;
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { TrackLineNumbers = true, HasHeader = false, TrimWhitespace = true, CommentPrefix = '#' });
        if (!csv.Read() || csv.FieldCount == 0)
        {
            errors.Add(new("AN0852", Severity.Error, new SourceSpan(name, 1, 1), "an empty file", "a header line and samples"));
            return;
        }

        int width = csv.FieldCount;
        for (int i = 0; i < width; i++)
        {
            string heading = csv.GetString(i).Trim('\ufeff', ' ');
            int bracket = heading.IndexOf('[', StringComparison.Ordinal);
            string column = bracket < 0 ? heading : heading[..bracket].Trim();
            if (bracket >= 0)
            {
                _units[column] = heading[(bracket + 1)..].TrimEnd(']', ' ');
            }

            _columns.TryAdd(column, i);
        }

        foreach (string[] names in needed.Where(n => !n.Any(_columns.ContainsKey)))
        {
            errors.Add(new("AN0853", Severity.Error, new SourceSpan(name, 1, 1), $"no column {names[0]}", $"a column called {string.Join(" or ", names)}",
                Spelling.Nearest(names[0], _columns.Keys)));
        }

        while (csv.Read())
        {
            int line = (int)csv.LineNumber;
            if (csv.FieldCount == 1 && csv.GetString(0).Length == 0)
            {
                continue;
            }

            if (csv.FieldCount != width)
            {
                errors.Add(new("AN0854", Severity.Error, new SourceSpan(name, line, 1), $"{csv.FieldCount} cells", $"{width} cells, as in the header"));
                continue;
            }

            string[] cells = new string[width];
            for (int i = 0; i < width; i++)
            {
                cells[i] = csv.GetString(i);
            }

            Rows.Add(new NcaRow(this, line, cells));
        }
    }

    public string Name { get; }

    public List<Diagnostic> Errors { get; }

    public List<NcaRow> Rows { get; } = [];

    public string? Unit(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_units.TryGetValue(name, out string? unit))
            {
                return unit;
            }
        }

        return null;
    }

    public int Column(ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (_columns.TryGetValue(name, out int column))
            {
                return column;
            }
        }

        return -1;
    }
}

internal sealed class NcaRow(NcaSheet sheet, int line, string[] cells)
{
    /// <summary>The cell, or null where it is missing.</summary>
    public string? Text(params ReadOnlySpan<string> names) => TextAt(sheet.Column(names));

    /// <summary>The same, of a column that has been looked up; −1: none.</summary>
    public string? TextAt(int column)
    {
        return column < 0 || cells[column] is "" or "." or "NA" ? null : cells[column];
    }

    /// <summary>The number, NaN where it is missing or none (which is reported).</summary>
    public double Number(params ReadOnlySpan<string> names) => NumberAt(sheet.Column(names), names[0]);

    /// <summary>The same, of a column that has been looked up.</summary>
    public double NumberAt(int column, string name)
    {
        string? text = TextAt(column);
        if (text is null)
        {
            return double.NaN;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value;
        }

        Error(name, $"\"{text}\"", "a number", column);
        return double.NaN;
    }

    /// <summary>As a number; 0 for a sample below the limit of quantification.</summary>
    public double Concentration(params ReadOnlySpan<string> names) => ConcentrationAt(sheet.Column(names), names[0]);

    /// <summary>The same, of a column that has been looked up.</summary>
    public double ConcentrationAt(int column, string name) => IsBelowLimit(TextAt(column)) ? 0 : NumberAt(column, name);

    private static bool IsBelowLimit(string? text) => text is { Length: > 0 } && (text[0] == '<' || (char.IsAsciiLetter(text[0]) && text.ToUpperInvariant() is "BLQ" or "BQL" or "BLOQ" or "LLOQ"));

    public void Error(string name, string found, string expected) => Error(name, found, expected, sheet.Column([name]));

    private void Error(string name, string found, string expected, int column) =>
        sheet.Errors.Add(new("AN0855", Severity.Error, new SourceSpan(sheet.Name, line, Math.Max(column, 0) + 1, 1, name), found, expected));
}

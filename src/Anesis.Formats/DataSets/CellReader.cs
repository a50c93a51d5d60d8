using System.Globalization;
using Anesis.Modeling.Diagnostics;
using CsvHelper;

namespace Anesis.Formats.DataSets;

/// <summary>Turns cells of a data set into numbers; ".", "NA" and nothing are missing.</summary>
internal sealed class CellReader(string source, List<Diagnostic> diagnostics)
{
    public static string? Text(CsvReader csv, int column)
    {
        string cell = csv.GetString(column).Trim();
        return cell is "" or "." or "NA" or "N/A" or "NaN" ? null : cell;
    }

    /// <summary>True where cells are parted by semicolons: then 0,5 is a number.</summary>
    public bool DecimalComma { get; init; }

    public double Number(CsvReader csv, int column, string name, int line, double absent)
    {
        if (Text(csv, column) is not { } cell)
        {
            return absent;
        }

        // Fortran writes exponents with a D.
        if (double.TryParse(Figures(cell).Replace('D', 'E').Replace('d', 'e'), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value;
        }

        diagnostics.Add(new("AN0809", Severity.Error, new(source, line, column + 1), $"\"{cell}\" in {name}", "a number, or \".\" where there is none"));
        return absent;
    }

    public int Whole(CsvReader csv, int column, string name, int line, int least, int most)
    {
        double value = Number(csv, column, name, line, 0);
        if (value >= least && value <= most && value == Math.Floor(value))
        {
            return (int)value;
        }

        diagnostics.Add(new("AN0809", Severity.Error, new(source, line, column + 1), $"{name} {value.ToString(CultureInfo.InvariantCulture)}", $"a whole number from {least} to {most}"));
        return 0;
    }

    /// <summary>A decimal comma as a point, where there is no point beside it.</summary>
    public string Figures(string cell) => DecimalComma && !cell.Contains('.', StringComparison.Ordinal) ? cell.Replace(',', '.') : cell;

    /// <summary>A covariate that is no number is kept out (NaN): columns of comments and names are common.</summary>
    public double Covariate(CsvReader csv, int column) =>
        Text(csv, column) is { } cell && double.TryParse(Figures(cell), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}

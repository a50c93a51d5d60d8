using System.Globalization;

namespace Anesis.Formats.DataSets;

/// <summary>A field of a CSV file (RFC 4180).</summary>
public static class CsvField
{
    /// <summary>In quotation marks where it holds a comma, a quotation mark or a line's end; else as it is.</summary>
    public static string Of(string text) => text.AsSpan().IndexOfAny("\",\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The shortest digits that read back to the same number; empty for what is not finite.</summary>
    public static string Of(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}

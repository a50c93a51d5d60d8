using System.Globalization;

namespace Anesis.Cli.Conformance;

/// <summary>A reference result: a header and rows of numbers (NaN, INF, -INF allowed).</summary>
internal sealed record ReferenceTable(string[] Columns, double[][] Rows)
{
    public static ReferenceTable Parse(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(
            [.. lines[0].Split(',').Select(c => c.Trim().Trim('"'))],
            [.. lines.Skip(1).Select(l => l.Split(',').Select(Number).ToArray())]);
    }

    private static double Number(string cell) => cell.Trim().Trim('"').ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INF" or "INFINITY" or "+INF" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        var text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}

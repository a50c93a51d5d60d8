using System.Text;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;

namespace Anesis.Reports.Terminal;

/// <summary>
/// Key numbers as plain text: quantity, median, 90 % interval, unit (and what was observed). Numbers line up at their decimal points.
/// Colours only where the caller says that a terminal reads it.
/// </summary>
public static class SummaryText
{
    private const string Bold = "\u001b[1m";
    private const string Dim = "\u001b[2m";
    private const string Reset = "\u001b[0m";

    /// <summary>The table, each line ending in a line feed. Quantities are cut to fit <paramref name="width"/> columns (0: any).</summary>
    public static string Table(ValueList<KeyNumber> numbers, bool colours = false, int width = 0)
    {
        bool interval = numbers.Any(n => !double.IsNaN(n.Low));
        bool observed = numbers.Any(n => n.Observed is not null);
        var columns = new List<(string Name, bool Right, List<string> Cells)>
        {
            ("quantity", false, [.. numbers.Select(n => n.Quantity)]),
            ("median", true, Align(numbers.Select(n => Numbers.Text(n.Median)))),
        };
        if (interval)
        {
            columns.Add(("90 % of people", true, [.. numbers.Select(n => Numbers.Interval(n.Low, n.High))]));
        }

        columns.Add(("unit", false, [.. numbers.Select(n => n.Unit ?? "")]));
        if (observed)
        {
            columns.Add(("observed", false, [.. numbers.Select(n => n.Observed ?? "")]));
        }

        int[] widths = [.. columns.Select(c => c.Cells.Append(c.Name).Max(Cells))];
        if (width > 0)
        {
            int rest = widths.Skip(1).Sum() + (2 * (columns.Count - 1));
            widths[0] = Math.Clamp(width - rest, 12, widths[0]);
        }

        var text = new StringBuilder();
        Row(text, [.. columns.Select(c => c.Name)], columns, widths, colours ? Dim : null, colours ? Dim : null);
        for (int i = 0; i < numbers.Count; i++)
        {
            Row(text, [.. columns.Select(c => c.Cells[i])], columns, widths, null, colours ? Bold : null);
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, List<string> cells, List<(string Name, bool Right, List<string> Cells)> columns, int[] widths, string? style, string? medianStyle)
    {
        var line = new StringBuilder();
        for (int i = 0; i < cells.Count; i++)
        {
            string cell = Cells(cells[i]) > widths[i] ? cells[i][..(widths[i] - 1)] + "…" : cells[i];
            string gap = new(' ', widths[i] - Cells(cell));
            string? own = i == 1 ? medianStyle : style;
            line.Append(i == 0 ? "" : "  ").Append(columns[i].Right ? gap : "")
                .Append(own).Append(cell).Append(own is null ? "" : Reset).Append(columns[i].Right ? "" : gap);
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    /// <summary>Pads on the right so that decimal points stand below each other.</summary>
    private static List<string> Align(IEnumerable<string> numbers)
    {
        var list = numbers.ToList();
        int After(string n) => n.Contains('.', StringComparison.Ordinal) ? n.Length - n.IndexOf('.', StringComparison.Ordinal) : 0;
        int most = list.Count == 0 ? 0 : list.Max(After);
        return [.. list.Select(n => n + new string(' ', most - After(n)))];
    }

    private static int Cells(string text) => new System.Globalization.StringInfo(text).LengthInTextElements;
}

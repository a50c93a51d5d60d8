using System.Globalization;
using System.Text;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;

namespace Anesis.Reports.Terminal;

/// <summary>
/// Key numbers as plain text: quantity, median, 90 % interval, unit (and what was observed; and in how many people, where not all have it). Numbers line up at their decimal points.
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
            (interval ? "median" : "value", true, Align(numbers.Select(n => Numbers.Text(n.Median)))),
        };
        if (interval)
        {
            columns.Add(("90 % interval", true, [.. numbers.Select(n => Numbers.Interval(n.Low, n.High))]));
        }

        columns.Add(("unit", false, [.. numbers.Select(n => string.Join(' ', new[] { n.Unit, Partial(n) }.Where(t => !string.IsNullOrEmpty(t))))]));
        if (observed)
        {
            columns.Add(("observed", false, [.. numbers.Select(n => n.Observed ?? "")]));
        }

        return Lines(columns, width, colours);
    }

    /// <summary>
    /// The same numbers of several arms side by side: a column an arm, each cell "median (low to high)". All arms have the same numbers in the same order.
    /// Long names of arms take several lines.
    /// </summary>
    public static string SideBySide(ValueList<(string Name, ValueList<KeyNumber> Numbers)> arms, bool colours = false, int width = 0)
    {
        var first = arms[0].Numbers;
        var columns = new List<(string Name, bool Right, List<string> Cells)> { ("quantity", false, [.. first.Select(n => n.Quantity)]) };
        columns.AddRange(arms.Select(arm => (arm.Name, true, arm.Numbers.Select(Cell).ToList())));
        columns.Add(("unit", false, [.. first.Select(n => n.Unit ?? "")]));
        return Lines(columns, width, colours);
    }

    /// <summary>"222 (179 to 269)", or the number alone.</summary>
    public static string Cell(KeyNumber number) =>
        Numbers.Text(number.Median) + (double.IsNaN(number.Low) ? "" : $" ({Numbers.Interval(number.Low, number.High)})") + (Partial(number) is { } partial ? " " + partial : "");

    private static string? Partial(KeyNumber number) => number.People is { } people ? string.Create(CultureInfo.InvariantCulture, $"(in {people:N0})") : null;

    private static string Lines(List<(string Name, bool Right, List<string> Cells)> columns, int width, bool colours)
    {
        var heads = columns.Select(c => Wrapped(c.Name, Math.Max(12, c.Cells.Select(Cells).DefaultIfEmpty(0).Max()))).ToList();
        int[] widths = [.. columns.Select((c, i) => c.Cells.Concat(heads[i]).Max(Cells))];
        if (width > 0)
        {
            int rest = widths.Skip(1).Sum() + (2 * (columns.Count - 1));
            widths[0] = Math.Clamp(width - rest, 12, widths[0]);
        }

        var text = new StringBuilder();
        for (int line = 0; line < heads.Max(h => h.Count); line++)
        {
            // Names end on the last line of the head.
            int at = line;
            Row(text, [.. heads.Select(h => at - (heads.Max(o => o.Count) - h.Count) is >= 0 and var k ? h[k] : "")], columns, widths, colours ? Dim : null, colours ? Dim : null);
        }

        for (int i = 0; i < columns[0].Cells.Count; i++)
        {
            Row(text, [.. columns.Select(c => c.Cells[i])], columns, widths, null, colours ? Bold : null);
        }

        return text.ToString();
    }

    private static List<string> Wrapped(string text, int width)
    {
        var lines = new List<string> { "" };
        foreach (string word in text.Split(' '))
        {
            if (lines[^1].Length > 0 && Cells(lines[^1]) + 1 + Cells(word) > width)
            {
                lines.Add("");
            }

            lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }

        return lines;
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

    private static int Cells(string text) => new StringInfo(text).LengthInTextElements;
}

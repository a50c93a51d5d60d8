using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Anesis.Cli.Book;

/// <summary>Draws a module between the modules that feed it and those that read it.</summary>
internal static class WiringDrawing
{
    private const int Row = 26, Box = 190, Gap = 190, Width = (3 * Box) + (2 * Gap), Most = 14;

    /// <summary>The drawing, with colours named by role.</summary>
    public static string Of(BookModule module)
    {
        var left = Ends(module.Reads);
        var right = Ends(module.Gives);
        int rows = Math.Max(Math.Max(left.Count, right.Count), 2), height = (rows * Row) + 40;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\" font-size=\"12\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>Wiring of {Encoded(module.Instance)}</title>");
        double middle = height / 2.0, x = Box + Gap;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{middle - 26:F0}\" width=\"{Box}\" height=\"52\" rx=\"8\" fill=\"var(--ground)\" stroke=\"var(--hue0)\" stroke-width=\"2\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + (Box / 2)}\" y=\"{middle + 4:F0}\" text-anchor=\"middle\" font-weight=\"700\" fill=\"var(--ink)\">{Encoded(module.Instance)}</text>");
        Side(svg, left, 0, true, middle, height);
        Side(svg, right, (2 * Box) + (2 * Gap), false, middle, height);
        return svg.Append("</svg>").ToString();
    }

    private static void Side(StringBuilder svg, List<(string Module, string Wires)> ends, int x, bool feeds, double middle, int height)
    {
        double top = (height - (ends.Count * Row)) / 2.0;
        for (int i = 0; i < ends.Count; i++)
        {
            double y = top + (i * Row) + (Row / 2.0);
            double from = feeds ? x + Box : (2 * Box) + Gap, to = feeds ? Box + Gap : x, fromY = feeds ? y : middle, toY = feeds ? middle : y, bend = (from + to) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{from:F0} {fromY:F1}C{bend:F0} {fromY:F1} {bend:F0} {toY:F1} {to:F0} {toY:F1}\" fill=\"none\" stroke=\"var(--faint)\" stroke-opacity=\"0.45\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(feeds ? x + Box - 6 : x + 6)}\" y=\"{y + 4:F1}\" text-anchor=\"{(feeds ? "end" : "start")}\" fill=\"var(--ink)\"><tspan font-weight=\"700\">{Encoded(ends[i].Module)}</tspan> <tspan fill=\"var(--faint)\">{Encoded(ends[i].Wires)}</tspan></text>");
        }
    }

    /// <summary>A line for each module at the other end, with the first of the wires.</summary>
    private static List<(string Module, string Wires)> Ends(IEnumerable<Wire> wires)
    {
        var ends = wires.SelectMany(w => w.Modules.DefaultIfEmpty("person").Select(m => (Module: m, w.Id))).GroupBy(e => e.Module, e => e.Id)
            .Select(g => (g.Key, Text(g.ToList()))).ToList();
        return ends.Count <= Most ? ends : [.. ends.Take(Most - 1), ("…", $"and {ends.Count - Most + 1} more")];
    }

    private static string Text(List<string> wires)
    {
        string first = wires[0].Length > 20 ? wires[0][..19] + "…" : wires[0];
        return wires.Count == 1 ? first : $"{first} +{wires.Count - 1}";
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}

using System.Globalization;
using System.Text;
using Anesis.Reports.Html;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Documents;

/// <summary>A report as Markdown with its pictures beside it.</summary>
public static class MarkdownReport
{
    /// <summary>The text, and the pictures that it links to, by file name.</summary>
    /// <param name="document">What it says.</param>
    /// <param name="name">The page's file name without extension: pictures are named after it.</param>
    public static (string Text, IReadOnlyList<(string File, string Svg)> Pictures) Of(ReportDocument document, string name)
    {
        var text = new StringBuilder();
        var pictures = new List<(string File, string Svg)>();
        Line(text, $"# {document.Title}");
        if (document.Question is not null)
        {
            Line(text, $"*{document.Question}*");
        }

        Line(text, document.Answer);
        Line(text, $"**Research and teaching; no dose advice.** {HtmlReport.ResearchNotice} {document.Notice}".TrimEnd());
        foreach (var section in document.Sections)
        {
            if (section.Heading is not null)
            {
                Line(text, $"## {section.Heading}");
            }

            Write(text, section, name, pictures);
        }

        Line(text, $"---\n{document.Colophon.Program}");
        return (text.ToString(), pictures);
    }

    private static void Write(StringBuilder text, ReportSection section, string name, List<(string File, string Svg)> pictures)
    {
        switch (section)
        {
            case TextSection t:
                foreach (string paragraph in t.Paragraphs)
                {
                    Line(text, paragraph);
                }

                break;
            case NoticeSection n:
                foreach (var side in n.Positions)
                {
                    Line(text, $"> - {side.Says} ({side.Source}){(side.Followed ? " *Followed here.*" : "")}");
                }

                foreach (string paragraph in n.Paragraphs)
                {
                    Line(text, "> " + paragraph);
                }

                break;
            case KeyNumberSection k:
                KeyNumbers(text, k);
                break;
            case FailureSection f:
                Line(text, FormattableString.Invariant($"{f.Failures.Count} of {f.People} people did not reach the end. They are left out of every number from where they stopped."));
                Table(text, ["Id", "Why"], f.Failures.Select(x => (IEnumerable<string>)[x.Id, x.Sentence]));
                break;
            case CitationSection c:
                Line(text, string.Join('\n', c.Citations.Select((x, i) => FormattableString.Invariant($"{i + 1}. {Linked(x)}"))));
                break;
            case TableSection t:
                Table(text, t.Columns.Select(c => c.Name), t.Rows.Select(r => (IEnumerable<string>)r));
                Note(text, t.Note);
                break;
            case ParameterSection p:
                Table(text, ["parameter", "value", "unit", "grade", "meaning", "source"], p.Parameters.Select(x => (IEnumerable<string>)[$"`{x.Name}`", x.Value, x.Unit ?? "", x.Grade?.ToString() ?? "", x.Meaning ?? "", x.Source ?? ""]));
                Note(text, p.Note);
                break;
            case EquationSection e:
                foreach (var equation in e.Equations)
                {
                    Line(text, $"{(equation.Meaning is null ? "" : equation.Meaning + ":  \n")}`{equation.Plain}`");
                }

                Note(text, e.Note);
                break;
            case LinkSection l:
                Line(text, string.Join('\n', l.Links.Select(x => $"- [{x.Text}]({x.Page}.md){(x.About is null ? "" : ": " + x.About)}")));
                break;
            case FigureSection f:
                Picture(text, PictureWriter.Svg(f.Picture), f.Caption, name, pictures);
                break;
            case DrawingSection d:
                Picture(text, SvgText.Plain(d.Svg, Theme.Light), d.Caption, name, pictures);
                break;
            default:
                throw new InvalidOperationException($"Markdown has no form for {section.GetType().Name}.");
        }
    }

    private static void KeyNumbers(StringBuilder text, KeyNumberSection section)
    {
        bool observed = section.Numbers.Any(n => n.Observed is not null), interval = section.Numbers.Any(n => !double.IsNaN(n.Low));
        string[] columns = ["Quantity", interval ? "Median" : "Value", "Unit", .. interval ? ["90 % of people"] : Array.Empty<string>(), .. observed ? ["Observed"] : Array.Empty<string>()];
        Table(text, columns, section.Numbers.Select(n => (IEnumerable<string>)
        [
            (n.IsDetail ? "– " : "") + n.Quantity.TrimStart() + (n.People is { } people ? string.Create(CultureInfo.InvariantCulture, $" (in {people:N0})") : ""),
            Numbers.Text(n.Median),
            n.Unit ?? "",
            .. interval ? [Numbers.Interval(n.Low, n.High)] : Array.Empty<string>(),
            .. observed ? [n.Observed ?? "–"] : Array.Empty<string>(),
        ]));
        Note(text, section.Note);
    }

    /// <summary>Only http and https are linked.</summary>
    private static string Linked(Citation citation) =>
        citation.Link is { } link && (link.StartsWith("https://", StringComparison.Ordinal) || link.StartsWith("http://", StringComparison.Ordinal)) ? $"[{citation.Text}](<{link}>)" : citation.Text;

    private static void Note(StringBuilder text, string? note)
    {
        if (note is not null)
        {
            Line(text, note);
        }
    }

    private static void Picture(StringBuilder text, string svg, string caption, string name, List<(string File, string Svg)> pictures)
    {
        string file = FormattableString.Invariant($"{name}-{pictures.Count + 1}.svg");
        pictures.Add((file, svg));
        Line(text, $"![{caption.Replace('\n', ' ')}]({file})");
        Line(text, caption);
    }

    private static void Table(StringBuilder text, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        var names = columns.ToList();
        text.Append("| ").AppendJoin(" | ", names.Select(Cell)).Append(" |\n|").Append(string.Concat(Enumerable.Repeat("---|", names.Count))).Append('\n');
        foreach (var row in rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Cell)).Append(" |\n");
        }

        text.Append('\n');
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace('\n', ' ');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append("\n\n");
}

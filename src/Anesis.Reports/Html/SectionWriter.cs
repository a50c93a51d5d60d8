using System.Globalization;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Html;

/// <summary>One section as HTML.</summary>
internal static class SectionWriter
{
    private const int MostFailures = 50;

    /// <summary>Columns of numbers; with more, a number and its interval may stand below each other.</summary>
    private const int MostOnOneLine = 2;

    public static void Write(HtmlText html, ReportSection section, ref int figure)
    {
        if (section.Heading is not null && section is not NoticeSection)
        {
            html.Element("h2", section.Heading);
        }

        switch (section)
        {
            case TextSection text:
                Paragraphs(html, text.Paragraphs);
                break;
            case FigureSection picture:
                FigureWriter.Write(html, picture, ++figure);
                break;
            case TableSection table:
                Table(html, table.Columns, table.Rows);
                Note(html, table.Note);
                break;
            case KeyNumberSection numbers:
                KeyNumbers(html, numbers);
                break;
            case NoticeSection notice:
                Notice(html, notice);
                break;
            case ParameterSection parameters:
                ParameterWriter.Write(html, parameters);
                break;
            case EquationSection equations:
                Equations(html, equations);
                break;
            case DrawingSection drawing:
                html.Open("figure").Trusted(drawing.Svg).Element("figcaption", drawing.Caption).Close();
                break;
            case LinkSection links:
                Links(html, links);
                break;
            case FailureSection failures:
                Failures(html, failures);
                break;
            case CitationSection citations:
                Citations(html, citations);
                break;
        }
    }

    private static void Equations(HtmlText html, EquationSection section)
    {
        html.Open("div", ("class", "equations"));
        foreach (var equation in section.Equations)
        {
            html.Open("div", ("class", "equation"));
            if (equation.Meaning is not null)
            {
                html.Element("span", equation.Meaning, "meaning");
            }

            html.Open("div", ("class", "scroll")).Trusted(equation.MathMl).Close().Close().Line();
        }

        html.Close();
        Note(html, section.Note);
    }

    private static void Links(HtmlText html, LinkSection section)
    {
        html.Open("ul", ("class", "pages"));
        foreach (var link in section.Links)
        {
            html.Open("li").Open("a", ("href", link.Page + ".html")).Text(link.Text).Close();
            if (link.About is not null)
            {
                html.Element("span", link.About, "meaning");
            }

            html.Close();
        }

        html.Close();
    }

    private static void Paragraphs(HtmlText html, ValueList<string> paragraphs)
    {
        foreach (string paragraph in paragraphs)
        {
            html.Element("p", paragraph);
        }
    }

    private static void Note(HtmlText html, string? note)
    {
        if (note is not null)
        {
            html.Element("p", note, "note");
        }
    }

    private static void Table(HtmlText html, ValueList<TableColumn> columns, ValueList<ValueList<string>> rows)
    {
        html.Open("div", ("class", "scroll")).Open("table", ("class", columns.Count(c => c.IsNumber) > MostOnOneLine ? "many" : null)).Open("thead").Open("tr");
        foreach (var column in columns)
        {
            html.Open("th", ("scope", "col"), ("class", column.IsNumber ? "num" : null)).Text(column.Name).Close();
        }

        html.Close().Close().Open("tbody");
        foreach (var row in rows)
        {
            html.Open("tr");
            for (int i = 0; i < columns.Count; i++)
            {
                string cell = i < row.Count ? row[i] : "";
                html.Open("td", ("class", columns[i].IsNumber ? "num" : i == 0 && cell.StartsWith(KeyNumber.Indent, StringComparison.Ordinal) ? "detail" : null)).Text(cell.TrimStart()).Close();
            }

            html.Close();
        }

        html.Close().Close().Close();
    }

    private static void KeyNumbers(HtmlText html, KeyNumberSection section)
    {
        bool observed = section.Numbers.Any(n => n.Observed is not null), interval = section.Numbers.Any(n => !double.IsNaN(n.Low));
        html.Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        html.Open("th", ("scope", "col")).Text("Quantity").Close();
        html.Open("th", ("scope", "col"), ("class", "num")).Text(interval ? "Median" : "Value").Close();
        html.Open("th", ("scope", "col")).Text("Unit").Close();
        if (interval)
        {
            html.Open("th", ("scope", "col"), ("class", "num")).Text("90 % of people").Close();
        }

        if (observed)
        {
            html.Open("th", ("scope", "col")).Text("Observed").Close();
        }

        html.Close().Close().Open("tbody");
        foreach (var number in section.Numbers)
        {
            html.Open("tr").Open("td", ("class", number.IsDetail ? "detail" : null)).Text(number.Quantity.TrimStart());
            if (number.People is { } people)
            {
                html.Text(" ").Element("span", string.Create(CultureInfo.InvariantCulture, $"(in {people:N0})"), "unit");
            }

            html.Close().Element("td", Numbers.Text(number.Median), "num median")
                .Element("td", number.Unit ?? "", "unit");
            if (interval)
            {
                html.Element("td", Numbers.Interval(number.Low, number.High), "num");
            }

            if (observed)
            {
                html.Element("td", number.Observed ?? "–");
            }

            html.Close();
        }

        html.Close().Close().Close();
        Note(html, section.Note);
    }

    private static void Notice(HtmlText html, NoticeSection notice)
    {
        string kind = notice.Kind.ToString().ToLowerInvariant();
        html.Open("div", ("class", $"notice {kind}"), ("role", "note"));
        html.Element("p", notice.Kind switch { NoticeKind.Conflict => "Sources disagree", NoticeKind.Caution => "Risk", NoticeKind.Help => "What helps", _ => "Note" }, "kind");
        html.Element("h2", notice.Heading ?? "");
        if (!notice.Positions.IsEmpty)
        {
            html.Open("div", ("class", "sides"));
            foreach (var side in notice.Positions)
            {
                html.Open("div", ("class", "side")).Element("p", side.Says).Element("p", side.Source, "source");
                if (side.Followed)
                {
                    html.Element("p", "Followed here", "followed");
                }

                html.Close();
            }

            html.Close();
        }

        Paragraphs(html, notice.Paragraphs);
        html.Close();
    }

    private static void Failures(HtmlText html, FailureSection section)
    {
        html.Element("p", string.Create(CultureInfo.InvariantCulture,
            $"{section.Failures.Count} of {section.People} people did not reach the end. They are left out of every number from where they stopped."));
        Table(html, [new("Id"), new("Why")], section.Failures.Take(MostFailures).Select(f => (ValueList<string>)[f.Id, f.Sentence]).ToValueList());
        if (section.Failures.Count > MostFailures)
        {
            Note(html, string.Create(CultureInfo.InvariantCulture, $"{section.Failures.Count - MostFailures} more are in the study's manifest."));
        }
    }

    private static void Citations(HtmlText html, CitationSection section)
    {
        html.Open("ol", ("class", "citations"));
        foreach (var citation in section.Citations)
        {
            html.Open("li").Link(citation.Text, citation.Link).Close();
        }

        html.Close();
    }
}

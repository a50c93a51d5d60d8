using System.Globalization;
using System.Text;
using Anesis.Modeling.Values;
using Anesis.Reports.Documents;
using Anesis.Reports.Pictures;

namespace Anesis.Reports.Html;

/// <summary>
/// A report as one HTML file: style, type and pictures inside, no script, nothing from a network; light or dark as the reader's system is, light in print.
/// The same document gives the same bytes.
/// </summary>
public static class HtmlReport
{
    /// <summary>The sentence that every report carries.</summary>
    public const string ResearchNotice =
        "This is a simulation: it recommends no dose, treats nobody and does not replace a clinician.";

    /// <summary>What a report on ketamine says beside it.</summary>
    public const string KetamineNotice = "Ketamine can injure and kill outside supervised care. In an emergency call the local emergency number.";

    public static void Write(ReportDocument document, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        writer.Write(Text(document));
    }

    public static string Text(ReportDocument document)
    {
        var html = new HtmlText();
        html.Trusted("<!DOCTYPE html>\n").Open("html", ("lang", "en")).Open("head");
        html.Trusted("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">");
        html.Trusted("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:\">");
        html.Element("title", document.Title).Trusted("<style>").Trusted(ReportStyle.Css).Trusted("</style>").Close().Line();
        html.Open("body", ("class", document.Navigation.IsEmpty ? null : "book")).Open("main");
        Head(html, document);
        int figure = 0;
        foreach (var section in document.Sections)
        {
            html.Line().Open("section");
            SectionWriter.Write(html, section, ref figure);
            html.Close();
        }

        Foot(html, document.Colophon);
        html.Close().Close().Close().Line();
        return html.ToString();
    }

    private static void Head(HtmlText html, ReportDocument document)
    {
        if (!document.Navigation.IsEmpty)
        {
            html.Open("nav", ("aria-label", "Pages"));
            foreach (var link in document.Navigation)
            {
                html.Open("a", ("href", link.Page + ".html")).Text(link.Text).Close().Text(" ");
            }

            html.Close();
        }

        html.Open("header").Element("p", document.Kicker, "kicker").Element("h1", document.Title);
        if (document.Question is not null)
        {
            html.Element("p", document.Question, "question");
        }

        html.Element("p", document.Answer, "answer");
        html.Open("p", ("class", "research"), ("role", "note")).Element("strong", "Research and teaching; no dose advice.").Text(" ").Text(document.Notice is null ? ResearchNotice : $"{ResearchNotice} {document.Notice}").Close();
        if (document.Command is not null)
        {
            html.Open("div", ("class", "command")).Element("span", "Made by").Element("code", document.Command).Close();
        }

        html.Close();
    }

    private static void Foot(HtmlText html, Colophon colophon)
    {
        html.Line().Open("footer").Element("h2", "To get the same numbers").Open("dl");
        Fact("Program", colophon.Program);
        Fact("Model", colophon.Model);
        Fact("Model SHA-256", colophon.ModelSha256);
        Fact("Seed", colophon.Seed?.ToString(CultureInfo.InvariantCulture));
        Fact("People", colophon.People?.ToString(CultureInfo.InvariantCulture));
        Fact("Method", colophon.Method);
        Fact("Made", colophon.Made?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        html.Close().Close();

        void Fact(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                html.Element("dt", name).Element("dd", value);
            }
        }
    }
}

using Anesis.Reports.Documents;

namespace Anesis.Reports.Html;

/// <summary>Parameters as a table, with what the grades mean above it.</summary>
internal static class ParameterWriter
{
    public static void Write(HtmlText html, ParameterSection section)
    {
        bool graded = section.Parameters.Any(p => p.Grade is not null), sourced = section.Parameters.Any(p => p.Source is not null);
        if (section.Note is not null)
        {
            html.Element("p", section.Note);
        }

        if (graded)
        {
            Legend(html, section.Parameters.Select(p => p.Grade).OfType<EvidenceGrade>().Distinct().Order());
        }

        html.Open("div", ("class", "scroll")).Open("table").Open("thead").Open("tr");
        Head(html, "Parameter");
        Head(html, "Value", "num");
        Head(html, "Unit");
        if (graded)
        {
            Head(html, "Grade");
        }

        if (sourced)
        {
            Head(html, "Source");
        }

        html.Close().Close().Open("tbody");
        string? group = null;
        foreach (var parameter in section.Parameters)
        {
            if (parameter.Group is not null && parameter.Group != group)
            {
                html.Open("tr", ("class", "group")).Open("td", ("colspan", graded && sourced ? "5" : graded || sourced ? "4" : "3")).Text(parameter.Group).Close().Close();
                group = parameter.Group;
            }

            Row(html, parameter, graded, sourced);
        }

        html.Close().Close().Close();
    }

    private static void Legend(HtmlText html, IEnumerable<EvidenceGrade> grades)
    {
        html.Open("ul", ("class", "legend"));
        foreach (var grade in grades)
        {
            html.Open("li").Element("span", grade.ToString(), $"grade grade-{grade}").Text(" ").Text(Grades.Meaning(grade)).Close();
        }

        html.Close();
    }

    private static void Head(HtmlText html, string name, string? cssClass = null) => html.Open("th", ("scope", "col"), ("class", cssClass)).Text(name).Close();

    private static void Row(HtmlText html, ParameterEntry parameter, bool graded, bool sourced)
    {
        html.Open("tr").Open("td").Element("code", parameter.Name);
        if (parameter.Meaning is not null)
        {
            html.Element("span", parameter.Meaning, "meaning");
        }

        html.Close().Element("td", parameter.Value, "num").Element("td", parameter.Unit ?? "", "unit");
        if (graded)
        {
            html.Open("td");
            if (parameter.Grade is { } grade)
            {
                html.Open("span", ("class", $"grade grade-{grade}"), ("title", Grades.Meaning(grade))).Text(grade.ToString()).Close();
            }
            else
            {
                html.Text("–");
            }

            html.Close();
        }

        if (sourced)
        {
            html.Open("td", ("class", "source")).Link(parameter.Source ?? "–", parameter.Link).Close();
        }

        html.Close();
    }
}

using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Anesis.Modeling;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Reads the objective back from the markup of SBML's fbc package.</summary>
internal static class ObjectiveText
{
    public static bool IsObjective(ForeignMarkup markup) =>
        markup.Owner.Length == 0 && markup.Namespace.Contains("/fbc/", StringComparison.Ordinal) && markup.Xml.Contains("listOfObjectives", StringComparison.Ordinal);

    /// <summary>The objective as (id, maximize or minimize, terms), or null when the markup has another shape.</summary>
    public static (string Id, string Type, IReadOnlyList<(string Reaction, double Coefficient)> Terms)? Read(ForeignMarkup markup)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(markup.Xml), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XElement.Load(reader);
            var list = root.Name.LocalName == "listOfObjectives" ? root : root.Descendants().FirstOrDefault(e => e.Name.LocalName == "listOfObjectives");
            string? active = list is null ? null : Attribute(list, "activeObjective");
            var objective = list?.Elements().FirstOrDefault(e => e.Name.LocalName == "objective" && (active is null || Attribute(e, "id") == active));
            if (objective is null || Attribute(objective, "type") is not ("maximize" or "minimize") and not null)
            {
                return null;
            }

            var terms = objective.Descendants().Where(e => e.Name.LocalName == "fluxObjective")
                .Select(e => (Attribute(e, "reaction") ?? "", double.Parse(Attribute(e, "coefficient") ?? "1", NumberStyles.Float, CultureInfo.InvariantCulture)))
                .ToList();
            return (Attribute(objective, "id") ?? "", Attribute(objective, "type") ?? "maximize", terms);
        }
        catch (Exception e) when (e is XmlException or FormatException)
        {
            return null;
        }
    }

    private static string? Attribute(XElement element, string name) => element.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value;
}

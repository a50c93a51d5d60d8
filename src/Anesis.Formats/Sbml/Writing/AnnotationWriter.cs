using System.Text;
using Anesis.Formats.Sbml.Annotations;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Writes MIRIAM terms and history as RDF, together with the foreign annotation.</summary>
internal static class AnnotationWriter
{
    /// <summary>The inner markup of an annotation element, or null when there is none; <paramref name="distinct"/>: no two elements of one namespace stand side by side.</summary>
    public static string? Content(Element element, string metaId, bool vCard4, bool distinct)
    {
        string? content = Content(element, metaId, vCard4);
        return content is null || !distinct ? content : RepeatedNamespaces.Wrap(content);
    }

    private static string? Content(Element element, string metaId, bool vCard4)
    {
        if (element.CvTerms.IsEmpty && element.History is null)
        {
            return element.ForeignAnnotation;
        }

        var description = new StringBuilder();
        description.Append("<rdf:Description rdf:about=\"#").Append(XmlText.EscapeAttribute(metaId)).Append("\">\n");
        if (element.History is { } history)
        {
            Write(history, vCard4, description);
        }

        foreach (var term in element.CvTerms)
        {
            Write(term, description, 2);
        }

        description.Append("</rdf:Description>");
        string? foreign = element.ForeignAnnotation;
        int rdf = foreign is null ? -1 : TopLevelRdf(foreign);
        if (rdf < 0)
        {
            string markup = $"<rdf:RDF xmlns:rdf=\"{SbmlNamespaces.Rdf}\"{Declarations(vCard4)}>\n{description}\n</rdf:RDF>";
            return foreign is null ? markup : markup + "\n" + foreign;
        }

        // One annotation holds at most one element of a namespace: the statements join the RDF that is kept.
        int tagEnd = foreign!.IndexOf('>', rdf);
        return $"{foreign[..tagEnd]}{Declarations(vCard4)}>\n{description}{foreign[(tagEnd + 1)..]}";
    }

    /// <summary>The offset of the RDF element that the reader made from what it did not understand, or -1.</summary>
    private static int TopLevelRdf(string markup) => markup.IndexOf($"<rdf:RDF xmlns:rdf=\"{SbmlNamespaces.Rdf}\">", StringComparison.Ordinal);

    private static string Declarations(bool vCard4) =>
        (vCard4 ? "" : $" xmlns:dc=\"{RdfNames.DublinCore}\"") + $" xmlns:dcterms=\"{RdfNames.DublinTerms}\""
        + (vCard4 ? $" xmlns:vCard4=\"{RdfNames.VCard4}\"" : $" xmlns:vCard=\"{RdfNames.VCard3}\"")
        + $" xmlns:bqbiol=\"{RdfNames.Biology}\" xmlns:bqmodel=\"{RdfNames.Modelling}\"";

    private static void Write(History history, bool vCard4, StringBuilder text)
    {
        if (!history.Creators.IsEmpty)
        {
            string creatorElement = vCard4 ? "dcterms:creator" : "dc:creator";
            text.Append("  <").Append(creatorElement).Append(">\n    <rdf:Bag>\n");
            foreach (var creator in history.Creators)
            {
                Write(creator, vCard4, text);
            }

            text.Append("    </rdf:Bag>\n  </").Append(creatorElement).Append(">\n");
        }

        if (history.Created is not null)
        {
            Date("dcterms:created", history.Created, text);
        }

        foreach (string modified in history.Modified)
        {
            Date("dcterms:modified", modified, text);
        }
    }

    private static void Write(Creator creator, bool vCard4, StringBuilder text)
    {
        (string name, string family, string given, string email) = vCard4
            ? ("vCard4:hasName", "vCard4:family-name", "vCard4:given-name", "vCard4:hasEmail")
            : ("vCard:N", "vCard:Family", "vCard:Given", "vCard:EMAIL");
        text.Append("      <rdf:li rdf:parseType=\"Resource\">\n");
        if (creator.FamilyName is not null || creator.GivenName is not null)
        {
            text.Append("        <").Append(name).Append(" rdf:parseType=\"Resource\">\n");
            Item("          ", family, creator.FamilyName, text);
            Item("          ", given, creator.GivenName, text);
            text.Append("        </").Append(name).Append(">\n");
        }

        Item("        ", email, creator.Email, text);
        if (vCard4)
        {
            Item("        ", "vCard4:organization-name", creator.Organization, text);
        }
        else if (creator.Organization is not null)
        {
            text.Append("        <vCard:ORG rdf:parseType=\"Resource\">\n");
            Item("          ", "vCard:Orgname", creator.Organization, text);
            text.Append("        </vCard:ORG>\n");
        }

        text.Append("      </rdf:li>\n");
    }

    private static void Item(string indent, string element, string? content, StringBuilder text)
    {
        if (content is not null)
        {
            text.Append(indent).Append('<').Append(element).Append('>').Append(XmlText.EscapeAttribute(content)).Append("</").Append(element).Append(">\n");
        }
    }

    private static void Date(string element, string date, StringBuilder text) =>
        text.Append("  <").Append(element).Append(" rdf:parseType=\"Resource\">\n    <dcterms:W3CDTF>").Append(XmlText.EscapeAttribute(date)).Append("</dcterms:W3CDTF>\n  </").Append(element).Append(">\n");

    private static void Write(CvTerm term, StringBuilder text, int indent)
    {
        string space = new(' ', indent);
        text.Append(space).Append('<').Append(term.Qualifier).Append(">\n").Append(space).Append("  <rdf:Bag>\n");
        foreach (string resource in term.Resources)
        {
            text.Append(space).Append("    <rdf:li rdf:resource=\"").Append(XmlText.EscapeAttribute(resource)).Append("\"/>\n");
        }

        text.Append(space).Append("  </rdf:Bag>\n");
        foreach (var nested in term.Nested)
        {
            Write(nested, text, indent + 2);
        }

        text.Append(space).Append("</").Append(term.Qualifier).Append(">\n");
    }
}

using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Annotations;

/// <summary>
/// Reads the RDF that SBML describes (Level 3 Version 2 section 6): creators, dates, and qualified resources in bags about one element.
/// </summary>
internal static class RdfReader
{
    /// <summary>Adds what it understands; returns the rest as RDF text, or null when nothing is left.</summary>
    public static string? Read(XmlDocumentText document, XmlNode rdf, string metaId, List<CvTerm> terms, ref History? history)
    {
        List<string>? rest = null;
        foreach (var description in rdf.Children)
        {
            string? about = description.Attribute(SbmlNamespaces.Rdf, "about") ?? description.Attribute("about");
            bool ours = description.Is(SbmlNamespaces.Rdf, "Description") && about == "#" + metaId && description.Attributes.Length == 1;
            if (!ours)
            {
                (rest ??= []).Add(document.Whole(description));
                continue;
            }

            List<XmlNode>? unread = null;
            foreach (var statement in description.Children)
            {
                if (!Understand(statement, terms, ref history))
                {
                    (unread ??= []).Add(statement);
                }
            }

            if (unread is not null)
            {
                (rest ??= []).Add($"<rdf:Description rdf:about=\"{XmlText.EscapeAttribute(about!)}\">\n{document.Whole(unread)}\n</rdf:Description>");
            }
        }

        return rest is null ? null : $"<rdf:RDF xmlns:rdf=\"{SbmlNamespaces.Rdf}\">\n{string.Join('\n', rest)}\n</rdf:RDF>";
    }

    private static bool Understand(XmlNode statement, List<CvTerm> terms, ref History? history)
    {
        if (RdfNames.QualifierPrefix(statement.Namespace) is not null)
        {
            if (ReadTerm(statement) is not { } term)
            {
                return false;
            }

            terms.Add(term);
            return true;
        }

        if (statement.Name == "creator" && statement.Namespace is RdfNames.DublinCore or RdfNames.DublinTerms)
        {
            if (ReadCreators(statement) is not { } creators || history is { Creators.IsEmpty: false })
            {
                return false;
            }

            history = (history ?? new([], null, [])) with { Creators = creators };
            return true;
        }

        if (statement.Namespace != RdfNames.DublinTerms || statement.Name is not ("created" or "modified")
            || statement.Children is not [{ Name: "W3CDTF", Namespace: RdfNames.DublinTerms, Children.Count: 0 } date])
        {
            return false;
        }

        string text = date.Text.Trim();
        history ??= new([], null, []);
        if (statement.Name == "modified")
        {
            history = history with { Modified = history.Modified.Add(text) };
            return true;
        }

        if (history.Created is not null)
        {
            return false;
        }

        history = history with { Created = text };
        return true;
    }

    private static CvTerm? ReadTerm(XmlNode statement)
    {
        if (statement.Children.Count == 0 || !statement.Children[0].Is(SbmlNamespaces.Rdf, "Bag") || statement.Attributes.Length > 0)
        {
            return null;
        }

        var resources = new List<string>();
        foreach (var item in statement.Children[0].Children)
        {
            if (!item.Is(SbmlNamespaces.Rdf, "li") || item.Children.Count > 0 || item.Attributes.Length != 1 || item.Attribute(SbmlNamespaces.Rdf, "resource") is not { } resource)
            {
                return null;
            }

            resources.Add(resource);
        }

        var nested = new List<CvTerm>();
        foreach (var inner in statement.Children.Skip(1))
        {
            if (RdfNames.QualifierPrefix(inner.Namespace) is null || ReadTerm(inner) is not { } term)
            {
                return null;
            }

            nested.Add(term);
        }

        return new($"{RdfNames.QualifierPrefix(statement.Namespace)}:{statement.Name}", resources.ToValueList()) { Nested = nested.ToValueList() };
    }

    private static ValueList<Creator>? ReadCreators(XmlNode statement)
    {
        if (statement.Children is not [var bag] || !bag.Is(SbmlNamespaces.Rdf, "Bag"))
        {
            return null;
        }

        var creators = new List<Creator>();
        foreach (var item in bag.Children)
        {
            if (!item.Is(SbmlNamespaces.Rdf, "li") || ReadCreator(item) is not { } creator)
            {
                return null;
            }

            creators.Add(creator);
        }

        return creators.Count == 0 ? null : creators.ToValueList();
    }

    /// <summary>A person in either version of the vCard vocabulary; null when something else is said of the person.</summary>
    private static Creator? ReadCreator(XmlNode item)
    {
        var creator = new Creator(null, null, null, null);
        foreach (var part in item.Children)
        {
            switch (part.Namespace, part.Name)
            {
                case (RdfNames.VCard3, "N") or (RdfNames.VCard4, "hasName"):
                    foreach (var name in part.Children)
                    {
                        switch (name.Namespace, name.Name)
                        {
                            case (RdfNames.VCard3, "Family") or (RdfNames.VCard4, "family-name"):
                                creator = creator with { FamilyName = name.Text.Trim() };
                                break;
                            case (RdfNames.VCard3, "Given") or (RdfNames.VCard4, "given-name"):
                                creator = creator with { GivenName = name.Text.Trim() };
                                break;
                            default:
                                return null;
                        }
                    }

                    break;
                case (RdfNames.VCard3, "EMAIL") or (RdfNames.VCard4, "hasEmail") when part.Children.Count == 0:
                    creator = creator with { Email = part.Text.Trim() };
                    break;
                case (RdfNames.VCard3, "ORG") when part.Children is [{ Namespace: RdfNames.VCard3, Name: "Orgname" } organization]:
                    creator = creator with { Organization = organization.Text.Trim() };
                    break;
                case (RdfNames.VCard4, "organization-name") when part.Children.Count == 0:
                    creator = creator with { Organization = part.Text.Trim() };
                    break;
                default:
                    return null;
            }
        }

        return creator;
    }
}

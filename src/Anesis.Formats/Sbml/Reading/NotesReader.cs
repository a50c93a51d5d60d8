using Anesis.Formats.Sbml.Xml;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Checks the content of notes and messages: XHTML, and either a page, a body, or elements that a body may hold.</summary>
internal static class NotesReader
{
    /// <summary>Elements of XHTML 1.0 that a body may hold.</summary>
    private static readonly HashSet<string> BodyElements = new(StringComparer.Ordinal)
    {
        "a", "abbr", "acronym", "address", "applet", "b", "basefont", "bdo", "big", "blockquote", "br", "button", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "dir",
        "div", "dl", "dt", "em", "fieldset", "font", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "iframe", "img", "input", "ins", "isindex", "kbd", "label",
        "legend", "li", "map", "menu", "noframes", "noscript", "object", "ol", "optgroup", "option", "p", "param", "pre", "q", "s", "samp", "script", "select", "small", "span", "strike", "strong",
        "style", "sub", "sup", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var",
    };

    /// <summary>Reports elements outside XHTML (<paramref name="namespaceRule"/>) and content that is no page, body or body's part (<paramref name="contentRule"/>).</summary>
    public static void Check(SbmlSource source, XmlNode notes, int namespaceRule, int contentRule)
    {
        bool old = source.Is(SbmlEdition.L1 | SbmlEdition.L2V1);
        foreach (var child in notes.Children)
        {
            if (!string.Equals(child.Namespace, SbmlNamespaces.Xhtml, StringComparison.Ordinal))
            {
                source.Error(child, "AN0212", $"<{child.QualifiedName}> of the namespace \"{child.Namespace}\" in <{notes.Name}>", $"elements of XHTML, in the namespace \"{SbmlNamespaces.Xhtml}\"",
                    old ? 10103 : namespaceRule, source.Is(SbmlEdition.L2V2To5) ? contentRule : 0);
                return;
            }

            if (child.Name == "html" && !(child.Children is [{ Name: "head" } head, { Name: "body" }] && head.Children.Exists(c => c.Name == "title")))
            {
                ReportContent(source, child, "<html> without <head> (with a <title>) and <body>", contentRule);
            }
            else if (child.Name is not ("html" or "body") && !BodyElements.Contains(child.Name))
            {
                ReportContent(source, child, $"<{child.Name}> in <{notes.Name}>", contentRule);
            }
        }

        if (notes.Children.Count > 1 && notes.Children.Find(c => c.Name is "html" or "body") is { } whole)
        {
            ReportContent(source, whole, $"<{whole.Name}> beside other elements", contentRule);
        }
        else if (notes.Children.Count == 0 && notes.Text.Trim().Length > 0)
        {
            source.Error(notes, "AN0212", $"bare text in <{notes.Name}>", "elements of XHTML", old ? 10103 : namespaceRule, source.Is(SbmlEdition.L2V2To5) ? contentRule : 0);
        }
    }

    /// <summary>An error where the specification says so (Level 2 from Version 2), elsewhere a warning.</summary>
    private static void ReportContent(SbmlSource source, XmlNode node, string found, int rule)
    {
        const string Expected = "a complete XHTML page, a <body>, or elements that may stand in a <body>";
        if (source.Is(SbmlEdition.L2V2To5))
        {
            source.Error(node, "AN0212", found, Expected, rule);
        }
        else
        {
            source.Warning(node, "AN0212", found, Expected);
        }
    }
}

using Anesis.Formats.Sbml.Xml;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Checks the content of notes and messages: XHTML, and either a page, a body, or elements that a body may hold.</summary>
internal static class NotesReader
{
    /// <summary>Reports elements outside XHTML (<paramref name="namespaceRule"/>) and content that is no page, body or body's part (<paramref name="contentRule"/>).</summary>
    public static void Check(SbmlSource source, XmlNode notes, int namespaceRule, int contentRule)
    {
        bool strict = source.Is(SbmlEdition.L2V2To5);
        bool isWhole = false;
        foreach (var child in notes.Children)
        {
            if (!string.Equals(child.Namespace, SbmlNamespaces.Xhtml, StringComparison.Ordinal))
            {
                bool error = source.Is(SbmlEdition.FromL2V2);
                source.Report("AN0212", error ? Modeling.Diagnostics.Severity.Error : Modeling.Diagnostics.Severity.Warning, source.At(child),
                    $"<{child.QualifiedName}> of the namespace \"{child.Namespace}\" in <{notes.Name}>", $"elements of XHTML, in the namespace \"{SbmlNamespaces.Xhtml}\"", null, namespaceRule);
                return;
            }

            if (child.Name is "html" or "body")
            {
                isWhole = true;
                if (child.Name == "html" && !(child.Children is [{ Name: "head" } head, { Name: "body" }] && head.Children.Exists(c => c.Name == "title")))
                {
                    Report(source, child, "<html> without <head> (with a <title>) and <body>", strict, contentRule);
                }
            }
            else if (child.Name is "head" or "title" or "meta" or "link" or "base")
            {
                Report(source, child, $"<{child.Name}> in <{notes.Name}>", strict, contentRule);
            }
        }

        if (isWhole && notes.Children.Count > 1)
        {
            Report(source, notes.Children[1], "more than one element beside <html> or <body>", strict, contentRule);
        }
        else if (notes.Children.Count == 0 && notes.Text.Trim().Length > 0)
        {
            source.Report("AN0212", source.Is(SbmlEdition.FromL2V2) ? Modeling.Diagnostics.Severity.Error : Modeling.Diagnostics.Severity.Warning, source.At(notes),
                $"bare text in <{notes.Name}>", "elements of XHTML", null, source.Is(SbmlEdition.L3) ? namespaceRule : contentRule);
        }
    }

    private static void Report(SbmlSource source, XmlNode node, string found, bool strict, int rule) =>
        source.Report("AN0212", strict ? Modeling.Diagnostics.Severity.Error : Modeling.Diagnostics.Severity.Warning, source.At(node), found,
            "a complete XHTML page, a <body>, or elements that may stand in a <body>", null, strict ? rule : 0);
}

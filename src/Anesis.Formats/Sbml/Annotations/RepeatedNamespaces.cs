using Anesis.Formats.Sbml.Xml;

namespace Anesis.Formats.Sbml.Annotations;

/// <summary>
/// From Level 2 Version 2 on an annotation holds at most one element of a namespace; older files may hold several. When written in a later version, the others stand together in one element of ours.
/// </summary>
internal static class RepeatedNamespaces
{
    public const string Namespace = "urn:anesis:annotation";
    public const string ElementName = "repeated";

    /// <summary>The content of an annotation with repeated namespaces wrapped; as it is when there are none, or when it is no markup that could be wrapped.</summary>
    public static string Wrap(string content)
    {
        string text = "<a>" + content + "</a>";
        var document = BoundedXml.Parse(text, "", XmlLimits.Default, []);
        if (document is null || document.Root.Children.Count < 2)
        {
            return content;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = document.Root.Children.Where(c => !seen.Add(c.Namespace)).ToList();
        if (repeated.Count == 0)
        {
            return content;
        }

        var first = document.Root.Children.Where(c => !repeated.Contains(c));
        return $"{document.Whole(first)}\n<{ElementName} xmlns=\"{Namespace}\">\n{document.Whole(repeated)}\n</{ElementName}>";
    }

    /// <summary>The elements that a wrapping element holds.</summary>
    public static bool IsWrapper(XmlNode node) => node.Is(Namespace, ElementName);
}

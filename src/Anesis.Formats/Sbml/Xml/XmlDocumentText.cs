using System.Text;

namespace Anesis.Formats.Sbml.Xml;

/// <summary>A document's text and its elements, so that parts can be kept word for word.</summary>
internal sealed class XmlDocumentText(string text, XmlNode root, LineStarts lines)
{
    public XmlNode Root { get; } = root;

    /// <summary>The XML declaration at the start, or nothing.</summary>
    public string Declaration => text.StartsWith("<?xml", StringComparison.Ordinal) && text.IndexOf("?>", StringComparison.Ordinal) is > 0 and var end ? text[..end] : "";

    /// <summary>The text of a line (from 1), or null when it is too long to show.</summary>
    public string? Line(int line)
    {
        int start = lines.Offset(line, 1), end = text.IndexOf('\n', start);
        end = end < 0 ? text.Length : end;
        return end - start > 300 ? null : text[start..end];
    }

    /// <summary>What stands between an element's tags, word for word, with the namespace declarations that it needs to stand alone; trimmed.</summary>
    public string Inside(XmlNode node) => SelfContained(node.ContentStart, node.ContentEnd, node.Children).Trim();

    /// <summary>An element word for word, with the namespace declarations that it needs to stand alone.</summary>
    public string Whole(XmlNode node) => SelfContained(node.Start, node.End, [node]);

    /// <summary>Several elements, one after another.</summary>
    public string Whole(IEnumerable<XmlNode> nodes) => string.Join('\n', nodes.Select(Whole));

    private string SelfContained(int start, int end, List<XmlNode> elements)
    {
        StringBuilder? result = null;
        int copied = start;
        foreach (var element in elements)
        {
            var missing = MissingDeclarations(element);
            if (missing.Count == 0)
            {
                continue;
            }

            result ??= new StringBuilder();
            int afterName = element.Start + 1 + element.QualifiedName.Length;
            result.Append(text, copied, afterName - copied);
            foreach (var (prefix, xmlNamespace) in missing)
            {
                result.Append(prefix.Length == 0 ? " xmlns" : " xmlns:").Append(prefix).Append("=\"").Append(XmlText.EscapeAttribute(xmlNamespace)).Append('"');
            }

            copied = afterName;
        }

        return result is null ? text[start..end] : result.Append(text, copied, end - copied).ToString();
    }

    /// <summary>Declarations that are used inside and made outside, in order of first use; SBML's own namespace is left to the surroundings.</summary>
    private static List<(string Prefix, string Namespace)> MissingDeclarations(XmlNode element)
    {
        var missing = new List<(string Prefix, string Namespace)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var declared = new Dictionary<string, int>(StringComparer.Ordinal);
        Collect(element);
        return missing;

        void Collect(XmlNode node)
        {
            foreach (var declaration in node.Declarations)
            {
                declared[declaration.Prefix] = declared.GetValueOrDefault(declaration.Prefix) + 1;
            }

            Need(node.Prefix, node.Namespace);
            foreach (var attribute in node.Attributes)
            {
                if (attribute.Prefix.Length > 0)
                {
                    Need(attribute.Prefix, attribute.Namespace);
                }
            }

            foreach (var child in node.Children)
            {
                Collect(child);
            }

            foreach (var declaration in node.Declarations)
            {
                declared[declaration.Prefix]--;
            }
        }

        void Need(string prefix, string xmlNamespace)
        {
            bool leave = prefix is "xml" || declared.GetValueOrDefault(prefix) > 0
                || (prefix.Length == 0 && (xmlNamespace.Length == 0 || SbmlNamespaces.IsCore(xmlNamespace)));
            if (!leave && seen.Add(prefix))
            {
                missing.Add((prefix, xmlNamespace));
            }
        }
    }
}

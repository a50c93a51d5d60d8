using System.Xml;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Xml;

/// <summary>Reads well-formed XML into <see cref="XmlNode"/>s without DTDs, external entities or more depth, size or elements than <see cref="XmlLimits"/> allows.</summary>
internal static class BoundedXml
{
    /// <summary>The document of a text whose line ends are "\n", or null after a diagnostic.</summary>
    public static XmlDocumentText? Parse(string text, string file, XmlLimits limits, List<Diagnostic> diagnostics)
    {
        if (AttributeCrowd(text, limits.Attributes) is >= 0 and var crowd)
        {
            int line = text.AsSpan(0, crowd).Count('\n') + 1;
            diagnostics.Add(new("AN0203", Severity.Error, new(file, line, crowd - (crowd == 0 ? -1 : text.LastIndexOf('\n', crowd - 1)), 1), $"an element with more than {limits.Attributes} attributes", "a document within the limits of this reader"));
            return null;
        }

        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            MaxCharactersFromEntities = 1024,
            MaxCharactersInDocument = limits.Characters,
            CloseInput = false,
        };
        XmlNode? current = null;
        using var reader = XmlReader.Create(new StringReader(text), settings);
        try
        {
            return Build(reader, text, limits, ref current, diagnostics, file);
        }
        catch (XmlException exception)
        {
            diagnostics.Add(XmlProblem.Describe(exception, (IXmlLineInfo)reader, text, file, current));
            return null;
        }
    }

    private static XmlDocumentText? Build(XmlReader reader, string text, XmlLimits limits, ref XmlNode? current, List<Diagnostic> diagnostics, string file)
    {
        var place = (IXmlLineInfo)reader;
        var lines = new LineStarts(text);
        XmlNode? root = null;
        int count = 0, depth = 0;
        var attributes = new List<XmlAttributeText>();
        var declarations = new List<NamespaceDeclaration>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var node = new XmlNode(reader.Prefix, reader.LocalName, reader.NamespaceURI, current, place.LineNumber, place.LinePosition)
                    {
                        Start = lines.Offset(place.LineNumber, place.LinePosition) - 1,
                    };
                    bool empty = reader.IsEmptyElement;
                    if (++count > limits.Elements || depth >= limits.Depth)
                    {
                        diagnostics.Add(new("AN0203", Severity.Error, new(file, node.Line, node.Column, node.QualifiedName.Length),
                            depth >= limits.Depth ? $"elements nested more than {limits.Depth} deep" : $"more than {limits.Elements} elements",
                            "a document within the limits of this reader"));
                        return null;
                    }

                    ReadAttributes(reader, place, node, attributes, declarations);
                    int tagEnd = EndOfTag(text, node.Start);
                    node.ContentStart = tagEnd;
                    current?.Add(node);
                    root ??= node;
                    if (empty)
                    {
                        node.ContentEnd = node.End = tagEnd;
                    }
                    else
                    {
                        depth++;
                        current = node;
                    }

                    break;

                case XmlNodeType.EndElement:
                    current!.ContentEnd = lines.Offset(place.LineNumber, place.LinePosition) - 2;
                    current.End = text.IndexOf('>', current.ContentEnd) + 1;
                    current = current.Parent;
                    depth--;
                    break;

                case XmlNodeType.Text or XmlNodeType.CDATA:
                    current?.AddText(reader.Value);
                    break;
            }
        }

        return root is null ? null : new(text, root, lines);
    }

    /// <summary>Where an element begins that has more attributes than allowed, or −1. The XML parser compares each attribute with all others.</summary>
    private static int AttributeCrowd(string text, int limit)
    {
        int at = 0;
        while (at < text.Length && text.IndexOf('<', at) is >= 0 and var start)
        {
            string? end = text.AsSpan(start).StartsWith("<!--", StringComparison.Ordinal) ? "-->" : text.AsSpan(start).StartsWith("<![CDATA[", StringComparison.Ordinal) ? "]]>" : text.AsSpan(start).StartsWith("<?", StringComparison.Ordinal) ? "?>" : null;
            if (end is not null)
            {
                at = text.IndexOf(end, start, StringComparison.Ordinal);
                if (at < 0)
                {
                    return -1;
                }

                continue;
            }

            at = start + 1;
            int attributes = 0;
            while (text.AsSpan(at).IndexOfAny('>', '"', '\'') is >= 0 and var next)
            {
                at += next;
                if (text[at] == '>')
                {
                    break;
                }

                if (++attributes > limit)
                {
                    return start;
                }

                at = text.IndexOf(text[at], at + 1) + 1;
                if (at == 0)
                {
                    return -1;
                }
            }
        }

        return -1;
    }

    private static void ReadAttributes(XmlReader reader, IXmlLineInfo place, XmlNode node, List<XmlAttributeText> attributes, List<NamespaceDeclaration> declarations)
    {
        if (!reader.MoveToFirstAttribute())
        {
            return;
        }

        attributes.Clear();
        declarations.Clear();
        do
        {
            string prefix = reader.Prefix;
            if (prefix == "xmlns")
            {
                declarations.Add(new(reader.LocalName, reader.Value));
            }
            else if (prefix.Length == 0 && reader.LocalName == "xmlns")
            {
                declarations.Add(new("", reader.Value));
            }
            else
            {
                attributes.Add(new(prefix, reader.LocalName, reader.NamespaceURI, reader.Value, place.LineNumber, place.LinePosition));
            }
        }
        while (reader.MoveToNextAttribute());
        if (attributes.Count > 0)
        {
            node.Attributes = [.. attributes];
        }

        if (declarations.Count > 0)
        {
            node.Declarations = [.. declarations];
        }

        reader.MoveToElement();
    }

    /// <summary>The offset behind the "&gt;" that closes the tag starting at <paramref name="start"/>.</summary>
    private static int EndOfTag(string text, int start)
    {
        int i = start;
        while (true)
        {
            i += text.AsSpan(i).IndexOfAny('>', '"', '\'');
            if (text[i] == '>')
            {
                return i + 1;
            }

            i = text.IndexOf(text[i], i + 1) + 1;
        }
    }
}

/// <summary>How much a document may hold.</summary>
/// <param name="Characters">Characters of text.</param>
/// <param name="Depth">Elements inside each other.</param>
/// <param name="Elements">Elements in all.</param>
/// <param name="Attributes">Attributes of one element.</param>
internal sealed record XmlLimits(int Characters = 64 << 20, int Depth = 1000, int Elements = 3_000_000, int Attributes = 100_000)
{
    public static XmlLimits Default { get; } = new();
}

/// <summary>Turns line and column into an offset.</summary>
internal readonly struct LineStarts
{
    private readonly List<int> _starts;

    public LineStarts(string text)
    {
        _starts = new List<int>(1024) { 0, 0 };
        for (int i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            _starts.Add(i + 1);
        }
    }

    public int Offset(int line, int column) => _starts[line] + column - 1;
}

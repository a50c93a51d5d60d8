using System.Xml;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Xml;

/// <summary>Says what is wrong with text that is not well-formed XML.</summary>
internal static class XmlProblem
{
    public static Diagnostic Describe(XmlException exception, IXmlLineInfo reached, string text, string file, XmlNode? inside)
    {
        bool hasPlace = exception.LineNumber > 0;
        int line = Math.Max(1, hasPlace ? exception.LineNumber : reached.LineNumber), column = Math.Max(1, hasPlace ? exception.LinePosition : reached.LinePosition);
        string message = exception.Message;
        bool doctype = message.Contains("DTD", StringComparison.Ordinal);
        if (doctype && text.IndexOf("<!DOCTYPE", StringComparison.Ordinal) is >= 0 and var start)
        {
            (line, column) = (text.AsSpan(0, start).Count('\n') + 1, start - text.LastIndexOf('\n', start));
        }

        string sourceLine = LineText(text, line);
        int at = message.LastIndexOf(" Line ", StringComparison.Ordinal);
        if (at > 0)
        {
            message = message[..at];
        }

        bool declaration = sourceLine.AsSpan(Math.Min(sourceLine.Length, Math.Max(0, column - 8))).Contains("xml", StringComparison.OrdinalIgnoreCase)
            && message.Contains("XML declaration", StringComparison.OrdinalIgnoreCase);
        string? rule = (Section(inside), declaration, doctype) switch
        {
            ("notes", true, _) => "10802",
            ("notes", _, true) => "10803",
            ("message", true, _) => "21004",
            ("message", _, true) => "21005",
            _ => null,
        };
        string expected = doctype ? "XML without one: they are refused, with the entities that they declare"
            : text.AsSpan().TrimStart() is not ['<', ..] ? "an XML document"
            : "well-formed XML";
        return new(doctype ? "AN0204" : "AN0202", Severity.Error, new(file, line, column, 1), doctype ? "a document type declaration (DTD)" : "text that is not accepted as XML: " + message.TrimEnd('.', ' '), expected)
        {
            Rules = rule is null ? [] : [rule],
            SourceLine = sourceLine.Length < 400 ? sourceLine : null,
        };
    }

    public static string LineText(string text, int line)
    {
        int start = 0;
        for (int i = 1; i < line && start >= 0; i++)
        {
            int next = text.IndexOf('\n', start);
            if (next < 0)
            {
                return "";
            }

            start = next + 1;
        }

        int end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static string? Section(XmlNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            if (node.Name is "notes" or "message" && SbmlNamespaces.IsCore(node.Namespace))
            {
                return node.Name;
            }
        }

        return null;
    }
}

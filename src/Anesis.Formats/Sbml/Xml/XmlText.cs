using System.Buffers;

namespace Anesis.Formats.Sbml.Xml;

/// <summary>Escapes text for XML.</summary>
internal static class XmlText
{
    private static readonly SearchValues<char> AttributeSpecial = SearchValues.Create("&<>\"\t\n\r");

    public static string EscapeAttribute(string text)
    {
        if (text.AsSpan().IndexOfAny(AttributeSpecial) < 0)
        {
            return text;
        }

        return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
            .Replace("\t", "&#9;", StringComparison.Ordinal).Replace("\n", "&#10;", StringComparison.Ordinal)
            .Replace("\r", "&#13;", StringComparison.Ordinal);
    }
}

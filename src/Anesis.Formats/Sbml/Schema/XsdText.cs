using System.Buffers;
using System.Globalization;

namespace Anesis.Formats.Sbml.Schema;

/// <summary>The lexical forms of XML Schema's types as SBML uses them.</summary>
internal static class XsdText
{
    private static readonly SearchValues<char> RealCharacters = SearchValues.Create("+-.0123456789eE");

    /// <summary>xsd:double: decimal digits with an optional exponent, INF, -INF or NaN.</summary>
    public static bool TryReal(ReadOnlySpan<char> text, out double value)
    {
        text = Collapse(text);
        switch (text)
        {
            case "INF":
                value = double.PositiveInfinity;
                return true;
            case "-INF":
                value = double.NegativeInfinity;
                return true;
            case "NaN":
                value = double.NaN;
                return true;
        }

        value = 0;
        return text.Length > 0 && text.IndexOfAnyExcept(RealCharacters) < 0
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryInteger(ReadOnlySpan<char> text, out int value) =>
        int.TryParse(Collapse(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool TryBoolean(ReadOnlySpan<char> text, out bool value)
    {
        text = Collapse(text);
        value = text is "true" or "1";
        return value || text is "false" or "0";
    }

    /// <summary>SId and UnitSId: a letter or underscore, then letters, digits and underscores, all of ASCII.</summary>
    public static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A metaid, as SBML defines its type ID: a name of XML, where ':' may stand too.</summary>
    public static bool IsXmlId(string text)
    {
        if (text.Length == 0 || !(text[0] == ':' || System.Xml.XmlConvert.IsStartNCNameChar(text[0])))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (c != ':' && !System.Xml.XmlConvert.IsNCNameChar(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>"SBO:" and seven digits.</summary>
    public static bool IsSboTerm(ReadOnlySpan<char> text) =>
        text.Length == 11 && text.StartsWith("SBO:") && text[4..].IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The shortest text that reads back to the same number.</summary>
    public static string Write(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "INF"
        : double.IsNegativeInfinity(value) ? "-INF"
        : value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');

    private static ReadOnlySpan<char> Collapse(ReadOnlySpan<char> text) => text.Trim(" \t\r\n");
}

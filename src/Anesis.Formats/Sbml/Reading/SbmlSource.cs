using System.Globalization;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>A document that is being read: its text, its edition, and what was found wrong so far.</summary>
internal sealed class SbmlSource(XmlDocumentText document, string file, SbmlEdition edition, List<Diagnostic> diagnostics)
{
    /// <summary>More diagnostics than this help nobody.</summary>
    private const int MaximumDiagnostics = 500;

    public XmlDocumentText Document { get; } = document;

    public string File { get; } = file;

    public SbmlEdition Edition { get; } = edition;

    public string CoreNamespace { get; } = SbmlNamespaces.Of(edition);

    /// <summary>The packages that the outermost element declares.</summary>
    public ValueList<SbmlPackage> Packages { get; set; }

    public bool Is(SbmlEdition set) => Edition.IsIn(set);

    public bool IsCore(XmlNode node) => string.Equals(node.Namespace, CoreNamespace, StringComparison.Ordinal);

    public bool IsCore(XmlNode node, string name) => node.Is(CoreNamespace, name);

    public bool IsDeclaredPackage(string xmlNamespace)
    {
        foreach (var package in Packages.Span)
        {
            if (string.Equals(package.Namespace, xmlNamespace, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first child of the core with that name, or null.</summary>
    public XmlNode? Child(XmlNode node, string name)
    {
        foreach (var child in node.Children)
        {
            if (IsCore(child, name))
            {
                return child;
            }
        }

        return null;
    }

    public SourceSpan At(XmlNode node) => new(File, node.Line, node.Column, node.QualifiedName.Length);

    public SourceSpan At(in XmlAttributeText attribute) => new(File, attribute.Line, attribute.Column, attribute.Name.Length + (attribute.Prefix.Length > 0 ? attribute.Prefix.Length + 1 : 0));

    public void Error(XmlNode node, string code, string found, string expected, params ReadOnlySpan<int> rules) => Report(code, Severity.Error, At(node), found, expected, null, rules);

    public void Error(in XmlAttributeText attribute, string code, string found, string expected, params ReadOnlySpan<int> rules) =>
        Report(code, Severity.Error, At(attribute), found, expected, null, rules);

    public void Warning(XmlNode node, string code, string found, string expected, params ReadOnlySpan<int> rules) => Report(code, Severity.Warning, At(node), found, expected, null, rules);

    public void Report(string code, Severity severity, SourceSpan at, string found, string expected, string? nearest, params ReadOnlySpan<int> rules)
    {
        if (diagnostics.Count >= MaximumDiagnostics)
        {
            return;
        }

        var numbers = new List<string>(rules.Length);
        foreach (int rule in rules)
        {
            if (rule != 0)
            {
                numbers.Add(rule.ToString(CultureInfo.InvariantCulture));
            }
        }

        diagnostics.Add(new(code, severity, at, Shortened(found), expected, nearest) { Rules = numbers.ToValueList(), SourceLine = at.Line > 0 ? Document.Line(at.Line) : null });
    }

    /// <summary>What was found may be very long; its beginning says enough.</summary>
    private static string Shortened(string found) => found.Length <= 300 ? found : found[..297] + "…";

    /// <summary>An attribute's text without surrounding white space; null when it is absent or empty.</summary>
    public static string? Text(XmlNode node, string name) => node.Attribute(name) is { } text && text.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    /// <summary>An attribute's number; null when it is absent or malformed (which the schema check reports).</summary>
    public static double? Real(XmlNode node, string name) => node.Attribute(name) is { } text && XsdText.TryReal(text, out double value) ? value : null;

    public static int? Integer(XmlNode node, string name) => node.Attribute(name) is { } text && XsdText.TryInteger(text, out int value) ? value : null;

    public static bool? Boolean(XmlNode node, string name) => node.Attribute(name) is { } text && XsdText.TryBoolean(text, out bool value) ? value : null;
}

using Anesis.Formats.Sbml.Reading;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml;

/// <summary>
/// Reads SBML Level 1 (Versions 1, 2), Level 2 (1 to 5) and Level 3 (1, 2) with the packages comp, distrib and fbc; markup of packages that do not change the mathematics is kept.
/// Document type declarations and external entities are refused; depth, size and number of elements are bounded.
/// </summary>
public static class SbmlReader
{
    /// <summary>The document, or all the errors of its text. The meaning of its ids, units and mathematics is checked elsewhere.</summary>
    public static Checked<ModelDocument> Read(ReadOnlyMemory<byte> bytes, string fileName) => Refusing(Examine(bytes, fileName));

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, string)"/>
    public static Checked<ModelDocument> Read(string text, string fileName) => Refusing(Examine(text, fileName));

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, string)"/>
    public static Checked<ModelDocument> Read(Stream stream, string fileName)
    {
        var diagnostics = new List<Diagnostic>();
        var bytes = BoundedStream.ReadAll(stream, fileName, XmlLimits.Default.Characters, diagnostics);
        return bytes is null ? Checked.Refused<ModelDocument>(diagnostics) : Read(bytes.Value, fileName);
    }

    /// <summary>As <see cref="Read(ReadOnlyMemory{byte}, string)"/>, but with errors too the document as far as it could be understood: for a checker that wants to find more.</summary>
    public static Checked<ModelDocument> Examine(ReadOnlyMemory<byte> bytes, string fileName)
    {
        var diagnostics = new List<Diagnostic>();
        string? text = TextDecoding.Decode(bytes.Span, fileName, XmlLimits.Default, diagnostics);
        return text is null ? Checked.Refused<ModelDocument>(diagnostics) : Examine(text, fileName, validate: false, diagnostics);
    }

    /// <summary>As <see cref="Examine(ReadOnlyMemory{byte}, string)"/>, with the specification's rules about meaning: identifiers, references, mathematics, units' names, circular dependencies, determinacy.</summary>
    public static Checked<ModelDocument> Validate(ReadOnlyMemory<byte> bytes, string fileName)
    {
        var diagnostics = new List<Diagnostic>();
        string? text = TextDecoding.Decode(bytes.Span, fileName, XmlLimits.Default, diagnostics);
        return text is null ? Checked.Refused<ModelDocument>(diagnostics) : Examine(text, fileName, validate: true, diagnostics);
    }

    /// <inheritdoc cref="Examine(ReadOnlyMemory{byte}, string)"/>
    public static Checked<ModelDocument> Examine(string text, string fileName) => Examine(TextDecoding.NormaliseLines(text), fileName, validate: false, []);

    private static Checked<ModelDocument> Examine(string text, string fileName, bool validate, List<Diagnostic> diagnostics)
    {
        var document = BoundedXml.Parse(text, fileName, XmlLimits.Default, diagnostics);
        var model = document is null ? null : DocumentReader.Read(document, fileName, validate, diagnostics);
        return new(model, diagnostics.ToValueList());
    }

    private static Checked<ModelDocument> Refusing(Checked<ModelDocument> result) => result.IsOk ? result : result with { Value = null };
}

using Anesis.Formats.Antimony;
using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats;

/// <summary>
/// Reads a model from a file: Antimony (.ant) or SBML (.xml, .sbml); other names by content. Files that the model refers to (Antimony imports, external model definitions)
/// are read too when they lie in its folder or below; nothing else of the file system is reached.
/// </summary>
public static class ModelFile
{
    /// <summary>The models of a file, or its errors, among them a file that cannot be opened.</summary>
    public static Checked<ModelDocument> Read(string path)
    {
        var result = Examine(path);
        return result.IsOk ? result : result with { Value = null };
    }

    /// <summary>As <see cref="Read"/>, but with errors too the document as far as it could be understood: for a checker that wants to find more.</summary>
    public static Checked<ModelDocument> Examine(string path) => Open(path, SbmlReader.Examine);

    /// <summary>As <see cref="Examine"/>, with SBML's rules about meaning.</summary>
    public static Checked<ModelDocument> Validate(string path) => Open(path, SbmlReader.Validate);

    private static Checked<ModelDocument> Open(string path, Func<ReadOnlyMemory<byte>, string, Checked<ModelDocument>> readSbml)
    {
        var diagnostics = new List<Diagnostic>();
        var bytes = FolderSource.TryReadBytes(path, path, diagnostics);
        if (bytes is null)
        {
            return Checked.Refused<ModelDocument>(diagnostics);
        }

        var source = new FolderSource(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        return IsAntimony(path, bytes.Value.Span) ? ReadAntimony(bytes.Value, path, source) : ExternalModels.Resolve(readSbml(bytes.Value, path), source);
    }

    internal static bool IsAntimony(string path, ReadOnlySpan<byte> content)
    {
        string extension = Path.GetExtension(path);
        return extension.Equals(".ant", StringComparison.OrdinalIgnoreCase)
            || (!extension.Equals(".xml", StringComparison.OrdinalIgnoreCase) && !extension.Equals(".sbml", StringComparison.OrdinalIgnoreCase) && !LooksLikeXml(content));
    }

    /// <summary>True for text that begins with a tag, and for bytes that are no plain text (which the SBML reader then names).</summary>
    private static bool LooksLikeXml(ReadOnlySpan<byte> content)
    {
        content = content is [0xef, 0xbb, 0xbf, ..] ? content[3..] : content;
        content = content.TrimStart(" \t\r\n"u8);
        return content is [(byte)'<', ..] or [0x1f, 0x8b, ..] or [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, ..] || content.StartsWith("PK\x03\x04"u8);
    }

    private static Checked<ModelDocument> ReadAntimony(ReadOnlyMemory<byte> bytes, string path, FolderSource source)
    {
        var diagnostics = new List<Diagnostic>();
        string? text = TextDecoding.Decode(bytes.Span, path, XmlLimits.Default, diagnostics);
        return text is null ? Checked.Refused<ModelDocument>(diagnostics) : AntimonyReader.Read(text, path, source);
    }
}

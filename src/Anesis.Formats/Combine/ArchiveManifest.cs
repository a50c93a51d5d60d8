using System.Text;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Writing;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Combine;

/// <summary>Reads and writes the manifest of a COMBINE archive.</summary>
internal static class ArchiveManifest
{
    private const string Namespace = "http://identifiers.org/combine.specifications/omex-manifest";
    private const string ArchiveFormat = "http://identifiers.org/combine.specifications/omex";

    public static Checked<CombineArchive> Read(ReadOnlyMemory<byte> manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> contents, string fileName)
    {
        string place = fileName + "/manifest.xml";
        var diagnostics = new List<Diagnostic>();
        string? text = TextDecoding.Decode(manifest.Span, place, XmlLimits.Default, diagnostics);
        var document = text is null ? null : BoundedXml.Parse(text, place, XmlLimits.Default, diagnostics);
        if (document is null)
        {
            return Checked.Refused<CombineArchive>(diagnostics);
        }

        if (document.Root.Name != "omexManifest")
        {
            return Checked.Refused<CombineArchive>(new Diagnostic("AN0241", Severity.Error, new(place, document.Root.Line, document.Root.Column), $"<{document.Root.QualifiedName}>", "<omexManifest>"));
        }

        var entries = new List<ArchiveEntry>();
        var named = new HashSet<string>(StringComparer.Ordinal) { "manifest.xml" };
        foreach (var node in document.Root.Children.Where(c => c.Name == "content"))
        {
            string location = CombineArchive.Normal(node.Attribute("location")?.Trim() ?? "");
            if (location is "." or "" or "manifest.xml")
            {
                continue;
            }

            var at = new SourceSpan(place, node.Line, node.Column, node.Name.Length);
            if (!contents.TryGetValue(location, out var content))
            {
                diagnostics.Add(new("AN0241", Severity.Warning, at, $"\"{location}\" in the manifest", "a file of the archive", Spelling.Nearest(location, contents.Keys)));
                continue;
            }

            named.Add(location);
            entries.Add(new(location, node.Attribute("format")?.Trim() ?? "", XsdText.TryBoolean((node.Attribute("master") ?? "false").ToLowerInvariant(), out bool master) && master, content));
        }

        foreach (var (location, content) in contents.OrderBy(c => c.Key, StringComparer.Ordinal).Where(c => !named.Contains(c.Key)))
        {
            entries.Add(new(location, "", false, content));
        }

        return new(new CombineArchive(entries.ToValueList()), diagnostics.ToValueList());
    }

    public static byte[] Write(ValueList<ArchiveEntry> entries)
    {
        var output = new XmlOutput();
        output.Begin("omexManifest");
        output.Attribute("xmlns", Namespace);
        Content(".", ArchiveFormat, false);
        Content("./manifest.xml", Namespace, false);
        foreach (var entry in entries)
        {
            Content("./" + entry.Location, entry.Format, entry.IsMaster);
        }

        output.End();
        return Encoding.UTF8.GetBytes(output.ToString());

        void Content(string location, string format, bool master)
        {
            output.Begin("content");
            output.Attribute("location", location);
            output.Attribute("format", format);
            output.Attribute("master", master ? "true" : null);
            output.End();
        }
    }
}

using System.IO.Compression;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Combine;

/// <summary>One file of an archive: where it lies, what it is (a URI of a format), and whether it is where to begin.</summary>
public sealed record ArchiveEntry(string Location, string Format, bool IsMaster, ReadOnlyMemory<byte> Content);

/// <summary>
/// A COMBINE archive (Bergmann et al., BMC Bioinformatics 2014, 15, 369): a ZIP file with a manifest. Nothing is unpacked to the file system by reading:
/// names that lead out of the archive, links, and contents beyond the limits are refused.
/// </summary>
public sealed record CombineArchive(ValueList<ArchiveEntry> Entries)
{
    private const int MostEntries = 2000;
    private const long MostBytes = 512L << 20;
    private const long MostRatio = 1000;

    public const string SedMlFormat = "http://identifiers.org/combine.specifications/sed-ml";
    public const string SbmlFormat = "http://identifiers.org/combine.specifications/sbml";

    public ArchiveEntry? Find(string location) => Entries.FirstOrDefault(e => e.Location == Normal(location));

    /// <summary>What to run: the masters, or without one every experiment; else every model.</summary>
    public ValueList<ArchiveEntry> Masters
    {
        get
        {
            var experiments = Entries.Where(e => e.Format.Contains("sed-ml", StringComparison.OrdinalIgnoreCase) || e.Location.EndsWith(".sedml", StringComparison.OrdinalIgnoreCase)).ToList();
            var marked = Entries.Where(e => e.IsMaster).ToList();
            return (marked.Count > 0 ? marked : experiments.Count > 0 ? experiments : Entries.Where(e => e.Format.Contains("sbml", StringComparison.OrdinalIgnoreCase)).ToList()).ToValueList();
        }
    }

    /// <summary>The archive, or why it is not read (codes AN0240 to AN0242).</summary>
    public static Checked<CombineArchive> Read(ReadOnlyMemory<byte> bytes, string fileName)
    {
        var errors = new List<Diagnostic>();
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
            var contents = ReadAll(zip, fileName, errors);
            if (errors.Count > 0)
            {
                return Checked.Refused<CombineArchive>(errors);
            }

            return contents.TryGetValue("manifest.xml", out var manifest)
                ? ArchiveManifest.Read(manifest, contents, fileName)
                : Checked.Refused<CombineArchive>(new Diagnostic("AN0241", Severity.Error, new(fileName), "an archive without manifest.xml", "a COMBINE archive"));
        }
        catch (InvalidDataException problem)
        {
            return Checked.Refused<CombineArchive>(new Diagnostic("AN0240", Severity.Error, new(fileName), $"a file that is no ZIP archive ({problem.Message.TrimEnd('.')})", "a COMBINE archive"));
        }
    }

    /// <summary>The archive's bytes. The same entries give the same bytes.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "manifest.xml", ArchiveManifest.Write(Entries));
            foreach (var entry in Entries)
            {
                Add(zip, entry.Location, entry.Content.Span);
            }
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> ReadAll(ZipArchive zip, string fileName, List<Diagnostic> errors)
    {
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        if (zip.Entries.Count > MostEntries)
        {
            errors.Add(new("AN0242", Severity.Error, new(fileName), $"{zip.Entries.Count} files", $"at most {MostEntries}"));
            return contents;
        }

        long left = MostBytes;
        foreach (var entry in zip.Entries)
        {
            if (entry.FullName.EndsWith('/'))
            {
                continue;
            }

            string? name = SafeName(entry.FullName);
            if (name is null || IsLink(entry))
            {
                errors.Add(new("AN0242", Severity.Error, new(fileName), $"the entry \"{entry.FullName}\"", "names of files inside the archive"));
                continue;
            }

            // The length that the archive states may be a lie: what is read is what counts.
            if (entry.Length > left || (entry.CompressedLength > 0 && entry.Length / entry.CompressedLength > MostRatio && entry.Length > 1 << 20) || ReadEntry(entry, left) is not { } bytes)
            {
                errors.Add(new("AN0242", Severity.Error, new(fileName), $"the entry \"{entry.FullName}\", which unpacks to more than is allowed", $"at most {MostBytes >> 20} MB, and no more than {MostRatio} times the packed size"));
                return contents;
            }

            left -= bytes.Length;
            contents[name] = bytes;
        }

        return contents;
    }

    private static ReadOnlyMemory<byte>? ReadEntry(ZipArchiveEntry entry, long left)
    {
        using var stream = entry.Open();
        using var buffer = new MemoryStream();
        byte[] chunk = new byte[65536];
        int count;
        while ((count = stream.Read(chunk)) > 0)
        {
            if (buffer.Length + count > left)
            {
                return null;
            }

            buffer.Write(chunk, 0, count);
        }

        return buffer.ToArray();
    }

    /// <summary>A symbolic link is kept by ZIP programs as a file mode of Unix.</summary>
    private static bool IsLink(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000;

    private static string? SafeName(string name)
    {
        string normal = Normal(name);
        return normal.Length is 0 or > 1024 || normal.Contains('\0') || normal.Contains(':') || normal[0] == '/' || normal.Split('/').Any(p => p is "" or "." or "..") ? null : normal;
    }

    /// <summary>"./a/b" and "a\b" as "a/b".</summary>
    internal static string Normal(string location)
    {
        string name = location.Replace('\\', '/');
        while (name.StartsWith("./", StringComparison.Ordinal))
        {
            name = name[2..];
        }

        return name;
    }
}

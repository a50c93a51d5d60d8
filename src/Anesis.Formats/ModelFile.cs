using Anesis.Formats.Antimony;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats;

/// <summary>Reads a model from a file of any format that Anesis knows: Antimony (.ant, .txt) and SBML (.xml, .sbml), by extension and content.</summary>
public static class ModelFile
{
    /// <summary>Larger files are refused: no model in the public collections comes near.</summary>
    private const long LargestBytes = 256L << 20;

    private const int DeepestImport = 20;

    public static Checked<ModelDocument> Read(string path) => Read(path, 0);

    private static Checked<ModelDocument> Read(string path, int depth)
    {
        if (!File.Exists(path))
        {
            bool folder = Directory.Exists(path);
            string? near = Neighbour(path);
            return Refused(path, folder ? "a folder" : "no such file", "a file with a model (.ant, .xml, .sbml)", near);
        }

        try
        {
            if (new FileInfo(path).Length > LargestBytes)
            {
                return Refused(path, "a file of more than 256 MiB", "a model file");
            }

            byte[] bytes = File.ReadAllBytes(path);
            return IsXml(path, bytes)
                ? WithExternals(SbmlReader.Read(bytes, path), path, depth)
                : AntimonyReader.Read(Decode(bytes), path, new ImportsBeside());
        }
        catch (IOException failure)
        {
            return Refused(path, $"a file that cannot be read ({failure.Message})", "a readable file");
        }
        catch (UnauthorizedAccessException)
        {
            return Refused(path, "a file that may not be read", "a readable file");
        }
    }

    private static Checked<ModelDocument> Refused(string path, string found, string expected, string? nearest = null) =>
        Checked.Refused<ModelDocument>(new Diagnostic("AN0200", Severity.Error, new(path), found, expected, nearest));

    private static string? Neighbour(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is not null && Directory.Exists(folder)
            ? Spelling.Nearest(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(2000).Select(f => Path.GetFileName(f)!))
            : null;
    }

    private static bool IsXml(string path, byte[] bytes)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension is ".xml" or ".sbml")
        {
            return true;
        }

        int start = bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        while (start < bytes.Length && bytes[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        return start < bytes.Length && bytes[start] == (byte)'<';
    }

    private static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), System.Text.Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>Reads the files of external model definitions; only files in the folder of the model, or below it, are opened.</summary>
    private static Checked<ModelDocument> WithExternals(Checked<ModelDocument> read, string path, int depth)
    {
        if (!read.IsOk || read.Value.Externals.IsEmpty)
        {
            return read;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var definitions = read.Value.Definitions.ToList();
        var diagnostics = read.Diagnostics.ToList();
        foreach (var external in read.Value.Externals)
        {
            string file = Path.GetFullPath(Path.Combine(folder, external.Source));
            if (depth >= DeepestImport || !file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(file))
            {
                diagnostics.Add(new("AN0201", Severity.Error, new(path, Element: external.Id), $"the external model \"{external.Source}\"", "a file in the folder of this model"));
                continue;
            }

            var other = Read(file, depth + 1);
            diagnostics.AddRange(other.Diagnostics);
            if (other.IsOk)
            {
                var chosen = external.ModelRef is { Length: > 0 } name ? other.Value.Definitions.Append(other.Value.Main).FirstOrDefault(m => m.Id == name) : other.Value.Main;
                if (chosen is null)
                {
                    diagnostics.Add(new("AN0201", Severity.Error, new(path, Element: external.Id), $"the model \"{external.ModelRef}\" of \"{external.Source}\"", $"one of {string.Join(", ", other.Value.Definitions.Append(other.Value.Main).Select(m => m.Id))}"));
                    continue;
                }

                Model[] theirs = [.. other.Value.Definitions, other.Value.Main];
                var names = theirs.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
                string Here(string id) => id == chosen.Id ? external.Id : Inside(external.Id, id);
                definitions.AddRange(theirs.Select(m => m with
                {
                    Id = Here(m.Id),
                    Submodels = [.. m.Submodels.Select(s => names.Contains(s.ModelRef) ? s with { ModelRef = Here(s.ModelRef) } : s)],
                }));
            }
        }

        return new(read.Value with { Definitions = definitions.ToValueList() }, diagnostics.ToValueList());
    }

    /// <summary>A name for the other models of that file, which no SBML id can have.</summary>
    private static string Inside(string external, string id) => $"{external}\u0001{id}";

    /// <summary>Antimony's imports: files beside the importing one, or below it.</summary>
    private sealed class ImportsBeside : IModelSource
    {
        public (string FileName, string Text)? TryRead(string name, string importingFile)
        {
            string folder = Path.GetDirectoryName(Path.GetFullPath(importingFile))!;
            string file = Path.GetFullPath(Path.Combine(folder, name));
            return file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) && new FileInfo(file).Length <= LargestBytes
                ? (Path.Combine(Path.GetDirectoryName(importingFile) ?? "", name), File.ReadAllText(file))
                : null;
        }

        public Checked<ModelDocument> ReadOther(string fileName, string text) => SbmlReader.Read(text, fileName);
    }
}

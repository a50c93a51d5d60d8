using Anesis.Formats.Antimony;
using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats;

/// <summary>Gives the files of one folder, and of the folders in it, to models that refer to them.</summary>
internal sealed class FolderSource(string folder) : IModelSource
{
    /// <summary>One model refers to at most so many files.</summary>
    private const int MaximumFiles = 200;

    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
    private int _files;

    public (string FileName, string Text)? TryRead(string name, string importingFile)
    {
        if (TryLocate(name, importingFile) is not { } path)
        {
            return null;
        }

        var diagnostics = new List<Diagnostic>();
        var bytes = TryReadBytes(path, path, diagnostics);
        string? text = bytes is null ? null : TextDecoding.Decode(bytes.Value.Span, path, XmlLimits.Default, diagnostics);
        return text is null ? null : (path, text);
    }

    public Checked<ModelDocument> ReadOther(string fileName, string text)
    {
        var result = ExternalModels.Resolve(SbmlReader.Examine(text, fileName), this);
        return result.IsOk ? result : result with { Value = null };
    }

    /// <summary>The path of an existing file that <paramref name="name"/> means in <paramref name="referringFile"/>, or null when there is none inside the folder.</summary>
    public string? TryLocate(string name, string referringFile)
    {
        if (name.Length is 0 or > 1024 || name.Contains('\0') || name.Contains("://", StringComparison.Ordinal) || ++_files > MaximumFiles)
        {
            return null;
        }

        string start = Path.GetDirectoryName(Path.GetFullPath(referringFile)) ?? _folder;
        string path = Path.GetFullPath(Path.Combine(start, name));
        return path.StartsWith(_folder, StringComparison.Ordinal) && File.Exists(path) && !IsLinkOut(path) ? Shown(path, referringFile) : null;
    }

    /// <summary>The bytes of a file, or null after a diagnostic that says why it cannot be read.</summary>
    public static ReadOnlyMemory<byte>? TryReadBytes(string path, string shownAs, List<Diagnostic> diagnostics)
    {
        try
        {
            if (Directory.Exists(path))
            {
                diagnostics.Add(new("AN0217", Severity.Error, new(shownAs), "a folder", "a file"));
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            return BoundedStream.ReadAll(stream, shownAs, XmlLimits.Default.Characters, diagnostics);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            bool isAbsent = problem is FileNotFoundException or DirectoryNotFoundException;
            diagnostics.Add(new("AN0217", Severity.Error, new(shownAs), isAbsent ? "no such file" : "a file that cannot be opened (" + problem.Message.TrimEnd('.') + ")",
                "a readable model file", isAbsent ? Neighbour(path) : null));
            return null;
        }
    }

    /// <summary>The file of the same folder whose name is nearest to the one that is absent, or null.</summary>
    private static string? Neighbour(string path)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is not null && Directory.Exists(folder)
            ? Spelling.Nearest(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(2000).Select(f => Path.GetFileName(f)!))
            : null;
    }

    /// <summary>A link may not lead out of the folder.</summary>
    private bool IsLinkOut(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target && !target.FullName.StartsWith(_folder, StringComparison.Ordinal);

    /// <summary>The path in the form in which the referring file was named.</summary>
    private static string Shown(string path, string referringFile)
    {
        string? start = Path.GetDirectoryName(referringFile);
        return Path.IsPathRooted(referringFile) ? path : Path.Combine(start ?? "", Path.GetRelativePath(Path.GetFullPath(string.IsNullOrEmpty(start) ? "." : start), path));
    }
}

using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>A file that an option asks for: its extension says what it holds, its folder must stand, and this user may write there.</summary>
internal static class WantedFile
{
    /// <summary>The path as it was written; null for none.</summary>
    public static string? Check(string? path, string option, List<Diagnostic> diagnostics, params ReadOnlySpan<string> extensions)
    {
        if (path is not null && !extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            diagnostics.Add(new("AN1014", Severity.Error, new(option), $"\"{path}\"", $"a file that ends in {string.Join(" or ", extensions)}"));
        }

        return Any(path, option, diagnostics);
    }

    /// <summary>The same for a file whose extension says nothing.</summary>
    public static string? Any(string? path, string option, List<Diagnostic> diagnostics)
    {
        if (Refusal(path, option) is { } refusal)
        {
            diagnostics.Add(refusal);
        }

        return path;
    }

    /// <summary>The same where it is the only file of a command: what is wrong ends it.</summary>
    public static void Require(string? path, string option)
    {
        if (Refusal(path, option) is { } refusal)
        {
            throw new UserError(refusal);
        }
    }

    private static Diagnostic? Refusal(string? path, string option) =>
        path is not null && Problem(path) is var (found, expected) ? new("AN1014", Severity.Error, new(option), found, expected) : null;

    private static (string Found, string Expected)? Problem(string path)
    {
        if (path.Length == 0)
        {
            return ("an empty name", "a file");
        }

        if (Directory.Exists(path))
        {
            return ($"\"{path}\", which is a folder", "a file");
        }

        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            return ($"the folder \"{folder}\", which does not exist", "a file in a folder that exists");
        }

        // Files are written beside their place and moved there, so what counts is whether a new file can stand in the folder under such a name.
        try
        {
            using var probe = new FileStream($"{full}.{Environment.ProcessId}", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, System.IO.FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ($"\"{path}\", which cannot be written ({failure.Message.Split('\n')[0].TrimEnd('.')})", "a place where this user may write");
        }
    }
}

using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>A file that an option asks for: its extension says what it holds, and its folder must stand.</summary>
internal static class WantedFile
{
    /// <summary>The path as it was written; null for none.</summary>
    public static string? Check(string? path, string option, List<Diagnostic> diagnostics, params ReadOnlySpan<string> extensions)
    {
        if (path is not null && !extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            diagnostics.Add(new("AN1014", Severity.Error, new(option), $"\"{path}\"", $"a file that ends in {string.Join(" or ", extensions)}"));
        }

        if (path is not null && Directory.Exists(path))
        {
            diagnostics.Add(new("AN1014", Severity.Error, new(option), $"\"{path}\", which is a folder", "a file"));
        }

        string? folder = string.IsNullOrEmpty(path) ? null : Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            diagnostics.Add(new("AN1014", Severity.Error, new(option), $"the folder \"{folder}\", which does not exist", "a file in a folder that exists"));
        }

        return path;
    }
}

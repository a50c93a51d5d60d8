using System.Runtime.CompilerServices;

namespace Anesis.Tests;

/// <summary>
/// Reference material that lies beside the repository (../shared) and is not part of it. Where it is absent, tests that need it say "skipped".
/// </summary>
internal static class SharedFiles
{
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The one row of a theory over files that are not here: a theory without rows fails, this one's test is skipped by <see cref="Find"/>.</summary>
    public const string Absent = "not here";

    /// <summary>The path of a file or folder of the reference material, or null where it is absent.</summary>
    public static string? TryFind(string relative)
    {
        string path = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", relative));
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>The path, or a skipped test.</summary>
    public static string Find(string relative)
    {
        string? path = TryFind(relative);
        Assert.SkipWhen(path is null, $"../shared/{relative} is not here");
        return path!;
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Anesis.slnx")))
            {
                return folder.FullName;
            }
        }

        return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
    }
}

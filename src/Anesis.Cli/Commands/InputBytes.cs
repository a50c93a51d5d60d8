using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>The bytes of a file that a command was given.</summary>
internal static class InputBytes
{
    /// <summary>The bytes, or why there are none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What the command would read, such as "a COMBINE archive".</param>
    public static Checked<byte[]> Read(string path, string expected)
    {
        try
        {
            return Directory.Exists(path) ? Refused("a folder") : File.Exists(path) ? Checked.Ok(File.ReadAllBytes(path)) : Refused("no such file");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refused($"a file that cannot be read ({failure.Message.Split('\n')[0].TrimEnd('.')})");
        }

        Checked<byte[]> Refused(string found) => Checked.Refused<byte[]>(new Diagnostic("AN1012", Severity.Error, new(path), found, expected));
    }
}

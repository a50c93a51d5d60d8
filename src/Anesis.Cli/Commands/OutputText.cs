using System.Text;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>Writes a text file that appears when it is whole.</summary>
internal static class OutputText
{
    /// <summary>The same for bytes.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void WriteBytes(string path, string place, byte[] bytes) => Whole(path, place, part => File.WriteAllBytes(part, bytes));

    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Write(string path, string place, Action<TextWriter> write) => Whole(path, place, part =>
    {
        using var writer = new StreamWriter(part, false, new UTF8Encoding(false));
        write(writer);
    });

    /// <summary>The table that a command is for: to the file of --output, or to the screen where none is asked for.</summary>
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void WriteTable(string? path, TextWriter screen, Action<TextWriter> write)
    {
        if (path is null)
        {
            write(screen);
        }
        else
        {
            Write(path, "--output", write);
        }
    }

    private static void Whole(string path, string place, Action<string> write)
    {
        string part = path + ".tmp";
        try
        {
            write(part);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserError(new("AN1101", Severity.Error, new(place), $"\"{path}\", which cannot be written ({failure.Message.Split('\n')[0].TrimEnd('.')})", "a place where this user may write"));
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }
}

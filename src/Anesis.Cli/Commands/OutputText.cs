using System.Text;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>Writes a text file that appears when it is whole.</summary>
internal static class OutputText
{
    /// <exception cref="UserError">The file cannot be written.</exception>
    public static void Write(string path, string place, Action<TextWriter> write)
    {
        string part = path + ".tmp";
        try
        {
            using (var writer = new StreamWriter(part, false, new UTF8Encoding(false)))
            {
                write(writer);
            }

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

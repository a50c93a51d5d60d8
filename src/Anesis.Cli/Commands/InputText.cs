using System.Buffers;
using System.Text;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>Reads a text that a person named: a file of UTF-8 of bounded size. Everything else is refused with what it is.</summary>
internal static class InputText
{
    private const int MostBytes = 1 << 30;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="path">As it was written.</param>
    /// <param name="place">The option or argument that names it, for a file that cannot be opened.</param>
    /// <param name="expected">What kind of file, such as "a NONMEM-style CSV file".</param>
    public static Checked<string> Read(string path, string place, string expected)
    {
        if (Directory.Exists(path))
        {
            return Refused(place, $"\"{path}\", which is a folder", expected);
        }

        if (!File.Exists(path))
        {
            return Refused(place, $"\"{path}\", which is no file", expected, NearestFile(path));
        }

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            return ReadAll(stream, path, expected);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return Refused(place, $"\"{path}\", which cannot be read ({failure.Message.Split('\n')[0].TrimEnd('.')})", expected);
        }
    }

    /// <summary>A file of somebody's own where a name of what ships could stand too: a name that is neither is refused with the nearest of those that ship.</summary>
    /// <param name="name">As it was written; nothing that ships.</param>
    /// <param name="place">The option or argument that names it.</param>
    /// <param name="expected">What kind of file.</param>
    /// <param name="either">What the place takes, name or file.</param>
    /// <param name="shipped">Names of what ships.</param>
    public static Checked<string> ReadOwn(string name, string place, string expected, string either, IEnumerable<string> shipped) =>
        name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) || File.Exists(name)
            ? Read(name, place, expected)
            : Checked.Refused<string>(new Diagnostic("AN1012", Severity.Error, new(place), $"\"{name}\"", either, Spelling.Nearest(name, shipped) is { } near ? $"\"{near}\"" : null));

    private static Checked<string> ReadAll(FileStream stream, string path, string expected)
    {
        var bytes = new ArrayBufferWriter<byte>(1 << 16);
        while (true)
        {
            var room = bytes.GetMemory(1 << 16);
            int count = stream.Read(room.Span);
            if (count == 0)
            {
                break;
            }

            int zero = room.Span[..count].IndexOf((byte)0);
            bool utf16 = bytes.WrittenCount == 0 && room.Span is [0xff, 0xfe, ..] or [0xfe, 0xff, ..];
            if (utf16 || zero >= 0)
            {
                return Refused(path, utf16 ? "text in UTF-16" : $"binary content (a zero byte at {bytes.WrittenCount + zero})", $"{expected} in UTF-8");
            }

            bytes.Advance(count);
            if (bytes.WrittenCount > MostBytes)
            {
                return Refused(path, $"more than {MostBytes} bytes", $"{expected} of at most {MostBytes} bytes");
            }
        }

        var content = bytes.WrittenSpan;
        content = content is [0xef, 0xbb, 0xbf, ..] ? content[3..] : content;
        try
        {
            return Checked.Ok(Strict.GetString(content));
        }
        catch (DecoderFallbackException bad)
        {
            int at = Math.Clamp(bad.Index, 0, content.Length);
            int line = 1 + content[..at].Count((byte)'\n'), column = at - content[..at].LastIndexOf((byte)'\n');
            return Checked.Refused<string>(new Diagnostic("AN1008", Severity.Error, new(path, line, column), $"the byte 0x{content[Math.Min(at, content.Length - 1)]:X2}, which is not UTF-8", $"{expected} in UTF-8"));
        }
    }

    /// <summary>The file of the same folder whose name is nearest.</summary>
    private static string? NearestFile(string path)
    {
        string folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        try
        {
            return Directory.Exists(folder) && Spelling.Nearest(Path.GetFileName(path), Directory.EnumerateFiles(folder).Take(10_000).Select(f => Path.GetFileName(f))) is { } near ? $"\"{near}\"" : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // a hint less: that the file is missing is said in any case
        }
    }

    private static Checked<string> Refused(string place, string found, string expected, string? nearest = null) =>
        Checked.Refused<string>(new Diagnostic("AN1008", Severity.Error, new(place), found, expected, nearest));
}

using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Xml;

/// <summary>Turns a file's bytes into text with "\n" line ends; SBML allows UTF-8 alone.</summary>
internal static class TextDecoding
{
    /// <summary>The text, or null after a diagnostic that says what the bytes are instead.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, string file, XmlLimits limits, List<Diagnostic> diagnostics)
    {
        if (bytes.Length > limits.Characters)
        {
            diagnostics.Add(new("AN0203", Severity.Error, new(file), $"{bytes.Length} bytes", $"at most {limits.Characters} bytes"));
            return null;
        }

        string? other = bytes switch
        {
            [0x1f, 0x8b, ..] => "a gzip archive",
            [(byte)'P', (byte)'K', 3, 4, ..] => "a ZIP archive (a COMBINE archive is read as such when its name ends in .omex)",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "a bzip2 archive",
            [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, (byte)'<', ..] or [(byte)'<', 0, ..] => "text in UTF-16 or UTF-32",
            _ => null,
        };
        if (other is not null)
        {
            bool encoding = other.StartsWith("text", StringComparison.Ordinal);
            diagnostics.Add(new("AN0201", Severity.Error, new(file, encoding ? 1 : 0, encoding ? 1 : 0), other, "XML text in UTF-8") { Rules = encoding ? ["10101"] : [] });
            return null;
        }

        if (bytes is [0xef, 0xbb, 0xbf, ..])
        {
            bytes = bytes[3..];
        }

        if (DeclaredEncoding(bytes) is { } declared && !declared.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            diagnostics.Add(new("AN0201", Severity.Error, new(file, 1, 1), $"the encoding \"{declared}\"", "the encoding \"UTF-8\"") { Rules = ["10101"] });
            return null;
        }

        if (!Utf8.IsValid(bytes))
        {
            diagnostics.Add(InvalidByte(bytes, file));
            return null;
        }

        return NormaliseLines(Encoding.UTF8.GetString(bytes));
    }

    public static string NormaliseLines(string text)
    {
        if (text.StartsWith('\uFEFF'))
        {
            text = text[1..];
        }

        return text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;
    }

    private static string? DeclaredEncoding(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("<?xml"u8))
        {
            return null;
        }

        int end = bytes.IndexOf("?>"u8);
        var head = bytes[..(end < 0 ? Math.Min(bytes.Length, 200) : end)];
        int at = head.IndexOf("encoding"u8);
        if (at < 0)
        {
            return null;
        }

        head = head[at..];
        int open = head.IndexOfAny((byte)'"', (byte)'\'');
        if (open < 0)
        {
            return null;
        }

        int length = head[(open + 1)..].IndexOf(head[open]);
        return length < 0 ? null : Encoding.Latin1.GetString(head.Slice(open + 1, length));
    }

    private static Diagnostic InvalidByte(ReadOnlySpan<byte> bytes, string file)
    {
        int at = 0, line = 1, column = 1;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out var rune, out int length) == OperationStatus.Done)
        {
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + rune.Utf16SequenceLength);
            at += length;
        }

        return new("AN0201", Severity.Error, new(file, line, column, 1), $"the byte 0x{(at < bytes.Length ? bytes[at] : 0):X2}, which is not UTF-8", "text in UTF-8") { Rules = ["10101"] };
    }
}

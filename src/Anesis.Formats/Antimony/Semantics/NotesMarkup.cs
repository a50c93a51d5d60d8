using System.Text;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>
/// Between a text of Antimony and the markup of SBML notes. Plain text becomes one paragraph; markup gets a body around it,
/// unless it says itself that it is XHTML. The text is kept as it stands, so that it comes back the same.
/// </summary>
internal static class NotesMarkup
{
    public const string ParagraphStart = "<p xmlns=\"http://www.w3.org/1999/xhtml\">";
    public const string BodyStart = "<body xmlns=\"http://www.w3.org/1999/xhtml\">";

    public static string? Of(IReadOnlyList<string> texts) => texts.Count == 0 ? null : Markup(string.Join('\n', texts));

    public static string Markup(string text)
    {
        if (!LooksLikeMarkup(text))
        {
            return ParagraphStart + Escape(text) + "</p>";
        }

        string trimmed = text.TrimStart();
        int close = trimmed.IndexOf('>', StringComparison.Ordinal);
        return trimmed.AsSpan(0, close).Contains("xmlns", StringComparison.Ordinal) ? text : BodyStart + text + "</body>";
    }

    /// <summary>The shortest text that <see cref="Markup"/> turns into <paramref name="notes"/>.</summary>
    public static string Text(string notes)
    {
        if (notes.StartsWith(ParagraphStart, StringComparison.Ordinal) && notes.EndsWith("</p>", StringComparison.Ordinal))
        {
            string text = Unescape(notes[ParagraphStart.Length..^4]);
            if (Markup(text) == notes)
            {
                return text;
            }
        }

        if (notes.StartsWith(BodyStart, StringComparison.Ordinal) && notes.EndsWith("</body>", StringComparison.Ordinal))
        {
            string text = notes[BodyStart.Length..^7];
            if (Markup(text) == notes)
            {
                return text;
            }
        }

        return notes;
    }

    private static bool LooksLikeMarkup(string text)
    {
        string trimmed = text.Trim();
        return trimmed.Length > 3 && trimmed[0] == '<' && (char.IsAsciiLetter(trimmed[1]) || trimmed.StartsWith("<!--", StringComparison.Ordinal))
            && trimmed.Contains('>', StringComparison.Ordinal);
    }

    /// <summary>Escapes &lt; and those &amp; that start no entity.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            escaped.Append(text[i] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' when !StartsEntity(text.AsSpan(i + 1)) => "&amp;",
                char c => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static string Unescape(string markup)
    {
        string text = markup.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);
        string bare = text.Replace("&amp;", "&", StringComparison.Ordinal);
        return Escape(bare) == markup ? bare : text;
    }

    private static bool StartsEntity(ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOf(';');
        return end is > 0 and < 12 && rest[..end].IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#") < 0;
    }
}

using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Breaks a text into lines that fit; what is over the last line ends in "…".</summary>
internal static class TextLines
{
    /// <summary>At least one line and at most <paramref name="most"/>, each at most <paramref name="width"/> wide where a word allows.</summary>
    public static IReadOnlyList<string> Of(string text, SKFont font, float width, int most)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && font.MeasureText(longer) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        lines.Add(line);
        if (lines.Count > most)
        {
            string rest = string.Join(' ', lines.Skip(most - 1));
            lines.RemoveRange(most - 1, lines.Count - most + 1);
            lines.Add(rest);
        }

        return [.. lines.Select(l => Cut(l, font, width))];
    }

    /// <summary>The text, or as much of its beginning as fits.</summary>
    public static string Cut(string text, SKFont font, float width)
    {
        if (font.MeasureText(text) <= width)
        {
            return text;
        }

        int length = text.Length;
        while (length > 1 && font.MeasureText(text[..length].TrimEnd() + "…") > width)
        {
            length--;
        }

        // Half a surrogate pair is no letter.
        length -= length > 1 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return text[..length].TrimEnd() + "…";
    }
}

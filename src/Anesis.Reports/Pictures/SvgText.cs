using System.Globalization;
using System.Net;
using System.Text;

namespace Anesis.Reports.Pictures;

/// <summary>Finishes what Skia writes: a view box that scales, words for those who cannot see, and a family to fall back on.</summary>
internal static class SvgText
{
    public static string Finish(string svg, Picture picture, int width, int height)
    {
        int open = svg.IndexOf("<svg", StringComparison.Ordinal);
        int close = svg.IndexOf('>', open);
        string label = WebUtility.HtmlEncode(picture.AlternativeText ?? picture.Title ?? string.Join("; ", picture.Panels.Select(p => p.Title ?? p.Y.Heading)));
        var text = new StringBuilder(svg.Length + 256);
        text.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{label}\">");
        text.Append(svg, close + 1, svg.Length - close - 1);
        text.Replace("font-family=\"Inter\"", "font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\"");
        return text.Replace(", \"", "\"").ToString();   // lists of numbers end without a comma
    }

    /// <summary>
    /// The same picture with its colours named by role, so that a page's style sheet sets them for light and dark. Ids are made the page's own.
    /// </summary>
    public static string Themed(string svg, Theme theme, string prefix)
    {
        var text = new StringBuilder(svg);
        foreach (var (role, hex) in theme.Roles)
        {
            foreach (string attribute in new[] { "fill", "stroke" })
            {
                foreach (string spelling in Spellings(hex))
                {
                    text.Replace($"{attribute}=\"{spelling}\"", $"{attribute}=\"var(--{role},{hex})\"");
                }
            }
        }

        return text.Replace("id=\"", $"id=\"{prefix}").Replace("url(#", $"url(#{prefix}").Replace("href=\"#", $"href=\"#{prefix}").ToString();
    }

    private static IEnumerable<string> Spellings(string hex)
    {
        yield return hex;
        yield return hex.ToLowerInvariant();
        if (hex == "#FFFFFF")
        {
            yield return "white";
        }
    }
}

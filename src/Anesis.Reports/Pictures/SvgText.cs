using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Anesis.Reports.Pictures;

/// <summary>Finishes what Skia writes: a view box that scales, words for those who cannot see, and a family to fall back on.</summary>
internal static partial class SvgText
{
    public static string Finish(string svg, Picture picture, int width, int height, Theme theme)
    {
        int open = svg.IndexOf("<svg", StringComparison.Ordinal);
        int close = svg.IndexOf('>', open);
        string label = WebUtility.HtmlEncode(picture.AlternativeText ?? picture.Title ?? string.Join("; ", picture.Panels.Select(p => p.Title ?? p.Y.Heading)));
        var text = new StringBuilder(svg.Length + 256);
        text.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{label}\"><rect width=\"{width}\" height=\"{height}\" fill=\"{theme.Ground}\"/>");
        text.Append(svg, close + 1, svg.Length - close - 1);
        text.Replace("font-family=\"Inter\"", "font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\"");
        return SvgPaths.Simplified(Renumbered(text.Replace(", \"", "\"").ToString()));   // lists of numbers end without a comma
    }

    /// <summary>Skia counts its ids through the life of the process; here they count from 1, so that the same picture has the same bytes.</summary>
    private static string Renumbered(string svg)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return SkiaId().Replace(svg, match =>
        {
            string id = match.Groups["id"].Value;
            numbers.TryAdd(id, numbers.Count + 1);
            return string.Create(CultureInfo.InvariantCulture, $"{match.Groups["before"].Value}p{numbers[id]}");
        });
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

    /// <summary>The same drawing with the theme's own colours in place of named ones, for a file that stands alone.</summary>
    public static string Plain(string svg, Theme theme)
    {
        var text = new StringBuilder(svg);
        foreach (var (role, hex) in theme.Roles)
        {
            text.Replace($"var(--{role})", hex);
        }

        return text.ToString();
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

    [GeneratedRegex("(?<before>id=\"|url\\(#|href=\"#)(?<id>[A-Za-z]+_[0-9A-Fa-f]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SkiaId();
}

using System.Text;
using ScottPlot;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Draws pictures as SVG or PNG.</summary>
public static class PictureWriter
{
    /// <summary>A whole SVG document.</summary>
    public static string Svg(Picture picture, Theme? theme = null)
    {
        theme ??= Theme.Light;
        var layout = PictureLayout.Of(picture);
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, layout.Width, layout.Height), stream))
        {
            PictureDrawing.Draw(canvas, picture, layout, theme);
        }

        return SvgText.Finish(Encoding.UTF8.GetString(stream.ToArray()), picture, layout.Width, layout.Height, theme);
    }

    /// <summary>A whole SVG document of several pictures.</summary>
    public static string Svg(PictureSheet sheet, Theme? theme = null)
    {
        theme ??= Theme.Light;
        var words = WordsOf(sheet);
        var around = PictureLayout.Of(words);
        int height = sheet.HeightBelow(around.Top) + (around.Note.Count * (int)PictureLayout.NoteLine);
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, around.Width, height), stream))
        {
            Draw(canvas, sheet, theme, around, height);
        }

        return SvgText.Finish(Encoding.UTF8.GetString(stream.ToArray()), words with { Panels = [.. sheet.Cells.SelectMany(c => c.Picture.Panels)], AlternativeText = sheet.Title ?? string.Join("; ", sheet.Cells.Select(c => c.Picture.Title)) }, around.Width, height, theme);
    }

    /// <summary>A PNG of several pictures.</summary>
    public static byte[] Png(PictureSheet sheet, Theme? theme = null, float scale = 2)
    {
        theme ??= Theme.Light;
        var around = PictureLayout.Of(WordsOf(sheet));
        int height = sheet.HeightBelow(around.Top) + (around.Note.Count * (int)PictureLayout.NoteLine);
        return Encoded(around.Width, height, theme, scale, canvas => Draw(canvas, sheet, theme, around, height));
    }

    private static Picture WordsOf(PictureSheet sheet) => new() { Title = sheet.Title, Note = sheet.Note, Panels = [], Width = sheet.Width };

    private static void Draw(SKCanvas canvas, PictureSheet sheet, Theme theme, PictureLayout around, int height)
    {
        PictureDrawing.DrawWords(canvas, around, height, theme);
        foreach (var (picture, left, top) in sheet.Placed(around.Top))
        {
            canvas.Save();
            canvas.Translate(left, top);
            PictureDrawing.Draw(canvas, picture, PictureLayout.Of(picture), theme);
            canvas.Restore();
        }
    }

    private static byte[] Encoded(int width, int height, Theme theme, float scale, Action<SKCanvas> draw)
    {
        using var surface = SKSurface.Create(new SKImageInfo((int)(width * scale), (int)(height * scale), SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColor.Parse(theme.Ground));
        surface.Canvas.Scale(scale);
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>
    /// Each panel as an SVG of its own, without the picture's title, legend and note, for a page that sets them side by side as its width allows.
    /// Labels and titles take the same room in all.
    /// </summary>
    internal static IEnumerable<string> PanelSvgs(Picture picture, Theme theme)
    {
        bool single = picture.Panels.Count == 1;
        var each = picture with { Title = null, Note = null, ShowsLegend = false, AlternativeText = null, Columns = 1, Width = single ? 560 : 372, PanelHeight = single ? 290 : 222 };
        var layout = PictureLayout.Of(each);
        each = each with
        {
            LeastLabelWidth = PictureDrawing.LabelWidth(each, layout),
            KeepsHeadingRoom = picture.Panels.Any(p => p.Y.Heading.Length > 0),
            LeastTitleLines = layout.PanelTitles.Max(t => t.Count),
        };
        return picture.Panels.Select(panel =>
        {
            var own = each with { Panels = [panel] };
            return Svg(own, theme).Replace("</svg>", HoverMarks.Of(own, PictureLayout.Of(own)) + "</svg>", StringComparison.Ordinal);
        });
    }

    /// <summary>A PNG of the picture's size times <paramref name="scale"/> (2: sharp on most screens and in print at 200 dots an inch).</summary>
    public static byte[] Png(Picture picture, Theme? theme = null, float scale = 2)
    {
        theme ??= Theme.Light;
        var layout = PictureLayout.Of(picture);
        return Encoded(layout.Width, layout.Height, theme, scale, canvas => PictureDrawing.Draw(canvas, picture, layout, theme));
    }

    /// <summary>True for a file name whose picture can be written (.svg, .png).</summary>
    public static bool CanWrite(string path) => Path.GetExtension(path).ToLowerInvariant() is ".svg" or ".png";

    /// <summary>The bytes of a .svg or .png file.</summary>
    public static byte[] Bytes(Picture picture, string path, Theme? theme = null) =>
        Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase) ? Png(picture, theme) : Encoding.UTF8.GetBytes(Svg(picture, theme));
}

using Anesis.Mathematics;
using ScottPlot;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Draws title, legend, panels and note on a canvas.</summary>
internal static class PictureDrawing
{
    private static readonly Lock OneAtATime = new();

    public static void Draw(SKCanvas canvas, Picture picture, PictureLayout layout, Theme theme)
    {
        ReportFonts.Ensure();

        // ScottPlot keeps fonts and measures in statics.
        lock (OneAtATime)
        {
            using var bold = ReportFonts.Sized(PictureLayout.TitleSize, bold: true);
            using var regular = ReportFonts.Sized(LegendRow.TextSize);
            using var small = ReportFonts.Sized(PictureLayout.NoteSize);
            for (int line = 0; line < layout.Title.Count; line++)
            {
                Text(canvas, layout.Title[line], 4, PictureLayout.TitleBaseline(line), bold, theme.Ink);
            }

            for (int row = 0; row < layout.Legend.Count; row++)
            {
                float middle = layout.LegendTop + (row * layout.LegendRowHeight) + 10;
                foreach (var (layer, text, left) in layout.Legend[row].Entries)
                {
                    Swatch(canvas, layer, left, middle, theme);
                    Text(canvas, text, left + LegendRow.Swatch + LegendRow.SwatchGap, middle + 4.5f, regular, theme.Faint);
                }
            }

            DrawPanels(canvas, picture, layout, theme);

            for (int line = 0; line < layout.Note.Count; line++)
            {
                Text(canvas, layout.Note[line], 4, layout.Height - 8 - ((layout.Note.Count - 1 - line) * PictureLayout.NoteLine), small, theme.Faint);
            }
        }
    }

    /// <summary>Title and note alone, of a sheet whose pictures are drawn apart.</summary>
    public static void DrawWords(SKCanvas canvas, PictureLayout layout, int height, Theme theme)
    {
        ReportFonts.Ensure();
        lock (OneAtATime)
        {
            using var bold = ReportFonts.Sized(PictureLayout.TitleSize, bold: true);
            using var small = ReportFonts.Sized(PictureLayout.NoteSize);
            for (int line = 0; line < layout.Title.Count; line++)
            {
                Text(canvas, layout.Title[line], 4, PictureLayout.TitleBaseline(line), bold, theme.Ink);
            }

            for (int line = 0; line < layout.Note.Count; line++)
            {
                Text(canvas, layout.Note[line], 4, height - 8 - ((layout.Note.Count - 1 - line) * PictureLayout.NoteLine), small, theme.Faint);
            }
        }
    }

    private static void DrawPanels(SKCanvas canvas, Picture picture, PictureLayout layout, Theme theme)
    {
        var axes = AxesOf(picture, layout);
        for (int i = 0; i < picture.Panels.Count; i++)
        {
            // The axes of one column of panels stand in one line.
            float labels = axes.Where((_, k) => k % layout.Columns == i % layout.Columns).Max(a => a.Labels);
            DrawPanel(canvas, picture, layout, i, theme, axes[i], Math.Max(labels, picture.LeastLabelWidth));
        }
    }

    /// <summary>Width of the widest label of an axis of y.</summary>
    public static float LabelWidth(Picture picture, PictureLayout layout) => AxesOf(picture, layout).Select(a => a.Labels).DefaultIfEmpty(0).Max();

    /// <summary>Where the data of a picture's only panel stand.</summary>
    public static PanelFrame FrameOf(Picture picture, PictureLayout layout)
    {
        ReportFonts.Ensure();
        var panel = picture.Panels[0];
        var (x, y, right, labels) = AxesOf(picture, layout)[0];
        var box = layout.PanelAt(0);
        var padding = PaddingOf(picture, panel, Math.Max(labels, picture.LeastLabelWidth), right);
        (double Low, double High) xs = (PanelPlot.Place(panel.X, x.Minimum), PanelPlot.Place(panel.X, x.Maximum)), ys = (PanelPlot.Place(panel.Y, y.Minimum), PanelPlot.Place(panel.Y, y.Maximum));
        return new(
            box.Left + padding.Left, box.Right - padding.Right, box.Top + layout.PanelTitleHeight + padding.Top, box.Bottom - padding.Bottom,
            xs, (ys.Low, ys.High + PanelPlot.Slack(panel.Y, ys.Low, ys.High)), panel.X.Logarithmic, panel.Y.Logarithmic);
    }

    private static PixelPadding PaddingOf(Picture picture, Panel panel, float labels, AxisTicks? right)
    {
        float beside = panel.Scale is null ? 16 : 16 + ScaleRoom;
        if (right is not null)
        {
            using var tick = ReportFonts.Sized(12);
            beside += right.Major.Select(t => tick.MeasureText(t.Label)).DefaultIfEmpty(0).Max() + (panel.RightY!.Heading.Length == 0 ? 6 : 28);
        }

        bool unlabelled = !picture.KeepsHeadingRoom && picture.Panels.All(p => p.Y.Heading.Length == 0);
        return new(labels + (unlabelled ? 16 : 38), beside, 46, 10);
    }

    private static List<(AxisTicks X, AxisTicks Y, AxisTicks? Right, float Labels)> AxesOf(Picture picture, PictureLayout layout)
    {
        using var tick = ReportFonts.Sized(12);
        return
        [
            .. picture.Panels.Select((panel, i) =>
            {
                var box = layout.PanelAt(i);
                var x = PanelLimits.X(panel, Math.Max(3, (int)(box.Width / 70)));
                int wanted = Math.Max(3, (int)((box.Height - layout.PanelTitleHeight - 56) / 34));
                var y = PanelLimits.Y(panel, wanted);
                return (X: x, Y: y, Right: PanelLimits.Right(panel, wanted), Labels: y.Major.Select(t => tick.MeasureText(t.Label)).DefaultIfEmpty(0).Max());
            }),
        ];
    }

    private static void DrawPanel(SKCanvas canvas, Picture picture, PictureLayout layout, int index, Theme theme, (AxisTicks X, AxisTicks Y, AxisTicks? Right, float Labels) axes, float labels)
    {
        var panel = picture.Panels[index];
        var box = layout.PanelAt(index);
        using (var bold = ReportFonts.Sized(PictureLayout.PanelTitleSize, bold: true))
        {
            // A short title stands by its axes, not a line above.
            float last = box.Top + layout.PanelTitleHeight - 9;
            for (int line = 0; line < layout.PanelTitles[index].Count; line++)
            {
                Text(canvas, layout.PanelTitles[index][line], box.Left + 4, last - ((layout.PanelTitles[index].Count - 1 - line) * PictureLayout.PanelTitleLine), bold, theme.Ink);
            }
        }

        if (panel.Space is { } scene)
        {
            SpaceDrawing.Draw(canvas, scene, new(box.Left, box.Top + layout.PanelTitleHeight, box.Right - (panel.Scale is null ? 0 : ScaleRoom), box.Bottom), panel.Scale, theme);
            if (panel.Scale is not null)
            {
                DrawScale(canvas, panel.Scale, box.Right - ScaleRoom + 6, box.Top + layout.PanelTitleHeight + 24, box.Bottom - 36, theme);
            }

            return;
        }

        var padding = PaddingOf(picture, panel, labels, axes.Right);
        if (panel.Scale is { } scale)
        {
            DrawScale(canvas, scale, box.Right - ScaleRoom + 6, box.Top + layout.PanelTitleHeight + padding.Top, box.Bottom - padding.Bottom, theme);
        }

        var area = new PixelRect(box.Left, box.Right, box.Bottom, box.Top + layout.PanelTitleHeight);
        using var plot = new PanelPlot(panel, theme, box.Width).Build(padding, axes.X, axes.Y, axes.Right);

        // The first render of a plot finds its limits changed and draws itself again: that one goes nowhere.
        using (var recorder = new SKPictureRecorder())
        {
            plot.Render(recorder.BeginRecording(SKRect.Create(box.Width, box.Height)), area);
        }

        plot.Render(canvas, area);
    }

    private const float ScaleRoom = 84;

    /// <summary>Colours from the least number, below, to the largest, with ticks and their meaning.</summary>
    private static void DrawScale(SKCanvas canvas, ColourScale scale, float left, float top, float bottom, Theme theme)
    {
        const int Parts = 48;
        const float Width = 13;
        using var paint = new SKPaint { IsAntialias = false };
        using var font = ReportFonts.Sized(12);
        float part = (bottom - top) / Parts;
        for (int i = 0; i < Parts; i++)
        {
            double at = (i + 0.5) / Parts;
            paint.Color = scale.Of(scale.Logarithmic ? Elementary.Pow(10, Elementary.Log10(scale.Low) + (at * (Elementary.Log10(scale.High) - Elementary.Log10(scale.Low)))) : scale.Low + (at * (scale.High - scale.Low)));
            canvas.DrawRect(new SKRect(left, bottom - ((i + 1) * part), left + Width, bottom - (i * part) + 0.5f), paint);
        }

        int wanted = Math.Max(2, (int)((bottom - top) / 44));
        var ticks = scale.Logarithmic ? AxisTicks.Logarithmic(scale.Low, scale.High, wanted) : AxisTicks.Linear(scale.Low, scale.High, wanted, exact: true);
        double slack = 1e-9 * (scale.High - scale.Low);
        foreach (var (value, label) in ticks.Major.Where(m => m.Value >= scale.Low - slack && m.Value <= scale.High + slack))
        {
            Text(canvas, label, left + Width + 4, bottom - ((float)scale.Place(value) * (bottom - top)) + 4, font, theme.Faint);
        }

        Text(canvas, TextLines.Cut(scale.Label, font, ScaleRoom - 8), left, top - 6 < 12 ? top - 2 : top - 6, font, theme.Ink);
    }

    private static void Swatch(SKCanvas canvas, Layer layer, float left, float middle, Theme theme)
    {
        var colour = SKColor.Parse(theme.HueOf(layer.Hue));
        colour = PaintColours.Of(layer is BarLayer or BandLayer ? layer.Paint.Fill : layer.Paint.LineColour, colour);
        using var paint = new SKPaint { IsAntialias = true, Color = colour, StrokeWidth = 2.2f };
        float right = left + LegendRow.Swatch;
        switch (layer)
        {
            case BandLayer band:
                paint.Color = band.Paint.Fill is not null ? colour : colour.WithAlpha((byte)(band.Strength switch { BandStrength.Full => 190, BandStrength.Strong => 110, _ => 50 }));
                canvas.DrawRect(new SKRect(left, middle - 6, right, middle + 6), paint);
                break;
            case BarLayer:
                paint.Color = layer.Paint.Fill is not null ? colour : colour.WithAlpha(190);
                canvas.DrawRect(new SKRect(left + 4, middle - 6, right - 4, middle + 6), paint);
                break;
            case IntervalLayer:
                canvas.DrawLine(left, middle, right, middle, paint);
                canvas.DrawRect(new SKRect(((left + right) / 2) - 4, middle - 4, ((left + right) / 2) + 4, middle + 4), paint);
                break;
            case SpaghettiLayer:
                paint.StrokeWidth = 1;
                paint.Color = colour.WithAlpha(150);
                canvas.DrawLine(left, middle + 3, right, middle - 4, paint);
                canvas.DrawLine(left, middle + 5, right, middle + 1, paint);
                break;
            case PointsLayer points:
                paint.StrokeWidth = 1.4f;
                float centre = (left + right) / 2;
                if (!points.Low.IsEmpty)
                {
                    canvas.DrawLine(centre, middle - 8, centre, middle + 8, paint);
                }

                paint.Style = points.Open ? SKPaintStyle.Stroke : SKPaintStyle.Fill;
                paint.Color = points.Faint ? colour.WithAlpha(105) : colour;
                canvas.DrawCircle(centre, middle, points.Faint ? 2.5f : 3.7f, paint);
                break;
            case LineLayer line:
                foreach (var (from, to) in line.Style switch
                {
                    LineStyle.Dashed => new[] { (0f, 0.4f), (0.6f, 1f) },
                    LineStyle.Dotted => [(0f, 0.15f), (0.28f, 0.43f), (0.56f, 0.71f), (0.85f, 1f)],
                    LineStyle.DashDotted => [(0f, 0.4f), (0.55f, 0.65f), (0.8f, 1f)],
                    LineStyle.DashDoubleDotted => [(0f, 0.4f), (0.5f, 0.6f), (0.7f, 0.8f), (0.9f, 1f)],
                    LineStyle.None => [],
                    _ => [(0f, 1f)],
                })
                {
                    paint.StrokeWidth = Math.Clamp(layer.Paint.LineWidth ?? 2.2f, 0.5f, 6);
                    canvas.DrawLine(left + (from * LegendRow.Swatch), middle, left + (to * LegendRow.Swatch), middle, paint);
                }

                MarksPlottable.Draw(canvas, (left + right) / 2, middle, line.Paint with { MarkerSize = Math.Min(line.Paint.MarkerSize ?? 7, 12) }, SKColor.Parse(theme.HueOf(layer.Hue)));

                break;
        }
    }

    private static void Text(SKCanvas canvas, string text, float left, float baseline, SKFont font, string colour)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(colour) };
        canvas.DrawText(text, left, baseline, font, paint);
    }
}

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

    private static void DrawPanels(SKCanvas canvas, Picture picture, PictureLayout layout, Theme theme)
    {
        var axes = AxesOf(picture, layout);
        for (int i = 0; i < picture.Panels.Count; i++)
        {
            // The axes of one column of panels stand in one line.
            float labels = axes.Where((_, k) => k % layout.Columns == i % layout.Columns).Max(a => a.Labels);
            DrawPanel(canvas, picture, layout, i, theme, axes[i].X, axes[i].Y, Math.Max(labels, picture.LeastLabelWidth));
        }
    }

    /// <summary>Width of the widest label of an axis of y.</summary>
    public static float LabelWidth(Picture picture, PictureLayout layout) => AxesOf(picture, layout).Select(a => a.Labels).DefaultIfEmpty(0).Max();

    /// <summary>Where the data of a picture's only panel stand.</summary>
    public static PanelFrame FrameOf(Picture picture, PictureLayout layout)
    {
        ReportFonts.Ensure();
        var panel = picture.Panels[0];
        var (x, y, labels) = AxesOf(picture, layout)[0];
        var box = layout.PanelAt(0);
        var padding = PaddingOf(picture, Math.Max(labels, picture.LeastLabelWidth));
        (double Low, double High) xs = (PanelPlot.Place(panel.X, x.Minimum), PanelPlot.Place(panel.X, x.Maximum)), ys = (PanelPlot.Place(panel.Y, y.Minimum), PanelPlot.Place(panel.Y, y.Maximum));
        return new(
            box.Left + padding.Left, box.Right - padding.Right, box.Top + layout.PanelTitleHeight + padding.Top, box.Bottom - padding.Bottom,
            xs, (ys.Low, ys.High + PanelPlot.Slack(ys.Low, ys.High)), panel.X.Logarithmic, panel.Y.Logarithmic);
    }

    private static PixelPadding PaddingOf(Picture picture, float labels)
    {
        bool unlabelled = !picture.KeepsHeadingRoom && picture.Panels.All(p => p.Y.Heading.Length == 0);
        return new(labels + (unlabelled ? 16 : 38), 16, 46, 10);
    }

    private static List<(AxisTicks X, AxisTicks Y, float Labels)> AxesOf(Picture picture, PictureLayout layout)
    {
        using var tick = ReportFonts.Sized(12);
        return
        [
            .. picture.Panels.Select((panel, i) =>
            {
                var box = layout.PanelAt(i);
                var x = PanelLimits.X(panel, Math.Max(3, (int)(box.Width / 70)));
                var y = PanelLimits.Y(panel, Math.Max(3, (int)((box.Height - layout.PanelTitleHeight - 56) / 34)));
                return (X: x, Y: y, Labels: y.Major.Max(t => tick.MeasureText(t.Label)));
            }),
        ];
    }

    private static void DrawPanel(SKCanvas canvas, Picture picture, PictureLayout layout, int index, Theme theme, AxisTicks x, AxisTicks y, float labels)
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

        var padding = PaddingOf(picture, labels);
        var area = new PixelRect(box.Left, box.Right, box.Bottom, box.Top + layout.PanelTitleHeight);
        using var plot = new PanelPlot(panel, theme, box.Width).Build(padding, x, y);

        // The first render of a plot finds its limits changed and draws itself again: that one goes nowhere.
        using (var recorder = new SKPictureRecorder())
        {
            plot.Render(recorder.BeginRecording(SKRect.Create(box.Width, box.Height)), area);
        }

        plot.Render(canvas, area);
    }

    private static void Swatch(SKCanvas canvas, Layer layer, float left, float middle, Theme theme)
    {
        var colour = SKColor.Parse(theme.HueOf(layer.Hue));
        using var paint = new SKPaint { IsAntialias = true, Color = colour, StrokeWidth = 2.2f };
        float right = left + LegendRow.Swatch;
        switch (layer)
        {
            case BandLayer band:
                paint.Color = colour.WithAlpha((byte)(band.Strength switch { BandStrength.Full => 190, BandStrength.Strong => 110, _ => 50 }));
                canvas.DrawRect(new SKRect(left, middle - 6, right, middle + 6), paint);
                break;
            case BarLayer:
                paint.Color = colour.WithAlpha(190);
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
                    _ => [(0f, 1f)],
                })
                {
                    canvas.DrawLine(left + (from * LegendRow.Swatch), middle, left + (to * LegendRow.Swatch), middle, paint);
                }

                break;
        }
    }

    private static void Text(SKCanvas canvas, string text, float left, float baseline, SKFont font, string colour)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(colour) };
        canvas.DrawText(text, left, baseline, font, paint);
    }
}

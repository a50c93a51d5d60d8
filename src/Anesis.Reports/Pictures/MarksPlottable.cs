using ScottPlot;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Marks at points, with a colour inside and one of the outline.</summary>
internal sealed class MarksPlottable(IReadOnlyList<(double X, double Y)> points, LayerPaint paint, SKColor usual) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        foreach (var (x, y) in points)
        {
            float left = Axes.GetPixelX(x), top = Axes.GetPixelY(y);
            if (float.IsFinite(left) && float.IsFinite(top))
            {
                Draw(rp.Canvas, left, top, paint, usual);
            }
        }
    }

    /// <summary>One mark around a point.</summary>
    public static void Draw(SKCanvas canvas, float x, float y, LayerPaint look, SKColor usual)
    {
        if (look.Marker == MarkerForm.None)
        {
            return;
        }

        float r = (look.MarkerSize ?? 7) / 2;
        var inside = PaintColours.Of(look.MarkerFill ?? look.LineColour, usual);
        var outline = PaintColours.Of(look.MarkerLineColour ?? look.MarkerFill ?? look.LineColour, usual);
        using var path = new SKPath();
        bool open = look.Marker is MarkerForm.Cross or MarkerForm.Plus or MarkerForm.Star or MarkerForm.HorizontalDash or MarkerForm.VerticalDash;
        switch (look.Marker)
        {
            case MarkerForm.Square:
                path.AddRect(new SKRect(x - (0.89f * r), y - (0.89f * r), x + (0.89f * r), y + (0.89f * r)));
                break;
            case MarkerForm.Circle:
                path.AddCircle(x, y, r);
                break;
            case MarkerForm.Diamond:
                Closed((0, -1.2f), (1, 0), (0, 1.2f), (-1, 0));
                break;
            case MarkerForm.TriangleUp:
                Closed((0, -1.1f), (1.05f, 0.8f), (-1.05f, 0.8f));
                break;
            case MarkerForm.TriangleDown:
                Closed((0, 1.1f), (1.05f, -0.8f), (-1.05f, -0.8f));
                break;
            case MarkerForm.TriangleLeft:
                Closed((-1.1f, 0), (0.8f, -1.05f), (0.8f, 1.05f));
                break;
            case MarkerForm.TriangleRight:
                Closed((1.1f, 0), (-0.8f, -1.05f), (-0.8f, 1.05f));
                break;
            case MarkerForm.Cross:
                Stroke(0.8f, 0.8f);
                Stroke(0.8f, -0.8f);
                break;
            case MarkerForm.Plus:
                Stroke(1, 0);
                Stroke(0, 1);
                break;
            case MarkerForm.Star:
                Stroke(1, 0);
                Stroke(0.5f, 0.87f);
                Stroke(0.5f, -0.87f);
                break;
            case MarkerForm.HorizontalDash:
                Stroke(1, 0);
                break;
            case MarkerForm.VerticalDash:
                Stroke(0, 1);
                break;
        }

        using var brush = new SKPaint { IsAntialias = true, Color = inside, Style = SKPaintStyle.Fill };
        if (!open)
        {
            canvas.DrawPath(path, brush);
        }

        float width = look.MarkerLineWidth ?? (open ? 1.6f : look.MarkerLineColour is null ? 0 : 1.2f);
        if (width > 0)
        {
            brush.Style = SKPaintStyle.Stroke;
            brush.StrokeWidth = width;
            brush.Color = outline;
            canvas.DrawPath(path, brush);
        }

        void Closed(params ReadOnlySpan<(float X, float Y)> corners)
        {
            for (int i = 0; i < corners.Length; i++)
            {
                var corner = new SKPoint(x + (r * corners[i].X), y + (r * corners[i].Y));
                if (i == 0)
                {
                    path.MoveTo(corner);
                }
                else
                {
                    path.LineTo(corner);
                }
            }

            path.Close();
        }

        void Stroke(float dx, float dy)
        {
            path.MoveTo(x - (r * dx), y - (r * dy));
            path.LineTo(x + (r * dx), y + (r * dy));
        }
    }
}

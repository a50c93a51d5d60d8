using ScottPlot;
using SkiaSharp;

namespace Anesis.Reports.Pictures;

/// <summary>Cells of a heat map, each as a rectangle.</summary>
internal sealed class HeatPlottable(HeatLayer layer, ColourScale scale, Func<double, double> placeX, Func<double, double> placeY) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var paint = new SKPaint { IsAntialias = false };
        foreach (var cell in layer.Cells)
        {
            float left = Axes.GetPixelX(placeX(cell.Left)), right = Axes.GetPixelX(placeX(cell.Right)), bottom = Axes.GetPixelY(placeY(cell.Bottom)), top = Axes.GetPixelY(placeY(cell.Top));
            if (!float.IsFinite(left + right + bottom + top) || double.IsNaN(cell.Value))
            {
                continue;
            }

            // Half a pixel more, so that neighbours leave no seam.
            paint.Color = scale.Of(cell.Value);
            rp.Canvas.DrawRect(new SKRect(Math.Min(left, right), Math.Min(bottom, top), Math.Max(left, right) + 0.5f, Math.Max(bottom, top) + 0.5f), paint);
        }
    }
}

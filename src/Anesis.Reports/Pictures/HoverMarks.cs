using System.Globalization;
using System.Net;
using System.Text;
using Anesis.Mathematics;
using Anesis.Reports.Documents;

namespace Anesis.Reports.Pictures;

/// <summary>
/// Invisible marks over a panel in a page: where the pointer rests on a point, a bar or a place of a curve, the reader's program shows its numbers. They are SVG's own titles: no script.
/// </summary>
internal static class HoverMarks
{
    /// <summary>Marks of one panel; more would weigh more than they tell.</summary>
    private const int MostMarks = 500;
    private const int MarksOfALine = 24;

    /// <summary>Markup to stand before the end of the panel's SVG.</summary>
    public static string Of(Picture picture, PictureLayout layout)
    {
        var panel = picture.Panels[0];
        var frame = PictureDrawing.FrameOf(picture, layout);
        var text = new StringBuilder("<g class=\"tips\">");
        int left = MostMarks;
        foreach (var layer in panel.Layers.Reverse())
        {
            string name = layer.Legend ?? "";
            switch (layer)
            {
                case PointsLayer points:
                    Points(Enumerable.Range(0, points.X.Count).Select(i => (points.X[i], points.Y[i], i < points.Low.Count ? $", {Numbers.Interval(points.Low[i], points.High[i])}" : "")), name, 5);
                    break;
                case LineLayer line:
                    int step = Math.Max(1, (line.X.Count + MarksOfALine - 1) / MarksOfALine);
                    Points(Enumerable.Range(0, line.X.Count).Where(i => i % step == 0 || i == line.X.Count - 1).Select(i => (line.X[i], line.Y[i], "")), name, 7);
                    break;
                case IntervalLayer intervals:
                    for (int i = 0; i < intervals.Value.Count; i++)
                    {
                        Rectangle(intervals.Low[i], intervals.High[i], intervals.Y[i] - 0.3, intervals.Y[i] + 0.3, $"{Category(panel.Y, intervals.Y[i])}{Numbers.Text(intervals.Value[i])} ({Numbers.Interval(intervals.Low[i], intervals.High[i])})");
                    }

                    break;
                case BarLayer { Across: true } bars:
                    for (int i = 0; i < bars.X.Count; i++)
                    {
                        Rectangle(Math.Min(bars.Low[i], bars.High[i]), Math.Max(bars.Low[i], bars.High[i]), bars.X[i] - bars.HalfWidth, bars.X[i] + bars.HalfWidth, $"{Category(panel.Y, bars.X[i])}{name}: {Numbers.Text(bars.High[i])}");
                    }

                    break;
                case BarLayer bars:
                    for (int i = 0; i < bars.X.Count; i++)
                    {
                        Rectangle(bars.X[i] - bars.HalfWidth, bars.X[i] + bars.HalfWidth, bars.Low[i], bars.High[i], $"{name} {Numbers.Text(Math.Round(bars.X[i]))}: {Numbers.Text(bars.High[i])}");
                    }

                    break;
            }
        }

        return text.Append("</g>").ToString();

        void Points(IEnumerable<(double X, double Y, string More)> points, string legend, int radius)
        {
            foreach (var (x, y, more) in points)
            {
                double px = frame.X(x), py = frame.Y(y);
                if (left <= 0 || !double.IsFinite(px) || !double.IsFinite(py) || !frame.Holds(px, py))
                {
                    continue;
                }

                left--;
                string says = $"{(legend.Length > 0 ? legend + ": " : "")}{Numbers.Text(y)}{Unit(panel.Y)}{more} at {Numbers.Text(x)}{Unit(panel.X)}";
                text.Append(CultureInfo.InvariantCulture, $"<circle class=\"tip\" cx=\"{px:F1}\" cy=\"{py:F1}\" r=\"{radius}\"><title>{WebUtility.HtmlEncode(says)}</title></circle>");
            }
        }

        void Rectangle(double fromX, double toX, double fromY, double toY, string says)
        {
            double x = frame.X(fromX), width = frame.X(toX) - x, y = frame.Y(toY), height = frame.Y(fromY) - y;
            if (left-- > 0 && double.IsFinite(x + width + y + height) && width >= 0 && height >= 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"<rect class=\"tip\" x=\"{x:F1}\" y=\"{y:F1}\" width=\"{Math.Max(width, 2):F1}\" height=\"{Math.Max(height, 2):F1}\"><title>{WebUtility.HtmlEncode(says)}</title></rect>");
            }
        }
    }

    private static string Unit(PanelAxis axis) => axis.Unit is { Length: > 0 } unit ? (unit == "%" ? " %" : " " + unit) : "";

    private static string Category(PanelAxis axis, double place) =>
        (int)Math.Round(-place) is >= 0 and var at && at < axis.Categories.Count ? axis.Categories[at] + ": " : "";
}

/// <summary>Where the data of a panel stand in its picture, in CSS pixels.</summary>
internal sealed record PanelFrame(float Left, float Right, float Top, float Bottom, (double Low, double High) XLimits, (double Low, double High) YLimits, bool XLogarithmic, bool YLogarithmic)
{
    public double X(double value) => Left + ((Place(value, XLogarithmic) - XLimits.Low) / (XLimits.High - XLimits.Low) * (Right - Left));

    public double Y(double value) => Bottom - ((Place(value, YLogarithmic) - YLimits.Low) / (YLimits.High - YLimits.Low) * (Bottom - Top));

    public bool Holds(double x, double y) => x >= Left - 1 && x <= Right + 1 && y >= Top - 1 && y <= Bottom + 1;

    private static double Place(double value, bool logarithmic) => !logarithmic ? value : value > 0 ? Elementary.Log10(value) : double.NaN;
}

using Anesis.Mathematics;
using Anesis.Modeling.Values;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Anesis.Reports.Pictures;

/// <summary>Turns one panel into a ScottPlot plot. Logarithmic axes hold the decimal logarithm; the ticks say the number.</summary>
internal sealed class PanelPlot(Panel panel, Theme theme, float width)
{
    private static readonly LinePattern DashDot = new([10, 4, 2, 4], 0, "dash, dot");
    private static readonly LinePattern DashDotDot = new([10, 4, 2, 4, 2, 4], 0, "dash, dot, dot");
    private const float Tick = 12;
    private const float Label = 13;
    private readonly Color _faint = Color.FromHex(theme.Faint);

    public Plot Build(PixelPadding padding, AxisTicks x, AxisTicks y, AxisTicks? right)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.HideLegend();
        Axis(plot.Axes.Bottom, x, panel.X);
        Axis(plot.Axes.Left, y, panel.Y);
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.Axes.Left.Label.OffsetX = -5;
        if (right is not null && panel.RightY is { } axis)
        {
            Axis(plot.Axes.Right, right, axis);
            plot.Axes.Right.IsVisible = true;
            plot.Axes.Right.Label.OffsetX = 5;
        }
        else
        {
            plot.Axes.Right.IsVisible = false;
        }

        plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex(theme.Rule);
        plot.Grid.MajorLineWidth = 1;
        plot.Grid.XAxisStyle.IsVisible = panel.X.Grid ?? !panel.Y.Categories.IsEmpty;
        plot.Grid.YAxisStyle.IsVisible = panel.Y.Grid ?? panel.Y.Categories.IsEmpty;
        plot.Layout.Fixed(padding);
        foreach (var reference in panel.References)
        {
            Reference(plot, reference, x);
        }

        foreach (var mark in panel.Marks)
        {
            var line = plot.Add.VerticalLine(Place(panel.X, mark.Value), 1, _faint, mark.Label.Length > 0 ? LinePattern.Dashed : LinePattern.Solid);
            line.EnableAutoscale = false;
        }

        foreach (var layer in panel.Layers)
        {
            int before = plot.PlottableList.Count;
            Draw(plot, layer);
            foreach (var plottable in layer.OnRight ? plot.PlottableList.Skip(before) : [])
            {
                plottable.Axes.YAxis = plot.Axes.Right;
            }
        }

        // The axis of y begins at a line, and a point on the edge keeps its whole mark.
        Limit(plot.Axes.Bottom, panel.X, x, slack: false);
        Limit(plot.Axes.Left, panel.Y, y, slack: true);
        if (right is not null && panel.RightY is { } second)
        {
            Limit(plot.Axes.Right, second, right, slack: true);
        }

        return plot;
    }

    private static void Limit(IAxis axis, PanelAxis description, AxisTicks ticks, bool slack)
    {
        double low = Place(description, ticks.Minimum), high = Place(description, ticks.Maximum);
        high += slack ? Slack(description, low, high) : 0;
        axis.Range.Set(description.Reverse ? high : low, description.Reverse ? low : high);
    }

    /// <summary>Room above the last tick; none where the axis has an end of its own, at which all is cut.</summary>
    public static double Slack(PanelAxis axis, double low, double high) => double.IsNaN(axis.Maximum) ? 0.012 * (high - low) : 0;

    public static double Place(PanelAxis axis, double value) => axis.Logarithmic ? (value > 0 ? Elementary.Log10(value) : double.NaN) : value;

    private void Axis(IAxis axis, AxisTicks ticks, PanelAxis description)
    {
        var generator = new NumericManual();
        foreach (var (value, label) in ticks.Major)
        {
            generator.AddMajor(Place(description, value), label);
        }

        foreach (double value in ticks.Minor)
        {
            generator.AddMinor(Place(description, value));
        }

        axis.TickGenerator = generator;
        axis.Label.Text = description.Heading;
        axis.Label.FontName = ReportFonts.Family;
        axis.Label.FontSize = Label;
        axis.Label.Bold = false;
        axis.Label.SubpixelText = true;
        axis.TickLabelStyle.SubpixelText = true;
        axis.Label.ForeColor = Color.FromHex(theme.Ink);
        axis.TickLabelStyle.FontName = ReportFonts.Family;
        axis.TickLabelStyle.FontSize = Tick;
        axis.TickLabelStyle.ForeColor = _faint;
        axis.MajorTickStyle.Color = _faint;
        axis.MajorTickStyle.Width = 1;
        axis.MajorTickStyle.Length = 4;
        axis.MinorTickStyle.Color = _faint;
        axis.MinorTickStyle.Width = 0.7f;
        axis.MinorTickStyle.Length = 2;
        axis.FrameLineStyle.Color = _faint;
        axis.FrameLineStyle.Width = 1;
        if (description.Paint.LineColour is { } hex)
        {
            var colour = PaintColours.Of(hex, _faint);
            axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = axis.MinorTickStyle.Color = axis.TickLabelStyle.ForeColor = axis.Label.ForeColor = colour;
        }

        if (description.Paint.LineWidth is { } thickness)
        {
            axis.FrameLineStyle.Width = axis.MajorTickStyle.Width = thickness;
            axis.MinorTickStyle.Width = 0.7f * thickness;
            if (thickness == 0)
            {
                generator = new NumericManual();
                axis.TickGenerator = generator;
                axis.Label.Text = "";
            }
        }
    }

    private void Reference(Plot plot, ReferenceLine reference, AxisTicks x)
    {
        var line = plot.Add.HorizontalLine(Place(panel.Y, reference.Value), 1, _faint, LinePattern.Dashed);
        line.EnableAutoscale = false;
        var text = plot.Add.Text(reference.Label, Place(panel.X, x.Maximum), Place(panel.Y, reference.Value));
        text.LabelFontName = ReportFonts.Family;
        text.LabelFontSize = 11;
        text.LabelFontColor = _faint;
        text.LabelAlignment = Alignment.LowerRight;
        text.OffsetY = -2;
    }

    private void Draw(Plot plot, Layer layer)
    {
        var colour = theme.Of(layer.Hue);
        switch (layer)
        {
            case BandLayer band:
                Band(plot, band, colour);
                break;
            case SpaghettiLayer people:
                double opacity = Math.Clamp(8.0 / people.Curves.Count, 0.12, 0.7);
                foreach (var curve in people.Curves)
                {
                    Line(plot, curve.X, curve.Y, colour.WithAlpha(opacity), 1, LineStyle.Solid);
                }

                break;
            case LineLayer line:
                if (line.Style != LineStyle.None)
                {
                    Line(plot, line.X, line.Y, PaintColours.Of(line.Paint.LineColour, colour), line.Paint.LineWidth ?? 2.2f, line.Style, AxisOf(line));
                }

                Marks(plot, line, colour);
                break;
            case ErrorBarLayer bars:
                ErrorBars(plot, bars, PaintColours.Of(bars.Paint.LineColour, colour));
                break;
            case HeatLayer heat:
                plot.PlottableList.Add(new HeatPlottable(heat, panel.Scale ?? new(0, 1), v => Place(panel.X, v), v => Place(panel.Y, v)));
                break;
            case PointsLayer points:
                Points(plot, points, colour);
                break;
            case IntervalLayer intervals:
                Intervals(plot, intervals, colour);
                break;
            case BarLayer bars:
                Bars(plot, bars, colour);
                break;
        }
    }

    private void Intervals(Plot plot, IntervalLayer intervals, Color colour)
    {
        for (int i = 0; i < intervals.Value.Count; i++)
        {
            double low = Place(panel.X, intervals.Low[i]), high = Place(panel.X, intervals.High[i]), y = intervals.Y[i];
            if (double.IsFinite(low) && double.IsFinite(high))
            {
                var bar = plot.Add.Line(low, y, high, y);
                bar.LineColor = colour;
                bar.LineWidth = 2;
            }

            if (Place(panel.X, intervals.Value[i]) is var x && double.IsFinite(x))
            {
                var mark = plot.Add.Marker(x, y, MarkerShape.FilledSquare, 8, colour);
                mark.MarkerLineColor = Color.FromHex(theme.Ground);
                mark.MarkerLineWidth = 1;
            }
        }
    }

    private void Bars(Plot plot, BarLayer bars, Color colour)
    {
        for (int i = 0; i < bars.X.Count; i++)
        {
            var along = bars.Across ? panel.X : AxisOf(bars);
            double low = Place(along, bars.Low[i]), high = Place(along, bars.High[i]);
            low = along.Logarithmic && bars.Low[i] <= 0 ? Place(along, (bars.Across ? PanelLimits.X(panel, 5) : bars.OnRight ? PanelLimits.Right(panel, 5) : PanelLimits.Y(panel, 5))!.Minimum) : low;
            if (!double.IsFinite(low) || !double.IsFinite(high))
            {
                continue;
            }

            (low, high) = (Math.Min(low, high), Math.Max(low, high));
            double from = bars.X[i] - bars.HalfWidth, to = bars.X[i] + bars.HalfWidth;
            var bar = bars.Across ? plot.Add.Rectangle(low, high, from, to) : plot.Add.Rectangle(from, to, low, high);
            bar.FillColor = PaintColours.Of(bars.Paint.Fill, colour.WithAlpha(0.75));
            bar.LineWidth = bars.Paint.LineWidth ?? (bars.Paint.LineColour is null ? 0 : 1);
            bar.LineColor = PaintColours.Of(bars.Paint.LineColour, colour);
        }
    }

    private void Band(Plot plot, BandLayer band, Color colour)
    {
        var axis = AxisOf(band);
        double floor = axis.Logarithmic ? Place(axis, (band.OnRight ? PanelLimits.Right(panel, 5) : PanelLimits.Y(panel, 5))!.Minimum) : double.NaN;
        var edges = new List<(double X, double Low, double High)>(band.X.Count);
        for (int i = 0; i < band.X.Count; i++)
        {
            double x = Place(panel.X, band.X[i]), low = Place(axis, band.Low[i]), high = Place(axis, band.High[i]);
            low = double.IsNaN(low) ? floor : low;
            if (double.IsFinite(x) && double.IsFinite(low) && double.IsFinite(high))
            {
                edges.Add((x, low, high));
            }
        }

        if (edges.Count > 1)
        {
            var fill = plot.Add.FillY(edges);
            fill.FillColor = PaintColours.Of(band.Paint.Fill, colour.WithAlpha(band.Strength switch { BandStrength.Full => 0.75, BandStrength.Strong => 0.30, _ => 0.16 }));
            fill.LineStyle.IsVisible = false;
            fill.MarkerStyle.IsVisible = false;
        }
    }

    private PanelAxis AxisOf(Layer layer) => layer.OnRight && panel.RightY is { } right ? right : panel.Y;

    private void Marks(Plot plot, LineLayer line, Color colour)
    {
        if (line.Paint.Marker == MarkerForm.None)
        {
            return;
        }

        var axis = AxisOf(line);
        plot.PlottableList.Add(new MarksPlottable([.. line.X.Zip(line.Y, (x, y) => (Place(panel.X, x), Place(axis, y)))], line.Paint, colour.ToSKColor()));
    }

    private void ErrorBars(Plot plot, ErrorBarLayer bars, Color colour)
    {
        var axis = AxisOf(bars);
        for (int i = 0; i < bars.X.Count; i++)
        {
            double x = Place(panel.X, bars.X[i]), y = Place(axis, bars.Y[i]);
            Bar(bars.XLow, bars.XHigh, panel.X, i, (low, high) => plot.Add.Line(low, y, high, y));
            Bar(bars.YLow, bars.YHigh, axis, i, (low, high) => plot.Add.Line(x, low, x, high));
        }

        void Bar(ValueList<double> lows, ValueList<double> highs, PanelAxis along, int i, Func<double, double, ScottPlot.Plottables.LinePlot> add)
        {
            double low = i < lows.Count ? Place(along, lows[i]) : double.NaN, high = i < highs.Count ? Place(along, highs[i]) : double.NaN;
            if (double.IsFinite(low) && double.IsFinite(high) && high > low)
            {
                var bar = add(low, high);
                bar.LineColor = colour;
                bar.LineWidth = 1.4f;
            }
        }
    }

    private void Line(Plot plot, ValueList<double> xs, ValueList<double> ys, Color colour, float lineWidth, LineStyle style, PanelAxis? axis = null)
    {
        foreach (var run in CurveThinning.Runs(xs, ys, v => Place(panel.X, v), v => Place(axis ?? panel.Y, v), (int)(2 * width)))
        {
            var scatter = plot.Add.ScatterLine(run.X, run.Y, colour);
            scatter.LineWidth = lineWidth;
            scatter.LinePattern = style switch { LineStyle.Dashed => LinePattern.Dashed, LineStyle.Dotted => LinePattern.Dotted, LineStyle.DashDotted => DashDot, LineStyle.DashDoubleDotted => DashDotDot, _ => LinePattern.Solid };
        }
    }

    private void Points(Plot plot, PointsLayer points, Color colour)
    {
        for (int i = 0; i < points.Low.Count && i < points.X.Count; i++)
        {
            double x = Place(panel.X, points.X[i]), low = Place(panel.Y, points.Low[i]), high = Place(panel.Y, points.High[i]);
            if (double.IsFinite(x) && double.IsFinite(low) && double.IsFinite(high))
            {
                var bar = plot.Add.Line(x, low, x, high);
                bar.LineColor = colour;
                bar.LineWidth = 1.4f;
            }
        }

        double[] xs = [.. points.X.Select(v => Place(panel.X, v))];
        double[] ys = [.. points.Y.Select(v => Place(panel.Y, v))];
        var kept = xs.Zip(ys).Where(p => double.IsFinite(p.First) && double.IsFinite(p.Second)).ToList();
        var markers = plot.Add.ScatterPoints(kept.Select(p => p.First).ToArray(), kept.Select(p => p.Second).ToArray(), colour);
        markers.MarkerShape = MarkerShape.FilledCircle;
        if (points.Open)
        {
            // A filled mark has no outline of its own: the ring lies on a mark of the ground's colour.
            var rings = plot.Add.ScatterPoints(kept.Select(p => p.First).ToArray(), kept.Select(p => p.Second).ToArray(), colour);
            rings.MarkerShape = MarkerShape.OpenCircle;
            rings.MarkerSize = 7.5f;
            rings.MarkerLineColor = colour;
            rings.MarkerLineWidth = 1.4f;
        }

        markers.MarkerSize = points.Faint ? 4.6f : 7.5f;
        markers.MarkerFillColor = points.Faint ? colour.WithAlpha(Math.Clamp(60.0 / Math.Max(1, kept.Count), 0.16, 0.42)) : points.Open ? Color.FromHex(theme.Ground) : colour;
        markers.MarkerLineColor = points.Open ? colour : points.Faint ? colour.WithAlpha(0) : Color.FromHex(theme.Ground);
        markers.MarkerLineWidth = points.Open ? 1.4f : points.Faint ? 0 : 1;
    }
}

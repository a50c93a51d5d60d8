using Anesis.Modeling.Values;

namespace Anesis.Reports.Pictures;

/// <summary>The limits that hold what a panel draws.</summary>
internal static class PanelLimits
{
    private const double Stillness = 1e-4;

    public static AxisTicks X(Panel panel, int wanted)
    {
        if (!panel.X.Categories.IsEmpty)
        {
            return Named(panel.X.Categories, turned: false);
        }

        var (low, high) = Range(panel.Layers.SelectMany(Xs).Concat(panel.Marks.Select(m => m.Value)), panel.X, positive: panel.X.Logarithmic);
        if (double.IsNaN(panel.X.Maximum) && panel.Layers.Any(l => l is PointsLayer or IntervalLayer))
        {
            // The last mark keeps its right half, in a narrow panel too.
            high += 0.025 * (high - low);
        }

        if (panel.Layers.Any(l => l is LineLayer { Paint.Marker: not MarkerForm.None }) && !panel.X.Logarithmic)
        {
            // The first and the last mark are whole.
            double room = 0.012 * (high - low);
            (low, high) = (double.IsNaN(panel.X.Minimum) ? low - room : low, double.IsNaN(panel.X.Maximum) ? high + room : high);
        }

        if (panel.Layers.Any(l => l is IntervalLayer or BarLayer) && !panel.X.Logarithmic)
        {
            // An interval or a bar that ends at the frame looks cut off.
            double room = 0.03 * (high - low);
            (low, high) = (double.IsNaN(panel.X.Minimum) ? low - room : low, double.IsNaN(panel.X.Maximum) ? high + room : high);
        }

        return Held(panel.X.Logarithmic ? AxisTicks.Logarithmic(low, high, wanted) : AxisTicks.Linear(low, high, wanted, panel.X.Unit, exact: true), panel.X);
    }

    /// <summary>The right axis of y.</summary>
    public static AxisTicks? Right(Panel panel, int wanted) => panel.RightY is { } axis ? Y(axis, panel.Layers.Where(l => l.OnRight), [], wanted) : null;

    /// <summary>Ends that the axis has of its own, and the ticks within.</summary>
    private static AxisTicks Held(AxisTicks ticks, PanelAxis axis)
    {
        if (double.IsNaN(axis.Minimum) && double.IsNaN(axis.Maximum))
        {
            return ticks;
        }

        double low = double.IsNaN(axis.Minimum) ? ticks.Minimum : axis.Minimum, high = double.IsNaN(axis.Maximum) ? ticks.Maximum : axis.Maximum, slack = 1e-9 * (high - low);
        bool Within(double value) => value >= low - slack && value <= high + slack;
        return high > low ? new(low, high, [.. ticks.Major.Where(m => Within(m.Value))], [.. ticks.Minor.Where(Within)]) : ticks;
    }

    /// <summary>From zero where the data are all positive and come within reach of it.</summary>
    public static AxisTicks Y(Panel panel, int wanted)
    {
        return !panel.Y.Categories.IsEmpty ? Named(panel.Y.Categories, turned: true) : Y(panel.Y, panel.Layers.Where(l => !l.OnRight), panel.References, wanted);
    }

    private static AxisTicks Y(PanelAxis axis, IEnumerable<Layer> layers, IEnumerable<ReferenceLine> references, int wanted)
    {
        var values = layers.SelectMany(Ys).Concat(references.Select(r => r.Value));
        var (low, high) = Range(values, axis, positive: axis.Logarithmic);
        if (axis.Logarithmic)
        {
            return Held(AxisTicks.Logarithmic(Math.Max(low, high * 1e-6), high, wanted), axis);
        }

        if (double.IsNaN(axis.Minimum) && low > 0 && low < 0.4 * high)
        {
            low = 0;
        }

        // What does not move is drawn flat: rounding is no event.
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (double.IsNaN(axis.Minimum) && double.IsNaN(axis.Maximum) && high > low && high - low < Stillness * size)
        {
            (low, high) = (low - (0.05 * size), high + (0.05 * size));
        }

        bool fixedLimits = !double.IsNaN(axis.Minimum) && !double.IsNaN(axis.Maximum);
        return Held(AxisTicks.Linear(low, high, wanted, exact: fixedLimits), axis);
    }

    /// <summary>Names at 0, 1, 2, …; turned: the first on top, at 0, the others at −1, −2, ….</summary>
    private static AxisTicks Named(Modeling.Values.ValueList<string> names, bool turned) => turned
        ? new(0.4 - names.Count, 0.6, [.. names.Select((n, i) => ((double)-i, n))], [])
        : new(-0.6, names.Count - 0.4, [.. names.Select((n, i) => ((double)i, n))], []);

    private static (double Low, double High) Range(IEnumerable<double> values, PanelAxis axis, bool positive)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value) && (!positive || value > 0))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        if (low > high)
        {
            (low, high) = positive ? (0.1, 1) : (0, 1);
        }

        return (double.IsNaN(axis.Minimum) ? low : axis.Minimum, double.IsNaN(axis.Maximum) ? high : axis.Maximum);
    }

    private static IEnumerable<double> Xs(Layer layer) => layer switch
    {
        BandLayer band => band.X,
        LineLayer line => line.X,
        PointsLayer points => points.X,
        SpaghettiLayer people => people.Curves.SelectMany(c => c.X),
        IntervalLayer intervals => intervals.Low.Concat(intervals.High).Concat(intervals.Value),
        BarLayer { Across: true } bars => bars.Low.Concat(bars.High),
        BarLayer bars => bars.X.SelectMany(x => new[] { x - bars.HalfWidth, x + bars.HalfWidth }),
        ErrorBarLayer bars => bars.X.Concat(bars.XLow).Concat(bars.XHigh),
        HeatLayer heat => heat.Cells.SelectMany(c => new[] { c.Left, c.Right }),
        _ => [],
    };

    private static IEnumerable<double> Ys(Layer layer) => layer switch
    {
        BandLayer band => band.Low.Concat(band.High),
        LineLayer line => line.Y,
        PointsLayer points => points.Y.Concat(points.Low).Concat(points.High),
        SpaghettiLayer people => people.Curves.SelectMany(c => c.Y),
        BarLayer { Across: false } bars => bars.Low.Concat(bars.High),
        BarLayer bars => bars.X.SelectMany(x => new[] { x - bars.HalfWidth, x + bars.HalfWidth }),
        ErrorBarLayer bars => bars.Y.Concat(bars.YLow).Concat(bars.YHigh),
        HeatLayer heat => heat.Cells.SelectMany(c => new[] { c.Bottom, c.Top }),
        _ => [],
    };
}

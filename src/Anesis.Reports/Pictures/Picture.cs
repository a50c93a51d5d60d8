using Anesis.Modeling.Values;

namespace Anesis.Reports.Pictures;

/// <summary>A picture: one panel, or several of one size in rows, read from left to right.</summary>
public sealed record Picture
{
    /// <summary>What it shows, in plain words; null for none.</summary>
    public string? Title { get; init; }

    public required ValueList<Panel> Panels { get; init; }

    /// <summary>Panels in a row; 0: as many as fit at a readable size.</summary>
    public int Columns { get; init; }

    /// <summary>Width in CSS pixels; text sizes do not change with it.</summary>
    public int Width { get; init; } = 760;

    /// <summary>Height of a panel; 0: by its width.</summary>
    public int PanelHeight { get; init; }

    /// <summary>One line below, such as what the bands mean or "normalised; direction only".</summary>
    public string? Note { get; init; }

    /// <summary>What a person who cannot see it is told.</summary>
    public string? AlternativeText { get; init; }

    /// <summary>Height of the whole in CSS pixels; 0: by its panels.</summary>
    public int Height { get; init; }

    /// <summary>False where nothing, or the page around it, says what the layers are.</summary>
    public bool ShowsLegend { get; init; } = true;

    /// <summary>Room for the labels of the axis of y, at least; pictures side by side share it.</summary>
    internal float LeastLabelWidth { get; init; }

    /// <summary>Room for the heading of an axis of y, also where this picture has none.</summary>
    internal bool KeepsHeadingRoom { get; init; }

    /// <summary>Lines for the panels' titles, at least.</summary>
    internal int LeastTitleLines { get; init; }
}

/// <summary>Axes and what is drawn in them, the first layer lowest.</summary>
public sealed record Panel(PanelAxis X, PanelAxis Y, ValueList<Layer> Layers)
{
    public string? Title { get; init; }

    /// <summary>Thresholds and normal ranges.</summary>
    public ValueList<ReferenceLine> References { get; init; }

    /// <summary>Vertical lines, such as that of no difference.</summary>
    public ValueList<ReferenceLine> Marks { get; init; }

    /// <summary>A second axis of y, on the right; null: none.</summary>
    public PanelAxis? RightY { get; init; }

    /// <summary>What the colours of heights mean; null: there are none.</summary>
    public ColourScale? Scale { get; init; }

    /// <summary>A drawing in three dimensions in place of the layers; null: none.</summary>
    public SpaceScene? Space { get; init; }
}

/// <summary>An axis: label, unit, scale, and limits where they are not the data's.</summary>
public sealed record PanelAxis(string Label, string? Unit = null)
{
    public bool Logarithmic { get; init; }

    public double Minimum { get; init; } = double.NaN;

    public double Maximum { get; init; } = double.NaN;

    /// <summary>Lines across the panel at the ticks; null: as is usual.</summary>
    public bool? Grid { get; init; }

    /// <summary>From the largest value to the smallest.</summary>
    public bool Reverse { get; init; }

    /// <summary>The axis's own line; a width of 0 hides the axis.</summary>
    public LayerPaint Paint { get; init; } = LayerPaint.Usual;

    /// <summary>Names at 0, 1, 2, … in place of numbers, from the top down on an axis of y; empty: numbers.</summary>
    public ValueList<string> Categories { get; init; }

    /// <summary>"Label [unit]".</summary>
    public string Heading => string.IsNullOrEmpty(Unit) ? Label : $"{Label} [{Unit}]";
}

/// <summary>A horizontal line with a word on it.</summary>
public sealed record ReferenceLine(double Value, string Label);

/// <summary>
/// Something drawn in a panel. Legend: its entry, null for none; equal entries of several panels appear once.
/// Hue: 0 to 6, a place in the palette; −1: neutral.
/// </summary>
public abstract record Layer(string? Legend, int Hue)
{
    /// <summary>Colours, sizes and marks of its own, where they are not the theme's.</summary>
    public LayerPaint Paint { get; init; } = LayerPaint.Usual;

    /// <summary>Whether its y belongs to the panel's right axis.</summary>
    public bool OnRight { get; init; }
}

public enum BandStrength
{
    /// <summary>The outer band, such as 90 % of people.</summary>
    Light,

    /// <summary>The inner band, such as 50 % of people.</summary>
    Strong,

    /// <summary>An area that is the datum itself, such as a share of people.</summary>
    Full,
}

/// <summary>The area between two curves.</summary>
public sealed record BandLayer(ValueList<double> X, ValueList<double> Low, ValueList<double> High, BandStrength Strength, string? Legend = null, int Hue = 0)
    : Layer(Legend, Hue);

public enum LineStyle
{
    Solid,
    Dashed,
    Dotted,
    DashDotted,
    DashDoubleDotted,
    None,
}

/// <summary>A curve; NaN breaks it.</summary>
public sealed record LineLayer(ValueList<double> X, ValueList<double> Y, string? Legend = null, int Hue = 0, LineStyle Style = LineStyle.Solid)
    : Layer(Legend, Hue);

/// <summary>Bars through points, along x and y; where both ends are NaN there is none.</summary>
public sealed record ErrorBarLayer(ValueList<double> X, ValueList<double> Y, ValueList<double> XLow, ValueList<double> XHigh, ValueList<double> YLow, ValueList<double> YHigh, int Hue = 0) : Layer(null, Hue);

/// <summary>Rectangles whose colours are values on the panel's scale.</summary>
public sealed record HeatLayer(ValueList<HeatCell> Cells) : Layer(null, 0);

public readonly record struct HeatCell(double Left, double Right, double Bottom, double Top, double Value);

public sealed record Curve(ValueList<double> X, ValueList<double> Y);

/// <summary>Values with their intervals along x, one a category of y: a forest. An empty interval is a point alone.</summary>
public sealed record IntervalLayer(ValueList<double> Value, ValueList<double> Low, ValueList<double> High, ValueList<double> Y, string? Legend = null, int Hue = 0) : Layer(Legend, Hue);

/// <summary>Rectangles: bars from Low to High. Across false: they stand at X with half the width <paramref name="HalfWidth"/>; true: they lie at the category X of y.</summary>
public sealed record BarLayer(ValueList<double> X, ValueList<double> Low, ValueList<double> High, double HalfWidth, bool Across, string? Legend = null, int Hue = 0) : Layer(Legend, Hue);

/// <summary>One thin line a person.</summary>
public sealed record SpaghettiLayer(ValueList<Curve> Curves, string? Legend = null, int Hue = 0) : Layer(Legend, Hue);

/// <summary>Observed points, with error bars from Low to High where these are given.</summary>
public sealed record PointsLayer(ValueList<double> X, ValueList<double> Y, string? Legend = null, int Hue = -1) : Layer(Legend, Hue)
{
    public ValueList<double> Low { get; init; }

    public ValueList<double> High { get; init; }

    /// <summary>Filled for data, open for what was below the limit of quantification or not used.</summary>
    public bool Open { get; init; }

    /// <summary>Small and pale, for hundreds of points behind what they are summarised by.</summary>
    public bool Faint { get; init; }
}

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

    /// <summary>False where the page around it says what the layers are.</summary>
    internal bool ShowsLegend { get; init; } = true;

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
}

/// <summary>An axis: label, unit, scale, and limits where they are not the data's.</summary>
public sealed record PanelAxis(string Label, string? Unit = null)
{
    public bool Logarithmic { get; init; }

    public double Minimum { get; init; } = double.NaN;

    public double Maximum { get; init; } = double.NaN;

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
public abstract record Layer(string? Legend, int Hue);

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
}

/// <summary>A curve; NaN breaks it.</summary>
public sealed record LineLayer(ValueList<double> X, ValueList<double> Y, string? Legend = null, int Hue = 0, LineStyle Style = LineStyle.Solid)
    : Layer(Legend, Hue);

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

using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

public abstract record SedOutput(string Id) : SedElement(Id);

/// <summary>A table: a column a data set.</summary>
public sealed record SedReport(string Id, ValueList<SedColumn> Columns) : SedOutput(Id);

public sealed record SedColumn(string Id, string Label, string Data) : SedElement(Id);

/// <summary>A picture over axes.</summary>
public abstract record SedPicture(string Id) : SedOutput(Id)
{
    /// <summary>Whether the curves are named beside the picture; null: as is best.</summary>
    public bool? Legend { get; init; }

    /// <summary>Size in pixels; NaN: as is best.</summary>
    public double Width { get; init; } = double.NaN;

    public double Height { get; init; } = double.NaN;

    public SedAxis X { get; init; } = SedAxis.Any;

    public SedAxis Y { get; init; } = SedAxis.Any;
}

/// <summary>A picture of curves over two axes.</summary>
public sealed record SedPlot(string Id, ValueList<SedCurve> Curves) : SedPicture(Id)
{
    /// <summary>Areas between two curves.</summary>
    public ValueList<SedArea> Areas { get; init; }

    /// <summary>A second axis of y, on the right; null: none.</summary>
    public SedAxis? RightY { get; init; }
}

/// <summary>A picture of surfaces over two axes.</summary>
public sealed record SedSurfacePlot(string Id, ValueList<SedSurface> Surfaces) : SedPicture(Id)
{
    public SedAxis Z { get; init; } = SedAxis.Any;
}

/// <summary>What an axis is called and where it begins and ends; NaN: where the values do.</summary>
public sealed record SedAxis(string? Name, double Minimum, double Maximum)
{
    /// <summary>An axis of which nothing is said.</summary>
    public static SedAxis Any { get; } = new(null, double.NaN, double.NaN);

    public bool Logarithmic { get; init; }

    /// <summary>Lines across the picture at its ticks; null: as is best.</summary>
    public bool? Grid { get; init; }

    /// <summary>From the largest value to the smallest.</summary>
    public bool Reverse { get; init; }

    /// <summary>The style of the axis's own line.</summary>
    public string? Style { get; init; }
}

public enum SedCurveKind
{
    /// <summary>Line, markers or both, as the style says.</summary>
    Points,
    Bar,
    BarStacked,
    HorizontalBar,
    HorizontalBarStacked,
}

/// <summary>Values over values, ids of data generators.</summary>
public sealed record SedCurve(string Id, string X, string Y) : SedElement(Id)
{
    public SedCurveKind Kind { get; init; }

    /// <summary>The higher, the later it is drawn.</summary>
    public int? Order { get; init; }

    public string? Style { get; init; }

    /// <summary>Whether its y belongs to the right axis.</summary>
    public bool OnRight { get; init; }

    /// <summary>Data generators of distances to the ends of its error bars; null: none.</summary>
    public string? XErrorUpper { get; init; }

    public string? XErrorLower { get; init; }

    public string? YErrorUpper { get; init; }

    public string? YErrorLower { get; init; }
}

/// <summary>The area between two curves, ids of data generators.</summary>
public sealed record SedArea(string Id, string X, string From, string To) : SedElement(Id)
{
    public int? Order { get; init; }

    public string? Style { get; init; }

    public bool OnRight { get; init; }
}

public enum SedSurfaceKind
{
    /// <summary>Points in space, joined in their order.</summary>
    ParametricCurve,

    /// <summary>Neighbours joined by lines.</summary>
    SurfaceMesh,

    /// <summary>A closed surface.</summary>
    SurfaceContour,

    /// <summary>Lines of equal height, seen from above.</summary>
    Contour,

    /// <summary>Colours for heights, seen from above.</summary>
    HeatMap,

    /// <summary>One curve behind the other.</summary>
    StackedCurves,
    Bar,
}

/// <summary>Heights over two axes, ids of data generators.</summary>
public sealed record SedSurface(string Id, string X, string Y, string Z) : SedElement(Id)
{
    public SedSurfaceKind Kind { get; init; } = SedSurfaceKind.SurfaceContour;

    public int? Order { get; init; }

    public string? Style { get; init; }
}

/// <summary>Pictures in rows and columns.</summary>
public sealed record SedFigure(string Id, int Rows, int Columns, ValueList<SedSubPlot> SubPlots) : SedOutput(Id);

/// <summary>Where a picture stands in a figure, counted from 1, and how many rows and columns it takes.</summary>
public sealed record SedSubPlot(string Id, string Plot, int Row, int Column, int RowSpan, int ColumnSpan) : SedElement(Id);

/// <summary>What an estimation of parameters gives (parameterEstimationReport, parameterEstimationResultPlot or waterfallPlot); kept.</summary>
public sealed record SedEstimationOutput(string Id, string Element, string Task) : SedOutput(Id);

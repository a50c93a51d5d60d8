namespace Anesis.Reports.Pictures;

/// <summary>Colours, sizes and marks that a layer has of its own; what is null is the theme's. Colours are #RRGGBB or #RRGGBBAA, sizes pixels.</summary>
public sealed record LayerPaint
{
    /// <summary>Nothing of its own.</summary>
    public static LayerPaint Usual { get; } = new();

    public string? LineColour { get; init; }

    public float? LineWidth { get; init; }

    public string? Fill { get; init; }

    /// <summary>Marks at the points of a line.</summary>
    public MarkerForm Marker { get; init; }

    public float? MarkerSize { get; init; }

    public string? MarkerFill { get; init; }

    public string? MarkerLineColour { get; init; }

    public float? MarkerLineWidth { get; init; }
}

public enum MarkerForm
{
    None,
    Square,
    Circle,
    Diamond,
    Cross,
    Plus,
    Star,
    TriangleUp,
    TriangleDown,
    TriangleLeft,
    TriangleRight,
    HorizontalDash,
    VerticalDash,
}

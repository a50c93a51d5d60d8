using Anesis.Modeling.Values;

namespace Anesis.Reports.Pictures;

/// <summary>Heights over a plane, seen from in front, from the left and from above.</summary>
public sealed record SpaceScene(PanelAxis X, PanelAxis Y, PanelAxis Z, ValueList<SpaceLayer> Layers);

public enum SpaceForm
{
    /// <summary>Points joined in their order, row by row.</summary>
    Curve,

    /// <summary>Neighbours joined by lines.</summary>
    Mesh,

    /// <summary>Closed faces.</summary>
    Surface,

    /// <summary>Rows as curves, each veiling what is behind it.</summary>
    Curtain,

    /// <summary>A column at each point.</summary>
    Bars,
}

/// <summary>Points in rows; neighbours in a row and in the next are neighbours in space.</summary>
public sealed record SpaceLayer(SpaceForm Form, ValueList<ValueList<SpacePoint>> Rows, string? Legend = null, int Hue = 0)
{
    public LayerPaint Paint { get; init; } = LayerPaint.Usual;

    public LineStyle Style { get; init; } = LineStyle.Solid;
}

public readonly record struct SpacePoint(double X, double Y, double Z);

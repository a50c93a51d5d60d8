using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>How lines, markers and areas look; what it leaves open, its base says.</summary>
public sealed record SedStyle(string Id, string? Base) : SedElement(Id)
{
    public SedLineKind? Line { get; init; }

    /// <summary>RRGGBB or RRGGBBAA, as all colours here.</summary>
    public string? LineColour { get; init; }

    /// <summary>In pixels, as all sizes here.</summary>
    public double? LineThickness { get; init; }

    public SedMarkerKind? Marker { get; init; }

    public double? MarkerSize { get; init; }

    public string? MarkerFill { get; init; }

    public string? MarkerLineColour { get; init; }

    public double? MarkerLineThickness { get; init; }

    public string? Fill { get; init; }

    /// <summary>With what its bases say of what it leaves open.</summary>
    public SedStyle Resolved(IReadOnlyCollection<SedStyle> all)
    {
        var style = this;
        var seen = new HashSet<string>(StringComparer.Ordinal) { Id };
        for (string? next = Base; next is not null && seen.Add(next);)
        {
            if (all.FirstOrDefault(s => s.Id == next) is not { } other)
            {
                break;
            }

            style = style with
            {
                Line = style.Line ?? other.Line, LineColour = style.LineColour ?? other.LineColour, LineThickness = style.LineThickness ?? other.LineThickness,
                Marker = style.Marker ?? other.Marker, MarkerSize = style.MarkerSize ?? other.MarkerSize, MarkerFill = style.MarkerFill ?? other.MarkerFill,
                MarkerLineColour = style.MarkerLineColour ?? other.MarkerLineColour, MarkerLineThickness = style.MarkerLineThickness ?? other.MarkerLineThickness, Fill = style.Fill ?? other.Fill,
            };
            next = other.Base;
        }

        return style;
    }
}

public enum SedLineKind
{
    None,
    Solid,
    Dash,
    Dot,
    DashDot,
    DashDotDot,
}

public enum SedMarkerKind
{
    None,
    Square,
    Circle,
    Diamond,
    XCross,
    Plus,
    Star,
    TriangleUp,
    TriangleDown,
    TriangleLeft,
    TriangleRight,
    HDash,
    VDash,
}

using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>An instance of a model inside another (SBML comp).</summary>
public sealed record Submodel : Element
{
    public required string ModelRef { get; init; }

    /// <summary>Ids of parameters of the containing model, or null.</summary>
    public string? TimeConversionFactor { get; init; }

    public string? ExtentConversionFactor { get; init; }

    public ValueList<Deletion> Deletions { get; init; }
}

/// <summary>An element that a model offers for replacement or connection.</summary>
public sealed record Port : Element
{
    public required ElementReference Target { get; init; }
}

public sealed record Deletion : Element
{
    public required ElementReference Target { get; init; }
}

/// <summary>
/// A reference to an element: exactly one of the four, and then, inside the submodel that it names, a further reference (comp SBaseRef).
/// </summary>
public sealed record ElementReference
{
    public string? PortRef { get; init; }

    public string? IdRef { get; init; }

    public string? UnitRef { get; init; }

    public string? MetaIdRef { get; init; }

    public ElementReference? Inner { get; init; }
}

/// <summary>"This element stands for that one of the submodel" (comp replacedElement).</summary>
public sealed record ReplacedElement : Element
{
    public required string SubmodelRef { get; init; }

    /// <summary>The element, or null when <see cref="DeletionRef"/> names a deletion.</summary>
    public ElementReference? Target { get; init; }

    public string? DeletionRef { get; init; }

    public string? ConversionFactor { get; init; }
}

/// <summary>"That element of the submodel stands for this one" (comp replacedBy).</summary>
public sealed record ReplacedBy : Element
{
    public required string SubmodelRef { get; init; }

    public required ElementReference Target { get; init; }
}

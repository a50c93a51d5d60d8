namespace Anesis.Modeling;

/// <summary>A container of finite size in which species stand. Size is null when the model does not give it.</summary>
public sealed record Compartment : Element
{
    /// <summary>0 to 3 (L3 allows any real number); null when undeclared.</summary>
    public double? SpatialDimensions { get; init; } = 3;

    public double? Size { get; init; }

    public string? Units { get; init; }

    public bool Constant { get; init; } = true;

    /// <summary>The compartment around this one (Level 2), or null.</summary>
    public string? Outside { get; init; }

    /// <summary>Level 2: id of a <see cref="TypeDefinition"/>, kept.</summary>
    public string? CompartmentType { get; init; }
}

/// <summary>A pool of entities in a compartment.</summary>
public sealed record Species : Element
{
    public required string Compartment { get; init; }

    public double? InitialAmount { get; init; }

    public double? InitialConcentration { get; init; }

    public string? SubstanceUnits { get; init; }

    /// <summary>True: the id means an amount in formulas; false: amount divided by compartment size.</summary>
    public bool HasOnlySubstanceUnits { get; init; }

    /// <summary>True: reactions do not change it.</summary>
    public bool BoundaryCondition { get; init; }

    public bool Constant { get; init; }

    public string? ConversionFactor { get; init; }

    /// <summary>Level 1 and 2, or fbc: kept.</summary>
    public int? Charge { get; init; }

    /// <summary>fbc: kept.</summary>
    public string? ChemicalFormula { get; init; }

    /// <summary>Level 2: id of a <see cref="TypeDefinition"/>, kept.</summary>
    public string? SpeciesType { get; init; }

    /// <summary>Level 2 Versions 1 and 2: the unit of size in its concentration, when it is not the compartment's; kept.</summary>
    public string? SpatialSizeUnits { get; init; }
}

/// <summary>A named quantity. Value is null when the model does not give it.</summary>
public sealed record Parameter : Element
{
    public double? Value { get; init; }

    public string? Units { get; init; }

    public bool Constant { get; init; } = true;
}

using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Modeling;

public sealed record Reaction : Element
{
    public bool Reversible { get; init; } = true;

    /// <summary>Levels 1 and 2, L3V1: faster than all slow ones (a quasi-equilibrium).</summary>
    public bool Fast { get; init; }

    public string? Compartment { get; init; }

    public ValueList<SpeciesReference> Reactants { get; init; }

    public ValueList<SpeciesReference> Products { get; init; }

    public ValueList<ModifierReference> Modifiers { get; init; }

    public KineticLaw? KineticLaw { get; init; }

    /// <summary>fbc: ids of the parameters that bound the flux.</summary>
    public string? LowerFluxBound { get; init; }

    public string? UpperFluxBound { get; init; }

    /// <summary>fbc: which gene products carry the reaction, or null.</summary>
    public GeneAssociation? GeneAssociation { get; init; }
}

/// <summary>A species taking part in a reaction. With an id, the stoichiometry is a quantity of the model.</summary>
public sealed record SpeciesReference : Element
{
    public required string Species { get; init; }

    /// <summary>Null when not given: 1 in Levels 1 and 2 (set so by their readers), undefined until assigned in Level 3.</summary>
    public double? Stoichiometry { get; init; } = 1;

    /// <summary>Level 2 stoichiometryMath; Level 3 uses assignments to the id.</summary>
    public Expression? StoichiometryMath { get; init; }

    public bool Constant { get; init; } = true;
}

public sealed record ModifierReference : Element
{
    public required string Species { get; init; }
}

public sealed record KineticLaw : Element
{
    /// <summary>Extent per time.</summary>
    public Expression? Math { get; init; }

    /// <summary>Parameters known inside this law only; they hide others of the same id.</summary>
    public ValueList<Parameter> LocalParameters { get; init; }

    /// <summary>Level 1 and Level 2 Version 1: the unit of the law's substance, when it is not the model's; kept.</summary>
    public string? SubstanceUnits { get; init; }

    /// <summary>Level 1 and Level 2 Version 1: the unit of the law's time, when it is not the model's; kept.</summary>
    public string? TimeUnits { get; init; }
}

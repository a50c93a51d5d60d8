using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>SBML fbc: a linear programme over the steady-state fluxes of the model's reactions.</summary>
public sealed record FluxBalance : Element
{
    /// <summary>fbc Version 2: bounds and coefficients are finite constants and every reaction has both bounds. Null in Version 1.</summary>
    public bool? Strict { get; init; }

    public ValueList<Objective> Objectives { get; init; }

    /// <summary>Id of the objective to use, or null.</summary>
    public string? ActiveObjective { get; init; }

    public ValueList<GeneProduct> GeneProducts { get; init; }

    /// <summary>fbc Version 1: bounds given one by one; Version 2 gives them on the reactions.</summary>
    public ValueList<FluxBound> FluxBounds { get; init; }
}

/// <summary>What is maximised or minimised: the sum of coefficient times flux (or squared flux).</summary>
public sealed record Objective : Element
{
    public bool Maximize { get; init; } = true;

    public ValueList<FluxObjective> Fluxes { get; init; }
}

public sealed record FluxObjective : Element
{
    public required string Reaction { get; init; }

    public double Coefficient { get; init; }

    /// <summary>fbc Version 3: "linear" or "quadratic"; null in the others (linear).</summary>
    public string? VariableType { get; init; }
}

/// <summary>A bound on one flux; <see cref="Operation"/> is "lessEqual", "greaterEqual" or "equal".</summary>
public sealed record FluxBound : Element
{
    public required string Reaction { get; init; }

    public required string Operation { get; init; }

    public double Value { get; init; }
}

public sealed record GeneProduct : Element
{
    public string Label { get; init; } = "";

    public string? AssociatedSpecies { get; init; }
}

/// <summary>The gene products that a reaction needs.</summary>
public sealed record GeneAssociation : Element
{
    public GeneRule? Rule { get; init; }
}

public enum GeneRuleKind
{
    /// <summary>The gene product that the rule names.</summary>
    Product,

    /// <summary>All of the operands.</summary>
    All,

    /// <summary>Any of the operands.</summary>
    Any,
}

/// <summary>A gene product, or a combination of rules.</summary>
public sealed record GeneRule(GeneRuleKind Kind, string? GeneProduct, ValueList<GeneRule> Operands) : Element;

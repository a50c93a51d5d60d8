using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>A named unit: the product of its parts.</summary>
public sealed record UnitDefinition : Element
{
    public ValueList<UnitPart> Parts { get; init; }
}

/// <summary>(multiplier · 10^scale · kind)^exponent, as SBML defines it; kind is one of SBML's base units.</summary>
public sealed record UnitPart(string Kind, double Exponent = 1, int Scale = 0, double Multiplier = 1) : Element
{
    /// <summary>Level 2 Version 1 only: added after the scaling.</summary>
    public double Offset { get; init; }
}

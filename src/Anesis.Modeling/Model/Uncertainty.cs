using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>SBML distrib: statements about how an element's value is distributed.</summary>
public sealed record Uncertainty : Element
{
    public ValueList<UncertaintyParameter> Parameters { get; init; }
}

/// <summary>
/// One statement: its kind (distrib's type, such as "mean", "standardDeviation", "distribution", "externalParameter", "range", "confidenceInterval"),
/// and value, variable or mathematics. Spans have lower and upper values.
/// </summary>
public sealed record UncertaintyParameter : Element
{
    public required string Kind { get; init; }

    public double? Value { get; init; }

    public string? Variable { get; init; }

    public string? Units { get; init; }

    public Expression? Math { get; init; }

    public string? DefinitionUrl { get; init; }

    public double? Lower { get; init; }

    public string? LowerVariable { get; init; }

    public double? Upper { get; init; }

    public string? UpperVariable { get; init; }

    public ValueList<UncertaintyParameter> Nested { get; init; }

    /// <summary>True for a span (distrib's uncertSpan), whose value has a lower and an upper end.</summary>
    public bool IsSpan { get; init; }
}

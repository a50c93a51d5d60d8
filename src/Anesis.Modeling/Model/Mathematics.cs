using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Modeling;

/// <summary>f(arguments) = body. The body sees its arguments only.</summary>
public sealed record FunctionDefinition : Element
{
    public ValueList<string> Arguments { get; init; }

    /// <summary>Null when SBML L3V2 leaves the mathematics away.</summary>
    public Expression? Body { get; init; }
}

/// <summary>The value of <see cref="Symbol"/> at the start, in place of the one on its element.</summary>
public sealed record InitialAssignment : Element
{
    public required string Symbol { get; init; }

    public Expression? Math { get; init; }
}

public abstract record Rule : Element
{
    public Expression? Math { get; init; }
}

/// <summary>variable = math at all times.</summary>
public sealed record AssignmentRule : Rule
{
    public required string Variable { get; init; }
}

/// <summary>d variable / dt = math.</summary>
public sealed record RateRule : Rule
{
    public required string Variable { get; init; }
}

/// <summary>0 = math at all times.</summary>
public sealed record AlgebraicRule : Rule;

/// <summary>A condition that should hold; the message (XHTML) says what its failure means.</summary>
public sealed record Constraint : Element
{
    public Expression? Math { get; init; }

    public string? Message { get; init; }
}

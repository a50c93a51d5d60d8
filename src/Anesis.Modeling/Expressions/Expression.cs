using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Expressions;

/// <summary>
/// A mathematical expression with SBML's meaning. Immutable. Two expressions are equal when they have the same structure;
/// the place in the text (<see cref="Span"/>) does not count.
/// </summary>
public abstract record Expression
{
    /// <summary>Where it stood in the text that it was read from.</summary>
    public SourceSpan Span { get; init; }

    public virtual bool Equals(Expression? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    public sealed override string ToString() => InfixText.Of(this);
}

/// <summary>A literal number; <paramref name="Units"/> is the id of its unit, or null (SBML L3 <c>sbml:units</c>).</summary>
public sealed record Number(double Value, string? Units = null) : Expression
{
    public bool Equals(Number? other) =>
        base.Equals(other) && BitConverter.DoubleToInt64Bits(Value) == BitConverter.DoubleToInt64Bits(other!.Value) && Units == other.Units;

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Value, Units);
}

/// <summary>A name: compartment, species, parameter, reaction, species reference, local parameter or function argument.</summary>
public sealed record Symbol(string Id) : Expression;

/// <summary>A constant of MathML or SBML that has a name of its own.</summary>
public sealed record NamedConstant(ConstantKind Kind) : Expression
{
    /// <summary>Avogadro's number, 1/mol, as SBML Level 3 fixes it.</summary>
    public const double Avogadro = 6.02214179e23;
}

/// <summary>An operator or built-in function applied to its arguments, in order; see <see cref="Operator"/> for each one's arguments.</summary>
public sealed record Apply(Operator Operator, ValueList<Expression> Arguments) : Expression
{
    public Apply(Operator op, params ReadOnlySpan<Expression> arguments)
        : this(op, ValueList.Create(arguments))
    {
    }
}

/// <summary>A call of a function definition of the model.</summary>
public sealed record Call(string Function, ValueList<Expression> Arguments) : Expression;

/// <summary>The value of the first piece whose condition is true, else <paramref name="Otherwise"/> (null: undefined, as SBML allows).</summary>
public sealed record Piecewise(ValueList<Piece> Pieces, Expression? Otherwise) : Expression;

/// <summary>One branch of a <see cref="Piecewise"/>.</summary>
public sealed record Piece(Expression Value, Expression Condition);

public enum ConstantKind
{
    /// <summary>SBML csymbol time, in the model's unit of time.</summary>
    Time,

    /// <summary>SBML csymbol avogadro: <see cref="NamedConstant.Avogadro"/>.</summary>
    Avogadro,
    Pi,
    ExponentialE,
    True,
    False,
    Infinity,
    NotANumber,
}

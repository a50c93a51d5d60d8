using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Questions and changes on expressions. Their depth is bounded by <see cref="FormulaParser.TreeLimit"/>, so that recursion is safe.</summary>
internal static class Formulas
{
    /// <summary>Every name, each once, in order of appearance.</summary>
    public static IReadOnlyList<string> Names(Expression expression)
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Visit(expression, e =>
        {
            if (e is Symbol { Id: not FormulaParser.Ellipsis } s && seen.Add(s.Id))
            {
                names.Add(s.Id);
            }
        });
        return names;
    }

    public static void Visit(Expression expression, Action<Expression> action)
    {
        action(expression);
        foreach (var child in Children(expression))
        {
            Visit(child, action);
        }
    }

    private static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        Apply apply => apply.Arguments,
        Call call => call.Arguments,
        Piecewise p => p.Pieces.SelectMany(piece => new[] { piece.Value, piece.Condition }).Concat(p.Otherwise is null ? [] : [p.Otherwise]),
        _ => [],
    };

    /// <summary>The expression with every leaf and call replaced by what <paramref name="leaf"/> makes of it.</summary>
    public static Expression Map(Expression expression, Func<Expression, Expression> leaf)
    {
        ValueList<Expression> All(ValueList<Expression> list) => list.Select(e => Map(e, leaf)).ToValueList();
        return expression switch
        {
            Apply apply => apply with { Arguments = All(apply.Arguments) },
            Call call => leaf(call with { Arguments = All(call.Arguments) }),
            Piecewise p => p with
            {
                Pieces = p.Pieces.Select(piece => new Piece(Map(piece.Value, leaf), Map(piece.Condition, leaf))).ToValueList(),
                Otherwise = p.Otherwise is null ? null : Map(p.Otherwise, leaf),
            },
            _ => leaf(expression),
        };
    }

    /// <summary>The number that the expression plainly is (3, −inf, NaN), or null.</summary>
    public static double? Literal(Expression? expression) => expression switch
    {
        Number n => n.Value,
        NamedConstant { Kind: ConstantKind.Infinity } => double.PositiveInfinity,
        NamedConstant { Kind: ConstantKind.NotANumber } => double.NaN,
        Apply { Operator: Operator.Minus, Arguments: [NamedConstant { Kind: ConstantKind.Infinity }] } => double.NegativeInfinity,
        Apply { Operator: Operator.Minus, Arguments: [NamedConstant { Kind: ConstantKind.NotANumber }] } => double.NaN,
        _ => null,
    };
}

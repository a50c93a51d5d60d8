using Anesis.Modeling.Values;

namespace Anesis.Modeling.Expressions;

/// <summary>Rewrites expressions from the leaves up, keeping places.</summary>
public static class ExpressionMap
{
    /// <summary>The expression with every node, its children rewritten first, given to <paramref name="change"/>.</summary>
    public static Expression Rewrite(Expression expression, Func<Expression, Expression> change)
    {
        var inner = expression switch
        {
            Apply apply => apply with { Arguments = Rewrite(apply.Arguments, change) },
            Call call => call with { Arguments = Rewrite(call.Arguments, change) },
            Piecewise piecewise => piecewise with
            {
                Pieces = [.. piecewise.Pieces.Select(p => new Piece(Rewrite(p.Value, change), Rewrite(p.Condition, change)))],
                Otherwise = piecewise.Otherwise is null ? null : Rewrite(piecewise.Otherwise, change),
            },
            _ => expression,
        };
        return change(inner);
    }

    private static ValueList<Expression> Rewrite(ValueList<Expression> list, Func<Expression, Expression> change) =>
        [.. list.Select(e => Rewrite(e, change))];
}

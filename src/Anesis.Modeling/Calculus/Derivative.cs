using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using static Anesis.Modeling.Calculus.Simplification;

namespace Anesis.Modeling.Calculus;

/// <summary>
/// The derivative of a formula by one of its names, as a formula that people read. Function definitions must be inlined before. A step has slope 0, a kink
/// that of one side. (Compiled models are differentiated on their graph, where common parts count once.)
/// </summary>
public static class Derivative
{
    /// <summary>∂expression/∂id, simplified; null where no derivative is known (delay, rateOf, draws, calls that contain the name).</summary>
    public static Expression? Of(Expression expression, string id)
    {
        switch (expression)
        {
            case Symbol symbol:
                return new Number(symbol.Id == id ? 1 : 0);
            case Number or NamedConstant:
                return new Number(0);
            case Piecewise piecewise:
                return OfPiecewise(piecewise, id);
            case Call call:
                return call.Arguments.Any(a => Contains(a, id)) ? null : new Number(0);
            case Apply apply when !Contains(apply, id):
                return new Number(0);
            case Apply apply:
                Expression?[] slopes = [.. apply.Arguments.Select(a => Of(a, id))];
                return Array.Exists(slopes, s => s is null) ? null : OfApply(apply.Operator, apply.Arguments, slopes!);
            default:
                return null;
        }
    }

    private static bool Contains(Expression expression, string id) => expression switch
    {
        Symbol symbol => symbol.Id == id,
        Apply apply => apply.Arguments.Any(a => Contains(a, id)),
        Call call => call.Arguments.Any(a => Contains(a, id)),
        Piecewise piecewise => piecewise.Pieces.Any(p => Contains(p.Value, id) || Contains(p.Condition, id)) || (piecewise.Otherwise is not null && Contains(piecewise.Otherwise, id)),
        _ => false,
    };

    private static Piecewise? OfPiecewise(Piecewise piecewise, string id)
    {
        var pieces = piecewise.Pieces.Select(p => (Value: Of(p.Value, id), p.Condition)).ToList();
        var otherwise = piecewise.Otherwise is null ? null : Of(piecewise.Otherwise, id);
        return pieces.Exists(p => p.Value is null) || (otherwise is null && piecewise.Otherwise is not null)
            ? null
            : new Piecewise(pieces.Select(p => new Piece(p.Value!, p.Condition)).ToValueList(), otherwise);
    }

    private static Expression? OfApply(Operator op, ValueList<Expression> x, Expression[] dx)
    {
        switch (op)
        {
            case Operator.Plus:
                return dx.Aggregate(Sum);
            case Operator.Minus:
                return x.Count == 1 ? Negative(dx[0]) : Difference(dx[0], dx[1]);
            case Operator.Times:
                return OfProduct(x, dx);
            case Operator.Divide:
                return Difference(Quotient(dx[0], x[1]), Quotient(Product(x[0], dx[1]), Power(x[1], new Number(2))));
            case Operator.Power:
                return OfPower(x[0], x[1], dx[0], dx[1]);
            case Operator.Root:
                return OfPower(x[1], Quotient(new Number(1), x[0]), dx[1], Negative(Quotient(dx[0], Power(x[0], new Number(2)))));
            case Operator.Log:
                return Difference(
                    Quotient(dx[1], Product(x[1], F(Operator.Ln, x[0]))),
                    Quotient(Product(F(Operator.Ln, x[1]), dx[0]), Product(x[0], Power(F(Operator.Ln, x[0]), new Number(2)))));
            case Operator.Min or Operator.Max when x.Count == 2:
                var condition = op == Operator.Min ? F(Operator.LessOrEqual, x[0], x[1]) : F(Operator.GreaterOrEqual, x[0], x[1]);
                return new Piecewise([new Piece(dx[0], condition)], dx[1]);
            case Operator.Floor or Operator.Ceiling or Operator.Quotient or (>= Operator.Equal and <= Operator.Implies):
                return new Number(0);
            default:
                var slope = x.Count == 1 ? Slope(op, x[0]) : null;
                return slope is null ? null : Product(slope, dx[0]);
        }
    }

    private static Expression OfProduct(ValueList<Expression> x, Expression[] dx)
    {
        Expression sum = new Number(0);
        for (int i = 0; i < x.Count; i++)
        {
            var term = dx[i];
            for (int j = 0; j < x.Count; j++)
            {
                term = j == i ? term : Product(term, x[j]);
            }

            sum = Sum(sum, term);
        }

        return sum;
    }

    private static Expression OfPower(Expression a, Expression b, Expression da, Expression db)
    {
        var byBase = Product(Product(b, Power(a, Difference(b, new Number(1)))), da);
        return Sum(byBase, Product(Product(Power(a, b), F(Operator.Ln, a)), db));
    }

    /// <summary>f'(x), or null.</summary>
    private static Expression? Slope(Operator op, Expression x)
    {
        var one = new Number(1);
        Expression Square(Expression e) => Power(e, new Number(2));
        Expression Root(Expression e) => Power(e, new Number(0.5));
        return op switch
        {
            Operator.Exp => F(Operator.Exp, x),
            Operator.Ln => Quotient(one, x),
            Operator.Abs => new Piecewise([new Piece(new Number(-1), F(Operator.Less, x, new Number(0)))], one),
            Operator.Sin => F(Operator.Cos, x),
            Operator.Cos => Negative(F(Operator.Sin, x)),
            Operator.Tan => Sum(one, Square(F(Operator.Tan, x))),
            Operator.Sec => Product(F(Operator.Sec, x), F(Operator.Tan, x)),
            Operator.Csc => Negative(Product(F(Operator.Csc, x), F(Operator.Cot, x))),
            Operator.Cot => Negative(Sum(one, Square(F(Operator.Cot, x)))),
            Operator.Sinh => F(Operator.Cosh, x),
            Operator.Cosh => F(Operator.Sinh, x),
            Operator.Tanh => Difference(one, Square(F(Operator.Tanh, x))),
            Operator.Sech => Negative(Product(F(Operator.Sech, x), F(Operator.Tanh, x))),
            Operator.Csch => Negative(Product(F(Operator.Csch, x), F(Operator.Coth, x))),
            Operator.Coth => Difference(one, Square(F(Operator.Coth, x))),
            Operator.Arcsin => Quotient(one, Root(Difference(one, Square(x)))),
            Operator.Arccos => Quotient(new Number(-1), Root(Difference(one, Square(x)))),
            Operator.Arctan => Quotient(one, Sum(one, Square(x))),
            Operator.Arccot => Quotient(new Number(-1), Sum(one, Square(x))),
            Operator.Arcsinh => Quotient(one, Root(Sum(Square(x), one))),
            Operator.Arccosh => Quotient(one, Root(Difference(Square(x), one))),
            Operator.Arctanh or Operator.Arccoth => Quotient(one, Difference(one, Square(x))),
            _ => null,
        };
    }

    private static Apply F(Operator op, params ReadOnlySpan<Expression> arguments) => new(op, arguments);
}

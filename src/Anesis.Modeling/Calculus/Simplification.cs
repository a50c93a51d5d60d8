using Anesis.Modeling.Expressions;

namespace Anesis.Modeling.Calculus;

/// <summary>
/// Builds formulas in a short form: zeros and ones vanish, numbers are added and multiplied, −(−x) is x. For formulas that people read
/// (the sensitivity of a rate, a derived formula in a report); the compiler has its own rules, which keep NaN and infinities.
/// </summary>
public static class Simplification
{
    private static readonly Number Zero = new(0);

    private static readonly Number One = new(1);

    /// <summary>The same formula in short form, part by part from the inside.</summary>
    public static Expression Of(Expression expression) => expression switch
    {
        Apply apply => Apply(apply),
        Call call => call with { Arguments = [.. call.Arguments.Select(Of)] },
        Piecewise piecewise => piecewise with
        {
            Pieces = [.. piecewise.Pieces.Select(p => new Piece(Of(p.Value), Of(p.Condition)))],
            Otherwise = piecewise.Otherwise is null ? null : Of(piecewise.Otherwise),
        },
        _ => expression,
    };

    public static Expression Sum(Expression a, Expression b) => (a, b) switch
    {
        (Number { Value: 0 }, _) => b,
        (_, Number { Value: 0 }) => a,
        (Number x, Number y) => new Number(x.Value + y.Value),
        (_, Apply { Operator: Operator.Minus, Arguments: [var y] }) => Difference(a, y),
        _ => new Apply(Operator.Plus, a, b),
    };

    public static Expression Difference(Expression a, Expression b) => (a, b) switch
    {
        (_, Number { Value: 0 }) => a,
        (Number { Value: 0 }, _) => Negative(b),
        (Number x, Number y) => new Number(x.Value - y.Value),
        _ when a == b => Zero,
        (_, Apply { Operator: Operator.Minus, Arguments: [var y] }) => Sum(a, y),
        _ => new Apply(Operator.Minus, a, b),
    };

    public static Expression Product(Expression a, Expression b) => (a, b) switch
    {
        (Number { Value: 0 }, _) or (_, Number { Value: 0 }) => Zero,
        (Number { Value: 1 }, _) => b,
        (_, Number { Value: 1 }) => a,
        (Number x, Number y) => new Number(x.Value * y.Value),
        (Number { Value: -1 }, _) => Negative(b),
        (_, Number) => Product(b, a),
        (Apply { Operator: Operator.Minus, Arguments: [var x] }, _) => Negative(Product(x, b)),
        (_, Apply { Operator: Operator.Minus, Arguments: [var y] }) => Negative(Product(a, y)),
        _ => new Apply(Operator.Times, a, b),
    };

    public static Expression Quotient(Expression a, Expression b) => (a, b) switch
    {
        (Number { Value: 0 }, _) => Zero,
        (_, Number { Value: 1 }) => a,
        (Number x, Number { Value: not 0 } y) => new Number(x.Value / y.Value),
        (Apply { Operator: Operator.Minus, Arguments: [var x] }, _) => Negative(Quotient(x, b)),
        _ when a == b => One,
        _ => new Apply(Operator.Divide, a, b),
    };

    public static Expression Power(Expression a, Expression b) => (a, b) switch
    {
        (_, Number { Value: 0 }) => One,
        (_, Number { Value: 1 }) => a,
        _ => new Apply(Operator.Power, a, b),
    };

    public static Expression Negative(Expression a) => a switch
    {
        Number x => new Number(-x.Value),
        Apply { Operator: Operator.Minus, Arguments: [var x] } => x,
        Apply { Operator: Operator.Minus, Arguments: [var x, var y] } => Difference(y, x),
        _ => new Apply(Operator.Minus, a),
    };

    private static Expression Apply(Apply apply)
    {
        Expression[] x = [.. apply.Arguments.Select(Of)];
        return apply.Operator switch
        {
            Operator.Plus => x.Aggregate((Expression)Zero, Sum),
            Operator.Times => x.Aggregate((Expression)One, Product),
            Operator.Minus => x.Length == 1 ? Negative(x[0]) : Difference(x[0], x[1]),
            Operator.Divide => Quotient(x[0], x[1]),
            Operator.Power => Power(x[0], x[1]),
            _ => apply with { Arguments = [.. x] },
        };
    }
}

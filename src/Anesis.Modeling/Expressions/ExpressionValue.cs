using Anesis.Mathematics;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Expressions;

/// <summary>Computes an expression for given values of its names: for formulas outside a model, such as those of data generators. Models themselves are compiled.</summary>
public static class ExpressionValue
{
    /// <param name="expression">Without delays, rates of change and draws; these are NaN.</param>
    /// <param name="values">The value of a name.</param>
    /// <param name="call">The value of a function of the user's, or null when there are none; NaN then.</param>
    public static double Of(Expression expression, Func<string, double> values, Func<Call, double>? call = null)
    {
        double Value(Expression e) => Of(e, values, call);
        return expression switch
        {
            Number number => number.Value,
            Symbol symbol => values(symbol.Id),
            NamedConstant constant => OfConstant(constant.Kind, values),
            Piecewise piecewise => OfPiecewise(piecewise, Value),
            Call c => call?.Invoke(c) ?? double.NaN,
            Apply apply => OfApply(apply.Operator, apply.Arguments, Value),
            _ => double.NaN,
        };
    }

    private static double OfConstant(ConstantKind kind, Func<string, double> values) => kind switch
    {
        ConstantKind.Time => values("time"),
        ConstantKind.Avogadro => NamedConstant.Avogadro,
        ConstantKind.Pi => Math.PI,
        ConstantKind.ExponentialE => Math.E,
        ConstantKind.True => 1,
        ConstantKind.False => 0,
        ConstantKind.Infinity => double.PositiveInfinity,
        _ => double.NaN,
    };

    private static double OfPiecewise(Piecewise piecewise, Func<Expression, double> value)
    {
        foreach (var piece in piecewise.Pieces)
        {
            if (value(piece.Condition) != 0)
            {
                return value(piece.Value);
            }
        }

        return piecewise.Otherwise is null ? double.NaN : value(piecewise.Otherwise);
    }

    private static double OfApply(Operator op, ValueList<Expression> arguments, Func<Expression, double> value)
    {
        double[] x = [.. arguments.Select(value)];
        double First() => x.Length > 0 ? x[0] : double.NaN;
        double Second() => x.Length > 1 ? x[1] : double.NaN;
        return op switch
        {
            Operator.Plus => x.Aggregate(0.0, (a, b) => a + b),
            Operator.Minus => x.Length == 1 ? -x[0] : First() - Second(),
            Operator.Times => x.Aggregate(1.0, (a, b) => a * b),
            Operator.Divide => First() / Second(),
            Operator.Power => Elementary.Pow(First(), Second()),
            Operator.Root => First() == 2 ? Math.Sqrt(Second()) : Elementary.Pow(Second(), 1 / First()),
            Operator.Log => Elementary.Log(Second()) / Elementary.Log(First()),
            Operator.Rem => First() - (Second() * Math.Truncate(First() / Second())),
            Operator.Quotient => Math.Truncate(First() / Second()),
            Operator.Min => x.Aggregate((a, b) => b < a || double.IsNaN(b) ? b : a),
            Operator.Max => x.Aggregate((a, b) => b > a || double.IsNaN(b) ? b : a),
            Operator.Equal or Operator.NotEqual or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual => Chain(op, x) ? 1 : 0,
            Operator.And => x.All(v => v != 0) ? 1 : 0,
            Operator.Or => x.Any(v => v != 0) ? 1 : 0,
            Operator.Xor => x.Count(v => v != 0) % 2,
            Operator.Not => First() == 0 ? 1 : 0,
            Operator.Implies => First() == 0 || Second() != 0 ? 1 : 0,
            _ => x.Length == 1 ? OfFunction(op, x[0]) : double.NaN,
        };
    }

    private static bool Chain(Operator op, double[] x)
    {
        for (int i = 0; i + 1 < x.Length; i++)
        {
            bool holds = op switch
            {
                Operator.Equal => x[i] == x[i + 1],
                Operator.NotEqual => x[i] != x[i + 1],
                Operator.Less => x[i] < x[i + 1],
                Operator.LessOrEqual => x[i] <= x[i + 1],
                Operator.Greater => x[i] > x[i + 1],
                _ => x[i] >= x[i + 1],
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    private static double OfFunction(Operator op, double x) => op switch
    {
        Operator.Abs => Math.Abs(x),
        Operator.Exp => Elementary.Exp(x),
        Operator.Ln => Elementary.Log(x),
        Operator.Floor => Math.Floor(x),
        Operator.Ceiling => Math.Ceiling(x),
        Operator.Factorial => Elementary.Factorial(x),
        Operator.Sin => Elementary.Sin(x),
        Operator.Cos => Elementary.Cos(x),
        Operator.Tan => Elementary.Tan(x),
        Operator.Sec => 1 / Elementary.Cos(x),
        Operator.Csc => 1 / Elementary.Sin(x),
        Operator.Cot => 1 / Elementary.Tan(x),
        Operator.Sinh => Elementary.Sinh(x),
        Operator.Cosh => Elementary.Cosh(x),
        Operator.Tanh => Elementary.Tanh(x),
        Operator.Sech => 1 / Elementary.Cosh(x),
        Operator.Csch => 1 / Elementary.Sinh(x),
        Operator.Coth => 1 / Elementary.Tanh(x),
        Operator.Arcsin => Elementary.Asin(x),
        Operator.Arccos => Elementary.Acos(x),
        Operator.Arctan => Elementary.Atan(x),
        Operator.Arcsec => Elementary.Acos(1 / x),
        Operator.Arccsc => Elementary.Asin(1 / x),
        Operator.Arccot => Elementary.Atan(1 / x),
        Operator.Arcsinh => Elementary.Asinh(x),
        Operator.Arccosh => Elementary.Acosh(x),
        Operator.Arctanh => Elementary.Atanh(x),
        Operator.Arcsech => Elementary.Acosh(1 / x),
        Operator.Arccsch => Elementary.Asinh(1 / x),
        Operator.Arccoth => Elementary.Atanh(1 / x),
        _ => double.NaN,
    };
}

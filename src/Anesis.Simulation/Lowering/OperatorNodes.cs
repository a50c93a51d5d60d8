using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>Operators and functions of SBML in terms of nodes. Operands are numbers, as many as <see cref="OperatorArguments"/> allows.</summary>
internal static class OperatorNodes
{
    public static int Build(ExpressionGraph g, Operator op, ReadOnlySpan<int> x) => op switch
    {
        Operator.Plus => Chain(g, NodeKind.Add, x, 0),
        Operator.Times => Chain(g, NodeKind.Multiply, x, 1),
        Operator.Min => Chain(g, NodeKind.Minimum, x, double.NaN),
        Operator.Max => Chain(g, NodeKind.Maximum, x, double.NaN),
        Operator.Minus => x.Length == 1 ? g.Negate(x[0]) : g.Subtract(x[0], x[1]),
        Operator.Divide => g.Divide(x[0], x[1]),
        Operator.Power => g.Power(x[0], x[1]),
        Operator.Root => Root(g, x[0], x[1]),
        Operator.Abs => g.Make(NodeKind.Absolute, x[0]),
        Operator.Exp => g.Make(NodeKind.Exp, x[0]),
        Operator.Ln => g.Make(NodeKind.Log, x[0]),
        Operator.Log => g.IsConstant(x[0], 10) ? g.Make(NodeKind.Log10, x[1]) : g.Divide(g.Make(NodeKind.Log, x[1]), g.Make(NodeKind.Log, x[0])),
        Operator.Floor => g.Make(NodeKind.Floor, x[0]),
        Operator.Ceiling => g.Make(NodeKind.Ceiling, x[0]),
        Operator.Factorial => g.Make(NodeKind.Factorial, x[0]),
        Operator.Rem => g.Subtract(x[0], g.Multiply(x[1], g.Make(NodeKind.Truncate, g.Divide(x[0], x[1])))),
        Operator.Quotient => g.Make(NodeKind.Truncate, g.Divide(x[0], x[1])),
        Operator.Sin => g.Make(NodeKind.Sin, x[0]),
        Operator.Cos => g.Make(NodeKind.Cos, x[0]),
        Operator.Tan => g.Make(NodeKind.Tan, x[0]),
        Operator.Sec => Inverse(g, g.Make(NodeKind.Cos, x[0])),
        Operator.Csc => Inverse(g, g.Make(NodeKind.Sin, x[0])),
        Operator.Cot => Inverse(g, g.Make(NodeKind.Tan, x[0])),
        Operator.Sinh => g.Make(NodeKind.Sinh, x[0]),
        Operator.Cosh => g.Make(NodeKind.Cosh, x[0]),
        Operator.Tanh => g.Make(NodeKind.Tanh, x[0]),
        Operator.Sech => Inverse(g, g.Make(NodeKind.Cosh, x[0])),
        Operator.Csch => Inverse(g, g.Make(NodeKind.Sinh, x[0])),
        Operator.Coth => Inverse(g, g.Make(NodeKind.Tanh, x[0])),
        Operator.Arcsin => g.Make(NodeKind.Arcsin, x[0]),
        Operator.Arccos => g.Make(NodeKind.Arccos, x[0]),
        Operator.Arctan => g.Make(NodeKind.Arctan, x[0]),
        Operator.Arcsec => g.Make(NodeKind.Arccos, Inverse(g, x[0])),
        Operator.Arccsc => g.Make(NodeKind.Arcsin, Inverse(g, x[0])),
        Operator.Arccot => g.Make(NodeKind.Arctan, Inverse(g, x[0])),
        Operator.Arcsinh => g.Make(NodeKind.Arcsinh, x[0]),
        Operator.Arccosh => g.Make(NodeKind.Arccosh, x[0]),
        Operator.Arctanh => g.Make(NodeKind.Arctanh, x[0]),
        Operator.Arcsech => g.Make(NodeKind.Arccosh, Inverse(g, x[0])),
        Operator.Arccsch => g.Make(NodeKind.Arcsinh, Inverse(g, x[0])),
        Operator.Arccoth => g.Make(NodeKind.Arctanh, Inverse(g, x[0])),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not a function of numbers"),
    };

    private static int Inverse(ExpressionGraph g, int x) => g.Divide(g.Constant(1), x);

    private static int Chain(ExpressionGraph g, NodeKind kind, ReadOnlySpan<int> x, double empty)
    {
        if (x.IsEmpty)
        {
            return g.Constant(empty);
        }

        int result = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            result = g.Make(kind, result, x[i]);
        }

        return result;
    }

    /// <summary>Odd roots of negative numbers are real.</summary>
    private static int Root(ExpressionGraph g, int degree, int radicand)
    {
        if (g.IsConstant(degree))
        {
            double n = g.Value(degree);
            if (n == 2)
            {
                return g.Make(NodeKind.SquareRoot, radicand);
            }

            if (Math.Floor(n) == n && Math.Abs(n % 2) == 1 && Math.Abs(n) < 1000)
            {
                int size = g.Power(g.Make(NodeKind.Absolute, radicand), g.Constant(1 / n));
                return g.Select(g.Make(NodeKind.Less, radicand, g.Constant(0)), g.Negate(size), size);
            }
        }

        return g.Power(radicand, g.Divide(g.Constant(1), degree));
    }
}

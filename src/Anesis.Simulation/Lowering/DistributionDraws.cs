using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>Draws from the distributions of SBML distrib: the quantile function of each at a uniform draw in (0, 1).</summary>
internal static class DistributionDraws
{
    /// <summary>The draw made from <paramref name="u"/>; two further arguments of a distribution that can have them truncate it.</summary>
    public static int Build(ExpressionGraph g, Operator op, ReadOnlySpan<int> x, int u)
    {
        int parameters = ParameterCount(op, x.Length);
        int probability = u;
        if (x.Length == parameters + 2)
        {
            // Both bounds may be drawn: for counts what lies below the lower one ends at the count before it.
            int below = op is Operator.DrawPoisson or Operator.DrawBinomial ? g.Subtract(g.Make(NodeKind.Ceiling, x[parameters]), g.Constant(1)) : x[parameters];
            int low = Cumulative(g, op, x[..parameters], below);
            int high = Cumulative(g, op, x[..parameters], x[parameters + 1]);
            probability = g.Add(low, g.Multiply(u, g.Subtract(high, low)));
            int value = Quantile(g, op, x[..parameters], probability);
            return g.Make(NodeKind.Minimum, g.Make(NodeKind.Maximum, value, x[parameters]), x[parameters + 1]);
        }

        return Quantile(g, op, x, probability);
    }

    private static int ParameterCount(Operator op, int given) => op switch
    {
        Operator.DrawCauchy or Operator.DrawLaplace => given is 1 or 3 ? 1 : 2,
        Operator.DrawBernoulli or Operator.DrawChiSquare or Operator.DrawExponential or Operator.DrawPoisson or Operator.DrawRayleigh => 1,
        _ => 2,
    };

    private static int Quantile(ExpressionGraph g, Operator op, ReadOnlySpan<int> x, int p)
    {
        int one = g.Constant(1);
        switch (op)
        {
            case Operator.DrawNormal:
                return g.Add(x[0], g.Multiply(x[1], g.Make(NodeKind.NormalQuantile, p)));
            case Operator.DrawLogNormal:
                return g.Make(NodeKind.Exp, g.Add(x[0], g.Multiply(x[1], g.Make(NodeKind.NormalQuantile, p))));
            case Operator.DrawUniform:
                return g.Add(x[0], g.Multiply(p, g.Subtract(x[1], x[0])));
            case Operator.DrawBernoulli:
                return g.FromCondition(g.Make(NodeKind.Less, p, x[0]));
            case Operator.DrawBinomial:
                return g.Make(NodeKind.BinomialQuantile, p, x[0], x[1]);
            case Operator.DrawPoisson:
                return g.Make(NodeKind.PoissonQuantile, p, x[0]);
            case Operator.DrawGamma:
                return g.Make(NodeKind.GammaQuantile, p, x[0], x[1]);
            case Operator.DrawChiSquare:
                return g.Make(NodeKind.GammaQuantile, p, g.Multiply(g.Constant(0.5), x[0]), g.Constant(2));
            case Operator.DrawExponential:
                return g.Negate(g.Divide(g.Make(NodeKind.Log, g.Subtract(one, p)), x[0]));
            case Operator.DrawRayleigh:
                return g.Multiply(x[0], g.Make(NodeKind.SquareRoot, g.Multiply(g.Constant(-2), g.Make(NodeKind.Log, g.Subtract(one, p)))));
            case Operator.DrawCauchy:
                return Scaled(g, x, g.Make(NodeKind.Tan, g.Multiply(g.Constant(Math.PI), g.Subtract(p, g.Constant(0.5)))));
            default:
                int left = g.Make(NodeKind.Log, g.Multiply(g.Constant(2), p));
                int right = g.Negate(g.Make(NodeKind.Log, g.Multiply(g.Constant(2), g.Subtract(one, p))));
                return Scaled(g, x, g.Select(g.Make(NodeKind.Less, p, g.Constant(0.5)), left, right));
        }
    }

    /// <summary>Location and scale, or scale alone.</summary>
    private static int Scaled(ExpressionGraph g, ReadOnlySpan<int> x, int standard) =>
        x.Length == 1 ? g.Multiply(x[0], standard) : g.Add(x[0], g.Multiply(x[1], standard));

    private static int Cumulative(ExpressionGraph g, Operator op, ReadOnlySpan<int> x, int at)
    {
        int one = g.Constant(1);
        switch (op)
        {
            case Operator.DrawNormal:
                return g.Make(NodeKind.NormalCumulative, g.Divide(g.Subtract(at, x[0]), x[1]));
            case Operator.DrawLogNormal:
                return g.Make(NodeKind.NormalCumulative, g.Divide(g.Subtract(g.Make(NodeKind.Log, g.Make(NodeKind.Maximum, at, g.Constant(0))), x[0]), x[1]));
            case Operator.DrawGamma:
                return g.Make(NodeKind.GammaCumulative, at, x[0], x[1]);
            case Operator.DrawChiSquare:
                return g.Make(NodeKind.GammaCumulative, at, g.Multiply(g.Constant(0.5), x[0]), g.Constant(2));
            case Operator.DrawPoisson:
                return g.Make(NodeKind.PoissonCumulative, at, x[0]);
            case Operator.DrawBinomial:
                return g.Make(NodeKind.BinomialCumulative, at, x[0], x[1]);
            case Operator.DrawExponential:
                return Above(g, at, g.Subtract(one, g.Make(NodeKind.Exp, g.Negate(g.Multiply(x[0], at)))));
            case Operator.DrawRayleigh:
                int ratio = g.Divide(at, x[0]);
                return Above(g, at, g.Subtract(one, g.Make(NodeKind.Exp, g.Multiply(g.Constant(-0.5), g.Multiply(ratio, ratio)))));
            case Operator.DrawCauchy:
                return g.Add(g.Constant(0.5), g.Divide(g.Make(NodeKind.Arctan, Standard(g, x, at)), g.Constant(Math.PI)));
            default:
                int z = Standard(g, x, at);
                int tail = g.Multiply(g.Constant(0.5), g.Make(NodeKind.Exp, g.Negate(g.Make(NodeKind.Absolute, z))));
                return g.Select(g.Make(NodeKind.Less, z, g.Constant(0)), tail, g.Subtract(one, tail));
        }
    }

    private static int Above(ExpressionGraph g, int at, int value) => g.Select(g.Make(NodeKind.Less, at, g.Constant(0)), g.Constant(0), value);

    private static int Standard(ExpressionGraph g, ReadOnlySpan<int> x, int at) =>
        x.Length == 1 ? g.Divide(at, x[0]) : g.Divide(g.Subtract(at, x[0]), x[1]);
}

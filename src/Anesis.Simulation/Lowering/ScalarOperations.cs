using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Lowering;

/// <summary>The meaning of each <see cref="NodeKind"/> for one lane: what constant folding and the interpreter compute, and emitted code must equal bit for bit.</summary>
internal static class ScalarOperations
{
    public static double Evaluate(NodeKind kind, double x, double y, double z) => kind switch
    {
        NodeKind.Add => x + y,
        NodeKind.Subtract => x - y,
        NodeKind.Multiply => x * y,
        NodeKind.Divide => x / y,
        NodeKind.Negate => -x,
        NodeKind.FusedMultiplyAdd => Math.FusedMultiplyAdd(x, y, z),
        NodeKind.SquareRoot => Math.Sqrt(x),
        NodeKind.Absolute => Math.Abs(x),
        NodeKind.Floor => Math.Floor(x),
        NodeKind.Ceiling => Math.Ceiling(x),
        NodeKind.Truncate => Math.Truncate(x),
        NodeKind.Minimum => y < x ? y : double.IsNaN(y) ? y : x,
        NodeKind.Maximum => x < y ? y : double.IsNaN(y) ? y : x,
        NodeKind.Select => x != 0 ? y : z,
        NodeKind.FromCondition => x,
        NodeKind.Exp => Elementary.Exp(x),
        NodeKind.Log => Elementary.Log(x),
        NodeKind.Log10 => Elementary.Log10(x),
        NodeKind.Power => Elementary.Pow(x, y),
        NodeKind.Sin => Elementary.Sin(x),
        NodeKind.Cos => Elementary.Cos(x),
        NodeKind.Tan => Elementary.Tan(x),
        NodeKind.Sinh => Elementary.Sinh(x),
        NodeKind.Cosh => Elementary.Cosh(x),
        NodeKind.Tanh => Elementary.Tanh(x),
        NodeKind.Arcsin => Elementary.Asin(x),
        NodeKind.Arccos => Elementary.Acos(x),
        NodeKind.Arctan => Elementary.Atan(x),
        NodeKind.Arcsinh => Elementary.Asinh(x),
        NodeKind.Arccosh => Elementary.Acosh(x),
        NodeKind.Arctanh => Elementary.Atanh(x),
        NodeKind.Factorial => Elementary.Factorial(x),
        NodeKind.NormalQuantile => Elementary.NormalQuantile(x),
        NodeKind.GammaQuantile => Quantiles.Gamma(x, y, z),
        NodeKind.PoissonQuantile => DiscreteQuantiles.Poisson(x, y),
        NodeKind.BinomialQuantile => DiscreteQuantiles.Binomial(x, y, z),
        NodeKind.NormalCumulative => DistributionFunctions.NormalCumulative(x),
        NodeKind.GammaCumulative => DistributionFunctions.GammaCumulative(x, y, z),
        NodeKind.PoissonCumulative => DistributionFunctions.PoissonCumulative(x, y),
        NodeKind.BinomialCumulative => DistributionFunctions.BinomialCumulative(x, y, z),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a number"),
    };

    /// <summary>Conditions as operands are 1 (true) and 0.</summary>
    public static bool Holds(NodeKind kind, double x, double y) => kind switch
    {
        NodeKind.True => true,
        NodeKind.False => false,
        NodeKind.Less => x < y,
        NodeKind.LessOrEqual => x <= y,
        NodeKind.Equal => x == y,
        NodeKind.NotEqual => x != y,
        NodeKind.And => x != 0 && y != 0,
        NodeKind.Or => x != 0 || y != 0,
        NodeKind.ExclusiveOr => x != y,
        NodeKind.Not => x == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a condition"),
    };
}

using Anesis.Mathematics.Lanes;
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
        NodeKind.Minimum => Math.Min(x, y),
        NodeKind.Maximum => Math.Max(x, y),
        NodeKind.Select => x != 0 ? y : z,
        NodeKind.FromCondition => x,
        NodeKind.Exp => LaneFunctions<Lanes1>.Exp(new(x)).Value,
        NodeKind.Log => LaneFunctions<Lanes1>.Log(new(x)).Value,
        NodeKind.Log10 => LaneFunctions<Lanes1>.Log10(new(x)).Value,
        NodeKind.Power => LaneFunctions<Lanes1>.Power(new(x), new(y)).Value,
        NodeKind.Sin => LaneFunctions<Lanes1>.Sin(new(x)).Value,
        NodeKind.Cos => LaneFunctions<Lanes1>.Cos(new(x)).Value,
        NodeKind.Tan => LaneFunctions<Lanes1>.Tan(new(x)).Value,
        NodeKind.Sinh => LaneFunctions<Lanes1>.Sinh(new(x)).Value,
        NodeKind.Cosh => LaneFunctions<Lanes1>.Cosh(new(x)).Value,
        NodeKind.Tanh => LaneFunctions<Lanes1>.Tanh(new(x)).Value,
        NodeKind.Arcsin => LaneFunctions<Lanes1>.Arcsin(new(x)).Value,
        NodeKind.Arccos => LaneFunctions<Lanes1>.Arccos(new(x)).Value,
        NodeKind.Arctan => LaneFunctions<Lanes1>.Arctan(new(x)).Value,
        NodeKind.Arcsinh => LaneFunctions<Lanes1>.Arcsinh(new(x)).Value,
        NodeKind.Arccosh => LaneFunctions<Lanes1>.Arccosh(new(x)).Value,
        NodeKind.Arctanh => LaneFunctions<Lanes1>.Arctanh(new(x)).Value,
        NodeKind.Factorial => LaneFunctions<Lanes1>.Factorial(new(x)).Value,
        NodeKind.NormalQuantile => LaneFunctions<Lanes1>.NormalQuantile(new(x)).Value,
        NodeKind.GammaQuantile => LaneFunctions<Lanes1>.GammaQuantile(new(x), new(y), new(z)).Value,
        NodeKind.PoissonQuantile => LaneFunctions<Lanes1>.PoissonQuantile(new(x), new(y)).Value,
        NodeKind.BinomialQuantile => LaneFunctions<Lanes1>.BinomialQuantile(new(x), new(y), new(z)).Value,
        NodeKind.NormalCumulative => LaneFunctions<Lanes1>.NormalCumulative(new(x)).Value,
        NodeKind.GammaCumulative => LaneFunctions<Lanes1>.GammaCumulative(new(x), new(y), new(z)).Value,
        NodeKind.PoissonCumulative => LaneFunctions<Lanes1>.PoissonCumulative(new(x), new(y)).Value,
        NodeKind.BinomialCumulative => LaneFunctions<Lanes1>.BinomialCumulative(new(x), new(y), new(z)).Value,
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

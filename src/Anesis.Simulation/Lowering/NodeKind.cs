namespace Anesis.Simulation.Lowering;

/// <summary>What a node of an <see cref="ExpressionGraph"/> computes. Conditions are true or false; all others are numbers.</summary>
public enum NodeKind : byte
{
    // Leaves: their index or value stands in the node.
    Constant,
    Time,
    State,
    Parameter,
    Delayed,
    Draw,

    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,

    /// <summary>a·b + c, rounded once.</summary>
    FusedMultiplyAdd,
    Power,
    SquareRoot,
    Absolute,
    Floor,
    Ceiling,
    Truncate,
    Minimum,
    Maximum,

    Exp,
    Log,
    Log10,
    Sin,
    Cos,
    Tan,
    Sinh,
    Cosh,
    Tanh,
    Arcsin,
    Arccos,
    Arctan,
    Arcsinh,
    Arccosh,
    Arctanh,
    Factorial,

    // Quantiles: (probability, parameters of the distribution).
    NormalQuantile,
    GammaQuantile,
    PoissonQuantile,
    BinomialQuantile,

    // Cumulative distributions: (value, parameters of the distribution).
    NormalCumulative,
    GammaCumulative,
    PoissonCumulative,
    BinomialCumulative,

    /// <summary>(condition, when true, when false).</summary>
    Select,

    /// <summary>1 where the condition is true, else 0.</summary>
    FromCondition,

    // Conditions.
    True,
    False,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
    ExclusiveOr,
    Not,
}

/// <summary>What the value of a node depends on.</summary>
[Flags]
public enum Dependence : byte
{
    None = 0,
    Parameters = 1,
    Time = 2,
    States = 4,
    Delayed = 8,
    Draws = 16,

    /// <summary>Whatever changes between discontinuities.</summary>
    Continuous = Time | States | Delayed,

    /// <summary>Whatever keeps a node out of the hoisted region.</summary>
    NotHoistable = Continuous | Draws,
}

internal static class NodeKinds
{
    public static bool IsLeaf(this NodeKind kind) => kind <= NodeKind.Draw || kind is NodeKind.True or NodeKind.False;

    public static bool IsCondition(this NodeKind kind) => kind >= NodeKind.True;

    public static bool IsCommutative(this NodeKind kind) => kind is NodeKind.Add or NodeKind.Multiply or NodeKind.Equal or NodeKind.NotEqual or NodeKind.And or NodeKind.Or or NodeKind.ExclusiveOr;

    /// <summary>How many operands; leaves have none.</summary>
    public static int Arity(this NodeKind kind) => kind switch
    {
        <= NodeKind.Draw or NodeKind.True or NodeKind.False => 0,
        NodeKind.FusedMultiplyAdd or NodeKind.Select or NodeKind.GammaQuantile or NodeKind.BinomialQuantile
            or NodeKind.GammaCumulative or NodeKind.BinomialCumulative => 3,
        NodeKind.Add or NodeKind.Subtract or NodeKind.Multiply or NodeKind.Divide or NodeKind.Power or NodeKind.Minimum or NodeKind.Maximum
            or NodeKind.PoissonQuantile or NodeKind.PoissonCumulative or NodeKind.Less or NodeKind.LessOrEqual or NodeKind.Equal or NodeKind.NotEqual
            or NodeKind.And or NodeKind.Or or NodeKind.ExclusiveOr => 2,
        _ => 1,
    };

    /// <summary>True where the value can jump although its operands do not.</summary>
    public static bool IsDiscontinuous(this NodeKind kind) =>
        kind is NodeKind.Floor or NodeKind.Ceiling or NodeKind.Truncate or NodeKind.Less or NodeKind.LessOrEqual or NodeKind.Equal or NodeKind.NotEqual
            or NodeKind.PoissonQuantile or NodeKind.BinomialQuantile or NodeKind.Factorial;
}

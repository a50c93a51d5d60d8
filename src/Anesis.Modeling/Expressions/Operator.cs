namespace Anesis.Modeling.Expressions;

/// <summary>Operators and built-in functions, with their arguments. Conditions are numbers: true is anything but 0, and results are 1 or 0.</summary>
public enum Operator
{
    /// <summary>n-ary, empty sum 0.</summary>
    Plus,

    /// <summary>Unary (negation) or binary.</summary>
    Minus,

    /// <summary>n-ary, empty product 1.</summary>
    Times,

    /// <summary>Binary.</summary>
    Divide,

    /// <summary>(base, exponent).</summary>
    Power,

    /// <summary>(degree, radicand).</summary>
    Root,
    Abs,
    Exp,

    /// <summary>Natural logarithm.</summary>
    Ln,

    /// <summary>(base, argument).</summary>
    Log,
    Floor,
    Ceiling,
    Factorial,

    /// <summary>(dividend, divisor): dividend − divisor·quotient, so it has the sign of the dividend.</summary>
    Rem,

    /// <summary>(dividend, divisor), truncated towards zero.</summary>
    Quotient,
    Min,
    Max,

    Sin,
    Cos,
    Tan,
    Sec,
    Csc,
    Cot,
    Sinh,
    Cosh,
    Tanh,
    Sech,
    Csch,
    Coth,
    Arcsin,
    Arccos,
    Arctan,
    Arcsec,
    Arccsc,
    Arccot,
    Arcsinh,
    Arccosh,
    Arctanh,
    Arcsech,
    Arccsch,
    Arccoth,

    /// <summary>n-ary chain: every neighbouring pair.</summary>
    Equal,

    /// <summary>Binary.</summary>
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    And,
    Or,
    Xor,
    Not,
    Implies,

    /// <summary>(expression, delay): the value that the expression had <c>delay</c> earlier.</summary>
    Delay,

    /// <summary>(symbol): its instantaneous rate of change.</summary>
    RateOf,

    /// <summary>Draws from SBML distrib: (mean, sd [, min, max]).</summary>
    DrawNormal,
    DrawUniform,
    DrawBernoulli,
    DrawBinomial,
    DrawCauchy,
    DrawChiSquare,
    DrawExponential,
    DrawGamma,
    DrawLaplace,
    DrawLogNormal,
    DrawPoisson,
    DrawRayleigh,
}

using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Sbml.Mathematics;

/// <summary>An operator as MathML has it: its element, how many arguments it takes, and the editions that have it.</summary>
/// <param name="Operator">Ours.</param>
/// <param name="Element">MathML element name, or the last part of an SBML csymbol's URL.</param>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="In">Editions.</param>
internal sealed record MathMlOperator(Operator Operator, string Element, int Least, int Most, SbmlEdition In = SbmlEdition.FromL2);

/// <summary>The operators of SBML's subset of MathML, and the csymbols of SBML core and distrib.</summary>
internal static class MathMlOperators
{
    private const int Any = int.MaxValue;

    private static readonly MathMlOperator[] Elements =
    [
        new(Operator.Plus, "plus", 0, Any), new(Operator.Minus, "minus", 1, 2), new(Operator.Times, "times", 0, Any), new(Operator.Divide, "divide", 2, 2),
        new(Operator.Power, "power", 2, 2), new(Operator.Root, "root", 1, 1), new(Operator.Abs, "abs", 1, 1), new(Operator.Exp, "exp", 1, 1),
        new(Operator.Ln, "ln", 1, 1), new(Operator.Log, "log", 1, 1), new(Operator.Floor, "floor", 1, 1), new(Operator.Ceiling, "ceiling", 1, 1),
        new(Operator.Factorial, "factorial", 1, 1),
        new(Operator.Rem, "rem", 2, 2, SbmlEdition.L3V2), new(Operator.Quotient, "quotient", 2, 2, SbmlEdition.L3V2),
        new(Operator.Min, "min", 1, Any, SbmlEdition.L3V2), new(Operator.Max, "max", 1, Any, SbmlEdition.L3V2), new(Operator.Implies, "implies", 2, 2, SbmlEdition.L3V2),
        new(Operator.Sin, "sin", 1, 1), new(Operator.Cos, "cos", 1, 1), new(Operator.Tan, "tan", 1, 1), new(Operator.Sec, "sec", 1, 1), new(Operator.Csc, "csc", 1, 1),
        new(Operator.Cot, "cot", 1, 1), new(Operator.Sinh, "sinh", 1, 1), new(Operator.Cosh, "cosh", 1, 1), new(Operator.Tanh, "tanh", 1, 1),
        new(Operator.Sech, "sech", 1, 1), new(Operator.Csch, "csch", 1, 1), new(Operator.Coth, "coth", 1, 1), new(Operator.Arcsin, "arcsin", 1, 1),
        new(Operator.Arccos, "arccos", 1, 1), new(Operator.Arctan, "arctan", 1, 1), new(Operator.Arcsec, "arcsec", 1, 1), new(Operator.Arccsc, "arccsc", 1, 1),
        new(Operator.Arccot, "arccot", 1, 1), new(Operator.Arcsinh, "arcsinh", 1, 1), new(Operator.Arccosh, "arccosh", 1, 1), new(Operator.Arctanh, "arctanh", 1, 1),
        new(Operator.Arcsech, "arcsech", 1, 1), new(Operator.Arccsch, "arccsch", 1, 1), new(Operator.Arccoth, "arccoth", 1, 1),
        new(Operator.Equal, "eq", 2, Any), new(Operator.NotEqual, "neq", 2, 2), new(Operator.Less, "lt", 2, Any), new(Operator.LessOrEqual, "leq", 2, Any),
        new(Operator.Greater, "gt", 2, Any), new(Operator.GreaterOrEqual, "geq", 2, Any),
        new(Operator.And, "and", 0, Any), new(Operator.Or, "or", 0, Any), new(Operator.Xor, "xor", 0, Any), new(Operator.Not, "not", 1, 1),
    ];

    private static readonly MathMlOperator[] Symbols =
    [
        new(Operator.Delay, "delay", 2, 2), new(Operator.RateOf, "rateOf", 1, 1, SbmlEdition.L3V2),
        new(Operator.DrawNormal, "distrib/normal", 2, 4, SbmlEdition.L3), new(Operator.DrawUniform, "distrib/uniform", 2, 2, SbmlEdition.L3),
        new(Operator.DrawBernoulli, "distrib/bernoulli", 1, 1, SbmlEdition.L3), new(Operator.DrawBinomial, "distrib/binomial", 2, 4, SbmlEdition.L3),
        new(Operator.DrawCauchy, "distrib/cauchy", 1, 4, SbmlEdition.L3), new(Operator.DrawChiSquare, "distrib/chisquare", 1, 3, SbmlEdition.L3),
        new(Operator.DrawExponential, "distrib/exponential", 1, 3, SbmlEdition.L3), new(Operator.DrawGamma, "distrib/gamma", 2, 4, SbmlEdition.L3),
        new(Operator.DrawLaplace, "distrib/laplace", 1, 4, SbmlEdition.L3), new(Operator.DrawLogNormal, "distrib/lognormal", 2, 4, SbmlEdition.L3),
        new(Operator.DrawPoisson, "distrib/poisson", 1, 3, SbmlEdition.L3), new(Operator.DrawRayleigh, "distrib/rayleigh", 1, 3, SbmlEdition.L3),
    ];

    public const string SymbolPrefix = "http://www.sbml.org/sbml/symbols/";

    private static readonly Dictionary<string, MathMlOperator> ByElement = Elements.ToDictionary(o => o.Element, StringComparer.Ordinal);

    private static readonly Dictionary<string, MathMlOperator> BySymbol = Symbols.ToDictionary(o => SymbolPrefix + o.Element, StringComparer.Ordinal);

    private static readonly Dictionary<Operator, MathMlOperator> ByOperator = Elements.Concat(Symbols).ToDictionary(o => o.Operator);

    private static readonly Dictionary<string, ConstantKind> Constants = new(StringComparer.Ordinal)
    {
        ["true"] = ConstantKind.True, ["false"] = ConstantKind.False, ["pi"] = ConstantKind.Pi, ["exponentiale"] = ConstantKind.ExponentialE,
        ["infinity"] = ConstantKind.Infinity, ["notanumber"] = ConstantKind.NotANumber,
    };

    public static IEnumerable<string> ElementNames => ByElement.Keys.Concat(Constants.Keys).Concat(["ci", "cn", "csymbol", "apply", "piecewise"]);

    public static IEnumerable<string> SymbolUrls => BySymbol.Keys.Concat([SymbolPrefix + "time", SymbolPrefix + "avogadro"]);

    public static MathMlOperator? OfElement(string name) => ByElement.GetValueOrDefault(name);

    public static MathMlOperator? OfSymbol(string url) => BySymbol.GetValueOrDefault(url);

    public static MathMlOperator Of(Operator op) => ByOperator[op];

    /// <summary>True when the operator is written as a csymbol.</summary>
    public static bool IsSymbol(Operator op) => op >= Operator.Delay;

    public static bool TryConstant(string element, out ConstantKind kind) => Constants.TryGetValue(element, out kind);

    public static string ConstantElement(ConstantKind kind) => Constants.First(c => c.Value == kind).Key;
}

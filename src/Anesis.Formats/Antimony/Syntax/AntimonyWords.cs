using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>The words of the language: what is reserved, what is a function, what is a constant, and how many arguments each function takes. Frozen tables would take longer to make than most models to read.</summary>
internal static class AntimonyWords
{
    /// <summary>Words that can't name an element (case counts).</summary>
    public static readonly IReadOnlySet<string> Keywords = new HashSet<string>(StringComparer.Ordinal)
    {
        "model", "module", "end", "species", "formula", "reaction", "DNA", "gene", "operator", "compartment", "has", "in", "is",
        "var", "const", "substanceOnly", "ext", "import", "event", "at", "after", "function", "unit", "delete", "constraint",
        "maximize", "minimize",
    };

    public static readonly IReadOnlyDictionary<string, ConstantKind> Constants = new Dictionary<string, ConstantKind>(StringComparer.Ordinal)
    {
        ["true"] = ConstantKind.True, ["True"] = ConstantKind.True, ["TRUE"] = ConstantKind.True,
        ["false"] = ConstantKind.False, ["False"] = ConstantKind.False, ["FALSE"] = ConstantKind.False,
        ["pi"] = ConstantKind.Pi, ["exponentiale"] = ConstantKind.ExponentialE, ["avogadro"] = ConstantKind.Avogadro,
        ["time"] = ConstantKind.Time, ["inf"] = ConstantKind.Infinity, ["INF"] = ConstantKind.Infinity,
        ["infinity"] = ConstantKind.Infinity, ["NaN"] = ConstantKind.NotANumber, ["nan"] = ConstantKind.NotANumber,
        ["NAN"] = ConstantKind.NotANumber, ["notanumber"] = ConstantKind.NotANumber,
    };

    /// <summary>The names of the model's own units, which are units without being declared.</summary>
    public static readonly IReadOnlySet<string> ModelUnits = new HashSet<string>(StringComparer.Ordinal) { "substance", "volume", "area", "length", "time_unit", "extent" };

    /// <summary>Built-in functions with the least and the greatest number of arguments (−1: any).</summary>
    public static readonly IReadOnlyDictionary<string, BuiltIn> Functions = Table();

    public static bool IsReserved(string word) => Keywords.Contains(word) || Constants.ContainsKey(word) || Functions.ContainsKey(word);

    private static Dictionary<string, BuiltIn> Table()
    {
        var table = new Dictionary<string, BuiltIn>(StringComparer.Ordinal);
        void Add(Operator op, int least, int most, params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                table.Add(name, new(op, least, most));
            }
        }

        Add(Operator.Abs, 1, 1, "abs");
        Add(Operator.Arccos, 1, 1, "acos", "arccos");
        Add(Operator.Arccosh, 1, 1, "acosh", "arccosh");
        Add(Operator.Arccot, 1, 1, "acot", "arccot");
        Add(Operator.Arccoth, 1, 1, "acoth", "arccoth");
        Add(Operator.Arccsc, 1, 1, "acsc", "arccsc");
        Add(Operator.Arccsch, 1, 1, "acsch", "arccsch");
        Add(Operator.Arcsec, 1, 1, "asec", "arcsec");
        Add(Operator.Arcsech, 1, 1, "asech", "arcsech");
        Add(Operator.Arcsin, 1, 1, "asin", "arcsin");
        Add(Operator.Arcsinh, 1, 1, "asinh", "arcsinh");
        Add(Operator.Arctan, 1, 1, "atan", "arctan");
        Add(Operator.Arctanh, 1, 1, "atanh", "arctanh");
        Add(Operator.Ceiling, 1, 1, "ceil", "ceiling");
        Add(Operator.Cos, 1, 1, "cos");
        Add(Operator.Cosh, 1, 1, "cosh");
        Add(Operator.Cot, 1, 1, "cot");
        Add(Operator.Coth, 1, 1, "coth");
        Add(Operator.Csc, 1, 1, "csc");
        Add(Operator.Csch, 1, 1, "csch");
        Add(Operator.Delay, 2, 2, "delay");
        Add(Operator.Exp, 1, 1, "exp");
        Add(Operator.Factorial, 1, 1, "factorial");
        Add(Operator.Floor, 1, 1, "floor");
        Add(Operator.Log, 1, 2, "log", "log10");
        Add(Operator.Ln, 1, 1, "ln");
        Add(Operator.Power, 1, 2, "power", "pow", "sqr");
        Add(Operator.Root, 1, 2, "root", "sqrt");
        Add(Operator.RateOf, 1, 1, "rateOf");
        Add(Operator.Sec, 1, 1, "sec");
        Add(Operator.Sech, 1, 1, "sech");
        Add(Operator.Sin, 1, 1, "sin");
        Add(Operator.Sinh, 1, 1, "sinh");
        Add(Operator.Tan, 1, 1, "tan");
        Add(Operator.Tanh, 1, 1, "tanh");
        Add(Operator.And, 0, -1, "and");
        Add(Operator.Or, 0, -1, "or");
        Add(Operator.Xor, 0, -1, "xor");
        Add(Operator.Not, 1, 1, "not");
        Add(Operator.Equal, 2, -1, "eq", "equals");
        Add(Operator.GreaterOrEqual, 2, -1, "geq");
        Add(Operator.Greater, 2, -1, "gt");
        Add(Operator.LessOrEqual, 2, -1, "leq");
        Add(Operator.Less, 2, -1, "lt");
        Add(Operator.NotEqual, 2, 2, "neq");
        Add(Operator.Divide, 2, 2, "divide");
        Add(Operator.Minus, 1, 2, "minus");
        Add(Operator.Plus, 0, -1, "plus");
        Add(Operator.Times, 0, -1, "times");
        Add(Operator.Quotient, 2, 2, "quotient");
        Add(Operator.Max, 1, -1, "max");
        Add(Operator.Min, 1, -1, "min");
        Add(Operator.Rem, 2, 2, "rem");
        Add(Operator.Implies, 2, 2, "implies");
        Add(Operator.DrawNormal, 2, 4, "normal", "truncatedNormal");
        Add(Operator.DrawUniform, 2, 2, "uniform");
        Add(Operator.DrawExponential, 1, 3, "exponential", "truncatedExponential");
        Add(Operator.DrawGamma, 2, 4, "gamma", "truncatedGamma");
        Add(Operator.DrawPoisson, 1, 3, "poisson", "truncatedPoisson");
        Add(Operator.DrawBernoulli, 1, 1, "bernoulli");
        Add(Operator.DrawBinomial, 2, 4, "binomial");
        Add(Operator.DrawCauchy, 1, 4, "cauchy");
        Add(Operator.DrawChiSquare, 1, 3, "chisquare");
        Add(Operator.DrawLaplace, 1, 4, "laplace");
        Add(Operator.DrawLogNormal, 2, 4, "lognormal");
        Add(Operator.DrawRayleigh, 1, 3, "rayleigh");

        // piecewise builds a Piecewise, not an Apply; it stands here so that its name is known and reserved.
        Add(Operator.Plus, 1, -1, "piecewise");
        return table;
    }
}

/// <summary>A built-in function: its operator, and how many arguments it takes (<paramref name="Most"/> −1: any number).</summary>
internal sealed record BuiltIn(Operator Operator, int Least, int Most);

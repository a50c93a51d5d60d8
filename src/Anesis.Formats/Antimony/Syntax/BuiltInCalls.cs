using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>Turns a name with arguments into the expression that it means.</summary>
internal static class BuiltInCalls
{
    public static Expression Make(Token name, List<Expression> arguments, SourceSpan span, DiagnosticBag diagnostics)
    {
        if (!AntimonyWords.Functions.TryGetValue(name.Text, out var builtIn))
        {
            return new Call(name.Text, arguments.ToValueList()) { Span = span };
        }

        if (arguments.Count < builtIn.Least || (builtIn.Most >= 0 && arguments.Count > builtIn.Most) || !Fits(name.Text, arguments.Count))
        {
            diagnostics.Error("AN0107", span, $"{name.Text} with {Count(arguments.Count)}", Expected(name.Text, builtIn));
            return new Number(double.NaN) { Span = span };
        }

        Expression two = new Number(2), ten = new Number(10);
        Expression call = name.Text switch
        {
            "piecewise" => Pieces(arguments),
            "log" when arguments.Count == 1 => new Apply(Operator.Ln, arguments[0]),
            "log10" => new Apply(Operator.Log, ten, arguments[0]),
            "sqrt" => new Apply(Operator.Root, two, arguments[0]),
            "root" when arguments.Count == 1 => new Apply(Operator.Root, two, arguments[0]),
            "sqr" => new Apply(Operator.Power, arguments[0], two),
            _ => new Apply(builtIn.Operator, arguments.ToValueList()),
        };
        return call with { Span = span };
    }

    private static Piecewise Pieces(List<Expression> arguments)
    {
        var pieces = new List<Piece>();
        for (int i = 0; i + 1 < arguments.Count; i += 2)
        {
            pieces.Add(new(arguments[i], arguments[i + 1]));
        }

        return new(pieces.ToValueList(), arguments.Count % 2 == 1 ? arguments[^1] : null);
    }

    /// <summary>Numbers of arguments between the least and the greatest that still mean nothing.</summary>
    private static bool Fits(string name, int count) => name switch
    {
        "log10" or "sqrt" or "sqr" => count == 1,
        "power" or "pow" => count == 2,
        "normal" or "gamma" or "binomial" or "lognormal" => count is 2 or 4,
        "cauchy" or "laplace" => count is 1 or 2 or 4,
        "exponential" or "poisson" or "chisquare" or "rayleigh" => count is 1 or 3,
        "truncatedNormal" or "truncatedGamma" => count == 4,
        "truncatedExponential" or "truncatedPoisson" => count == 3,
        _ => true,
    };

    private static string Expected(string name, BuiltIn builtIn) => name switch
    {
        "log10" or "sqrt" or "sqr" => "1 argument",
        "power" or "pow" => "2 arguments",
        "normal" or "gamma" or "binomial" or "lognormal" => "2 arguments, or 4 with the least and the greatest value",
        "cauchy" or "laplace" => "1, 2 or 4 arguments",
        "exponential" or "poisson" or "chisquare" or "rayleigh" => "1 argument, or 3 with the least and the greatest value",
        "truncatedNormal" or "truncatedGamma" => "4 arguments",
        "truncatedExponential" or "truncatedPoisson" => "3 arguments",
        _ when builtIn.Most < 0 => $"at least {Count(builtIn.Least)}",
        _ when builtIn.Least == builtIn.Most => Count(builtIn.Least),
        _ => $"{builtIn.Least} or {Count(builtIn.Most)}",
    };

    private static string Count(int count) => count == 1 ? "1 argument" : $"{count} arguments";
}

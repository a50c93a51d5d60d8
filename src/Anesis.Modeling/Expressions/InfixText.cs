using System.Globalization;
using System.Text;

namespace Anesis.Modeling.Expressions;

/// <summary>Writes an expression in the infix form of Antimony, with just the parentheses that it needs.</summary>
public static class InfixText
{
    public static string Of(Expression expression)
    {
        var text = new StringBuilder();
        Write(expression, 0, text);
        return text.ToString();
    }

    /// <summary>The name by which Antimony and SBML's L3 infix call a built-in function; null for operators written with signs.</summary>
    public static string? FunctionName(Operator op) => op switch
    {
        Operator.Root => "root",
        Operator.Log => "log",
        Operator.Ln => "ln",
        Operator.Ceiling => "ceil",
        Operator.Arcsin => "arcsin",
        Operator.Xor => "xor",
        Operator.Implies => "implies",
        Operator.RateOf => "rateOf",
        Operator.DrawNormal => "normal",
        Operator.DrawUniform => "uniform",
        Operator.DrawBernoulli => "bernoulli",
        Operator.DrawBinomial => "binomial",
        Operator.DrawCauchy => "cauchy",
        Operator.DrawChiSquare => "chisquare",
        Operator.DrawExponential => "exponential",
        Operator.DrawGamma => "gamma",
        Operator.DrawLaplace => "laplace",
        Operator.DrawLogNormal => "lognormal",
        Operator.DrawPoisson => "poisson",
        Operator.DrawRayleigh => "rayleigh",
        >= Operator.Plus and <= Operator.Power => null,
        >= Operator.Equal and <= Operator.Or => null,
        Operator.Not => null,
        _ => op.ToString().ToLowerInvariant(),
    };

    private static void Write(Expression expression, int context, StringBuilder text)
    {
        switch (expression)
        {
            case Number n:
                WriteNumber(n, context, text);
                break;
            case Symbol s:
                text.Append(s.Id);
                break;
            case NamedConstant c:
                text.Append(c.Kind switch
                {
                    ConstantKind.Time => "time",
                    ConstantKind.Avogadro => "avogadro",
                    ConstantKind.Pi => "pi",
                    ConstantKind.ExponentialE => "exponentiale",
                    ConstantKind.True => "true",
                    ConstantKind.False => "false",
                    ConstantKind.Infinity => "infinity",
                    _ => "notanumber",
                });
                break;
            case Call call:
                text.Append(call.Function);
                WriteArguments(call.Arguments.Span, text);
                break;
            case Piecewise piecewise:
                WritePiecewise(piecewise, text);
                break;
            case Apply apply:
                WriteApply(apply, context, text);
                break;
        }
    }

    private static void WriteNumber(Number n, int context, StringBuilder text)
    {
        bool parenthesize = context > 6 && (n.Value < 0 || double.IsNegative(n.Value));
        string digits = double.IsNaN(n.Value) ? "notanumber"
            : double.IsPositiveInfinity(n.Value) ? "infinity"
            : double.IsNegativeInfinity(n.Value) ? "-infinity"
            : n.Value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');
        if (parenthesize)
        {
            text.Append('(');
        }

        text.Append(digits);
        if (n.Units is not null)
        {
            text.Append(' ').Append(n.Units);
        }

        if (parenthesize)
        {
            text.Append(')');
        }
    }

    private static void WriteArguments(ReadOnlySpan<Expression> arguments, StringBuilder text)
    {
        text.Append('(');
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            Write(arguments[i], 0, text);
        }

        text.Append(')');
    }

    private static void WritePiecewise(Piecewise piecewise, StringBuilder text)
    {
        text.Append("piecewise(");
        for (int i = 0; i < piecewise.Pieces.Count; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }

            Write(piecewise.Pieces[i].Value, 0, text);
            text.Append(", ");
            Write(piecewise.Pieces[i].Condition, 0, text);
        }

        if (piecewise.Otherwise is not null)
        {
            text.Append(piecewise.Pieces.IsEmpty ? "" : ", ");
            Write(piecewise.Otherwise, 0, text);
        }

        text.Append(')');
    }

    private static void WriteApply(Apply apply, int context, StringBuilder text)
    {
        var arguments = apply.Arguments.Span;
        (string sign, int precedence) = apply.Operator switch
        {
            Operator.Or => (" || ", 1),
            Operator.And => (" && ", 2),
            Operator.Equal => (" == ", 3),
            Operator.NotEqual => (" != ", 3),
            Operator.Less => (" < ", 3),
            Operator.LessOrEqual => (" <= ", 3),
            Operator.Greater => (" > ", 3),
            Operator.GreaterOrEqual => (" >= ", 3),
            Operator.Plus => (" + ", 4),
            Operator.Minus => (" - ", 4),
            Operator.Times => ("*", 5),
            Operator.Divide => ("/", 5),
            Operator.Power => ("^", 8),
            _ => ("", 0),
        };

        if (apply.Operator == Operator.Minus && arguments.Length == 1)
        {
            Prefixed("-", 6, arguments[0], context, text);
        }
        else if (apply.Operator == Operator.Not)
        {
            Prefixed("!", 6, arguments[0], context, text);
        }
        else if (sign.Length > 0 && arguments.Length >= 2 && (precedence != 3 || arguments.Length == 2))
        {
            bool parenthesize = precedence < context;
            text.Append(parenthesize ? "(" : "");
            bool rightAssociative = apply.Operator == Operator.Power;
            for (int i = 0; i < arguments.Length; i++)
            {
                text.Append(i > 0 ? sign : "");
                bool tight = rightAssociative ? i == 0 : i > 0;
                Write(arguments[i], tight || precedence == 3 ? precedence + 1 : precedence, text);
            }

            text.Append(parenthesize ? ")" : "");
        }
        else
        {
            text.Append(FunctionName(apply.Operator) ?? NaryName(apply.Operator));
            WriteArguments(arguments, text);
        }
    }

    private static void Prefixed(string sign, int precedence, Expression argument, int context, StringBuilder text)
    {
        bool parenthesize = precedence < context;
        text.Append(parenthesize ? "(" : "").Append(sign);
        Write(argument, precedence + 1, text);
        text.Append(parenthesize ? ")" : "");
    }

    private static string NaryName(Operator op) => op switch
    {
        Operator.Plus => "plus",
        Operator.Times => "times",
        Operator.And => "and",
        Operator.Or => "or",
        Operator.Equal => "eq",
        Operator.NotEqual => "neq",
        Operator.Less => "lt",
        Operator.LessOrEqual => "leq",
        Operator.Greater => "gt",
        Operator.GreaterOrEqual => "geq",
        _ => op.ToString().ToLowerInvariant(),
    };
}

using System.Text;
using Anesis.Formats.Sbml.Schema;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Writes formulas as Level 1's text, and stoichiometries as its fractions.</summary>
internal static class Level1FormulaWriter
{
    public static string Write(Expression expression, Element owner, Losses losses)
    {
        var text = new StringBuilder();
        Write(expression, 0, text, owner, losses);
        return text.ToString();
    }

    /// <summary>A stoichiometry as a fraction of whole numbers with a denominator up to 10,000.</summary>
    public static (int Numerator, int Denominator) AsFraction(double value, Element owner, Losses losses)
    {
        for (int denominator = 1; denominator <= 10_000; denominator++)
        {
            double numerator = Math.Round(value * denominator);
            if (Math.Abs(numerator) < int.MaxValue && numerator / denominator == value)
            {
                return ((int)numerator, denominator);
            }
        }

        losses.Impossible(owner, $"the stoichiometry {XsdText.Write(value)}");
        return (1, 1);
    }

    /// <summary>Precedences: sum 1, product 2, power 3, sign 4; all operators of Level 1 go from left to right.</summary>
    private static void Write(Expression expression, int context, StringBuilder text, Element owner, Losses losses)
    {
        switch (expression)
        {
            case Number number when double.IsFinite(number.Value):
                bool negative = double.IsNegative(number.Value) && context > 0;
                text.Append(negative ? "(" : "").Append(XsdText.Write(number.Value)).Append(negative ? ")" : "");
                return;
            case Symbol symbol:
                text.Append(symbol.Id);
                return;
            case NamedConstant { Kind: ConstantKind.Pi }:
                text.Append(XsdText.Write(Math.PI));
                return;
            case NamedConstant { Kind: ConstantKind.ExponentialE }:
                text.Append(XsdText.Write(Math.E));
                return;
            case Apply apply when WriteApply(apply, context, text, owner, losses):
                return;
            default:
                losses.Impossible(owner, $"\"{expression}\" in a formula");
                return;
        }
    }

    private static bool WriteApply(Apply apply, int context, StringBuilder text, Element owner, Losses losses)
    {
        var arguments = apply.Arguments;
        (string sign, int precedence, string empty) = apply.Operator switch
        {
            Operator.Plus => (" + ", 1, "0"),
            Operator.Minus => (" - ", 1, ""),
            Operator.Times => ("*", 2, "1"),
            Operator.Divide => ("/", 2, ""),
            Operator.Power => ("^", 3, ""),
            _ => ("", 0, ""),
        };
        if (precedence > 0)
        {
            if (arguments.IsEmpty)
            {
                text.Append(empty);
                return true;
            }

            bool isSigned = apply.Operator == Operator.Minus && arguments.Count == 1;
            precedence = isSigned ? 4 : precedence;
            bool parenthesize = precedence < context || (isSigned && context > 0);
            text.Append(parenthesize ? "(" : "").Append(isSigned ? "-" : "");
            for (int i = 0; i < arguments.Count; i++)
            {
                text.Append(i > 0 ? sign : "");
                Write(arguments[i], arguments.Count == 1 && !isSigned ? context : i > 0 || isSigned ? precedence + 1 : precedence, text, owner, losses);
            }

            text.Append(parenthesize ? ")" : "");
            return true;
        }

        (string? name, var shown) = apply.Operator switch
        {
            Operator.Abs => ("abs", arguments),
            Operator.Arccos => ("acos", arguments),
            Operator.Arcsin => ("asin", arguments),
            Operator.Arctan => ("atan", arguments),
            Operator.Ceiling => ("ceil", arguments),
            Operator.Cos => ("cos", arguments),
            Operator.Exp => ("exp", arguments),
            Operator.Floor => ("floor", arguments),
            Operator.Ln => ("log", arguments),
            Operator.Sin => ("sin", arguments),
            Operator.Tan => ("tan", arguments),
            Operator.Log when arguments is [Number { Value: 10 }, _] => ("log10", [arguments[1]]),
            Operator.Root when arguments is [Number { Value: 2 }, _] => ("sqrt", [arguments[1]]),
            _ => (null, arguments),
        };
        if (name is null)
        {
            return false;
        }

        text.Append(name).Append('(');
        for (int i = 0; i < shown.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Write(shown[i], 0, text, owner, losses);
        }

        text.Append(')');
        return true;
    }
}

using System.Text;
using Anesis.Modeling.Expressions;

namespace Anesis.Reports.Html;

/// <summary>
/// Long formulas on several lines: browsers break no MathML. A line breaks before an operator or after a comma; what is short, a power, a root stays whole;
/// a fraction breaks within its numerator and denominator. Widths are guessed, in letters.
/// </summary>
public static partial class MathMlText
{
    /// <summary>Of a page of a book or report, in letters of a formula.</summary>
    private const double LineWidth = 106;

    /// <summary>What is narrower is never broken.</summary>
    private const double Whole = 38;

    /// <summary>A part of a formula that a line may begin with: its operator and its brackets go with it.</summary>
    private readonly record struct Token(string Markup, double Width);

    /// <summary>The expression on as many lines as it needs.</summary>
    private static string Fitted(Expression expression, double width) => Width(expression) <= width ? Of(expression, 0) : Lines(Tokens(expression, 0, width), width);

    private static string Lines(List<Token> tokens, double width)
    {
        if (tokens.Count == 1)
        {
            return tokens[0].Markup;
        }

        var rows = new StringBuilder();
        var row = new StringBuilder();
        double filled = 0;
        foreach (var token in tokens)
        {
            if (row.Length > 0 && filled + token.Width > width)
            {
                rows.Append($"<mtr><mtd><mrow>{row}</mrow></mtd></mtr>");
                row.Clear().Append("<mspace width=\"1.5em\"></mspace>");
                filled = 2;
            }

            row.Append(token.Markup);
            filled += token.Width;
        }

        return $"<mtable columnalign=\"left\" displaystyle=\"true\">{rows}<mtr><mtd><mrow>{row}</mrow></mtd></mtr></mtable>";
    }

    private static List<Token> Tokens(Expression expression, int place, double width)
    {
        if (Width(expression) <= Whole)
        {
            return [new(Of(expression, place), Width(expression))];
        }

        return expression switch
        {
            Apply { Operator: Operator.Plus, Arguments.Count: > 1 } sum => Bracketed(Joined(sum.Arguments, OfSum, OfSum, "+", width), OfSum < place),
            Apply { Operator: Operator.Minus, Arguments.Count: 2 } difference => Bracketed(Joined(difference.Arguments, OfSum, OfSum + 1, "−", width), OfSum < place),
            Apply { Operator: Operator.Minus, Arguments.Count: 1 } negative => Bracketed(Signed(Tokens(negative.Arguments[0], OfSign, width)), OfSign < place),
            Apply { Operator: Operator.Times, Arguments.Count: > 1 } product => Bracketed(Joined(product.Arguments, OfProduct, OfProduct, "·", width), OfProduct < place),
            Apply { Operator: Operator.And, Arguments.Count: > 1 } all => Bracketed(Joined(all.Arguments, OfAnd, OfAnd, "∧", width), OfAnd < place),
            Apply { Operator: Operator.Or, Arguments.Count: > 1 } any => Bracketed(Joined(any.Arguments, OfOr, OfOr, "∨", width), OfOr < place),
            Apply { Operator: Operator.Divide } ratio => Bracketed(
                [new($"<mfrac><mrow>{Fitted(ratio.Arguments[0], width - 8)}</mrow><mrow>{Fitted(ratio.Arguments[1], width - 8)}</mrow></mfrac>", Math.Min(width, Width(ratio)))], OfProduct < place),
            Apply { Operator: Operator.Exp } power => Called("exp", power.Arguments, width),
            Call call => Called(call.Function, call.Arguments, width),
            _ => [new(Of(expression, place), Width(expression))],
        };
    }

    private static List<Token> Joined(IReadOnlyList<Expression> parts, int first, int others, string sign, double width)
    {
        var tokens = Tokens(parts[0], first, width);
        foreach (var part in parts.Skip(1))
        {
            var next = Tokens(part, others, width);
            next[0] = new($"<mo form=\"infix\">{sign}</mo>{next[0].Markup}", next[0].Width + 2);
            tokens.AddRange(next);
        }

        return tokens;
    }

    private static List<Token> Signed(List<Token> tokens)
    {
        tokens[0] = new("<mo form=\"prefix\">−</mo>" + tokens[0].Markup, tokens[0].Width + 1);
        return tokens;
    }

    private static List<Token> Called(string name, IReadOnlyList<Expression> arguments, double width)
    {
        var tokens = new List<Token>();
        for (int i = 0; i < arguments.Count; i++)
        {
            tokens.AddRange(Tokens(arguments[i], 0, width));
            if (i < arguments.Count - 1)
            {
                tokens[^1] = new(tokens[^1].Markup + "<mo>,</mo>", tokens[^1].Width + 1);
            }
        }

        tokens = Bracketed(tokens, true);
        tokens[0] = new($"<mi mathvariant=\"normal\">{Encoded(name)}</mi>{tokens[0].Markup}", tokens[0].Width + name.Length);
        return tokens;
    }

    /// <summary>Brackets that do not grow: they stand on different lines.</summary>
    private static List<Token> Bracketed(List<Token> tokens, bool wanted)
    {
        if (wanted)
        {
            tokens[0] = new("<mo form=\"prefix\" stretchy=\"false\">(</mo>" + tokens[0].Markup, tokens[0].Width + 1);
            tokens[^1] = new(tokens[^1].Markup + "<mo form=\"postfix\" stretchy=\"false\">)</mo>", tokens[^1].Width + 1);
        }

        return tokens;
    }

    private static double Width(string id)
    {
        int under = id.IndexOf('_', StringComparison.Ordinal);
        return under <= 0 ? id.Length : under + (0.75 * (id.Length - under));
    }

    private static double Width(Expression expression) => expression switch
    {
        Symbol s => Width(s.Id),
        Number n => Plain(n.Value).Length < 40 ? n.Value.ToString("G7", System.Globalization.CultureInfo.InvariantCulture).Length : 8,
        Apply { Operator: Operator.Divide } d => Math.Max(Width(d.Arguments[0]), Width(d.Arguments[1])),
        Apply { Operator: Operator.Power } p => Width(p.Arguments[0]) + (0.75 * Width(p.Arguments[1])) + 1,
        Apply a => a.Arguments.Sum(Width) + (3 * a.Arguments.Count) + (a.Arguments.Count == 1 ? 3 : 0),
        Call c => c.Arguments.Sum(Width) + c.Function.Length + 2 + (2 * c.Arguments.Count),
        Piecewise p => 8 + p.Pieces.Max(x => Math.Min(Width(x.Value), LineWidth / 2) + Math.Min(Width(x.Condition), LineWidth / 2.5)),
        _ => 2,
    };
}

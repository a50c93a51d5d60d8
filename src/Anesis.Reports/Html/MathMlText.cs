using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Anesis.Modeling.Expressions;

namespace Anesis.Reports.Html;

/// <summary>
/// Typesets expressions as presentation MathML, which browsers draw themselves. A name's part after its first underscore becomes its subscript.
/// </summary>
public static partial class MathMlText
{
    /// <summary>How tightly an operator binds: a part that binds less tightly than its place gets brackets.</summary>
    private const int OfOr = 1, OfAnd = 2, OfComparison = 3, OfSum = 4, OfProduct = 5, OfSign = 6, OfPower = 7, OfAtom = 8;

    /// <summary>"left = right" as a displayed formula; for a rate the left side is its derivative by time.</summary>
    public static string Equation(string variable, Expression right, bool isRate)
    {
        string left = isRate ? $"<mfrac><mrow><mi mathvariant=\"normal\">d</mi>{Name(variable)}</mrow><mrow><mi mathvariant=\"normal\">d</mi><mi>t</mi></mrow></mfrac>" : Name(variable);
        return $"<math display=\"block\"><mrow>{left}<mo>=</mo>{Fitted(right, LineWidth - Width(variable) - 4)}</mrow></math>";
    }

    /// <summary>A name as people read it.</summary>
    public static string Name(string id)
    {
        int under = id.IndexOf('_', StringComparison.Ordinal);
        string Upright(string text) => text.Length == 1 ? $"<mi>{Encoded(text)}</mi>" : $"<mi mathvariant=\"normal\">{Encoded(text)}</mi>";
        return under <= 0 || under == id.Length - 1
            ? Upright(id)
            : $"<msub>{Upright(id[..under])}<mtext>{Encoded(id[(under + 1)..].Replace("__", " ", StringComparison.Ordinal).Replace('_', ' '))}</mtext></msub>";
    }

    private static string Of(Expression expression, int place)
    {
        var (markup, binds) = Parts(expression);
        return binds < place ? $"<mrow><mo>(</mo>{markup}<mo>)</mo></mrow>" : markup;
    }

    private static (string Markup, int Binds) Parts(Expression expression) => expression switch
    {
        Number { Value: < 0 } n => ($"<mrow><mo>−</mo>{Plain(-n.Value)}</mrow>", OfSign),
        Number n => (Plain(n.Value), OfAtom),
        Symbol s => (Name(s.Id), OfAtom),
        NamedConstant c => (Constant(c.Kind), OfAtom),
        Call call => (Function(call.Function, call.Arguments), OfAtom),
        Piecewise p => (Cases(p), OfAtom),
        Apply a => Applied(a),
        _ => ($"<mtext>{Encoded(expression.ToString())}</mtext>", OfAtom),
    };

    private static (string Markup, int Binds) Applied(Apply apply)
    {
        var a = apply.Arguments;
        switch (apply.Operator)
        {
            case Operator.Plus:
                return a.Count == 0 ? (Plain(0), OfAtom) : ($"<mrow>{string.Join("<mo>+</mo>", a.Select(x => Of(x, OfSum)))}</mrow>", OfSum);
            case Operator.Minus:
                return a.Count == 1 ? ($"<mrow><mo>−</mo>{Of(a[0], OfSign)}</mrow>", OfSign) : ($"<mrow>{Of(a[0], OfSum)}<mo>−</mo>{Of(a[1], OfSum + 1)}</mrow>", OfSum);
            case Operator.Times:
                return a.Count == 0 ? (Plain(1), OfAtom) : ($"<mrow>{string.Join("<mo>·</mo>", a.Select(x => Of(x, OfProduct)))}</mrow>", OfProduct);
            case Operator.Divide:
                return ($"<mfrac><mrow>{Of(a[0], 0)}</mrow><mrow>{Of(a[1], 0)}</mrow></mfrac>", OfProduct);
            case Operator.Power:
                return ($"<msup>{Grouped(Of(a[0], OfPower + 1))}{Grouped(Of(a[1], 0))}</msup>", OfPower);
            case Operator.Root:
                return a is [Number { Value: 2 }, var radicand] ? ($"<msqrt>{Of(radicand, 0)}</msqrt>", OfAtom) : ($"<mroot>{Grouped(Of(a[1], 0))}{Grouped(Of(a[0], 0))}</mroot>", OfAtom);
            case Operator.Abs:
                return ($"<mrow><mo>|</mo>{Of(a[0], 0)}<mo>|</mo></mrow>", OfAtom);
            case Operator.Exp:
                return a[0] is Symbol or Number ? ($"<msup><mi>e</mi>{Grouped(Of(a[0], 0))}</msup>", OfPower) : (Function("exp", a), OfAtom);
            case Operator.And:
                return ($"<mrow>{string.Join("<mo>∧</mo>", a.Select(x => Of(x, OfAnd)))}</mrow>", OfAnd);
            case Operator.Or:
                return ($"<mrow>{string.Join("<mo>∨</mo>", a.Select(x => Of(x, OfOr)))}</mrow>", OfOr);
            case Operator.Not:
                return ($"<mrow><mo>¬</mo>{Of(a[0], OfSign)}</mrow>", OfSign);
        }

        return Comparison(apply.Operator) is { } sign
            ? ($"<mrow>{string.Join($"<mo>{sign}</mo>", a.Select(x => Of(x, OfComparison + 1)))}</mrow>", OfComparison)
            : (Function(FunctionName(apply.Operator), a), OfAtom);
    }

    private static string? Comparison(Operator op) => op switch
    {
        Operator.Equal => "=",
        Operator.NotEqual => "≠",
        Operator.Less => "&lt;",
        Operator.LessOrEqual => "≤",
        Operator.Greater => "&gt;",
        Operator.GreaterOrEqual => "≥",
        _ => null,
    };

    private static string FunctionName(Operator op) => op.ToString().ToLowerInvariant();

    private static string Function(string name, IEnumerable<Expression> arguments) =>
        $"<mrow><mi mathvariant=\"normal\">{Encoded(name)}</mi><mo>(</mo>{string.Join("<mo>,</mo>", arguments.Select(x => Of(x, 0)))}<mo>)</mo></mrow>";

    private static string Cases(Piecewise piecewise)
    {
        var rows = new StringBuilder();
        foreach (var (value, condition) in piecewise.Pieces)
        {
            rows.Append($"<mtr><mtd>{Fitted(value, LineWidth / 2)}</mtd><mtd><mrow><mtext>if </mtext>{Fitted(condition, LineWidth / 2.5)}</mrow></mtd></mtr>");
        }

        if (piecewise.Otherwise is { } otherwise)
        {
            rows.Append($"<mtr><mtd>{Fitted(otherwise, LineWidth / 2)}</mtd><mtd><mtext>else</mtext></mtd></mtr>");
        }

        return $"<mrow><mo stretchy=\"true\">{{</mo><mtable columnalign=\"left\" displaystyle=\"true\">{rows}</mtable></mrow>";
    }

    private static string Constant(ConstantKind kind) => kind switch
    {
        ConstantKind.Time => "<mi>t</mi>",
        ConstantKind.Pi => "<mi>π</mi>",
        ConstantKind.ExponentialE => "<mi>e</mi>",
        ConstantKind.Infinity => "<mi>∞</mi>",
        _ => $"<mtext>{kind.ToString().ToLowerInvariant()}</mtext>",
    };

    private static string Plain(double value)
    {
        string text = value.ToString("G7", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        return e < 0
            ? $"<mn>{text}</mn>"
            : $"<mrow><mn>{text[..e]}</mn><mo>·</mo><msup><mn>10</mn><mn>{int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal)}</mn></msup></mrow>";
    }

    private static string Grouped(string markup) => $"<mrow>{markup}</mrow>";

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}

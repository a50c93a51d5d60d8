using System.Globalization;
using System.Text;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>
/// Writes formulas so that <see cref="FormulaParser"/>, and the reference implementation, read the same formula. There &amp;&amp; and || bind equally,
/// so that one inside the other always gets parentheses.
/// </summary>
internal sealed class FormulaText(Func<string, string> name, Func<string, string> function, Func<string, string> unit)
{
    private const int Logical = 1;
    private const int Relation = 2;
    private const int Sum = 3;
    private const int Product = 4;
    private const int Unary = 5;
    private const int Power = 6;

    public static string Number(double value) => double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');

    public string Of(Expression expression)
    {
        var text = new StringBuilder();
        Write(expression, 0, text);
        return text.ToString();
    }

    private void Write(Expression e, int context, StringBuilder text)
    {
        switch (e)
        {
            case Number n:
                bool negative = n.Value < 0 || (n.Value == 0 && double.IsNegative(n.Value));
                bool parentheses = negative && context > Unary;
                text.Append(parentheses ? "(" : "").Append(Number(n.Value));
                if (n.Units is not null && double.IsFinite(n.Value))
                {
                    text.Append(' ').Append(unit(n.Units));
                }

                text.Append(parentheses ? ")" : "");
                break;
            case Symbol s:
                text.Append(name(s.Id));
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
                    ConstantKind.Infinity => "inf",
                    _ => "NaN",
                });
                break;
            case Call call:
                Function(function(call.Function), call.Arguments, text);
                break;
            case Piecewise { Pieces.IsEmpty: true, Otherwise: null }:
                text.Append("NaN");
                break;
            case Piecewise p:
                var arguments = p.Pieces.SelectMany(piece => new[] { piece.Value, piece.Condition });
                Function("piecewise", (p.Otherwise is null ? arguments : arguments.Append(p.Otherwise)).ToValueList(), text);
                break;
            case Apply apply:
                WriteApply(apply, context, text);
                break;
        }
    }

    private void WriteApply(Apply apply, int context, StringBuilder text)
    {
        var arguments = apply.Arguments;
        switch (apply.Operator)
        {
            case Operator.Minus when arguments.Count == 1:
                // The operand of a sign starts with no sign, so that "- -x" stays two signs.
                Open(Unary, context, text);
                text.Append('-');
                Write(arguments[0], arguments[0] is Apply { Operator: Operator.Power } ? Unary : Power + 1, text);
                Close(Unary, context, text);
                return;
            case Operator.Not when arguments.Count == 1:
                Open(Unary, context, text);
                text.Append("!(");
                Write(arguments[0], 0, text);
                text.Append(')');
                Close(Unary, context, text);
                return;
            case Operator.Log when arguments is [Number { Value: 10, Units: null }, var argument]:
                Function("log10", [argument], text);
                return;
            case Operator.Root when arguments is [Number { Value: 2, Units: null }, var argument]:
                Function("sqrt", [argument], text);
                return;
        }

        (string sign, int level) = apply.Operator switch
        {
            Operator.And => (" && ", Logical),
            Operator.Or => (" || ", Logical),
            Operator.Equal => (" == ", Relation),
            Operator.NotEqual => (" != ", Relation),
            Operator.Less => (" < ", Relation),
            Operator.LessOrEqual => (" <= ", Relation),
            Operator.Greater => (" > ", Relation),
            Operator.GreaterOrEqual => (" >= ", Relation),
            Operator.Plus => (" + ", Sum),
            Operator.Minus => (" - ", Sum),
            Operator.Times => ("*", Product),
            Operator.Divide => ("/", Product),
            Operator.Power => ("^", Power),
            _ => ("", 0),
        };
        bool infix = level switch { 0 => false, Relation or Power => arguments.Count == 2, _ => arguments.Count >= 2 };
        if (!infix)
        {
            Function(Name(apply.Operator), arguments, text);
            return;
        }

        Open(level, context, text);
        for (int i = 0; i < arguments.Count; i++)
        {
            text.Append(i > 0 ? sign : "");
            int inner = level switch
            {
                Logical => Relation,
                Relation => Sum,
                Power => i == 0 ? Power + 1 : Unary,
                _ => i == 0 ? level : level + 1,
            };
            Write(arguments[i], inner, text);
        }

        Close(level, context, text);
    }

    private static void Open(int level, int context, StringBuilder text) => text.Append(level < context ? "(" : "");

    private static void Close(int level, int context, StringBuilder text) => text.Append(level < context ? ")" : "");

    private void Function(string functionName, ValueList<Expression> arguments, StringBuilder text)
    {
        text.Append(functionName).Append('(');
        for (int i = 0; i < arguments.Count; i++)
        {
            text.Append(i > 0 ? ", " : "");
            Write(arguments[i], 0, text);
        }

        text.Append(')');
    }

    private static string Name(Operator op) => op switch
    {
        Operator.Equal => "eq",
        Operator.NotEqual => "neq",
        Operator.Less => "lt",
        Operator.LessOrEqual => "leq",
        Operator.Greater => "gt",
        Operator.GreaterOrEqual => "geq",
        Operator.Power => "power",
        _ => InfixText.FunctionName(op) ?? op.ToString().ToLowerInvariant(),
    };
}

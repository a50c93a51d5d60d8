using System.Globalization;
using Anesis.Formats.Sbml.Mathematics;
using Anesis.Formats.Sbml.Schema;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Writes expressions as SBML's subset of MathML.</summary>
internal sealed class MathMlWriter(XmlOutput output, string coreNamespace)
{
    /// <summary>The definitionURL of a function of another language, whose calls are written as symbols; null: none.</summary>
    public Func<string, string>? ForeignSymbol { get; init; }

    public void Write(Expression expression)
    {
        Begin(expression);
        WriteExpression(expression);
        output.End();
    }

    /// <summary>A function: lambda with its arguments; without a body when it has none (Level 3 Version 2).</summary>
    public void WriteLambda(ValueList<string> arguments, Expression? body)
    {
        Begin(body);
        output.Begin("lambda");
        foreach (string argument in arguments)
        {
            output.Begin("bvar");
            output.TextElement("ci", argument);
            output.End();
        }

        if (body is not null)
        {
            WriteExpression(body);
        }

        output.End();
        output.End();
    }

    private void Begin(Expression? expression)
    {
        output.Begin("math");
        output.Attribute("xmlns", SbmlNamespaces.MathMl);
        if (expression is not null && HasUnits(expression))
        {
            output.Attribute("xmlns:sbml", coreNamespace);
        }
    }

    private static bool HasUnits(Expression expression) => expression switch
    {
        Number number => number.Units is not null,
        Apply apply => apply.Arguments.Any(HasUnits),
        Call call => call.Arguments.Any(HasUnits),
        Piecewise piecewise => piecewise.Pieces.Any(p => HasUnits(p.Value) || HasUnits(p.Condition)) || (piecewise.Otherwise is not null && HasUnits(piecewise.Otherwise)),
        _ => false,
    };

    private void WriteExpression(Expression expression)
    {
        switch (expression)
        {
            case Number number:
                WriteNumber(number);
                break;
            case Symbol symbol:
                output.TextElement("ci", symbol.Id);
                break;
            case NamedConstant { Kind: ConstantKind.Time }:
                WriteSymbol("time");
                break;
            case NamedConstant { Kind: ConstantKind.Avogadro }:
                WriteSymbol("avogadro");
                break;
            case NamedConstant constant:
                output.EmptyElement(MathMlOperators.ConstantElement(constant.Kind));
                break;
            case Call call:
                output.Begin("apply");
                if (ForeignSymbol is { } symbolOf)
                {
                    output.TextElement("csymbol", call.Function, ("encoding", "text"), ("definitionURL", symbolOf(call.Function)));
                }
                else
                {
                    output.TextElement("ci", call.Function);
                }

                WriteAll(call.Arguments.Span);
                output.End();
                break;
            case Piecewise piecewise:
                WritePiecewise(piecewise);
                break;
            case Apply apply:
                WriteApply(apply);
                break;
            default:
                throw new ArgumentException($"no MathML for {expression.GetType().Name}", nameof(expression));
        }
    }

    private void WriteNumber(Number number)
    {
        if (!double.IsFinite(number.Value) && number.Units is null)
        {
            WriteExpression(double.IsNaN(number.Value) ? new NamedConstant(ConstantKind.NotANumber)
                : double.IsPositive(number.Value) ? new NamedConstant(ConstantKind.Infinity)
                : new Apply(Operator.Minus, new NamedConstant(ConstantKind.Infinity)));
            return;
        }

        string text = number.Value.ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        output.Begin("cn");
        if (number.Units is not null)
        {
            output.Attribute("sbml:units", number.Units);
        }

        if (exponent < 0)
        {
            output.Content(double.IsFinite(number.Value) ? text : XsdText.Write(number.Value));
        }
        else
        {
            output.Attribute("type", "e-notation");
            output.Content(text[..exponent] + "<sep/>" + text[(exponent + 1)..].TrimStart('+'));
        }
    }

    private void WriteSymbol(string name) =>
        output.TextElement("csymbol", name[(name.LastIndexOf('/') + 1)..], ("encoding", "text"), ("definitionURL", MathMlOperators.SymbolPrefix + name));

    private void WriteAll(ReadOnlySpan<Expression> expressions)
    {
        foreach (var expression in expressions)
        {
            WriteExpression(expression);
        }
    }

    private void WritePiecewise(Piecewise piecewise)
    {
        output.Begin("piecewise");
        foreach (var piece in piecewise.Pieces)
        {
            output.Begin("piece");
            WriteExpression(piece.Value);
            WriteExpression(piece.Condition);
            output.End();
        }

        if (piecewise.Otherwise is not null)
        {
            output.Begin("otherwise");
            WriteExpression(piecewise.Otherwise);
            output.End();
        }

        output.End();
    }

    private void WriteApply(Apply apply)
    {
        var op = MathMlOperators.Of(apply.Operator);
        output.Begin("apply");
        if (MathMlOperators.IsSymbol(apply.Operator))
        {
            WriteSymbol(op.Element);
        }
        else
        {
            output.EmptyElement(op.Element);
        }

        var arguments = apply.Arguments.Span;
        if (apply.Operator is Operator.Root or Operator.Log && arguments.Length == 2)
        {
            bool isUsual = arguments[0] is Number { Units: null } number && number.Value == (apply.Operator == Operator.Root ? 2 : 10);
            if (!isUsual)
            {
                output.Begin(apply.Operator == Operator.Root ? "degree" : "logbase");
                WriteExpression(arguments[0]);
                output.End();
            }

            arguments = arguments[1..];
        }

        WriteAll(arguments);
        output.End();
    }
}

using Anesis.Formats.Sbml.Reading;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Mathematics;

/// <summary>A function's arguments and body, as MathML's lambda gives them.</summary>
internal sealed record Lambda(ValueList<string> Arguments, Expression? Body);

/// <summary>
/// Reads SBML's subset of MathML 2.0. A construct that cannot be read is reported and stands as "not a number" in the result, so that all of a formula's errors are found.
/// </summary>
internal sealed class MathMlReader(SbmlSource source)
{
    /// <summary>Gives function symbols of another language their name, as calls of a function of that name; null: SBML's alone.</summary>
    public Func<string, string?>? ForeignSymbol { get; init; }

    private static readonly Expression Unreadable = new NamedConstant(ConstantKind.NotANumber);

    /// <summary>The expression in a math element; null when it is empty.</summary>
    public Expression? Read(XmlNode math)
    {
        var content = Content(math);
        return content is null ? null : ReadExpression(content);
    }

    /// <summary>The lambda in a math element; null when it is empty or no lambda.</summary>
    public Lambda? ReadLambda(XmlNode math)
    {
        var content = Content(math);
        if (content is null)
        {
            return null;
        }

        if (content.Is(SbmlNamespaces.MathMl, "semantics") && content.Children.Count > 0)
        {
            MathMlAttributes.Check(source, content);
            content = content.Children[0];
        }

        if (!content.Is(SbmlNamespaces.MathMl, "lambda"))
        {
            ReadExpression(content);
            source.Error(content, "AN0211", $"<{content.Name}> as the content of a function definition", "<lambda>", 20301);
            return null;
        }

        MathMlAttributes.Check(source, content);
        var arguments = new List<string>();
        Expression? body = null;
        foreach (var child in content.Children)
        {
            if (child.Is(SbmlNamespaces.MathMl, "bvar"))
            {
                MathMlAttributes.Check(source, child);
                if (child.Children is [var name] && name.Is(SbmlNamespaces.MathMl, "ci"))
                {
                    MathMlAttributes.Check(source, name);
                    arguments.Add(name.Text.Trim());
                }
                else
                {
                    source.Error(child, "AN0211", "a <bvar> that does not hold one <ci>", "<bvar><ci>name</ci></bvar>", 10201);
                }
            }
            else if (body is not null)
            {
                source.Error(child, "AN0211", "a second body in <lambda>", "one expression behind the <bvar>s", 10201);
            }
            else
            {
                body = ReadExpression(child);
            }
        }

        if (body is null && !source.Is(SbmlEdition.L3V2))
        {
            source.Error(content, "AN0211", "a <lambda> without a body", "one expression behind the <bvar>s", 10201);
        }

        return new(arguments.ToValueList(), body);
    }

    private XmlNode? Content(XmlNode math)
    {
        MathMlAttributes.Check(source, math);
        switch (math.Children.Count)
        {
            case 1:
                return math.Children[0];
            case 0 when source.Is(SbmlEdition.L3V2):
                return null;
            default:
                source.Error(math, "AN0211", math.Children.Count == 0 ? "an empty <math>" : $"{math.Children.Count} elements in <math>", "one expression", 10201);
                return math.Children.Count == 0 ? null : math.Children[0];
        }
    }

    private Expression ReadExpression(XmlNode node)
    {
        if (!string.Equals(node.Namespace, SbmlNamespaces.MathMl, StringComparison.Ordinal))
        {
            source.Error(node, "AN0211", $"<{node.QualifiedName}> of the namespace \"{node.Namespace}\" in mathematics", "elements of MathML", 10201);
            return Unreadable;
        }

        MathMlAttributes.Check(source, node);
        var at = source.At(node);
        switch (node.Name)
        {
            case "cn":
                return MathMlNumber.Read(source, node, at);
            case "ci":
                return new Symbol(Name(node)) { Span = at };
            case "csymbol":
                return ReadSymbol(node, at);
            case "apply":
                return ReadApply(node, at);
            case "piecewise":
                return ReadPiecewise(node, at);
            case "semantics":
                if (node.Children.Count == 0)
                {
                    source.Error(node, "AN0211", "an empty <semantics>", "an expression in it", 10201);
                    return Unreadable;
                }

                return ReadExpression(node.Children[0]);
            case "lambda":
                source.Error(node, "AN0211", "<lambda> inside a formula", "<lambda> as the outermost element of a function definition's mathematics only", 10208);
                return Unreadable;
        }

        if (MathMlOperators.TryConstant(node.Name, out var kind))
        {
            return new NamedConstant(kind) { Span = at };
        }

        bool isKnown = MathMlOperators.OfElement(node.Name) is not null || node.Name is "bvar" or "degree" or "logbase" or "piece" or "otherwise" or "sep";
        source.Report("AN0211", Severity.Error, at, $"<{node.Name}> where a value is wanted",
            isKnown ? "a value: a number, a name, a constant or an <apply> of an operator" : "an element of SBML's part of MathML", Spelling.Nearest(node.Name, MathMlOperators.ElementNames), isKnown ? 10201 : 10202);
        return Unreadable;
    }

    private string Name(XmlNode node)
    {
        string name = node.Text.Trim();
        if (name.Length == 0 || node.Children.Count > 0)
        {
            source.Error(node, "AN0211", $"<{node.Name}> that does not hold a name alone", "a name", 10201);
        }

        return name;
    }

    private Expression ReadSymbol(XmlNode node, SourceSpan at)
    {
        string url = Url(node);
        ConstantKind? kind = url switch
        {
            MathMlOperators.SymbolPrefix + "time" => ConstantKind.Time,
            MathMlOperators.SymbolPrefix + "avogadro" when source.Is(SbmlEdition.L3) => ConstantKind.Avogadro,
            _ => null,
        };
        if (kind is not null)
        {
            return new NamedConstant(kind.Value) { Span = at };
        }

        bool isFunction = MathMlOperators.OfSymbol(url) is { } op && op.In.IsIn(source.Edition);
        source.Report("AN0211", Severity.Error, at, isFunction ? $"the function symbol \"{url}\" as a value" : $"the symbol \"{url}\"",
            isFunction ? "it as the first element of an <apply>" : "a symbol of SBML", Spelling.Nearest(url, MathMlOperators.SymbolUrls), isFunction ? 10201 : 10205);
        return Unreadable;
    }

    private Expression ReadApply(XmlNode node, SourceSpan at)
    {
        if (node.Children.Count == 0)
        {
            source.Error(node, "AN0211", "an empty <apply>", "an operator and its arguments", 10201, node.Parent?.Name == "lambda" ? 20305 : 0);
            return Unreadable;
        }

        var head = node.Children[0];
        MathMlAttributes.Check(source, head);
        if (head.Is(SbmlNamespaces.MathMl, "ci"))
        {
            return new Call(Name(head), ReadArguments(node, 1)) { Span = source.At(head) };
        }

        MathMlOperator? op;
        if (head.Is(SbmlNamespaces.MathMl, "csymbol"))
        {
            string url = Url(head);
            if (ForeignSymbol?.Invoke(url) is { } function)
            {
                return new Call(function, ReadArguments(node, 1)) { Span = source.At(head) };
            }

            op = MathMlOperators.OfSymbol(url);
            if (op is null || !op.In.IsIn(source.Edition))
            {
                ReadArguments(node, 1);
                source.Report("AN0211", Severity.Error, source.At(head), $"the symbol \"{url}\" as a function",
                    op is null ? "a function symbol of SBML" : "a function symbol of this level and version", Spelling.Nearest(url, MathMlOperators.SymbolUrls), 10205);
                return Unreadable;
            }
        }
        else
        {
            op = string.Equals(head.Namespace, SbmlNamespaces.MathMl, StringComparison.Ordinal) ? MathMlOperators.OfElement(head.Name) : null;
            if (op is null || !op.In.IsIn(source.Edition))
            {
                ReadArguments(node, 1);
                bool isValue = head.Namespace != SbmlNamespaces.MathMl || MathMlOperators.TryConstant(head.Name, out _) || head.Name is "cn" or "apply" or "piecewise" or "lambda" or "semantics" or "bvar" or "degree" or "logbase" or "piece" or "otherwise" or "sep";
                source.Report("AN0211", Severity.Error, source.At(head), $"<{head.Name}> as an operator",
                    op is null ? "an operator, a <ci> that names a function, or a <csymbol>" : "an operator of this level and version",
                    Spelling.Nearest(head.Name, MathMlOperators.ElementNames), isValue ? 10201 : 10202);
                return Unreadable;
            }
        }

        return ReadOperator(node, op, at);
    }

    private Expression ReadOperator(XmlNode node, MathMlOperator op, SourceSpan at)
    {
        Expression? qualifier = null;
        int start = 1;
        if (op.Operator is Operator.Root or Operator.Log)
        {
            string name = op.Operator == Operator.Root ? "degree" : "logbase";
            if (node.Children.Count > 1 && node.Children[1].Is(SbmlNamespaces.MathMl, name))
            {
                var element = node.Children[1];
                MathMlAttributes.Check(source, element);
                if (element.Children.Count == 1)
                {
                    qualifier = ReadExpression(element.Children[0]);
                }
                else
                {
                    source.Error(element, "AN0211", $"{element.Children.Count} elements in <{name}>", "one expression", 10201);
                }

                start = 2;
            }

            qualifier ??= new Number(op.Operator == Operator.Root ? 2 : 10) { Span = at };
        }

        var arguments = ReadArguments(node, start);
        if (arguments.Count < op.Least || arguments.Count > op.Most || IsImpossibleDraw(op.Operator, arguments.Count))
        {
            source.Error(node, "AN0211", $"{arguments.Count} argument{(arguments.Count == 1 ? "" : "s")} of <{node.Children[0].Name}>", Count(op), 10218);
            return Unreadable;
        }

        if (op.Operator == Operator.RateOf && arguments[0] is not Symbol)
        {
            source.Error(node, "AN0211", "an expression as the argument of rateOf", "a <ci>", 10223);
            return Unreadable;
        }

        // With one argument, distrib's cauchy and laplace have a scale alone: their place is 0.
        if (op.Operator is Operator.DrawCauchy or Operator.DrawLaplace && arguments.Count == 1)
        {
            arguments = [new Number(0) { Span = at }, arguments[0]];
        }

        return new Apply(op.Operator, qualifier is null ? arguments : [qualifier, .. arguments]) { Span = at };
    }

    /// <summary>Draws take their parameters, or those and two bounds.</summary>
    private static bool IsImpossibleDraw(Operator op, int count) => op switch
    {
        Operator.DrawNormal or Operator.DrawBinomial or Operator.DrawGamma or Operator.DrawLogNormal or Operator.DrawCauchy or Operator.DrawLaplace => count == 3,
        Operator.DrawChiSquare or Operator.DrawExponential or Operator.DrawPoisson or Operator.DrawRayleigh => count == 2,
        _ => false,
    };

    private static string Count(MathMlOperator op) => (op.Least, op.Most) switch
    {
        (var least, int.MaxValue) => $"{least} or more",
        var (least, most) when least == most => $"{least}",
        var (least, most) => $"{least} to {most}",
    };

    private ValueList<Expression> ReadArguments(XmlNode node, int start)
    {
        var arguments = new List<Expression>(node.Children.Count);
        for (int i = start; i < node.Children.Count; i++)
        {
            arguments.Add(ReadExpression(node.Children[i]));
        }

        return arguments.ToValueList();
    }

    private Expression ReadPiecewise(XmlNode node, SourceSpan at)
    {
        var pieces = new List<Piece>();
        Expression? otherwise = null;
        foreach (var child in node.Children)
        {
            MathMlAttributes.Check(source, child);
            if (child.Is(SbmlNamespaces.MathMl, "piece"))
            {
                if (child.Children.Count == 2)
                {
                    pieces.Add(new(ReadExpression(child.Children[0]), ReadExpression(child.Children[1])));
                }
                else
                {
                    source.Error(child, "AN0211", $"{child.Children.Count} elements in <piece>", "a value and a condition", 10201, 10218);
                }
            }
            else if (child.Is(SbmlNamespaces.MathMl, "otherwise") && child.Children.Count == 1 && otherwise is null)
            {
                otherwise = ReadExpression(child.Children[0]);
            }
            else
            {
                source.Error(child, "AN0211", $"<{child.Name}> in <piecewise>", "<piece>s and at most one <otherwise> with one expression", child.Name == "otherwise" ? 10218 : 0, 10201);
            }
        }

        return new Piecewise(pieces.ToValueList(), otherwise) { Span = at };
    }

    private static string Url(XmlNode node) => node.Attribute("definitionURL")?.Trim() ?? "";
}

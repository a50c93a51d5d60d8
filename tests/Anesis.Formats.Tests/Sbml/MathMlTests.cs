using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Mathematics;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using CsCheck;

namespace Anesis.Formats.Tests.Sbml;

public sealed class MathMlTests
{
    private const string Head = "<sbml xmlns=\"http://www.sbml.org/sbml/level3/version2/core\" xmlns:sbml=\"http://www.sbml.org/sbml/level3/version2/core\" level=\"3\" version=\"2\">"
        + "<model><listOfRules><algebraicRule><math xmlns=\"http://www.w3.org/1998/Math/MathML\">";

    private const string Tail = "</math></algebraicRule></listOfRules></model></sbml>";

    private static readonly Gen<Expression> Leaf = Gen.OneOf(
        Gen.Double.Where(double.IsFinite).Select(v => (Expression)new Number(v)),
        Gen.Select(Gen.Int[-20, 20], Gen.Int[0, 2].Select(i => i == 0 ? "mole" : i == 1 ? "second" : null)).Select((v, u) => (Expression)new Number(v, u)),
        Gen.Int[0, 2].Select(i => (Expression)new Symbol(i == 0 ? "a" : i == 1 ? "b_2" : "_c")),
        Gen.Enum<ConstantKind>().Select(k => (Expression)new NamedConstant(k)));

    private static readonly Gen<Expression> Expressions = Gen.Recursive<Expression>((depth, inner) => depth >= 5 ? Leaf : Gen.OneOf(
        Leaf,
        Gen.Select(Gen.Enum<Operator>(), inner.Array[0, 4]).Select((op, arguments) => Applied(op, arguments)),
        Gen.Select(Gen.Bool.Select(b => b ? "f" : "g"), inner.Array[0, 3]).Select((f, arguments) => (Expression)new Call(f, arguments.ToValueList())),
        Gen.Select(Gen.Select(inner, inner).Select((v, c) => new Piece(v, c)).Array[0, 3], Gen.OneOf(inner.Select(e => (Expression?)e), Gen.Const((Expression?)null)))
            .Select((pieces, otherwise) => (Expression)new Piecewise(pieces.ToValueList(), otherwise))));

    /// <summary>The operator with as many of the arguments as it takes, filled up with numbers.</summary>
    private static Expression Applied(Operator op, Expression[] arguments)
    {
        var form = MathMlOperators.Of(op);
        int extra = op is Operator.Root or Operator.Log ? 1 : 0;
        int count = Math.Clamp(arguments.Length, form.Least, Math.Min(form.Most, 6));
        count = op switch
        {
            Operator.DrawNormal or Operator.DrawBinomial or Operator.DrawGamma or Operator.DrawLogNormal or Operator.DrawCauchy or Operator.DrawLaplace => count <= 2 ? 2 : 4,
            Operator.DrawChiSquare or Operator.DrawExponential or Operator.DrawPoisson or Operator.DrawRayleigh => count <= 1 ? 1 : 3,
            _ => count + extra,
        };
        var list = Enumerable.Range(0, count).Select(i => i < arguments.Length ? arguments[i] : new Number(i)).ToValueList();
        return op == Operator.RateOf ? new Apply(op, new Symbol("s")) : new Apply(op, list);
    }

    private static Checked<ModelDocument> Read(string math) => SbmlReader.Read(Head + math + Tail, "math.xml");

    private static Expression Expression(string math)
    {
        var result = Read(math);
        result.Diagnostics.Select(d => d.ToString()).Should().BeEmpty();
        return result.Value!.Main.Rules[0].Math!;
    }

    [Fact]
    public void Every_expression_that_is_written_reads_back_equal() => Expressions.Sample(
        expression =>
        {
            var document = ModelDocument.Of(new Model { Rules = [new AlgebraicRule { Math = expression }] });
            var text = SbmlWriter.ToText(document);
            text.IsOk.Should().BeTrue();
            var back = SbmlReader.Read(text.Value!, "math.xml");
            back.Diagnostics.Select(d => d.ToString()).Should().BeEmpty();
            back.Value!.Main.Rules[0].Math.Should().Be(expression);
        },
        iter: 2000);

    [Theory]
    [InlineData("<cn>1.5</cn>", 1.5)]
    [InlineData("<cn> -2e3 </cn>", -2000)]
    [InlineData("<cn type=\"integer\">7</cn>", 7)]
    [InlineData("<cn type=\"rational\">1<sep/>8</cn>", 0.125)]
    [InlineData("<cn type=\"e-notation\">1.25<sep/>-3</cn>", 1.25e-3)]
    [InlineData("<cn type=\"e-notation\">9007199254740993<sep/>0</cn>", 9007199254740992.0)]
    public void Numbers_are_read_in_every_type(string math, double expected) => Expression(math).Should().Be(new Number(expected));

    [Theory]
    [InlineData("<cn sbml:units=\"mole\">1</cn>", "1 mole")]
    [InlineData("<apply><root/><ci>x</ci></apply>", "root(2, x)")]
    [InlineData("<apply><root/><degree><cn>3</cn></degree><ci>x</ci></apply>", "root(3, x)")]
    [InlineData("<apply><log/><ci>x</ci></apply>", "log(10, x)")]
    [InlineData("<apply><log/><logbase><cn>2</cn></logbase><ci>x</ci></apply>", "log(2, x)")]
    [InlineData("<apply><lt/><ci>a</ci><ci>b</ci><ci>c</ci></apply>", "lt(a, b, c)")]
    [InlineData("<apply><and/></apply>", "and()")]
    [InlineData("<semantics><apply><plus/><ci>a</ci><ci>b</ci></apply><annotation encoding=\"x\">a+b</annotation></semantics>", "a + b")]
    [InlineData("<piecewise/>", "piecewise()")]
    [InlineData("<apply><csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/delay\">d</csymbol><ci>x</ci><cn>2</cn></apply>", "delay(x, 2)")]
    [InlineData("<apply><csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/distrib/laplace\">l</csymbol><cn>2</cn></apply>", "laplace(0, 2)")]
    [InlineData("<csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/avogadro\">NA</csymbol>", "avogadro")]
    public void Constructs_are_read_with_their_meaning(string math, string expected) => Expression(math).ToString().Should().Be(expected);

    [Theory]
    [InlineData("<cn>1,5</cn>", "10201")]
    [InlineData("<cn type=\"rational\">1</cn>", "10201")]
    [InlineData("<cn type=\"complex\">1</cn>", "10207")]
    [InlineData("<ci type=\"real\">x</ci>", "10206")]
    [InlineData("<apply><int/><ci>x</ci></apply>", "10202")]
    [InlineData("<apply><divide/><ci>x</ci></apply>", "10218")]
    [InlineData("<apply><csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/rateOf\">r</csymbol><cn>1</cn></apply>", "10223")]
    [InlineData("<csymbol encoding=\"text\" definitionURL=\"http://www.sbml.org/sbml/symbols/tim\">t</csymbol>", "10205")]
    [InlineData("<lambda><cn>1</cn></lambda>", "10208")]
    [InlineData("<ci encoding=\"text\">x</ci>", "10203")]
    [InlineData("<cn definitionURL=\"x\">1</cn>", "10204")]
    [InlineData("<ci sbml:units=\"mole\">x</ci>", "10220")]
    [InlineData("<ci>x</ci><ci>y</ci>", "10201")]
    public void What_is_wrong_is_refused_with_the_rule_and_the_place(string math, string rule)
    {
        var result = Read(math);
        result.IsOk.Should().BeFalse();
        result.Diagnostics.SelectMany(d => d.Rules).Should().Contain(rule);
        result.Diagnostics.Should().OnlyContain(d => d.At.Line == 1 && d.At.Column >= Head.IndexOf("<math", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_part_of_a_formula_knows_its_place()
    {
        var sum = (Apply)Expression("<apply><plus/><ci>a</ci><cn>1</cn></apply>");
        sum.Span.Column.Should().Be(Head.Length + 2);
        sum.Arguments[0].Span.Column.Should().Be(Head.Length + "<apply><plus/>".Length + 2);
        sum.Arguments[1].Span.Column.Should().Be(Head.Length + "<apply><plus/><ci>a</ci>".Length + 2);
    }
}

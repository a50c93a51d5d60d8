using Anesis.Modeling.Expressions;

namespace Anesis.Modeling.Tests;

public sealed class InfixTextTests
{
    [Fact]
    public void Parentheses_stand_only_where_they_are_needed()
    {
        Expression a = new Symbol("a"), b = new Symbol("b"), c = new Symbol("c");
        new Apply(Operator.Times, new Apply(Operator.Plus, a, b), c).ToString().Should().Be("(a + b)*c");
        new Apply(Operator.Minus, a, new Apply(Operator.Minus, b, c)).ToString().Should().Be("a - (b - c)");
        new Apply(Operator.Power, new Apply(Operator.Power, a, b), c).ToString().Should().Be("(a^b)^c");
        new Apply(Operator.Power, a, new Apply(Operator.Power, b, c)).ToString().Should().Be("a^b^c");
    }

    [Fact]
    public void Expressions_are_equal_whatever_their_place_in_the_text()
    {
        var here = new Symbol("x") { Span = new("a.ant", 1, 2, 1) };
        var there = new Symbol("x") { Span = new("b.ant", 3, 4, 1) };
        new Apply(Operator.Exp, here).Should().Be(new Apply(Operator.Exp, there));
    }
}

using System.Text.RegularExpressions;
using Anesis.Modeling.Expressions;
using Anesis.Reports.Html;

namespace Anesis.Reports.Tests;

public sealed partial class MathMlLinesTests
{
    [Fact]
    public void A_short_formula_stays_on_one_line() =>
        MathMlText.Equation("x", new Apply(Operator.Plus, new Symbol("a"), new Symbol("b")), isRate: false).Should().NotContain("mtable");

    [Theory]
    [InlineData(Operator.Plus)]
    [InlineData(Operator.Times)]
    [InlineData(Operator.And)]
    [InlineData(Operator.Or)]
    public void A_long_one_breaks_before_an_operator_and_loses_nothing(Operator op)
    {
        Expression[] names = [.. Enumerable.Range(1, 12).Select(i => new Symbol($"quantity{i}"))];
        string text = MathMlText.Equation("x", new Apply(op, names), isRate: false);
        Rows().Count(text).Should().BeGreaterThan(1);
        Names().Matches(text).Select(m => m.Groups["name"].Value).Should().Equal(Enumerable.Range(1, 12).Select(i => $"quantity{i}"));
        Tags().Replace(text, "").Length.Should().Be(Tags().Replace(MathMlText.Equation("x", new Apply(op, names[..2]), isRate: false), "").Length + names[2..].Sum(n => ((Symbol)n).Id.Length + 1));
    }

    [Fact]
    public void A_sum_inside_of_a_product_is_broken_within_its_brackets()
    {
        Expression[] names = [.. Enumerable.Range(1, 9).Select(i => new Symbol($"quantity{i}"))];
        var sum = new Apply(Operator.Plus, names);
        string text = MathMlText.Equation("x", new Apply(Operator.Times, new Symbol("rate"), sum), isRate: true);
        Rows().Count(text).Should().BeGreaterThan(1);
        Tags().Replace(text, "").Should().Contain("rate·(quantity1+quantity2").And.EndWith("quantity9)");
    }

    [GeneratedRegex("<mtr>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("(?<name>quantity[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tags();
}

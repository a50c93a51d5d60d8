using Anesis.Modeling.Calculus;
using Anesis.Modeling.Expressions;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;
using Anesis.Simulation.Tests.Compilation;
using CsCheck;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Lowering;

/// <summary>The derivative of formulas (in Modeling) and that of the graph, written apart, against each other.</summary>
public sealed class DerivativeTests
{
    [Fact]
    public void A_formulas_derivative_is_the_graphs()
    {
        Gen.Select(RandomFormulas.Smooth(4), Gen.Double[0.1, 1.2].Array[RandomFormulas.States + RandomFormulas.Parameters + 1]).Sample(
            (formula, values) =>
            {
                var derivative = Derivative.Of(formula, "y0");
                derivative.Should().NotBeNull();
                var model = new Modeling.Model
                {
                    Parameters =
                    [
                        .. Enumerable.Range(0, RandomFormulas.States).Select(i => Variable($"y{i}", values[i])),
                        .. Enumerable.Range(0, RandomFormulas.Parameters).Select(i => Constant($"p{i}", values[RandomFormulas.States + i])),
                        Variable("d"),
                    ],
                    Rules = [Rate("y0", formula), Assign("d", derivative!)],
                };
                var compiled = Compiler.Compile(model, new() { Outputs = Names("d") }).Value!;
                var run = new KernelRun(compiled);
                run.SetTime(values[^1]);
                run.Begin();
                double graph = compiled.JacobianPattern.NonZeros == 0 ? 0 : run.Run(compiled.Jacobian, 1)[0];
                double tree = run.Observe("d");
                if (double.IsFinite(graph) && double.IsFinite(tree))
                {
                    tree.Should().BeApproximately(graph, 1e-9 * (1 + Math.Abs(graph)));
                }
            },
            iter: 150,
            threads: 1);
    }

    [Theory]
    [InlineData("x", "1")]
    [InlineData("k*x", "k")]
    [InlineData("x^2", "2*x")]
    [InlineData("k", "0")]
    public void Derivatives_are_short(string formula, string expected)
    {
        Expression expression = formula switch
        {
            "x" => S("x"),
            "k*x" => Times(S("k"), S("x")),
            "x^2" => F(Operator.Power, S("x"), N(2)),
            _ => S("k"),
        };
        Derivative.Of(expression, "x")!.ToString().Should().Be(expected);
    }
}

using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Integration;

/// <summary>Where the digits of a double end, a course goes on.</summary>
public class RoundingTests
{
    [Fact]
    public void A_kink_that_a_large_state_crosses_slowly_is_left_behind()
    {
        // Near 200 a unit in the last place of x is 28 of the time's: the course beside the crossing flickers.
        var model = new Model
        {
            Parameters = [Variable("x", 206), Variable("y", 0)],
            Rules =
            [
                Rate("x", N(-4.2)),
                Rate("y", new Piecewise([new Piece(Minus(S("x"), N(200)), F(Operator.Greater, S("x"), N(200)))], N(0))),
            ],
        };
        var block = Run(model, new EnsembleOptions { Threads = 1, Method = Method.Stiff, MaximumSteps = 2_000 }, 1.4, 3);
        block.Outcomes[0].Sentence.Should().Be("completed");
        block.Values[1].Should().BeApproximately((6 * 1.4) - (2.1 * 1.4 * 1.4), 1e-9);
        block.Values[3].Should().BeApproximately(36 / 8.4, 1e-5);
    }

    [Fact]
    public void A_jump_beyond_which_no_step_is_accurate_is_stepped_over()
    {
        // At x = 1 the rate of y jumps from nothing to 1e13·(5 − y).
        var model = new Model
        {
            Parameters = [Variable("x", 0), Variable("y", 0)],
            Rules = [Rate("x", N(0.7)), Rate("y", new Piecewise([new Piece(N(0), F(Operator.Less, S("x"), N(1)))], Times(N(1e13), Minus(N(5), S("y")))))],
        };
        var block = Run(model, new EnsembleOptions { Threads = 1, MaximumSteps = 5_000 }, 1.4, 3);
        block.Outcomes[0].Sentence.Should().Be("completed");
        block.Values[1].Should().Be(0);
        block.Values[3].Should().BeApproximately(5, 1e-7);
    }

    private static ResultBlock Run(Model model, EnsembleOptions options, params double[] times)
    {
        var compiled = Compiler.Compile(model, new() { Outputs = [.. model.Parameters.Select(p => p.Id)], Lanes = 4 });
        compiled.IsOk.Should().BeTrue(string.Join('\n', compiled.Diagnostics));
        return TestRun.One(compiled.Value!, new IndividualPlan { OutputTimes = times }, options);
    }
}

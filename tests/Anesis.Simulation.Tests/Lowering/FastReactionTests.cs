using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Lowering;

/// <summary>Fast reactions against what their limit is on paper.</summary>
public class FastReactionTests
{
    [Fact]
    public void A_fast_exchange_holds_its_ratio_while_a_slow_reaction_drains_it()
    {
        // A <-> B at 3:1, B -> C at 0.8: the pool A + B falls with 0.8 · 1/4.
        double[,] y = Run(["A", "B", "C"], [8, 0, 0], ["k"], [1], [Fast("J", "A", "B", Minus(S("A"), Times(N(3), S("B")))), Reaction("slow", "B", "C", Times(N(0.8), S("B")))], [], 0, 1, 5);
        for (int row = 0; row < 3; row++)
        {
            double pool = 8 * Math.Exp(-0.2 * new[] { 0, 1, 5 }[row]);
            y[row, 0].Should().BeApproximately(0.75 * pool, 1e-8);
            y[row, 1].Should().BeApproximately(0.25 * pool, 1e-8);
            y[row, 2].Should().BeApproximately(8 - pool, 1e-8);
        }
    }

    [Fact]
    public void Of_several_equilibria_the_one_is_reached_that_the_reaction_leads_to()
    {
        Run(["A", "B"], [5, 5], ["k"], [-1], [Fast("J", "A", "B", Times(S("k"), S("A"), S("B")))], [], 0, 1)[0, 0].Should().BeApproximately(10, 1e-7);
        Run(["A", "B"], [5, 5], ["k"], [1], [Fast("J", "A", "B", Times(S("k"), S("A"), S("B")))], [], 0, 1)[0, 0].Should().BeApproximately(0, 1e-7);

        // A' = −(A − 1)(A − 4)(A − 7): from 3.9 down to 1, from 4.1 up to 7.
        var cubic = Times(Minus(S("A"), N(1)), Minus(S("A"), N(4)), Minus(S("A"), N(7)));
        Run(["A", "B"], [3.9, 5], ["k"], [1], [Fast("J", "A", "B", cubic)], [], 0, 1)[1, 0].Should().BeApproximately(1, 1e-7);
        Run(["A", "B"], [4.1, 5], ["k"], [1], [Fast("J", "A", "B", cubic)], [], 0, 1)[1, 0].Should().BeApproximately(7, 1e-7);
    }

    [Fact]
    public void What_has_no_rate_stays_until_an_event_gives_it_one()
    {
        var start = new Event
        {
            Id = "start",
            Trigger = new EventTrigger { Math = F(Operator.GreaterOrEqual, Time, N(2)) },
            Assignments = [new EventAssignment { Variable = "k", Math = N(1) }],
        };
        var drain = Reaction("drain", "A", null, Times(N(0.5), S("A")));
        double[,] y = Run(["A", "B"], [4, 1], ["k"], [0], [Fast("J", "A", "B", Times(S("k"), S("A"))), drain], [start], 0, 1, 2, 3);
        y[1, 0].Should().BeApproximately(4 * Math.Exp(-0.5), 1e-7);
        y[1, 1].Should().BeApproximately(1, 1e-8);
        y[2, 0].Should().BeApproximately(0, 1e-8);
        y[2, 1].Should().BeApproximately(1 + (4 * Math.Exp(-1)), 1e-7);
        y[3, 1].Should().BeApproximately(1 + (4 * Math.Exp(-1)), 1e-7);
    }

    [Fact]
    public void An_equilibrium_that_jumps_at_a_condition_is_followed()
    {
        // k falls through zero at 4.5: A -> B before, B -> A after.
        var rate = new Piecewise([new Piece(Times(S("A"), S("k")), F(Operator.Greater, S("k"), N(0)))], Times(S("B"), S("k")));
        var model = Pool(["A", "B"], [3, 3], [Variable("k", 4.5)], [Fast("J", "A", "B", rate)], []) with { Rules = [Rate("k", N(-1))] };
        double[,] y = Run(model, ["A", "B"], 0, 4.4, 4.6, 9);
        y[1, 1].Should().BeApproximately(6, 1e-8);
        y[2, 0].Should().BeApproximately(6, 1e-8);
        y[3, 1].Should().BeApproximately(0, 1e-8);
    }

    [Fact]
    public void A_fast_second_order_decay_leaves_nothing()
    {
        var pair = new Reaction
        {
            Id = "J",
            Fast = true,
            Reactants = [new SpeciesReference { Species = "A", Stoichiometry = 2 }],
            Products = [new SpeciesReference { Species = "B" }],
            KineticLaw = new KineticLaw { Math = Times(S("A"), S("A")) },
        };
        double[,] y = Run(["A", "B"], [6, 1], ["k"], [1], [pair], [], 0, 1, 100);
        y[0, 0].Should().BeInRange(0, 1e-9);
        y[2, 1].Should().BeApproximately(4, 1e-9);
    }

    [Fact]
    public void Fast_reactions_without_an_end_are_refused()
    {
        var compiled = Compiled(Pool(["A", "B"], [1, 1], [], [Fast("J", "A", "B", N(1))], []), ["A"]);
        TestRun.One(compiled, new IndividualPlan { OutputTimes = [0, 1] }).Outcomes[0].Kind.Should().Be(OutcomeKind.NoRest);
    }

    private static Reaction Fast(string id, string from, string to, Expression rate) => Reaction(id, from, to, rate) with { Fast = true };

    private static Model Pool(string[] species, double[] amounts, Parameter[] parameters, Reaction[] reactions, Event[] events) => new()
    {
        Compartments = [Compartment("box")],
        Species = [.. species.Select((id, i) => new Species { Id = id, Compartment = "box", InitialAmount = amounts[i], HasOnlySubstanceUnits = true })],
        Parameters = [.. parameters],
        Reactions = [.. reactions],
        Events = [.. events],
    };

    private static double[,] Run(string[] species, double[] amounts, string[] names, double[] values, Reaction[] reactions, Event[] events, params double[] times) =>
        Run(Pool(species, amounts, [.. names.Select((n, i) => Variable(n, values[i]))], reactions, events), species, times);

    private static double[,] Run(Model model, string[] outputs, params double[] times)
    {
        var block = TestRun.One(Compiled(model, outputs), new IndividualPlan { OutputTimes = times }, new EnsembleOptions { Threads = 1 });
        block.Outcomes[0].Sentence.Should().Be("completed");
        var result = new double[times.Length, outputs.Length];
        Buffer.BlockCopy(block.Values, 0, result, 0, block.Values.Length * sizeof(double));
        return result;
    }

    private static CompiledModel Compiled(Model model, string[] outputs)
    {
        var result = Compiler.Compile(model, new() { Outputs = Names(outputs), Lanes = 4 });
        result.IsOk.Should().BeTrue(string.Join('\n', result.Diagnostics));
        return result.Value!;
    }
}

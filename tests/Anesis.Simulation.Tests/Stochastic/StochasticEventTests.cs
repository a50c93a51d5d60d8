using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Stochastic;
using Anesis.Simulation.Tests.Ensembles;
using static Anesis.Simulation.Tests.Stochastic.StochasticModels;

namespace Anesis.Simulation.Tests.Stochastic;

/// <summary>Events and doses among single events, and what is refused.</summary>
public sealed class StochasticEventTests
{
    private const string Decay = "compartment cell = 1; substanceOnly species X in cell; X = 20\n leaving: X => ; X\n";

    [Theory]
    [InlineData(Method.StochasticExact)]
    [InlineData(Method.TauLeap)]
    public void An_event_at_a_time_happens_at_that_time(Method method)
    {
        var model = Compile(Decay + "reset: at time >= 30: X = 7", 8, "X");
        var sink = Run(model, 50, [0, 29.9, 30], Options(method));
        for (int i = 0; i < 50; i++)
        {
            sink.Of(i).Values.Should().Equal(20, 0, 7);
        }
    }

    [Theory]
    [InlineData(Method.StochasticExact)]
    [InlineData(Method.TauLeap)]
    public void An_event_at_an_amount_happens_when_it_is_reached(Method method)
    {
        // It never falls below 5: as soon as 4 are left there are 20 again.
        var model = Compile(Decay + "refill: at X < 5: X = 20, n = n + 1\n n = 0", 8, "X", "n");
        var sink = Run(model, 20, TestRun.Grid(0, 20, 400), Options(method));
        for (int i = 0; i < 20; i++)
        {
            double[] values = sink.Of(i).Values;
            Enumerable.Range(0, 401).Select(t => values[2 * t]).Should().AllSatisfy(x => x.Should().BeInRange(5, 20));
            values[^1].Should().BeGreaterThan(5);
        }
    }

    [Fact]
    public void A_delayed_event_executes_after_its_delay()
    {
        var model = Compile(Decay + "late: at 3 after time >= 2: X = 1000", 8, "X");
        Run(model, 1, [4.999, 5], Options(Method.StochasticExact)).Of(0).Values[1].Should().Be(1000);
    }

    [Fact]
    public void A_dose_adds_to_the_amount()
    {
        var model = Compile(Decay, 8, "X");
        var sink = new Collector();
        IndividualPlan plan = new() { OutputTimes = [40], Records = [new(0, RecordKind.Dose, 0, 10), new(40, RecordKind.Dose, 0, 5)] };
        Ensemble.Run(model, new Individuals(10, _ => (plan, [])), Options(Method.StochasticExact), sink, null, TestContext.Current.CancellationToken);
        sink.Of(9).Values.Should().Equal(5);
        plan = plan with { Records = [new(0, RecordKind.Dose, 0, 10, Rate: 1)] };
        var block = Ensemble.RunOne(model, plan, [], Options(Method.StochasticExact), TestContext.Current.CancellationToken);
        block.Outcomes[0].Kind.Should().Be(OutcomeKind.InfusionIntoCounts);
    }

    [Theory]
    [InlineData(Method.StochasticExact, 1)]
    [InlineData(Method.StochasticExact, 8)]
    [InlineData(Method.TauLeap, 8)]
    public void A_negative_rate_ends_the_individual_and_names_the_reaction(Method method, int lanes)
    {
        // Up to the first event 3 − X is above zero; at X = 4 it is not.
        var model = Compile("compartment cell = 1; substanceOnly species X in cell; X = 0\n growth: => X; 3.5 - X", lanes, "X");
        var sink = Run(model, 10, [0, 1000], Options(method));
        foreach (var outcome in sink.Blocks.SelectMany(b => b.Outcomes))
        {
            outcome.Kind.Should().Be(OutcomeKind.NoPropensity);
            outcome.Quantity.Should().Be("growth");
        }

        sink.Of(3).Values.Should().Equal(0);
    }

    [Fact]
    public void An_individual_at_rest_stays_as_it_is()
    {
        var model = Compile(Decay.Replace("X = 20", "X = 0", StringComparison.Ordinal), 4, "X");
        Run(model, 3, [0, 1, 1e9], Options(Method.StochasticExact)).Of(2).Values.Should().Equal(0, 0, 0);
        Run(model, 3, [0, 1, 1e9], Options(Method.TauLeap)).Of(2).Values.Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Steps_are_bounded()
    {
        var model = Compile(Queue, 8, "X");
        var options = Options(Method.StochasticExact) with { MaximumSteps = 100 };
        var outcomes = Run(model, 9, [0, 1000], options).Blocks.SelectMany(b => b.Outcomes).ToArray();
        outcomes.Should().AllSatisfy(o => o.Kind.Should().Be(OutcomeKind.TooManySteps));
        Run(Compile(Queue, 2, "X"), 9, [0, 1000], options).Blocks.SelectMany(b => b.Outcomes).Should().Equal(outcomes);
    }

    [Theory]
    [InlineData("x = 1; x' = -x", "without reactions")]
    [InlineData(Decay + "y = 1; y' = 1", "rate rule")]
    [InlineData("compartment cell = 1; substanceOnly species X in cell; X = 20\n leaving: X => ; X*(1 + sin(time))", "depends on the time")]
    public void What_is_no_network_of_single_events_is_refused(string text, string found)
    {
        var model = AntimonyReader.Read("model m()\n" + text + "\nend", "m.ant", null).Then(Flattening.Flatten).Then(m => Compiler.Compile(m, new())).Value!;
        SingleEvents.Refusal(model, Method.TauLeap)!.Found.Should().Contain(found);
        (SingleEvents.Refusal(model, Method.StochasticExact) is null).Should().Be(!text.StartsWith("x = 1", StringComparison.Ordinal), "the exact method takes what changes continuously");
        SingleEvents.Refusal(model, Method.Auto).Should().BeNull();
        var run = () => Ensemble.RunOne(model, new(), [], Options(Method.TauLeap), TestContext.Current.CancellationToken);
        run.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("J: A -> B; 0.1*A - 0.2*B", 2)]
    [InlineData("J: A -> B; cell*(0.1*A - 0.2*B)", 2)]
    [InlineData("J: A -> B; (0.1*A - 0.2*B)/(1 + A + B)", 2)]
    [InlineData("J: A => B; 0.1*A", 1)]
    [InlineData("J: 2 A -> B; 0.1*A*(A - 1)/2", 1)]
    [InlineData("J: A -> B; 0.1*A*(1 - B/(B + 5))", 1)]
    public void Only_a_difference_of_two_rates_is_two_reactions(string reaction, int count)
    {
        var model = Compile("compartment cell = 1; substanceOnly species A in cell, B in cell; A = 10; B = 5\n" + reaction, 1);
        model.Network!.Reactions.Should().HaveCount(count);
        if (count == 2)
        {
            model.Network.Reactions[1].Changes.Should().Equal((0, 1.0), (1, -1.0));
        }
    }
}

using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;
using static Anesis.Simulation.Tests.Stochastic.StochasticModels;

namespace Anesis.Simulation.Tests.Stochastic;

/// <summary>An individual's events are those of its seed and number, whoever shares its vector and whatever is observed.</summary>
public sealed class StochasticLawTests
{
    private static readonly double[] Grid = TestRun.Grid(0, 20, 40);

    [Theory]
    [InlineData(Method.StochasticExact)]
    [InlineData(Method.TauLeap)]
    public void Lanes_threads_and_company_change_no_bit(Method method)
    {
        string text = method == Method.TauLeap ? Dimer.Replace("P = 100", "P = 5000", StringComparison.Ordinal) : Dimer;
        var reference = Run(Compile(text, 1, "P", "P2"), 37, Grid, Options(method));
        foreach (int lanes in new[] { 1, 2, 4, 8, 16 })
        {
            foreach (int threads in new[] { 1, 3 })
            {
                var model = Compile(text, lanes, "P", "P2");
                var other = Run(model, 37, Grid, Options(method) with { Threads = threads });
                var fewer = Run(model, 5, Grid, Options(method) with { Threads = threads });
                for (int i = 0; i < 37; i++)
                {
                    other.Of(i).Values.Should().Equal(reference.Of(i).Values);
                    if (i < 5)
                    {
                        fewer.Of(i).Values.Should().Equal(reference.Of(i).Values);
                    }
                }
            }
        }
    }

    [Fact]
    public void In_a_large_network_lanes_company_and_output_times_change_no_bit()
    {
        string text = Dimer + "\nat time >= 7: P = P + 10\n" + string.Concat(Enumerable.Range(0, 120).Select(i => $"\nsubstanceOnly species x{i} in cell; x{i} = 5; a{i}: x{i} => P; 0.01*x{i}\nb{i}: P2 => x{i}; 0.0001*P2"));
        var reference = Run(Compile(text, 1, "P", "P2", "x3"), 11, Grid, Options(Method.StochasticExact));
        foreach (int lanes in new[] { 2, 4, 8, 16 })
        {
            var other = Run(Compile(text, lanes, "P", "P2", "x3"), 11, Grid, Options(Method.StochasticExact) with { Threads = 2 });
            var ends = Run(Compile(text, lanes, "P", "P2", "x3"), 3, [Grid[^1]], Options(Method.StochasticExact));
            for (int i = 0; i < 11; i++)
            {
                other.Of(i).Values.Should().Equal(reference.Of(i).Values);
                if (i < 3)
                {
                    ends.Of(i).Values.Should().Equal(reference.Of(i).Values[^3..]);
                }
            }
        }

        reference.Of(0).Values.Should().NotEqual(reference.Of(1).Values);
    }

    [Fact]
    public void Beside_what_changes_continuously_lanes_and_company_change_no_bit_either()
    {
        string text = Queue + "\n signal = 1; signal' = -0.1*signal; more: => X; signal*sin(time)^2";
        var reference = Run(Compile(text, 1, "X", "signal"), 11, Grid, Options(Method.StochasticExact));
        foreach (int lanes in new[] { 2, 8, 16 })
        {
            var other = Run(Compile(text, lanes, "X", "signal"), 11, Grid, Options(Method.StochasticExact) with { Threads = 2 });
            for (int i = 0; i < 11; i++)
            {
                other.Of(i).Values.Should().Equal(reference.Of(i).Values);
            }
        }

        reference.Of(0).Values.Should().NotEqual(reference.Of(1).Values);
    }

    [Theory]
    [InlineData(Method.StochasticExact)]
    [InlineData(Method.TauLeap)]
    public void A_slice_of_the_individuals_has_the_bits_of_all(Method method)
    {
        var model = Compile(Dimer.Replace("P = 100", "P = 5000", StringComparison.Ordinal), 4, "P", "P2");
        var individuals = new Individuals(12, _ => (new() { OutputTimes = Grid }, []));
        Collector all = new(), part = new();
        Ensemble.Run(model, individuals, Options(method), all, null, TestContext.Current.CancellationToken);
        Ensemble.Run(model, new IndividualSlice(individuals, 7, 3), Options(method), part, null, TestContext.Current.CancellationToken);
        for (int i = 0; i < 3; i++)
        {
            part.Of(i).Values.Should().Equal(all.Of(7 + i).Values).And.NotEqual(all.Of(i).Values);
        }
    }

    [Theory]
    [InlineData(Method.StochasticExact)]
    [InlineData(Method.TauLeap)]
    public void One_individual_alone_has_the_bits_that_it_has_among_all(Method method)
    {
        var model = Compile(Dimer.Replace("P = 100", "P = 5000", StringComparison.Ordinal), 4, "P", "P2");
        var all = Run(model, 12, Grid, Options(method));
        var alone = Ensemble.RunOne(model, 7, new() { OutputTimes = Grid }, [], Options(method), TestContext.Current.CancellationToken);
        alone.Values.Should().Equal(all.Of(7).Values).And.NotEqual(all.Of(0).Values);
    }

    [Theory]
    [InlineData(Method.StochasticExact)]
    [InlineData(Method.TauLeap)]
    public void What_is_observed_has_no_part_in_what_happens(Method method)
    {
        string text = Dimer.Replace("P = 100", "P = 5000", StringComparison.Ordinal);
        var model = Compile(text, 0, "P");
        var fine = Run(model, 20, TestRun.Grid(0, 20, 400), Options(method));
        var coarse = Run(model, 20, TestRun.Grid(0, 20, 4), Options(method));
        for (int i = 0; i < 20; i++)
        {
            double[] values = fine.Of(i).Values;
            coarse.Of(i).Values.Should().Equal(values[0], values[100], values[200], values[300], values[400]);
        }
    }

    [Fact]
    public void The_loop_for_replicates_and_the_stepper_give_the_same_bits()
    {
        var plain = Compile(Dimer, 8, "P", "P2", "dimerisation");
        var byStepper = Compile(Dimer + "\n never: at P > 1000: P = 0", 8, "P", "P2", "dimerisation");
        var loop = Run(plain, 20, Grid, Options(Method.StochasticExact));
        var stepper = Run(byStepper, 20, Grid, Options(Method.StochasticExact));
        var records = new Collector();
        DosingRecord[] looks = [.. Grid.Select(t => new DosingRecord(t, RecordKind.Observation))];
        Ensemble.Run(plain, new Individuals(20, _ => (new() { Records = looks }, [])), Options(Method.StochasticExact), records, null, TestContext.Current.CancellationToken);
        for (int i = 0; i < 20; i++)
        {
            stepper.Of(i).Values.Should().Equal(loop.Of(i).Values);
            records.Of(i).Values.Should().Equal(loop.Of(i).Values);
        }
    }

    [Fact]
    public void A_network_of_hundreds_of_reactions_keeps_its_molecules()
    {
        const int Length = 400;
        string species = string.Join("; ", Enumerable.Range(0, Length).Select(i => $"substanceOnly species S{i} in cell"));
        string text = $"compartment cell = 1; {species}\n"
            + string.Join('\n', Enumerable.Range(0, Length).Select(i => $"S{i} = {(i == 0 ? 200 : 0)}"))
            + "\n" + string.Join('\n', Enumerable.Range(1, Length - 1).Select(i => $"J{i}: S{i - 1} => S{i}; 20*S{i - 1}"));
        string[] outputs = [.. Enumerable.Range(0, Length).Select(i => $"S{i}")];
        double[] times = [0, 2, 10];
        var wide = Run(Compile(text, 8, outputs), 10, times, Options(Method.StochasticExact));
        var narrow = Run(Compile(text, 1, outputs), 10, times, Options(Method.StochasticExact));
        for (int i = 0; i < 10; i++)
        {
            double[] values = wide.Of(i).Values;
            narrow.Of(i).Values.Should().Equal(values);
            for (int t = 0; t < times.Length; t++)
            {
                double[] amounts = values[(t * Length)..((t + 1) * Length)];
                amounts.Sum().Should().Be(200);
                amounts.Should().AllSatisfy(a => a.Should().BeGreaterThanOrEqualTo(0));

                // Each molecule has made a Poisson number of steps of mean 20·t: the mean place is within 5 standard errors of it.
                double place = amounts.Select((a, k) => a * k).Sum() / 200;
                place.Should().BeApproximately(20 * times[t], 5 * Math.Sqrt(20 * times[t] / 200));
            }
        }
    }

    [Fact]
    public void Seeds_and_individuals_differ()
    {
        var model = Compile(Queue, 0, "X");
        var one = Run(model, 2, Grid, Options(Method.StochasticExact, 1));
        var two = Run(model, 2, Grid, Options(Method.StochasticExact, 2));
        one.Of(0).Values.Should().NotEqual(one.Of(1).Values);
        one.Of(0).Values.Should().NotEqual(two.Of(0).Values);
        Run(model, 2, Grid, Options(Method.StochasticExact, 1)).Of(1).Values.Should().Equal(one.Of(1).Values);
    }
}

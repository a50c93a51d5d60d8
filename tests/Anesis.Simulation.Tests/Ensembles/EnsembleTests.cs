using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Tests.Ensembles;

public class EnsembleTests
{
    private static readonly IndividualPlan Plan = new()
    {
        Records = [new DosingRecord(0, RecordKind.Dose, 0, 100)],
        OutputTimes = TestRun.Grid(0, 10, 10),
    };

    [Fact]
    public void A_failed_individual_is_named_and_the_others_finish()
    {
        var model = (Models.OneCompartment with
        {
            F = (t, y, p, r) => r[0] = p[0] > 0.5 ? y[0] * y[0] : -p[0] * y[0],
        }).Compile(4);
        var (summary, sink) = TestRun.Many(model, new Individuals(20, i => (Plan, [i == 13 ? 1 : 0.1])));
        summary.Completed.Should().Be(19);
        summary.Failed.Should().ContainSingle().Which.Index.Should().Be(13);
        summary.Failed[0].Outcome.Time.Should().BeApproximately(0.01, 1e-6, "y' = y², y(0) = 100 ends at 1/100");
        sink.Of(13).Times.Should().Equal(0.0);
        sink.Of(19).Times.Should().HaveCount(11);
    }

    [Fact]
    public void Too_many_steps_end_an_individual_at_the_same_time_in_any_company()
    {
        var options = TestRun.Strict with { MaximumSteps = 40 };
        var alone = TestRun.One(Models.OneCompartment.Compile(1), Plan with { OutputTimes = [1000] }, options, 0.9);
        var (summary, _) = TestRun.Many(Models.OneCompartment.Compile(8), new Individuals(20, i => (Plan with { OutputTimes = [1000] }, [i == 5 ? 0.9 : 0.1 + (0.01 * i)])), options);
        alone.Outcomes[0].Kind.Should().Be(OutcomeKind.TooManySteps);
        summary.Failed.Single(f => f.Index == 5).Outcome.Should().Be(alone.Outcomes[0]);
    }

    [Fact]
    public void Cancelling_leaves_finished_blocks_delivered_in_order_and_counts_the_rest()
    {
        using var source = new CancellationTokenSource();
        var sink = new Canceller(source, 3);
        var summary = Ensemble.Run(
            Models.OneCompartment.Compile(4), new Individuals(4000, i => (Plan, [0.2])), TestRun.Strict, sink, null, TestRun.Stepper, source.Token);
        summary.Cancelled.Should().BeGreaterThan(0);
        summary.Completed.Should().Be(sink.Blocks.Sum(b => b.Count));
        (summary.Completed + summary.Cancelled).Should().Be(4000);
        sink.Blocks.Select(b => b.First).Should().BeInAscendingOrder();
    }

    [Fact]
    public void What_the_sink_throws_reaches_the_caller()
    {
        var run = () => Ensemble.Run(
            Models.OneCompartment.Compile(2), new Individuals(500, i => (Plan, [0.2])), TestRun.Strict with { Threads = 2 }, new Thrower(), null, TestRun.Stepper, CancellationToken.None);
        run.Should().Throw<InvalidDataException>().WithMessage("full");
    }

    [Fact]
    public void A_slow_sink_holds_the_workers_back()
    {
        int described = 0;
        int delivered = 0;
        int furthest = 0;
        var individuals = new Individuals(3000, i =>
        {
            Interlocked.Increment(ref described);
            return (Plan, [0.2]);
        });
        var sink = new Watcher(b =>
        {
            Thread.Sleep(1);
            furthest = Math.Max(furthest, Volatile.Read(ref described) - delivered);
            delivered += b.Count;
        });
        Ensemble.Run(Models.OneCompartment.Compile(4), individuals, TestRun.Strict with { Threads = 2 }, sink, null, TestRun.Stepper, CancellationToken.None);
        delivered.Should().Be(3000);
        furthest.Should().BeLessThan(3000);
    }

    [Fact]
    public void A_sink_that_keeps_nothing_sees_the_same_rows_while_their_memory_is_used_again()
    {
        var model = (Models.OneCompartment with
        {
            F = (t, y, p, r) => r[0] = p[0] > 0.95 ? y[0] * y[0] : -p[0] * y[0],
        }).Compile(8);
        var individuals = new Individuals(3000, i => (Plan with { OutputTimes = TestRun.Grid(0, 10, i > 2600 && i % 50 == 7 ? 3 : 1000) }, [i > 2600 && i % 60 == 3 ? 1 : 0.1 + (i % 80 / 100.0)]));
        var options = TestRun.Strict with { RelativeTolerance = 1e-4, Threads = 2 };
        var (summary, kept) = TestRun.Many(model, individuals, options);
        var copies = new Copier();
        Ensemble.Run(model, individuals, options, copies, null, TestRun.Stepper, CancellationToken.None);
        summary.Failed.Should().NotBeEmpty();
        copies.Arrays.Distinct().Count().Should().BeLessThan(kept.Blocks.Count / 2);
        copies.Rows.Select(r => (r.Time, BitConverter.DoubleToInt64Bits(r.Value)))
            .Should().Equal(kept.Blocks.SelectMany(b => b.Times.Zip(b.Values)).Select(r => (r.First, BitConverter.DoubleToInt64Bits(r.Second))));
    }

    private sealed class Copier : IResultSink
    {
        public List<(double Time, double Value)> Rows { get; } = [];

        public List<double[]> Arrays { get; } = [];

        public bool KeepsBlocks => false;

        public void Accept(ResultBlock block)
        {
            Rows.AddRange(block.Times.Zip(block.Values));
            Arrays.Add(block.Values);
        }
    }

    private sealed class Canceller(CancellationTokenSource source, int after) : IResultSink
    {
        public List<ResultBlock> Blocks { get; } = [];

        public void Accept(ResultBlock block)
        {
            Blocks.Add(block);
            if (Blocks.Count == after)
            {
                source.Cancel();
            }
        }
    }

    private sealed class Thrower : IResultSink
    {
        public void Accept(ResultBlock block) => throw new InvalidDataException("full");
    }

    private sealed class Watcher(Action<ResultBlock> see) : IResultSink
    {
        public void Accept(ResultBlock block) => see(block);
    }
}

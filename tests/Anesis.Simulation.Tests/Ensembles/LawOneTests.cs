using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Tests.Ensembles;

public class LawOneTests
{
    private static readonly IndividualPlan[] Plans =
    [
        new()
        {
            Records = [new DosingRecord(0, RecordKind.Dose, 0, 100, Interval: 12, Additional: 5)],
            OutputTimes = TestRun.Grid(0, 96, 96),
        },
        new()
        {
            Records =
            [
                new DosingRecord(1, RecordKind.Dose, 1, 100, Rate: 30, Interval: 6, SteadyState: 1),
                new DosingRecord(2, RecordKind.Observation),
                new DosingRecord(9, RecordKind.Dose, 0, 50),
                new DosingRecord(9, RecordKind.Observation),
                new DosingRecord(30, RecordKind.Observation),
            ],
        },
        new() { Records = [new DosingRecord(0, RecordKind.Other, 0, SwitchOff: true), new DosingRecord(3, RecordKind.Dose, 0, 10)], OutputTimes = [1, 5, 7.5] },
    ];

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    [InlineData(16, 2)]
    public void An_individual_is_bitwise_the_same_in_any_company(int lanes, int threads)
    {
        const int count = 60;
        var individuals = new Individuals(count, Describe);
        var options = TestRun.Strict with { Threads = threads };
        var (summary, sink) = TestRun.Many(Models.TwoCompartment.Compile(lanes), individuals, options);
        summary.Completed.Should().Be(count);
        sink.Blocks.Select(b => b.First).Should().BeInAscendingOrder();
        var alone = Models.TwoCompartment.Compile(1);
        for (int i = 0; i < count; i++)
        {
            (IndividualPlan plan, double[] inputs) = Describe(i);
            var one = TestRun.One(alone, plan, TestRun.Strict, inputs);
            (double[] times, double[] values) = sink.Of(i);
            times.Should().Equal(one.Times);
            values.Should().Equal(one.Values);
        }
    }

    [Fact]
    public void More_output_times_change_no_bit_of_the_others()
    {
        var model = Models.TwoCompartment.Compile(4);
        var few = TestRun.One(model, Plans[0] with { OutputTimes = [10, 50] }, TestRun.Strict, 0.2, 1);
        var many = TestRun.One(model, Plans[0] with { OutputTimes = [.. TestRun.Grid(0, 300, 3000)] }, TestRun.Strict, 0.2, 1);
        few.Values[0].Should().Be(many.Values[3 * 100]);
        few.Values[3].Should().Be(many.Values[3 * 500]);
    }

    private static (IndividualPlan Plan, double[] Inputs) Describe(int i) => (Plans[(i * 7 % 11) % 3], [0.1 + (0.013 * i), 0.5 + (0.05 * (i % 9))]);
}

using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.Dosing;

public class DosingTests
{
    private const double K = 0.2;

    [Fact]
    public void Observations_and_doses_at_one_time_act_in_file_order()
    {
        Amounts(
            new DosingRecord(0, RecordKind.Observation), new DosingRecord(0, RecordKind.Dose, 0, 100), new DosingRecord(0, RecordKind.Observation),
            new DosingRecord(5, RecordKind.Observation))
            .Should().SatisfyRespectively(a => a.Should().Be(0), a => a.Should().Be(100), a => a.Should().BeApproximately(100 * Math.Exp(-1), 1e-8));
    }

    [Fact]
    public void An_additional_dose_that_rounding_puts_beside_a_record_comes_before_it()
    {
        double[] amounts = Amounts(new DosingRecord(0, RecordKind.Dose, 0, 100, Interval: 0.1, Additional: 3), new DosingRecord(0.3, RecordKind.Observation));
        double expected = 100 * (1 + Math.Exp(-0.02) + Math.Exp(-0.04) + Math.Exp(-0.06));
        amounts[0].Should().BeApproximately(expected, 1e-8);
    }

    [Fact]
    public void Overlapping_infusions_add_up_and_each_ends_by_itself()
    {
        double[] amounts = Amounts(
            new DosingRecord(0, RecordKind.Dose, 0, 40, Rate: 10), new DosingRecord(0, RecordKind.Dose, 0, 40, Rate: 10),
            new DosingRecord(2, RecordKind.Dose, 0, 60, Rate: 20), new DosingRecord(3, RecordKind.Observation), new DosingRecord(8, RecordKind.Observation));
        amounts[0].Should().BeApproximately((2 * Infused(10, 4, 3)) + Infused(20, 3, 1), 1e-8);
        amounts[1].Should().BeApproximately((2 * Infused(10, 4, 8)) + Infused(20, 3, 6), 1e-8);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.37)]
    public void The_steady_state_of_a_bolus_is_that_of_the_closed_form(double lag)
    {
        double[] amounts = Run([0.2, 1, lag, 0, 0], [
            new DosingRecord(2, RecordKind.Dose, 0, 100, Interval: 1, SteadyState: 1), new DosingRecord(2, RecordKind.Observation), new DosingRecord(2.9, RecordKind.Observation)]);
        double trough = 100 * Math.Exp(-K) / (1 - Math.Exp(-K));
        amounts[0].Should().BeApproximately(lag == 0 ? trough + 100 : trough * Math.Exp(K * lag), 1e-6);
        amounts[1].Should().BeApproximately((trough + 100) * Math.Exp(-K * (0.9 - lag)), 1e-6);
    }

    [Fact]
    public void Steady_infusions_longer_than_their_interval_go_on_after_the_record()
    {
        double[] amounts = Amounts(
            new DosingRecord(0, RecordKind.Dose, 0, 100, Rate: 5, Interval: 12, SteadyState: 1), new DosingRecord(0, RecordKind.Observation),
            new DosingRecord(8, RecordKind.Observation), new DosingRecord(20, RecordKind.Observation));
        double steady = Enumerable.Range(1, 60).Sum(k => Infused(5, 20, 12.0 * k));
        amounts[0].Should().BeApproximately(steady, 1e-7);
        amounts[1].Should().BeApproximately(Enumerable.Range(0, 60).Sum(k => Infused(5, 20, 8 + (12.0 * k))), 1e-7);
        amounts[2].Should().BeApproximately(Enumerable.Range(0, 60).Sum(k => Infused(5, 20, 20 + (12.0 * k))), 1e-7);
    }

    [Fact]
    public void A_modelled_duration_of_zero_is_refused_by_name()
    {
        var block = TestRun.One(Models.OneCompartment.Compile(2), new IndividualPlan { Records = [new DosingRecord(1, RecordKind.Dose, 0, 5, Rate: -2)], OutputTimes = [2] }, null, K);
        block.Outcomes[0].Should().Be(new Outcome(OutcomeKind.InvalidDose, 1, "D"));
        block.Times.Should().BeEmpty();
    }

    [Fact]
    public void A_state_without_elimination_has_no_steady_state()
    {
        var block = TestRun.One(
            Models.OneCompartment.Compile(1),
            new IndividualPlan { Records = [new DosingRecord(0, RecordKind.Dose, 0, 5, Interval: 1, SteadyState: 1)], OutputTimes = [2] },
            TestRun.Strict with { RelativeTolerance = 1e-6 },
            0.0);
        block.Outcomes[0].Kind.Should().Be(OutcomeKind.NoSteadyState);
    }

    [Theory]
    [InlineData(1e-10, 1e-12)]
    [InlineData(1e-8, null)]
    [InlineData(1e-5, null)]
    [InlineData(1e-5, 1e-9)]
    public void A_state_that_decays_to_noise_does_not_hide_the_steady_state(double relative, double? absolute)
    {
        // By the end of an interval B has lost 52 powers of ten, and what is left of it is the method's error.
        var model = Models.Decaying.Compile(2);
        var plan = new IndividualPlan { Records = [new DosingRecord(0, RecordKind.Dose, 0, 100, Interval: 24, SteadyState: 1)], OutputTimes = [24] };
        foreach (var method in (Method[])[Method.Explicit, Method.Stiff, Method.Auto])
        {
            var block = TestRun.One(model, plan, new EnsembleOptions { RelativeTolerance = relative, AbsoluteTolerance = absolute, Method = method, Threads = 1 });
            block.Outcomes[0].Should().Be(Outcome.Completed);
            double trough = 100 * Math.Exp(-2.4) / (1 - Math.Exp(-2.4));
            block.Values[0].Should().BeApproximately(trough, 20 * relative * trough);
        }
    }

    [Theory]
    [InlineData(CovariateRule.NextObservationCarriedBackward, 1.0, 0.1)]
    [InlineData(CovariateRule.LastObservationCarriedForward, 0.5, 0.6)]
    [InlineData(CovariateRule.Linear, 0.75, 0.35)]
    public void Covariates_follow_their_rule_between_records(CovariateRule rule, double firstPart, double secondPart)
    {
        // KE is 0.5 at 0 h, 1 at 1 h, 0.1 at 2 h (LOCF then 0.6 is impossible: the last part has the value of the record at 1 h).
        double[] values = [0.5, 1, 0.1];
        var plan = new IndividualPlan
        {
            Records = [new DosingRecord(0, RecordKind.Dose, 0, 100), new DosingRecord(1, RecordKind.Observation), new DosingRecord(2, RecordKind.Observation)],
            CovariateSlots = [0],
            CovariateValues = values,
            CovariateRule = rule,
        };
        double second = rule switch { CovariateRule.LastObservationCarriedForward => 1, CovariateRule.Linear => 0.55, _ => secondPart };
        var block = TestRun.One(Models.OneCompartment.Compile(2), plan, null, 7.0);
        block.Values[0].Should().BeApproximately(100 * Math.Exp(-firstPart), 1e-7);
        block.Values[1].Should().BeApproximately(100 * Math.Exp(-firstPart - second), 1e-7);
    }

    private static double Infused(double rate, double duration, double after) =>
        rate / K * (1 - Math.Exp(-K * Math.Min(after, duration))) * Math.Exp(-K * Math.Max(0, after - duration));

    private static double[] Amounts(params DosingRecord[] records) => Run([0.2, 1, 0, 0, 0], records);

    private static double[] Run(double[] parameters, DosingRecord[] records)
    {
        var block = TestRun.One((Models.OneCompartment with { Values = parameters, Inputs = [] }).Compile(2), new IndividualPlan { Records = records });
        block.Outcomes[0].Should().Be(Outcome.Completed);
        return block.Values;
    }
}

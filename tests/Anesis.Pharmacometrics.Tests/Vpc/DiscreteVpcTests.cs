using Anesis.Formats.Antimony;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Composition;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Vpc;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Tests.Vpc;

public sealed class DiscreteVpcTests
{
    private const int Subjects = 150;
    private const int Replicates = 300;

    /// <summary>Three constant probabilities, a constant mean, a constant hazard.</summary>
    private const string Model = "model m\n  A = 0; A' = 0; p1 := 0.5 + A; p2 := 0.3 + A; p3 := 0.2 + A; mean := 1.5 + A; h := 0.1 + A; bad := 0.7 + A; state := 2 + A\nend\n";

    private static readonly double[] Times = [1, 5];

    private static DataSet Data(Func<int, double, double> observed)
    {
        var text = new System.Text.StringBuilder("ID,TIME,EVID,DV,GROUP\n");
        for (int i = 1; i <= Subjects; i++)
        {
            foreach (double time in Times)
            {
                text.Append(FormattableString.Invariant($"{i},{time},0,{observed(i, time):R},{i % 2}\n"));
            }
        }

        return DataSetReader.Read(text.ToString(), "data.csv").Value!;
    }

    /// <summary>Subject i watched from 0; the event or the end at a time of its own.</summary>
    private static DataSet Events(Func<int, (double Time, int Event)> of)
    {
        var text = new System.Text.StringBuilder("ID,TIME,EVID,DV\n");
        for (int i = 1; i <= Subjects; i++)
        {
            var (time, happened) = of(i);
            text.Append(FormattableString.Invariant($"{i},0,0,0\n{i},{time:R},0,{happened}\n"));
        }

        return DataSetReader.Read(text.ToString(), "events.csv").Value!;
    }

    private static void Run(DataSet data, string[] outputs, IResultSink sink)
    {
        var experiment = Experiment.Prepare(new(AntimonyReader.Read(Model, "m.ant", null).Then(Flattening.Flatten).Value!) { Data = data, Replicates = Replicates, Outputs = [.. outputs] });
        experiment.Diagnostics.Should().BeEmpty();
        Ensemble.Run(experiment.Value!.Model, experiment.Value.Individuals, new(), sink, null, TestContext.Current.CancellationToken);
    }

    private static VpcShareSink Shares(DiscreteOutcome outcome, Func<int, double, double> observed, params string[] outputs)
    {
        var data = Data(observed);
        var observations = VpcObservations.Of(data, null, null).Value!;
        VpcShareSink.Unknown(observations, outcome, "data.csv").Should().BeNull();
        var sink = new VpcShareSink(observations, TimeBins.Automatic(observations.Times), outcome, 1);
        Run(data, outputs, sink);
        return sink;
    }

    private static void BeBinomial(VpcShareRow row, double p)
    {
        double deviation = Math.Sqrt(p * (1 - p) / Subjects);
        row.Median.Should().BeApproximately(p, 0.3 * deviation + 0.5 / Subjects, row.Group);

        // 300 replicates know a 2.5 % quantile to about a seventh of a deviation.
        row.Low.Should().BeApproximately(p - (1.96 * deviation), 0.5 * deviation + 1.0 / Subjects, row.Group);
        row.High.Should().BeApproximately(p + (1.96 * deviation), 0.5 * deviation + 1.0 / Subjects, row.Group);
    }

    [Fact]
    public void Shares_of_categories_are_binomial()
    {
        var rows = Shares(new CategoryOutcome([1, 2, 3]), (i, _) => 1 + (i % 3), "p1", "p2", "p3").Rows(0.95);
        rows.Should().HaveCount(6);
        foreach (var row in rows)
        {
            BeBinomial(row, row.Group == "1" ? 0.5 : row.Group == "2" ? 0.3 : 0.2);
            row.Observed.Should().BeApproximately(1.0 / 3, 1e-9);
            row.Count.Should().Be(Subjects);
        }
    }

    [Fact]
    public void One_probability_is_that_of_the_second_of_two()
    {
        var rows = Shares(new CategoryOutcome([0, 1]), (i, _) => i % 2, "p2").Rows(0.95);
        foreach (var row in rows)
        {
            BeBinomial(row, row.Group == "1" ? 0.3 : 0.7);
        }
    }

    /// <summary>P(0) = e^(−m); (1 + m/size)^(−size); z + (1 − z)e^(−m/(1 − z)). The mean is m for all.</summary>
    [Theory]
    [InlineData("poisson", 0.22313016014842982)]
    [InlineData("negbin(0.5)", 0.5)]
    [InlineData("zip(0.4)", 0.4492509991434793)]
    public void Counts_have_their_distributions_zeros_and_mean(string distribution, double zeros)
    {
        var outcome = new CountOutcome(CountDistribution.Read(distribution, "--counts").Value!, 3);
        var rows = Shares(outcome, (i, _) => i % 5, "mean").Rows(0.95);
        foreach (var row in rows.Where(r => r.Group == "0"))
        {
            BeBinomial(row, zeros);
        }

        rows.Where(r => r.Time == 1).Select(r => r.Group).Should().Equal("0", "1", "2", "3 or more", "mean");
        foreach (var mean in rows.Where(r => r.IsMean))
        {
            mean.Median.Should().BeApproximately(1.5, 0.08);
            mean.Observed.Should().BeApproximately(2, 1e-9);
        }
    }

    [Fact]
    public void A_state_is_what_the_output_holds()
    {
        Shares(new StateOutcome([1, 2]), (i, _) => 1 + (i % 2), "state").Rows(0.95).Where(r => r.Group == "2").Should().OnlyContain(r => r.Low == 1 && r.High == 1 && r.Observed == 0.5);
    }

    [Fact]
    public void What_is_no_probability_and_no_category_is_told()
    {
        Shares(new CategoryOutcome([1, 2]), (i, _) => 1 + (i % 2), "p1", "bad").Undefined.Should().Be((long)Subjects * Replicates * Times.Length);
        var observations = VpcObservations.Of(Data((_, _) => 4), null, null).Value!;
        var unknown = VpcShareSink.Unknown(observations, new CategoryOutcome([1, 2, 3]), "data.csv")!;
        unknown.Found.Should().Be("DV = 4");
        unknown.Expected.Should().StartWith("1, 2, 3");
        CountDistribution.Read("negbinn(2)", "--counts").Diagnostics.Single().Nearest.Should().Be("negbin");
        CountDistribution.Read("zip(1)", "--counts").IsOk.Should().BeFalse();
    }

    [Fact]
    public void Survival_under_a_constant_hazard_is_exponential()
    {
        // All are watched to 20; half of them have the event at 7.
        var data = Events(i => i % 2 == 0 ? (7, 1) : (20, 0));
        var events = EventObservations.Of(data, null, null).Value!;
        var sink = new VpcSurvivalSink(events, 1);
        Run(events.Followed(CovariateRule.NextObservationCarriedBackward), ["h"], sink);
        var rows = sink.Rows(0.95);
        foreach (var row in rows.Where(r => r.Time is 2 or 7 or 14))
        {
            double s = Math.Exp(-0.1 * row.Time), deviation = Math.Sqrt(s * (1 - s) / Subjects);
            row.Median.Should().BeApproximately(s, 0.3 * deviation);
            row.Low.Should().BeApproximately(s - (1.96 * deviation), 0.5 * deviation);
            row.High.Should().BeApproximately(s + (1.96 * deviation), 0.5 * deviation);
            row.Observed.Should().Be(row.Time < 7 ? 1 : 0.5);
        }

        rows.Single(r => r.Time == 7).Events.Should().Be(Subjects / 2);
        rows.Single(r => r.Time == 20).Left.Should().Be(Subjects - (Subjects / 2));
    }

    [Fact]
    public void Who_leaves_early_widens_the_interval_and_does_not_move_it()
    {
        // Of three subjects one leaves at 5, without a word about the hazard.
        var events = EventObservations.Of(Events(i => i % 3 == 0 ? (5, 0) : i % 3 == 1 ? (10 + (0.01 * i), 1) : (20, 0)), null, null).Value!;
        var sink = new VpcSurvivalSink(events, 1);
        Run(events.Followed(CovariateRule.NextObservationCarriedBackward), ["h"], sink);
        var row = sink.Rows(0.95).Single(r => r.Time == 15);
        double s = Math.Exp(-1.5), s5 = Math.Exp(-0.5);

        // Greenwood's variance with a third fewer at risk from 5 on.
        double variance = s * s * (((1 - s5) / (Subjects * s5)) + (((s5 / s) - 1) / (Subjects * (2.0 / 3) * s5)));
        row.Median.Should().BeApproximately(s, 0.3 * Math.Sqrt(variance));
        (row.High - row.Low).Should().BeApproximately(2 * 1.96 * Math.Sqrt(variance), 0.6 * Math.Sqrt(variance));
    }

    [Fact]
    public void Events_that_are_none_are_refused_with_their_line()
    {
        static string Told(string rows) => EventObservations.Of(DataSetReader.Read("ID,TIME,EVID,DV\n" + rows, "e.csv").Value!, null, null).Diagnostics.Single().ToString()!;
        Told("1,0,0,0\n1,5,0,2\n").Should().Contain("e.csv:3").And.Contain("DV = 2");
        EventObservations.Of(DataSetReader.Read("ID,TIME,EVID,DV\n1,0,0,0\n1,3,0,1\n1,4,0,1\n", "e.csv").Value!, null, null).Value!.HasLater.Should().BeTrue();
    }
}

using Anesis.Formats.Antimony;
using Anesis.Formats.DataSets;
using Anesis.Modeling.Composition;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Vpc;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Tests.Vpc;

public sealed class VpcTests
{
    private const string OneCompartment = "model m\n  species A\n  A = 0; k = 0.5\n  A -> ; k*A\nend\n";

    private static DataSet Data(int subjects, Func<int, double> dose, double[] times, Func<int, double, double> observed)
    {
        var text = new System.Text.StringBuilder("ID,TIME,AMT,EVID,DV,GROUP\n");
        for (int i = 1; i <= subjects; i++)
        {
            text.Append(FormattableString.Invariant($"{i},0,{dose(i)},1,.,{i % 2}\n"));
            foreach (double time in times)
            {
                text.Append(FormattableString.Invariant($"{i},{time},.,0,{observed(i, time):R},{i % 2}\n"));
            }
        }

        return DataSetReader.Read(text.ToString(), "data.csv").Value!;
    }

    private static Experiment Prepare(DataSet data, int? replicates, string population = "") => Experiment.Prepare(new(AntimonyReader.Read(OneCompartment, "m.ant", null).Then(Flattening.Flatten).Value!)
    {
        Data = data,
        Replicates = replicates,
        Population = population.Length == 0 ? null : PopulationFile.Read("schema = 1\nid = \"p\"\ntitle = \"t\"\n" + population, "p.toml").Value,
        Outputs = ["A"],
    }).Value!;

    private static VpcSink Check(DataSet data, int replicates, ResidualError error, bool corrected = false, string population = "", string? stratify = null, TimeBins? bins = null)
    {
        var observations = VpcObservations.Of(data, null, stratify).Value!;
        double[]? predictions = null;
        if (corrected)
        {
            var typical = Prepare(data, null);
            var memory = new MemorySink();
            Ensemble.Run(typical.Model, typical.Individuals, new(), memory);
            predictions = [.. memory.Blocks.SelectMany(b => b.Values)];
        }

        var sink = new VpcSink(observations, bins ?? TimeBins.Automatic(observations.Times), error, 1, [5, 50, 95], predictions);
        var experiment = Prepare(data, replicates, population);
        Ensemble.Run(experiment.Model, experiment.Individuals, new() { RelativeTolerance = 1e-10 }, sink);
        return sink;
    }

    [Fact]
    public void Percentiles_of_a_lognormal_rate_are_those_of_its_distribution()
    {
        // A(t) = 100 exp(-k t) with ln k normal: the p-quantile of A is 100 exp(-t median exp(sd z(1-p))).
        var data = Data(400, _ => 100, [1, 2], (_, _) => 50);
        var rows = Check(data, 40, new(0, 0), population: "[[covariate]]\nid = \"k\"\ndistribution = { kind = \"lognormal\", median = 0.5, sd = 0.3 }").Rows(0.95);
        rows.Should().HaveCount(6);
        foreach (var row in rows)
        {
            double z = row.Percentile == 50 ? 0 : row.Percentile == 5 ? 1.6448536269514722 : -1.6448536269514722;
            double exact = 100 * Math.Exp(-row.Time * 0.5 * Math.Exp(0.3 * z));
            row.Median.Should().BeApproximately(exact, 0.02 * exact);
            row.Low.Should().BeLessThan(exact).And.BePositive();
            row.High.Should().BeGreaterThan(exact);
            row.Observed.Should().Be(50);
            row.Count.Should().Be(400);
        }
    }

    [Fact]
    public void Prediction_correction_takes_away_what_doses_explain()
    {
        // Without variability every corrected value of a bin, observed and simulated, is the bin's median prediction.
        var data = Data(9, i => 10 * i, [1, 3], (i, t) => 10 * i * Math.Exp(-0.5 * t));
        var rows = Check(data, 3, new(0, 0), corrected: true).Rows(0.9);
        foreach (var row in rows)
        {
            double median = 50 * Math.Exp(-0.5 * row.Time);
            row.Observed.Should().BeApproximately(median, 1e-6 * median);
            row.Low.Should().BeApproximately(median, 1e-6 * median);
            row.High.Should().BeApproximately(median, 1e-6 * median);
        }

        Check(data, 3, new(0, 0)).Rows(0.9).Where(r => r.Percentile == 95).Should().OnlyContain(r => r.Observed > 80 * Math.Exp(-0.5 * r.Time));
    }

    [Fact]
    public void Residual_error_has_its_deviation_and_its_own_draws()
    {
        var data = Data(500, _ => 100, [1], (_, _) => 60);
        double f = 100 * Math.Exp(-0.5);
        foreach (var (error, deviation) in new[] { (new ResidualError(5, 0), 5.0), (new ResidualError(0, 0.1), 0.1 * f), (new ResidualError(3, 0.1), Math.Sqrt(9 + (0.01 * f * f))) })
        {
            var rows = Check(data, 30, error).Rows(0.95);
            double spread = rows.Single(r => r.Percentile == 95).Median - rows.Single(r => r.Percentile == 5).Median;
            spread.Should().BeApproximately(2 * 1.6448536269514722 * deviation, 0.05 * 3.29 * deviation);
            rows.Single(r => r.Percentile == 50).Median.Should().BeApproximately(f, 0.05 * deviation);
        }

        new ResidualError(1, 0).Observe(0, 1, 7, 3).Should().Be(new ResidualError(1, 0).Observe(0, 1, 7, 3)).And.NotBe(new ResidualError(1, 0).Observe(0, 1, 7, 4));
    }

    [Fact]
    public void Strata_and_bins_divide_the_observations()
    {
        var data = Data(10, _ => 100, [1, 2, 3, 4], (i, _) => i);
        var rows = Check(data, 2, new(1, 0), stratify: "GROUP", bins: new([0.5, 2.5, 4.5])).Rows(0.9);
        rows.Select(r => r.Stratum).Distinct().Should().Equal("GROUP = 1", "GROUP = 0");
        rows.Where(r => r.Percentile == 50).Select(r => r.Observed).Should().Equal(5, 5, 6, 6);
        rows.Should().OnlyContain(r => r.Count == 10);
        VpcObservations.Of(data, null, "GRUP").Diagnostics.Single().Nearest.Should().Be("GROUP");
        VpcObservations.Of(data, "2", null).IsOk.Should().BeFalse();
    }

    /// <summary>f = 100 e^(−0.5), σ = 10: a limit one deviation below f leaves Φ(−1) = 15.87 % below.</summary>
    [Theory]
    [InlineData(BelowLimit.M1)]
    [InlineData(BelowLimit.M3)]
    [InlineData(BelowLimit.M5)]
    public void Below_the_limit_of_quantification_simulated_values_meet_the_fate_of_observed_ones(BelowLimit method)
    {
        double f = 100 * Math.Exp(-0.5), limit = f - 10;
        var data = Data(500, _ => 100, [1], (i, _) => i <= 100 ? limit - 1 : f);
        var observations = VpcObservations.Of(data, null, null).Value!;
        var sink = new VpcSink(observations, TimeBins.Automatic(observations.Times), new(10, 0), 1, [5, 50, 95], null, new(limit, method));
        var experiment = Prepare(data, 40);
        Ensemble.Run(experiment.Model, experiment.Individuals, new() { RelativeTolerance = 1e-10 }, sink, null, TestContext.Current.CancellationToken);
        var rows = sink.Rows(0.9);
        var share = rows.Single(r => r.IsShareBelow);
        share.Observed.Should().Be(0.2);
        share.Median.Should().BeApproximately(0.15866, 0.006);
        var low = rows.Single(r => r.Percentile == 5);
        var middle = rows.Single(r => r.Percentile == 50);
        switch (method)
        {
            case BelowLimit.M1:
                // The 5th percentile of a normal above −1: z with Φ(z) = 0.15866 + 0.05 · 0.84134 is −0.8416.
                low.Median.Should().BeApproximately(f - 8.416, 0.4);
                low.Observed.Should().BeApproximately(f, 1e-9);
                break;
            case BelowLimit.M3:
                low.Median.Should().Be(double.NaN, "it lies below the limit");
                low.Observed.Should().Be(double.NaN);
                middle.Median.Should().BeApproximately(f, 0.4);
                break;
            default:
                low.Median.Should().BeApproximately(limit / 2, 1e-9);
                low.Observed.Should().BeApproximately(limit / 2, 1e-9);
                break;
        }
    }

    [Fact]
    public void A_stratum_that_is_no_number_is_refused_and_not_taken_as_one()
    {
        var data = DataSetReader.Read("ID,TIME,AMT,EVID,DV,SEX\n1,0,1,1,.,male\n1,1,.,0,5,male\n", "d.csv").Value!;
        var refused = VpcObservations.Of(data, null, "SEX").Diagnostics.Single();
        refused.Code.Should().Be("AN0820");
        refused.At.File.Should().Be("d.csv:3");
    }

    [Fact]
    public void The_column_CENS_marks_values_below_the_limit()
    {
        var data = DataSetReader.Read("ID,TIME,AMT,EVID,DV,CENS\n1,0,1,1,.,0\n1,1,.,0,5,1\n1,2,.,0,7,0\n", "d.csv").Value!;
        VpcObservations.Of(data, null, null).Value!.Censored.Should().Equal(true, false);
    }

    [Fact]
    public void Equal_counts_hold_as_many_each()
    {
        double[] times = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        var bins = TimeBins.EqualCounts(times, 8);
        times.GroupBy(bins.BinOf).Should().OnlyContain(g => g.Count() == 125);
        bins.BinOf(-1).Should().Be(-1);
        bins.BinOf(999).Should().Be(7);
        TimeBins.Automatic([1, 1, 2, 5]).Edges.Should().Equal(1, 1.5, 3.5, 5);
    }
}

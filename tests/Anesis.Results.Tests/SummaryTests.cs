using Anesis.Results.Summaries;
using Anesis.Simulation.Ensembles;
using CsCheck;

namespace Anesis.Results.Tests;

public sealed class SummaryTests
{
    /// <summary>R: quantile(c(3.1, 0.2, 7.7, 4.4, 9.9, 1.5), type = 7), by hand from the definition of Hyndman and Fan.</summary>
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(0.025, 0.3625)]
    [InlineData(0.05, 0.525)]
    [InlineData(0.25, 1.9)]
    [InlineData(0.5, 3.75)]
    [InlineData(0.75, 6.875)]
    [InlineData(0.95, 9.35)]
    [InlineData(1, 9.9)]
    public void Quantiles_are_of_type_7(double p, double expected)
    {
        double[] values = [3.1, 0.2, 7.7, 4.4, 9.9, 1.5];
        double[] result = new double[1];
        OrderStatistics.Quantiles((double[])values.Clone(), [p], result);
        result[0].Should().BeApproximately(expected, 1e-14);
        OrderStatistics.Quantile([.. values.Order()], p).Should().Be(result[0]);
    }

    [Fact]
    public void Selection_agrees_with_sorting_for_any_values()
    {
        double[] probabilities = [0.5, 0.025, 0.05, 0.25, 0.75, 0.95, 0.975, 0, 1];
        var values = Gen.OneOf(Gen.Double[-3, 3], Gen.Int[0, 4].Select(i => (double)i), Gen.Const(double.PositiveInfinity)).Array[1, 700];
        Check.Sample(values, sample =>
        {
            double[] sorted = [.. sample.Order()];
            double[] result = new double[probabilities.Length];
            OrderStatistics.Quantiles((double[])sample.Clone(), probabilities, result);
            return result.Zip(probabilities).All(r => r.First.Equals(OrderStatistics.Quantile(sorted, r.Second)));
        }, iter: 300);
    }

    [Fact]
    public void Values_are_summarised_over_the_individuals_that_have_one()
    {
        var run = new MadeUpRun(20, 8, SomeFail: true);
        using var sink = new SummarySink(MadeUpRun.Outputs, "h");
        run.Feed(sink);
        var rows = sink.Table().Rows;
        rows.Should().HaveCount(16);
        rows[0].Count.Should().Be(20);
        rows[^1].Count.Should().Be(18);
        double[] last = [.. Enumerable.Range(0, 20).Where(i => !run.Fails(i)).Select(i => run.Value(i, 7, 1))];
        rows[^1].Mean.Should().BeApproximately(last.Average(), 1e-12);
        rows[^1].StandardDeviation.Should().BeApproximately(Math.Sqrt(last.Sum(v => (v - last.Average()) * (v - last.Average())) / 17), 1e-12);
        rows[^1].Median.Should().Be(OrderStatistics.Quantile([.. last.Order()], 0.5));
    }

    [Fact]
    public void Values_that_went_to_the_disk_give_the_same_bits()
    {
        var run = new MadeUpRun(700, 200);
        using var small = new SummarySink(MadeUpRun.Outputs, "h", memory: 1);
        using var large = new SummarySink(MadeUpRun.Outputs, "h");
        run.Feed(small, 13);
        run.Feed(large, 100);
        small.Table().Rows.Should().Equal(large.Table().Rows);
    }

    [Fact]
    public void The_csv_has_a_row_for_each_time_and_output()
    {
        var run = new MadeUpRun(1, 2);
        using var sink = new SummarySink([new("a", "ng/mL"), new("b, c")], "h");
        run.Feed(sink);
        using var stream = new MemoryStream();
        sink.WriteCsv(stream);
        System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[..4].Should().Equal(
            "time [h],output,unit,n,mean,sd,median,q2.5,q5,q25,q75,q95,q97.5",
            "0,a,ng/mL,1,133.33333333333334,,133.33333333333334,133.33333333333334,133.33333333333334,133.33333333333334,133.33333333333334,133.33333333333334,133.33333333333334",
            "0,\"b, c\",,1,120,,120,120,120,120,120,120,120",
            "0.25,a,ng/mL,1,80,,80,80,80,80,80,80,80");
    }

    [Fact]
    public void The_mean_keeps_its_digits_among_large_values()
    {
        using var sink = new SummarySink([new("a")], null);
        double[] values = [1e16, 1, 1, 1, 1, -1e16];
        sink.Accept(new ResultBlock(0, 6, 1, [0, 1, 2, 3, 4, 5, 6], new double[6], values, [.. Enumerable.Repeat(Outcome.Completed, 6)]));
        sink.Rows().Single().Mean.Should().Be(4.0 / 6);
    }
}

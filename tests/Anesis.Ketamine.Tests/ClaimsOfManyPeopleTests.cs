using Anesis.Ketamine.Claims;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>Claims about the people of a population: how their numbers become one, that the same people go through every arm, and that a wrong file is refused with its place.</summary>
public sealed class ClaimsOfManyPeopleTests
{
    private const string Good = """
        schema = 1
        row = "X02"
        title = "A test of many"
        model = "person"
        [[arm]]
        id = "crowd"
        people = 40
        population = "adults"
        regimen = ["0.5 mg/kg ketamine iv over 40 min"]
        until = "2 h"
        every = "20 min"
        [[arm]]
        id = "calm"
        people = 40
        population = "adults"
        until = "2 h"
        every = "20 min"
        [[arm]]
        id = "one"
        until = "2 h"
        every = "20 min"
        [[claim]]
        id = "X02-spread"
        statement = "Dissociation differs between people."
        says = "prediction"
        source = "nobody"
        grade = "C"
        mechanism = { mind__cadss_maximum = 0 }
        [[claim.expect]]
        arm = "crowd"
        output = "cadss"
        statistic = "max"
        over = "quantile"
        quantile = 0.9
        is = "above"
        than = { quantile = 0.1 }
        by = 2
        [[claim.expect]]
        arm = "crowd"
        output = "systolic"
        statistic = "first"
        over = "median"
        is = "near"
        than = { arm = "calm" }
        by = 1e-9
        [[claim.expect]]
        arm = "crowd"
        output = "cadss"
        statistic = "max"
        over = "share_above"
        threshold = 4
        among = { half = "upper", output = "s_plasma", statistic = "max" }
        is = "above"
        than = { among = { half = "lower", output = "s_plasma", statistic = "max" } }
        [[claim.expect]]
        arm = "one"
        output = "systolic"
        statistic = "relative_change"
        is = "between"
        range = [-0.2, 0.2]
        """;

    private static readonly double[] Five = [5, 1, 4, 2, 3];
    private static readonly double[] Reverse = [1, 5, 2, 4, 3];

    [Theory]
    [InlineData(PeopleStatistic.Median, double.NaN, 3.0)]
    [InlineData(PeopleStatistic.Mean, double.NaN, 3.0)]
    [InlineData(PeopleStatistic.Quantile, 0.9, 4.6)]
    [InlineData(PeopleStatistic.ShareAbove, 3, 0.4)]
    [InlineData(PeopleStatistic.ShareBelow, 2, 0.2)]
    public void Numbers_of_many_become_one(PeopleStatistic statistic, double level, double expected) =>
        new OverPeople(statistic, level).Of(Five, []).Should().BeApproximately(expected, 1e-12);

    [Theory]
    [InlineData(true, 1.5)]
    [InlineData(false, 4.0)]
    public void Half_of_the_people_are_chosen_by_another_number_of_theirs(bool upper, double median)
    {
        var half = new HalfOfPeople(new("arm", "marker", ClaimStatistic.Last), upper);
        (new OverPeople(PeopleStatistic.Median, double.NaN) { Among = half }).Of(Five, Reverse).Should().Be(median);
    }

    [Fact]
    public void A_person_who_could_not_be_computed_leaves_no_number() =>
        new OverPeople(PeopleStatistic.ShareAbove, 0).Of([1, double.NaN, 3], []).Should().Be(double.NaN);

    [Fact]
    public void A_share_of_a_population_holds_falls_without_its_mechanism_and_is_the_same_on_any_number_of_threads()
    {
        var file = ClaimFileReader.Read(Good, "many.toml");
        file.Diagnostics.Should().BeEmpty();
        var run = ClaimRun.Prepare([file.Value!], mutate: true).Value!;
        run.Experiments.Should().Be(6, "three arms with and without the mechanism");
        var verdict = run.Run(threads: 1, cancel: TestContext.Current.CancellationToken)[0];
        verdict.Holds.Should().BeTrue(string.Join('\n', verdict.Findings.Select(f => f.Expected + ": " + f.Simulated)));
        verdict.Survives.Should().BeFalse();
        verdict.Findings[0].Expected.ToString().Should().Be("quantile 0.9 of highest cadss in crowd above quantile 0.1 of highest cadss in crowd by 2 or more");
        verdict.Findings[1].Left.Should().Be(verdict.Findings[1].Right, "the same people go through both arms");
        run.Run(threads: 2, cancel: TestContext.Current.CancellationToken)[0].Findings.Select(f => (f.Left, f.Right)).Should().Equal(verdict.Findings.Select(f => (f.Left, f.Right)));
    }

    [Theory]
    [InlineData("people = 40\npopulation = \"adults\"\nregimen", "people = 40\nregimen", 7, "people of no population")]
    [InlineData("people = 40\npopulation = \"adults\"\nregimen", "population = \"adults\"\nregimen", 7, "without a number of people")]
    [InlineData("population = \"adults\"\nregimen", "population = \"adultz\"\nregimen", 8, "did you mean adults?")]
    [InlineData("people = 40\npopulation = \"adults\"\nregimen", "people = 1\npopulation = \"adults\"\nregimen", 7, "from 2 to 100000")]
    [InlineData("over = \"quantile\"", "over = \"quantil\"", 33, "did you mean quantile?")]
    [InlineData("quantile = 0.9", "quantile = 1.9", 34, "between 0 and 1")]
    [InlineData("quantile = 0.9\n", "", 33, "without \"quantile\"")]
    [InlineData("quantile = 0.9", "quantile = 0.9\nthreshold = 3", 35, "\"threshold\" for over")]
    [InlineData("over = \"median\"\n", "", 39, "without \"over\"")]
    [InlineData("half = \"upper\"", "half = \"uper\"", 52, "did you mean upper?")]
    [InlineData("statistic = \"relative_change\"", "statistic = \"relative_change\"\nover = \"mean\"", 59, "one typical person")]
    public void A_wrong_file_is_refused_with_its_line(string right, string wrong, int line, string says)
    {
        string text = Good.ReplaceLineEndings("\n");
        text.Should().Contain(right);
        int at = text.IndexOf(right, StringComparison.Ordinal);
        var read = ClaimFileReader.Read(text[..at] + wrong + text[(at + right.Length)..], "wrong.toml");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.At.Line == line && d.ToString().Contains(says, StringComparison.Ordinal), string.Join('\n', read.Diagnostics));
    }

    [Fact]
    public void A_marker_that_the_model_does_not_have_is_refused_before_anything_runs()
    {
        var prepared = ClaimFileReader.Read(Good.Replace("output = \"s_plasma\"", "output = \"s_plazma\"", StringComparison.Ordinal), "wrong.toml").Then(file => ClaimRun.Prepare([file], mutate: false));
        prepared.IsOk.Should().BeFalse();
        prepared.Diagnostics.Should().Contain(d => d.ToString().Contains("did you mean s_plasma?", StringComparison.Ordinal));
    }
}

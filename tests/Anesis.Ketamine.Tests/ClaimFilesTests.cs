using Anesis.Ketamine.Claims;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>The claims that ship speak of things that the person has, every row of the mission has some, and a wrong file is refused with its place.</summary>
public sealed class ClaimFilesTests
{
    private const string Good = """
        schema = 1
        row = "X01"
        title = "A test"
        model = "person"
        [[arm]]
        id = "calm"
        until = "2 h"
        every = "1 h"
        [[claim]]
        id = "X01-pressure"
        statement = "Pressure is above 100."
        says = "prediction"
        source = "nobody"
        grade = "C"
        mechanism = { weight = 80 }
        [[claim.expect]]
        arm = "calm"
        output = "systolic"
        statistic = "at"
        time = "2 h"
        is = "above"
        value = 100
        """;

    [Fact]
    public void Every_row_has_at_least_three_claims_and_all_together_more_than_120()
    {
        var files = ShippedClaims.Read().Value!.Files;
        files.Select(f => f.Row).Should().Equal(Enumerable.Range(1, 28).Select(i => FormattableString.Invariant($"S{i:00}")));
        files.Should().OnlyContain(f => f.Claims.Count >= 3);
        files.Sum(f => f.Claims.Count).Should().BeGreaterThan(120);
        files.SelectMany(f => f.Claims).Select(c => c.Id).Should().OnlyHaveUniqueItems();
        files.SelectMany(f => f.Claims).Should().OnlyContain(c => c.Statement.EndsWith('.') && c.Source.Length > 0);
    }

    [Fact]
    public void What_ships_is_read_and_planned_without_a_word() => ClaimRun.Prepare(ShippedClaims.Read().Value!.Files, mutate: true).Diagnostics.Should().BeEmpty();

    [Fact]
    public void A_right_file_runs_and_an_arm_that_claims_share_is_run_once()
    {
        var file = ClaimFileReader.Read(Good, "good.toml").Value!;
        var run = ClaimRun.Prepare([file, file], mutate: true).Value!;
        run.Experiments.Should().Be(2, "the arm with and without the mechanism");
        var verdict = run.Run(cancel: TestContext.Current.CancellationToken)[0];
        verdict.Holds.Should().BeTrue();
        verdict.Survives.Should().BeTrue("weight is no mechanism of a pressure above 100");
        verdict.Findings[0].Expected.ToString().Should().Be("systolic at 2 h in calm above 100");
    }

    [Theory]
    [InlineData("schema = 1", "schema = 2", 1, "schema 1")]
    [InlineData("title = ", "titl = ", 3, "did you mean title?")]
    [InlineData("row = \"X01\"", "row = \"X02\"", 10, "begins with \"X02-\"")]
    [InlineData("until = \"2 h\"", "until = \"2 hh\"", 7, "the unit \"hh\"")]
    [InlineData("until = \"2 h\"", "until = \"2\"", 7, "with its unit")]
    [InlineData("every = \"1 h\"", "every = \"0 h\"", 8, "at least one step")]
    [InlineData("says = \"prediction\"", "says = \"predicton\"", 12, "did you mean prediction?")]
    [InlineData("grade = \"C\"", "grade = \"D\"", 14, "one of A, B, C, F")]
    [InlineData("[[claim.expect]]\narm = \"calm\"", "[[claim.expect]]\narm = \"cal\"", 17, "did you mean calm?")]
    [InlineData("statistic = \"at\"", "statistic = \"maxx\"", 19, "did you mean max?")]
    [InlineData("time = \"2 h\"", "time = \"90 min\"", 20, "no row then")]
    [InlineData("time = \"2 h\"", "time = \"3 h\"", 20, "did you mean 2 h?")]
    [InlineData("time = \"2 h\"\n", "", 19, "\"at\" without \"time\"")]
    [InlineData("value = 100", "by = 100", 21, "either \"than\" or \"value\"")]
    [InlineData("is = \"above\"", "is = \"near\"", 21, "\"near\" without \"by\"")]
    [InlineData("is = \"above\"", "is = \"between\"", 21, "range = [low, high]")]
    [InlineData("value = 100", "value = 100\nvalu = 3", 23, "the key \"valu\"")]
    public void A_wrong_file_is_refused_with_its_line(string right, string wrong, int line, string says)
    {
        string text = Good.ReplaceLineEndings("\n");
        text.Should().Contain(right);
        var read = ClaimFileReader.Read(text.Replace(right, wrong, StringComparison.Ordinal), "wrong.toml");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().Contain(d => d.At.Line == line && d.ToString().Contains(says, StringComparison.Ordinal), string.Join('\n', read.Diagnostics));
    }

    [Theory]
    [InlineData("output = \"systolic\"", "output = \"systolik\"", 18, "did you mean systolic?")]
    [InlineData("weight = 80", "weigth = 80", 15, "did you mean weight?")]
    [InlineData("model = \"person\"", "model = \"persn\"", 4, "did you mean person?")]
    [InlineData("every = \"1 h\"", "every = \"1 h\"\nregimen = [\"1 mg/kg ketamine by owl\"]", 0, "found")]
    public void What_the_model_does_not_have_is_refused_before_anything_runs(string right, string wrong, int line, string says)
    {
        string text = Good.ReplaceLineEndings("\n").Replace(right, wrong, StringComparison.Ordinal);
        var prepared = ClaimFileReader.Read(text, "wrong.toml").Then(file => ClaimRun.Prepare([file], mutate: true));
        prepared.IsOk.Should().BeFalse();
        prepared.Diagnostics.Should().Contain(d => (line == 0 || d.At.Line == line) && d.ToString().Contains(says, StringComparison.Ordinal), string.Join('\n', prepared.Diagnostics));
    }

    [Theory]
    [InlineData(Relation.Above, 3.0, 2.0, true)]
    [InlineData(Relation.Above, 2.4, 2.0, false)]
    [InlineData(Relation.Below, 1.0, 2.0, true)]
    [InlineData(Relation.Near, 2.5, 2.0, true)]
    [InlineData(Relation.Near, 2.6, 2.0, false)]
    [InlineData(Relation.Between, 0.9, double.NaN, false)]
    [InlineData(Relation.Between, 1.0, double.NaN, true)]
    [InlineData(Relation.Ratio, 6.0, 2.0, true)]
    [InlineData(Relation.Ratio, 6.1, 2.0, false)]
    [InlineData(Relation.Near, double.NaN, 2.0, false)]
    [InlineData(Relation.Between, double.NaN, 2.0, false)]
    public void A_condition_holds_as_it_is_written(Relation relation, double left, double right, bool holds) =>
        new Expectation(new("arm", "output", ClaimStatistic.Last), relation) { By = 0.5, Low = 1, High = 3 }.Holds(left, right).Should().Be(holds);
}

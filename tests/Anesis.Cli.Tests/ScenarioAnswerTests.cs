using Anesis.Cli.Terminal;
using Anesis.Ketamine;
using Anesis.Pharmacometrics.Scenarios;

namespace Anesis.Cli.Tests;

public sealed class ScenarioAnswerTests
{
    private const string Start = """
        schema = 1
        id = "x"
        title = "x"
        question = "?"
        model = "person"
        until = "2 h"
        every = "1 h"
        outputs = ["madrs"]

        """;

    [Theory]
    [InlineData(3, 1, "more: 3 than 1")]
    [InlineData(1, 3, "less: 1 than 3")]
    [InlineData(1, 1.5, "same")]
    public void The_sentence_follows_from_the_numbers(double left, double right, string said)
    {
        var answer = Read("""
            [[answer]]
            output = "madrs"
            than = { statistic = "first" }
            by = 0.5
            more = "more: {left} than {right}"
            less = "less: {left} than {right}"
            same = "same"
            """);
        answer.Sentence(left, right, v => v.ToString(System.Globalization.CultureInfo.InvariantCulture)).Should().Be(said);
    }

    [Fact]
    public void A_window_leaves_the_rest_of_the_course_out()
    {
        var number = Read("[[answer]]\noutput = \"madrs\"\nstatistic = \"max\"\nfrom = \"60 min\"\nto = \"2 h\"\nsays = \"{left}\"").Left.OfCourse(1);
        number.Of([0, 1, 2, 3], [9, 4, 5, 8]).Should().Be(5);
        double.IsNaN(number.Of([0, 0.5], [9, 4])).Should().BeTrue();
    }

    [Theory]
    [InlineData("output = \"madrs\"\nmore = \"x\"", "says")]
    [InlineData("output = \"madrs\"\nsays = \"x\"\nthan = { value = 1 }", "more, less and same")]
    [InlineData("output = \"madr\"\nsays = \"x\"", "madrs")]
    [InlineData("output = \"madrs\"\narm = \"another\"\nsays = \"x\"", "main arm")]
    [InlineData("output = \"madrs\"\nstatistic = \"time_above\"\nsays = \"x\"", "threshold")]
    [InlineData("output = \"madrs\"\nby = -1\nsays = \"x\"", "positive")]
    public void A_wrong_answer_is_refused_with_what_was_expected(string answer, string expected)
    {
        var read = Scenario.Read(Start + "[[answer]]\n" + answer, "x.toml");
        read.IsOk.Should().BeFalse();
        read.Diagnostics.Should().ContainSingle().Which.Expected.Should().Contain(expected);
    }

    [Fact]
    public void Every_scenario_that_compares_arms_has_an_answer()
    {
        foreach (string name in ShippedModels.Scenarios)
        {
            var scenario = ShippedModels.Scenario(name)!.Value!;
            (scenario.Compare.IsEmpty || !scenario.Answers.IsEmpty).Should().BeTrue(name);
        }
    }

    [Fact]
    public void The_answer_stands_in_the_output_and_the_report_and_is_left_out_with_other_doses()
    {
        using var line = new CommandFolder();
        string[] run = ["simulate", "blood-pressure-conflict", "--people", "4"];
        line.Run([.. run, "--report", line.Path("x.html")]).Output.Should().Contain("No: systolic pressure rises, by");
        line.Read("x.html").Should().Contain("No: systolic pressure rises, by");
        line.Run([.. run, "--regimen", "1 mg/kg ketamine iv over 40 min"]).Output.Should().NotContain("No: systolic pressure rises");
    }

    [Fact]
    public void Too_few_people_cannot_name_a_marker()
    {
        using var line = new CommandFolder();
        line.Run("simulate", "early-biomarkers", "--people", "3").Output.Should().MatchRegex("So few people cannot say|None of these markers can be judged");
        line.Run("simulate", "early-biomarkers", "--people", "60").Output.Should().Contain("The best of 10 markers is MADRS at 4 h");
    }

    private static ScenarioAnswer Read(string answer)
    {
        var read = Scenario.Read(Start + answer, "x.toml");
        read.IsOk.Should().BeTrue(string.Join("; ", read.Diagnostics.Select(d => d.Expected)));
        return read.Value!.Answers[0];
    }
}

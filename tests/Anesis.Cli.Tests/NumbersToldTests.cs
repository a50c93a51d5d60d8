namespace Anesis.Cli.Tests;

/// <summary>Numbers and scales that a reader meets in texts of runs.</summary>
public sealed class NumbersToldTests
{
    [Fact]
    public void A_scale_is_told_to_a_hundredth_of_a_point_and_a_probability_without_an_exponent()
    {
        using var line = new CommandFolder();
        string text = line.Run(["simulate", "person", "--regimen", "2 mg/kg ketamine iv bolus", "--until", "2h", "--every", "1min", "--select", "sedation,unresponsive,aspiration,systolic", "--people", "20", "--population", "adults"]).Output;
        text.Should().NotContain("e−", "nobody reads exponents");
        text.Should().MatchRegex("MOAA/S, 5 alert\\): lowest +0 ");
        text.Should().Contain("says that blood pressure falls");
    }

    [Fact]
    public void A_course_tells_hours_and_no_conflict_where_no_pressure_is_asked_for()
    {
        using var line = new CommandFolder();
        string text = line.Run(["simulate", "person", "--regimen", "0.5 mg/kg ketamine iv over 40 min, twice weekly for 2 weeks", "--until", "14d", "--every", "30min", "--select", "ketamine_venous,cadss,madrs", "--people", "20", "--population", "trd-patients"]).Output;
        text.Should().Contain("time above 4, all together").And.NotContain("time of peak").And.NotContain("half-life").And.NotContain("until sober");
        text.Should().MatchRegex("time above 4, all together.* h\n");
        text.Should().NotContain("blood pressure");
    }
}

using Anesis.Ketamine.Ranges;
using AwesomeAssertions;

namespace Anesis.Ketamine.Tests;

/// <summary>Nothing leaves its physiological range; the command runs more people.</summary>
public sealed class RangeTests
{
    [Theory]
    [InlineData("adults", 40)]
    [InlineData("older-adults", 20)]
    public void Nothing_leaves_its_range(string population, int people)
    {
        var run = RangeRun.Prepare(RangeFile.OfPerson().Value!, ShippedModels.Population(population)!.Value!, people, 3).Value!;
        var worst = run.Run(0, _ => null, TestContext.Current.CancellationToken);
        run.Failures.Should().BeEmpty();
        worst.Where(w => !w.Inside).Select(w => $"{w.Range.Id}: {w.Lowest} to {w.Highest}").Should().BeEmpty();
    }

    [Fact]
    public void A_range_that_is_left_is_reported_with_who_left_it()
    {
        var narrow = RangeFile.Read(
            "schema = 1\nmodel = \"person\"\n[[output]]\nid = \"systolic\"\nlow = 100\nhigh = 125\nwhy = \"a test\"\n[[course]]\nid = \"bolus\"\nregimen = [\"1 mg/kg ketamine iv bolus\"]\nuntil = \"1 h\"\nevery = \"10 min\"\n", "r.toml").Value!;
        var worst = RangeRun.Prepare(narrow, ShippedModels.Population("adults")!.Value!, 10, 1).Value!.Run(0, _ => null, TestContext.Current.CancellationToken)[0];
        worst.Inside.Should().BeFalse();
        worst.Highest.Course.Should().Be("bolus");
        worst.Highest.Person.Should().BeInRange(1, 10);
    }

    [Theory]
    [InlineData("low = 100\nhigh = 90", "low below high")]
    [InlineData("low = 100\nhigh = 300\nwho = 1", "did you mean why")]
    public void A_wrong_file_is_refused_with_the_place(string lines, string says) =>
        string.Join('\n', RangeFile.Read($"schema = 1\nmodel = \"person\"\n[[output]]\nid = \"systolic\"\n{lines}\nwhy = \"x\"\n[[course]]\nid = \"c\"\nuntil = \"1 h\"\nevery = \"1 h\"\n", "r.toml").Diagnostics).Should().Contain(says).And.MatchRegex("r.toml:[0-9]+");
}

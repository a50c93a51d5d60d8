using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class CompareTests
{
    private const string Model = "model m\n  species A; A = 10; k = 0.5\n  A -> ; k*A\n  k.distribution = normal(0.5, 0.05)\nend\n";

    [Fact]
    public void Two_runs_of_one_request_are_the_same_and_another_setting_is_found()
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        void Simulate(string study, params string[] more) =>
            folder.Run(["simulate", folder.Path("m.ant"), "--people", "20", "--until", "4", "--every", "1", "--output", folder.Path(study), "--quiet", .. more]).Code.Should().Be(ExitCode.Done);
        Simulate("a");
        Simulate("b", "--threads", "1");
        Simulate("c", "--set", "A=20");
        var same = folder.Run("compare", folder.Path("a"), folder.Path("b"), "--tolerance", "0");
        same.Code.Should().Be(ExitCode.Done);
        same.Messages.Should().Contain("made from the same request");
        same.Output.Split('\n')[1].Should().StartWith("A,100,100,0,");

        // Twice the amount: the difference is largest at the start, the areas' ratio is 2 in everybody.
        var other = folder.Run("compare", folder.Path("a"), folder.Path("c"), "--tolerance", "0.1", "--plot", folder.Path("x.png"));
        other.Code.Should().Be(ExitCode.Negative);
        other.Messages.Should().Contain("settings by hand");
        string[] cells = other.Output.Split('\n')[1].Split(',');
        cells[3].Should().Be("10");
        cells[5].Should().Be("0");
        double.Parse(cells[8], System.Globalization.CultureInfo.InvariantCulture).Should().BeApproximately(2, 1e-6);
        File.Exists(folder.Path("x.png")).Should().BeTrue();
    }

    [Theory]
    [InlineData("AN1104", "nowhere")]
    [InlineData("AN1013", "a", "--select", "B")]
    [InlineData("AN1006", "a", "--tolerance", "2")]
    [InlineData("AN1014", "a", "--plot", "x.gif")]
    public void What_cannot_be_compared_is_refused(string code, string second, params string[] more)
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        folder.Run("simulate", folder.Path("m.ant"), "--until", "1", "--output", folder.Path("a"), "--quiet");
        var (exit, _, messages) = folder.Run(["compare", folder.Path("a"), folder.Path(second), .. more]);
        exit.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(code);
    }
}

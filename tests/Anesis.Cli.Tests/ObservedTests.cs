using System.Globalization;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class ObservedTests
{
    private const string Model = "model m\n  species A; A = 10; k = 0.5\n  A -> ; k*A\n  k.distribution = normal(0.5, 0.01)\nend\n";

    private static double[][] Rows(string csv) => [.. csv.Trim().Split('\n').Skip(1).Select(l => l.Split(',').Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN).ToArray())];

    [Fact]
    public void Observations_differ_from_predictions_by_the_error_and_a_rerun_has_the_same_bits()
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        string[] common = ["simulate", folder.Path("m.ant"), "--people", "200", "--until", "4", "--every", "1", "--quiet"];
        folder.Run([.. common, "--output", folder.Path("exact.csv")]).Code.Should().Be(ExitCode.Done);
        folder.Run([.. common, "--error", "A=proportional(0.1)", "--output", folder.Path("observed.csv")]).Code.Should().Be(ExitCode.Done);
        double[] ratios = [.. Rows(folder.Read("observed.csv")).Zip(Rows(folder.Read("exact.csv")), (o, e) => (o[2] / e[2]) - 1)];
        ratios.Average().Should().BeApproximately(0, 0.01);
        Math.Sqrt(ratios.Average(r => r * r)).Should().BeApproximately(0.1, 0.01);

        folder.Run([.. common, "--error", "A=proportional(0.1)", "--output", folder.Path("study")]).Code.Should().Be(ExitCode.Done);
        var again = folder.Run("rerun", folder.Path("study"), "--individual", "117", "--output", folder.Path("one.csv"));
        again.Code.Should().Be(ExitCode.Done, again.Messages);
        again.Messages.Should().Contain("the same bits");
    }

    [Fact]
    public void Below_the_limit_values_are_missing_or_what_the_method_puts_there()
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        double[] Last(params string[] more)
        {
            folder.Run(["simulate", folder.Path("m.ant"), "--people", "3", "--at", "0,4,8", "--quiet", "--output", folder.Path("x.csv"), .. more]).Code.Should().Be(ExitCode.Done);
            return [.. Rows(folder.Read("x.csv")).Select(r => r[2])];
        }

        // 10 e^-2 = 1.35 and 10 e^-4 = 0.18.
        Last("--lloq", "A=2").Should().Satisfy(v => v == 10, v => double.IsNaN(v), v => double.IsNaN(v), v => v == 10, v => double.IsNaN(v), v => double.IsNaN(v), v => v == 10, v => double.IsNaN(v), v => double.IsNaN(v));
        Last("--lloq", "A=2", "--blq", "m6")[..3].Should().Satisfy(v => v == 10, v => v == 1, v => double.IsNaN(v));
        Last("--lloq", "A=2", "--blq", "m7")[..3].Should().Equal(10, 0, 0);
    }

    [Theory]
    [InlineData("AN0830", "did you mean proportional?", "--error", "A=proportionl(0.1)")]
    [InlineData("AN0830", "NAME=ERROR", "--error", "proportional(0.1)")]
    [InlineData("AN0830", "\"B\"", "--error", "B=proportional(0.1)", "--select", "A")]
    [InlineData("AN1006", "a limit above 0", "--lloq", "A=0")]
    [InlineData("AN1004", "one of m1", "--lloq", "A=1", "--blq", "m8")]
    public void What_is_not_understood_is_refused(string code, string says, params string[] more)
    {
        using var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        var (exit, _, messages) = folder.Run(["simulate", folder.Path("m.ant"), "--until", "1", "--output", folder.Path("x.csv"), .. more]);
        exit.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(code).And.Contain(says);
    }
}

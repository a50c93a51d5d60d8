using Anesis.Cli.Plots;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class PlotTests
{
    /// <summary>A falls at a rate of its own in each person; S counts steps of time.</summary>
    private const string Model = "model m\n  species A; A = 10; k = 0.5; h = 0.2; S := piecewise(0, time < 1, 1); q := 1 - exp(-k*time); p := exp(-k*time)\n  A -> ; k*A\n  k.distribution = normal(0.5, 0.05)\nend\n";

    private static CommandFolder Studies()
    {
        var folder = new CommandFolder();
        folder.Write("m.ant", Model);
        foreach (string study in new[] { "one", "two" })
        {
            folder.Run("simulate", folder.Path("m.ant"), "--people", "40", "--until", "4", "--every", "0.5", "--select", "A,S,h,p,q", "--seed", study == "one" ? "1" : "2", "--output", folder.Path(study), "--quiet").Code.Should().Be(ExitCode.Done);
        }

        return folder;
    }

    [Fact]
    public void Every_kind_draws_svg_png_and_html_and_the_same_bytes_again()
    {
        using var folder = Studies();
        foreach (string[] kind in new string[][]
        {
            ["spaghetti", "--select", "A"], ["forest", "--select", "A", "--metric", "auc", "--by", "k"], ["tornado", "--select", "A", "--metric", "last"], ["response", "--select", "A,p"],
            ["time-above", "--select", "A", "--threshold", "5"], ["survival", "--select", "h"], ["shares", "--select", "p,q"], ["states", "--select", "S"], ["count", "--select", "A"],
        })
        {
            bool pair = kind[0] is not ("forest" or "tornado" or "shares" or "states");
            foreach (string extension in new[] { "svg", "png", "html" })
            {
                string file = folder.Path($"{kind[0]}.{extension}");
                string[] args = ["plot", folder.Path("one"), .. pair ? new[] { folder.Path("two") } : [], "--kind", .. kind, "--output", file];
                var (code, _, messages) = folder.Run(args);
                code.Should().Be(ExitCode.Done, messages);
                byte[] first = File.ReadAllBytes(file);
                first.Length.Should().BeGreaterThan(2000);
                folder.Run(args);
                File.ReadAllBytes(file).Should().Equal(first);
            }
        }
    }

    [Theory]
    [InlineData("AN1004", "did you mean forest?", "--kind", "forst")]
    [InlineData("AN1013", "\"B\"", "--kind", "spaghetti", "--select", "B")]
    [InlineData("AN1007", "--threshold", "--kind", "time-above")]
    [InlineData("AN1020", "did you mean k?", "--kind", "forest", "--by", "kk")]
    [InlineData("AN1020", "nothing to compare by", "--kind", "forest")]
    [InlineData("AN1020", "1 outputs", "--kind", "response", "--select", "A")]
    [InlineData("AN1006", "0.5", "--kind", "forest", "--level", "0.5")]
    public void What_cannot_be_drawn_is_refused(string code, string says, params string[] args)
    {
        using var folder = Studies();
        var (exit, _, messages) = folder.Run(["plot", folder.Path("one"), .. args, "--output", folder.Path("x.png")]);
        exit.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(code).And.Contain(says);
        File.Exists(folder.Path("x.png")).Should().BeFalse();
    }

    [Fact]
    public void Metrics_and_times_above_are_those_of_straight_lines()
    {
        double[] times = [0, 2, 4], values = [0, 4, 0];
        Metric.TimeAbove(times, values, 1).Should().BeApproximately(3, 1e-12);
        Metric.TimeAbove(times, values, 4).Should().Be(0);
        Metric.TimeAbove(times, values, -1).Should().Be(4);
        Metric.Of("auc", times, values).Should().Be(8);
        Metric.Of("mean", times, values).Should().Be(2);
        Metric.Of("tmax", times, values).Should().Be(2);
    }
}

using System.Text.Json;
using Anesis.Cli.Runs;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class ArmTests
{
    private static readonly string[] Lozenge = ["simulate", "lozenge-at-home", "--people", "5", "--every", "30 min"];

    [Fact]
    public void Arms_stand_in_files_of_their_own_and_the_main_arm_is_as_without_them()
    {
        using var line = new CommandFolder();
        line.Run([.. Lozenge, "--output", line.Path("x.csv"), "--summary", line.Path("s.csv")]).Code.Should().Be(ExitCode.Done);
        line.Run([.. Lozenge, "--output", line.Path("alone.csv"), "--arm", "main"]).Code.Should().Be(ExitCode.Done);
        Directory.GetFiles(line.Folder).Select(Path.GetFileName).Should().BeEquivalentTo(
            ["x.csv", "x.held-30-min.csv", "x.swallowed-at-once.csv", "s.csv", "s.held-30-min.csv", "s.swallowed-at-once.csv", "alone.csv"]);
        line.Read("x.csv").Should().Be(line.Read("alone.csv"));
    }

    [Fact]
    public void An_arm_has_the_same_people_to_the_bit_as_its_own_command_would()
    {
        using var line = new CommandFolder();
        line.Run([.. Lozenge, "--output", line.Path("x.csv")]).Code.Should().Be(ExitCode.Done);
        line.Run([.. Lozenge, "--output", line.Path("y.csv"), "--regimen", "100 mg ketamine oral"]).Code.Should().Be(ExitCode.Done);
        line.Read("x.swallowed-at-once.csv").Should().Be(line.Read("y.csv")).And.NotBe(line.Read("x.csv"));
    }

    [Fact]
    public void Study_folders_take_arms_inside()
    {
        using var line = new CommandFolder();
        line.Run([.. Lozenge, "--output", line.Path("study")]).Code.Should().Be(ExitCode.Done);
        File.Exists(line.Path("study/manifest.json")).Should().BeTrue();
        File.Exists(line.Path("study/arms/held-30-min/manifest.json")).Should().BeTrue();
        line.Run([.. Lozenge, "--output", line.Path("study"), "--resume"]).Code.Should().Be(ExitCode.Done);
        var (code, rows, messages) = line.Run("rerun", line.Path("study/arms/held-30-min"), "--individual", "3");
        code.Should().Be(ExitCode.Done, messages);
        messages.Should().Contain("the same bits");
        rows.Should().NotBe(line.Run("rerun", line.Path("study"), "--individual", "3").Output);
    }

    [Fact]
    public void Arms_stand_side_by_side_in_summary_report_and_picture()
    {
        using var line = new CommandFolder();
        var run = line.Run([.. Lozenge, "--report", line.Path("x.html"), "--plot", line.Path("x.svg")]);
        run.Output.Should().MatchRegex("quantity +held 10 min +held 30 min +swallowed at once +unit").And.Contain("arm           held 30 min: 100 mg ketamine sublingual, held 30 min");
        line.Read("x.html").Should().Contain("Key numbers, side by side").And.Contain("person by person").And.Contain("swallowed at once");
        line.Read("x.svg").Should().Contain("held 10 min").And.Contain("held 30 min").And.Contain("swallowed at once");
    }

    [Fact]
    public void Differences_are_taken_person_by_person()
    {
        using var line = new CommandFolder();
        var run = line.Run([.. Lozenge, "--json"]);
        using var json = JsonDocument.Parse(run.Output);
        var arm = json.RootElement.GetProperty("arms")[1];
        arm.GetProperty("id").GetString().Should().Be("swallowed-at-once");
        var peak = arm.GetProperty("differences")[0];
        peak.GetProperty("id").GetString().Should().Be("ketamine_cmax");
        peak.GetProperty("p95").GetDouble().Should().BeLessThan(0, "every single person has less of what is swallowed");
    }

    [Fact]
    public void An_arm_that_options_make_the_main_one_is_left_out_and_that_is_said()
    {
        using var line = new CommandFolder();
        var run = line.Run([.. Lozenge, "--regimen", "40 mg ketamine oral", "--output", line.Path("x.csv")]);
        run.Code.Should().Be(ExitCode.Done);
        run.Messages.Should().Contain("\"held 30 min\" is left out").And.Contain("\"swallowed at once\" is left out");
        Directory.GetFiles(line.Folder).Should().Equal(line.Path("x.csv"));
    }

    [Fact]
    public void One_arm_runs_alone_and_an_unknown_one_is_refused()
    {
        using var line = new CommandFolder();
        line.Run([.. Lozenge, "--output", line.Path("x.csv")]).Code.Should().Be(ExitCode.Done);
        line.Run([.. Lozenge, "--arm", "held 30 min", "--output", line.Path("y.csv")]).Code.Should().Be(ExitCode.Done);
        line.Read("y.csv").Should().Be(line.Read("x.held-30-min.csv"));
        line.Run([.. Lozenge, "--arm", "held-30"]).Messages.Should().Contain("AN1018").And.Contain("main, held-30-min, swallowed-at-once");
        line.Run("simulate", "person", "--arm", "main").Messages.Should().Contain("AN1018").And.Contain("a scenario");
    }

    [Fact]
    public void Names_of_arms_make_names_of_files() =>
        Arms.Slug("with alcohol, 1.5 g/L", []).Should().Be("with-alcohol-1-5-g-l");
}

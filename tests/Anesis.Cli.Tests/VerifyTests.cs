using System.Text.Json;
using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

/// <summary>"anesis verify" says what held, and its exit code too.</summary>
public sealed class VerifyTests
{
    private static readonly string Claims = """
        schema = 1
        row = "X01"
        title = "A test"
        model = "person"
        arm = [{ id = "calm", until = "2 h", every = "1 h" }]
        [[claim]]
        id = "X01-pressure"
        statement = "Pressure, at rest, is above 100."
        says = "prediction"
        source = "nobody"
        grade = "C"
        mechanism = { weight = 80 }
        expect = [{ arm = "calm", output = "systolic", statistic = "last", is = "above", value = 100 }]
        """;

    [Fact]
    public void A_row_that_holds_ends_with_0_and_a_count()
    {
        var (code, output, messages) = CommandLine.Run("verify", "s01");
        code.Should().Be(ExitCode.Done, messages);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        lines[^1].Should().MatchRegex("^held ([0-9]+) of \\1$");
        output.Should().Contain("expected ").And.Contain("simulated ");
    }

    [Fact]
    public void A_claim_that_fails_stays_in_the_list_with_its_reason_and_ends_with_1()
    {
        var (code, output, _) = CommandLine.Run("verify", "S17-pressure-falls", "S17-pressure-rises", "S17-pressure-falls");
        code.Should().Be(ExitCode.Negative);
        output.Should().Contain("failed  S17-pressure-falls").And.Contain("reason     contradicted").And.Contain("held    S17-pressure-rises");
        output.TrimEnd().Should().EndWith("held 1 of 2");
    }

    [Theory]
    [InlineData("S17-presure-falls", "did you mean \"S17-pressure-falls\"?")]
    [InlineData("none.toml", "which is no file")]
    public void A_name_that_is_none_ends_with_2(string name, string says)
    {
        var (code, output, messages) = CommandLine.Run("verify", name);
        code.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain(says);
        output.Should().BeEmpty();
    }

    [Fact]
    public void A_file_of_ones_own_is_run_and_a_survivor_ends_with_1()
    {
        using var folder = new CommandFolder();
        string file = folder.Write("own.toml", Claims), csv = folder.Path("review.csv");
        folder.Run("verify", file).Code.Should().Be(ExitCode.Done);
        var (code, output, _) = folder.Run("verify", file, "--mutate", "--csv", csv);
        code.Should().Be(ExitCode.Negative);
        output.Should().Contain("survived: X01-pressure").And.EndWith("held 1 of 1" + Environment.NewLine);
        string[] rows = File.ReadAllLines(csv);
        rows[0].Should().Be("claim,row,verdict,expected,simulated,says,grade,statement,source,reason,mechanism,without_mechanism,simulated_without");
        rows.Should().HaveCount(2);
        rows[1].Should().StartWith("X01-pressure,X01,held,last systolic in calm above 100,").And.Contain(",prediction,C,\"Pressure, at rest, is above 100.\",nobody,,weight = 80,survives,");
    }

    [Fact]
    public void A_wrong_file_is_refused_with_its_place_here_and_by_check()
    {
        using var folder = new CommandFolder();
        string file = folder.Write("own.toml", Claims.Replace("output = \"systolic\"", "output = \"systolik\"", StringComparison.Ordinal));
        var (code, _, messages) = folder.Run("verify", file);
        code.Should().Be(ExitCode.WrongInput);
        messages.Should().Contain("own.toml:13:").And.Contain("did you mean systolic?");
        var check = folder.Run("check", file);
        check.Code.Should().Be(ExitCode.WrongInput);
        check.Output.Should().Contain("did you mean systolic?");
    }

    [Fact]
    public void Json_holds_the_verdicts()
    {
        var (code, output, messages) = CommandLine.Run("verify", "S17-pressure-rises", "--json", "--mutate");
        code.Should().Be(ExitCode.Done, messages);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("held").GetInt32().Should().Be(1);
        json.RootElement.GetProperty("claims")[0].GetProperty("verdict").GetString().Should().Be("held");
    }

    [Fact]
    public void A_run_that_is_cancelled_says_so()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var run = () => Program.Run(["verify", "S01"], new Screen(TextWriter.Null, TextWriter.Null, false, false), cancelled.Token);
        run.Should().Throw<OperationCanceledException>("the program turns it into 130");
    }
}

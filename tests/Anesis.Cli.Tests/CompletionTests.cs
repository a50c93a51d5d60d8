using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("anesis simu", "simulate")]
    [InlineData("anesis simulate thera", "therapeutic-infusion")]
    [InlineData("anesis simulate person --sel", "--select")]
    [InlineData("anesis simulate person --select ketamine_v", "ketamine_venous")]
    [InlineData("anesis simulate person --select cadss,ketamine_v", "cadss,ketamine_venous")]
    [InlineData("anesis simulate person --set weig", "weight=")]
    [InlineData("anesis simulate person --method sti", "stiff")]
    [InlineData("anesis simulate person --population older", "older-adults")]
    [InlineData("anesis verify S17-pressure-f", "S17-pressure-falls")]
    [InlineData("anesis completion zs", "zsh")]
    public void An_unfinished_word_is_completed(string line, string word)
    {
        var (code, output, _) = CommandLine.Run($"[suggest:{line.Length}]", line);
        code.Should().Be(ExitCode.Done);
        output.Split('\n', StringSplitOptions.TrimEntries).Should().Contain(word);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void Every_shell_has_its_script(string shell) => CommandLine.Run("completion", shell).Output.Should().Contain("[suggest:").And.Contain("anesis");

    [Fact]
    public void Another_shell_is_refused_with_the_nearest() => CommandLine.Run("completion", "bsh").Messages.Should().Contain("did you mean bash?");

    [Fact]
    public void Bash_completes_with_the_script()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || !File.Exists("/bin/bash"), "needs bash");
        string script = $$"""
            anesis() { "{{ProgramProcess.Path}}" "$@"; }
            eval "$(anesis completion bash)"
            COMP_LINE="anesis simulate over"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(anesis simulate over); COMP_CWORD=2
            _anesis 2>/dev/null; echo "${COMPREPLY[@]}"
            """;
        using var bash = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/bash", ["-c", script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        output.Trim().Split(' ').Should().Equal(Anesis.Ketamine.ShippedModels.Scenarios.Where(s => s.StartsWith("over", StringComparison.Ordinal))).And.Contain("overdose-with-help");
    }
}

using System.Diagnostics;

namespace Anesis.Cli.Tests;

/// <summary>The program as a process of its own, in a folder of its own.</summary>
internal sealed class ProgramProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _messages;

    private ProgramProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _messages = process.StandardError.ReadToEndAsync();
    }

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "anesis.exe" : "anesis");

    public static ProgramProcess Start(string folder, params string[] args)
    {
        var start = new ProcessStartInfo(Path, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        return new(Process.Start(start)!);
    }

    public static (int Code, string Output, string Messages) Run(string folder, params string[] args)
    {
        using var program = Start(folder, args);
        return program.Wait();
    }

    public (int Code, string Output, string Messages) Wait()
    {
        _process.WaitForExit(120_000).Should().BeTrue("the program ends");
        return (_process.ExitCode, _output.Result, _messages.Result);
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Whether this process and so its children ignore Ctrl-C, as those do that a script starts in the background. Linux only; elsewhere no.</summary>
    public static bool IgnoresInterrupts =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 2) != 0;

    /// <summary>"INT" is Ctrl-C, "KILL" cannot be caught. The shell's own kill: the program of that name is missing on a small system.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {name} {_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

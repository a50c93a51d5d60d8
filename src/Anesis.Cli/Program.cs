using System.CommandLine;
using System.Runtime.InteropServices;
using Anesis.Cli.Commands;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli;

internal static class Program
{
    public static int Main(string[] args)
    {
        var screen = Screen.OfProcess();
        using var cancel = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        void Stop(PosixSignalContext signal)
        {
            // The first asks for an orderly end; a second one ends the process at once.
            signal.Cancel = !cancel.IsCancellationRequested;
            cancel.Cancel();
        }

        try
        {
            return Run(args, screen, cancel.Token);
        }
        catch (OperationCanceledException)
        {
            screen.ClearProgress();
            screen.Messages.WriteLine("cancelled");
            return ExitCode.Cancelled;
        }
        catch (Results.Queries.ResultQueryException failure)
        {
            screen.Show([failure.Diagnostic]);
            return ExitCode.WrongInput;
        }
        catch (UserError error)
        {
            screen.Show([error.Diagnostic]);
            return ExitCode.WrongInput;
        }
        catch (Exception bug)
        {
            // The only place where an exception ends: a bug of ours, told in one line; the trace goes to a file for a report.
            screen.ClearProgress();
            screen.Messages.WriteLine(InternalError.Report(bug));
            return ExitCode.Internal;
        }
        finally
        {
            screen.Output.Flush();
        }
    }

    /// <summary>Parses and runs one command line.</summary>
    internal static int Run(string[] args, Screen screen, CancellationToken cancel)
    {
        if (args.Length == 0)
        {
            Welcome.Write(screen.Output);
            return ExitCode.Done;
        }

        var root = CommandTree.For(args[0], screen, cancel);
        var parsed = root.Parse(args);
        var wrong = args[0].StartsWith("[suggest", StringComparison.Ordinal) ? [] : ParseErrors.Of(parsed);
        if (wrong.Count > 0)
        {
            screen.Show(wrong);
            return ExitCode.WrongInput;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = screen.Output, Error = screen.Messages, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }
}

/// <summary>A wrong input met where nothing else can be checked any more.</summary>
internal sealed class UserError(Diagnostic diagnostic) : Exception(diagnostic.Found)
{
    public Diagnostic Diagnostic => diagnostic;
}

using System.CommandLine;
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
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            cancel.Cancel();
        };

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

        var root = CommandTree.Build(screen, cancel);
        var parsed = root.Parse(args);
        var wrong = ParseErrors.Of(parsed);
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

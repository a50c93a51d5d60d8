using Anesis.Cli.Terminal;

namespace Anesis.Cli.Tests;

/// <summary>Runs a command line in this process.</summary>
internal static class CommandLine
{
    public static (int Code, string Output, string Messages) Run(params string[] args)
    {
        var output = new StringWriter();
        var messages = new StringWriter();
        try
        {
            int code = Program.Run(args, new Screen(output, messages, false, false), CancellationToken.None);
            return (code, output.ToString(), messages.ToString());
        }
        catch (UserError error)
        {
            return (ExitCode.WrongInput, output.ToString(), messages.ToString() + error.Diagnostic);
        }
    }
}

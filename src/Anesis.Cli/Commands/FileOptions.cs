using System.CommandLine;
using Anesis.Cli.Terminal;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>An experiment or problem file says itself what is simulated: options that would say otherwise are refused, not ignored.</summary>
internal static class FileOptions
{
    public static void Refuse(ParseResult parsed, SimulateOptions options)
    {
        Option[] taken = [options.Output, options.Rtol, options.Atol, options.Seed, options.Threads, options.Json, options.Quiet];
        foreach (var option in parsed.CommandResult.Command.Options.Except(taken))
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new UserError(new Diagnostic("AN1016", Severity.Error, new(option.Name), "this option with an experiment or a problem, whose file says what is simulated", "--output, --rtol, --atol, --seed, --json or --quiet"));
            }
        }
    }
}

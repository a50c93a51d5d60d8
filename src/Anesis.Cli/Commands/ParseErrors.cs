using System.CommandLine;
using System.CommandLine.Parsing;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>Turns the parser's errors into diagnostics that name the option and the nearest right spelling.</summary>
internal static class ParseErrors
{
    public static IEnumerable<Diagnostic> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string[] options = [.. Names(parsed.CommandResult)];
        var unknown = parsed.UnmatchedTokens.ToHashSet(StringComparer.Ordinal);
        foreach (string token in parsed.UnmatchedTokens)
        {
            bool isOption = token.StartsWith('-');
            var candidates = isOption ? options : command.Subcommands.Select(c => c.Name);
            string expected = isOption
                ? $"an option of \"{command.Name}\" (see anesis {(command is RootCommand ? "" : command.Name + " ")}--help)"
                : command is RootCommand ? $"a command: {string.Join(", ", command.Subcommands.Select(c => c.Name))}" : $"no further argument of \"{command.Name}\"";
            yield return new("AN1001", Severity.Error, new("command line"), $"\"{token}\"", expected, Spelling.Nearest(token, candidates) is { } near ? $"\"{near}\"" : null);
        }

        foreach (var error in parsed.Errors.Where(e => !unknown.Any(u => e.Message.Contains($"'{u}'", StringComparison.Ordinal))))
        {
            yield return new("AN1002", Severity.Error, new("command line", Element: (error.SymbolResult as OptionResult)?.Option.Name), Lowered(error.Message), $"what anesis {command.Name} --help shows");
        }
    }

    private static string Lowered(string message) => message.Length > 0 ? char.ToLowerInvariant(message[0]) + message[1..].TrimEnd('.') : message;

    private static IEnumerable<string> Names(CommandResult command)
    {
        for (SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is CommandResult c)
            {
                foreach (var option in c.Command.Options)
                {
                    yield return option.Name;
                }
            }
        }
    }
}

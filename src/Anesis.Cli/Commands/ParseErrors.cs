using System.CommandLine;
using System.CommandLine.Parsing;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Cli.Commands;

/// <summary>Turns what cannot be parsed into diagnostics that name the option, what it wants and the nearest right spelling.</summary>
internal static class ParseErrors
{
    public static IReadOnlyList<Diagnostic> Of(ParseResult parsed)
    {
        var found = Unknown(parsed).ToList();
        if (parsed.Errors.Count == 0)
        {
            return [.. found, .. Valueless(parsed)];
        }

        foreach (var error in parsed.Errors)
        {
            switch (error.SymbolResult)
            {
                case OptionResult option:
                    found.Add(OfOption(option));
                    break;
                case ArgumentResult argument:
                    found.Add(new("AN1002", Severity.Error, new(argument.Argument.Name), argument.Tokens.Count == 0 ? "nothing" : Quoted(argument.Tokens), argument.Argument.Description ?? "a value"));
                    break;
                default:
                    if (found.Count == 0)
                    {
                        var command = parsed.CommandResult.Command;
                        var missing = command.Arguments.FirstOrDefault(a => parsed.CommandResult.GetResult(a) is null or { Tokens.Count: 0 } && a.Arity.MinimumNumberOfValues > 0);
                        found.Add(missing is not null
                            ? new("AN1002", Severity.Error, new(missing.Name), "nothing", missing.Description ?? "a value")
                            : new("AN1002", Severity.Error, new("command line"), "no command", $"one of {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}"));
                    }

                    break;
            }
        }

        return [.. found.DistinctBy(d => (d.At, d.Found))];
    }

    private static IEnumerable<Diagnostic> Unknown(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        foreach (string token in parsed.UnmatchedTokens.Concat(OptionsTakenForArguments(parsed)))
        {
            bool isOption = token.StartsWith('-');
            var candidates = isOption ? Names(parsed.CommandResult) : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
            string expected = isOption
                ? $"an option of \"{command.Name}\" (see anesis {(command is RootCommand ? "" : command.Name + " ")}--help)"
                : command is RootCommand ? $"a command: {string.Join(", ", candidates)}" : $"no further argument of \"{command.Name}\"";
            yield return new("AN1001", Severity.Error, new("command line"), $"\"{token}\"", expected, Spelling.Nearest(token.Split('=')[0], candidates) is { } near ? $"\"{near}\"" : null);
        }
    }

    /// <summary>Arguments that take any number of values take misspelt options too; what begins with two hyphens is an option unless "--" went before.</summary>
    private static IEnumerable<string> OptionsTakenForArguments(ParseResult parsed) =>
        parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash)
            ? []
            : parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value).Where(v => v.StartsWith("--", StringComparison.Ordinal));

    /// <summary>An option that is written a second time without its value.</summary>
    private static IEnumerable<Diagnostic> Valueless(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(o => !o.Implicit && o.Option.Arity.MinimumNumberOfValues > 0 && o.IdentifierTokenCount > o.Tokens.Count)
            .Select(o => new Diagnostic("AN1002", Severity.Error, new(o.Option.Name), "nothing", Wanted(o.Option)));

    private static Diagnostic OfOption(OptionResult result)
    {
        var option = result.Option;
        string found = result.Tokens.Count == 0 ? "nothing" : Quoted(result.Tokens);
        return result.Tokens.Count > 1 && option.Arity.MaximumNumberOfValues == 1
            ? new("AN1002", Severity.Error, new(option.Name), $"{found}: {result.Tokens.Count} values", $"one value: {Wanted(option)}")
            : new("AN1002", Severity.Error, new(option.Name), found, Wanted(option));
    }

    private static string Quoted(IEnumerable<Token> tokens) => string.Join(" and ", tokens.Select(t => $"\"{t.Value}\""));

    private static string Wanted(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        string kind = type == typeof(int) ? "a whole number up to 2147483647" : type == typeof(ulong) ? "a whole number from 0 on" : type == typeof(double) ? "a number such as 1e-6" : option.HelpName ?? "a value";
        return option.Description is { Length: > 0 } meaning ? $"{kind} ({meaning})" : kind;
    }

    private static IEnumerable<string> Names(CommandResult command)
    {
        for (SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is CommandResult c)
            {
                foreach (var option in c.Command.Options.Where(o => !o.Hidden))
                {
                    yield return option.Name;
                }
            }
        }
    }
}

using System.CommandLine;

namespace Anesis.Cli.Commands;

/// <summary>A command line as it can be typed again.</summary>
internal static class CommandText
{
    private const string Plain = "-_./=:,+%@";

    public static string Of(ParseResult parsed) => "anesis " + string.Join(' ', parsed.Tokens.Select(t => Quoted(t.Value)));

    /// <summary>In double quotes where a shell would take the word apart.</summary>
    internal static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            ? word
            : "\"" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal) + "\"";
}

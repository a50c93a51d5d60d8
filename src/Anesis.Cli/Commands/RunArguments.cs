using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;

namespace Anesis.Cli.Commands;

/// <summary>The part of a "simulate" command line that makes the results, in one order, as it is kept with a study.</summary>
internal static class RunArguments
{
    public static string Write(ParseResult parsed, SimulateOptions options, string? arm)
    {
        Option[] decisive =
        [
            options.Regimen, options.Data, options.Covariates, options.People, options.Population, options.Individuals, options.Uncertainty, options.Error, options.Lloq, options.Blq, options.Set, options.Until, options.Every, options.At, options.Select,
            options.Method, options.Rtol, options.Atol, options.Seed,
        ];
        var words = new List<string> { "simulate", parsed.GetValue(options.Model)! };
        foreach (var option in decisive)
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
            {
                foreach (Token token in given.Tokens)
                {
                    words.Add($"{option.Name}={token.Value}");
                }
            }
        }

        if ((arm ?? parsed.GetValue(options.Arm)) is { } chosen)
        {
            words.Add($"{options.Arm.Name}={chosen}");
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (string word in words)
            {
                json.WriteStringValue(word);
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Null when the text is none of ours.</summary>
    public static string[]? Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Array && json.RootElement.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
                ? [.. json.RootElement.EnumerateArray().Select(e => e.GetString()!)]
                : null;
        }
        catch (JsonException)
        {
            return null; // a manifest that was edited: whoever asked refuses it
        }
    }
}

using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Observations;

/// <summary>
/// Reads a residual error as it is written: "additive(2)", "proportional(0.2)", "combined1(a, b)" (deviations add), "combined2(a, b)" (variances add),
/// "power(b, c)", "log(b)"; after it " ar(0.8)" for a correlation of 0.8 over a unit of time.
/// </summary>
public static class ResidualErrorText
{
    private static readonly Dictionary<string, int> Arguments = new(StringComparer.Ordinal)
    {
        ["none"] = 0, ["additive"] = 1, ["proportional"] = 1, ["combined1"] = 2, ["combined2"] = 2, ["power"] = 2, ["log"] = 1,
    };

    /// <param name="text">Such as "combined2(0.1, 0.2)".</param>
    /// <param name="source">The option or file that holds the text.</param>
    public static Checked<ResidualError> Read(string text, string source)
    {
        int at = 0;
        if (ReadCall(text, source, ref at, [.. Arguments.Keys]) is not { } call)
        {
            return Refused(text, source, 0, text.Length, $"\"{text}\"", Expected, Spelling.Nearest(text.Split('(', ' ')[0], Arguments.Keys));
        }

        var (name, column, values, length) = call;
        if (values is null || values.Length != Arguments[name] || !Array.TrueForAll(values, v => double.IsFinite(v)) || Array.Exists(values, v => v < 0) )
        {
            return Refused(text, source, column, length, $"\"{text.Substring(column, length)}\"", Arguments[name] == 1 ? $"one number of 0 or more, such as {name}(0.2)" : $"two numbers of 0 or more, such as {name}(0.1, 0.2)", null);
        }

        double correlation = 0;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        if (at < text.Length)
        {
            int from = at;
            if (ReadCall(text, source, ref at, ["ar"]) is not { Values: [>= 0 and < 1 and var rho] } || text[at..].Trim().Length > 0)
            {
                return Refused(text, source, from, text.Length - from, $"\"{text[from..]}\"", "nothing more, or ar(ρ) with a correlation from 0 to below 1", null);
            }

            correlation = rho;
        }

        var error = name switch
        {
            "none" => ResidualError.None,
            "additive" => new ResidualError(values[0], 0),
            "proportional" => new ResidualError(0, values[0]),
            "combined1" => new ResidualError(values[0], values[1]) { Form = ErrorForm.Deviations },
            "combined2" => new ResidualError(values[0], values[1]),
            "power" => new ResidualError(0, values[0]) { Form = ErrorForm.Power, Exponent = values[1] },
            _ => new ResidualError(0, values[0]) { Form = ErrorForm.Logarithmic },
        };
        return Checked.Ok(error with { Autocorrelation = correlation });
    }

    private const string Expected = "additive(a), proportional(b), combined1(a, b), combined2(a, b), power(b, c), log(b) or none";

    /// <summary>A name with its numbers in brackets, from <paramref name="at"/> on; null where the name is none of these.</summary>
    private static (string Name, int Column, double[] Values, int Length)? ReadCall(string text, string source, ref int at, string[] names)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        int start = at;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
        {
            at++;
        }

        string name = text[start..at].ToLowerInvariant();
        if (!names.Contains(name, StringComparer.Ordinal))
        {
            return null;
        }

        int close = text.IndexOf(')', at);
        if (name == "none")
        {
            return (name, start, [], at - start);
        }

        if (at >= text.Length || text[at] != '(' || close < 0)
        {
            return (name, start, [double.NaN], Math.Max(1, at - start));
        }

        double[] values = [.. text[(at + 1)..close].Split(',').Select(v => double.TryParse(v.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN)];
        at = close + 1;
        return (name, start, values, at - start);
    }

    private static Checked<ResidualError> Refused(string text, string source, int column, int length, string found, string expected, string? nearest) =>
        Checked.Refused<ResidualError>(new Diagnostic("AN0830", Severity.Error, new(source, 1, column + 1, Math.Max(1, length)), found, expected, nearest) { SourceLine = text });
}

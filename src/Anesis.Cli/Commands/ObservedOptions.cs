using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Observations;

namespace Anesis.Cli.Commands;

/// <summary>What --error, --lloq and --blq say of outputs.</summary>
internal sealed record ObservedOptions(string[] Errors, string[] Limits, string Below)
{
    public ValueList<ObservedOutput> Read(List<Diagnostic> diagnostics)
    {
        var method = Method(Below, diagnostics);
        var errors = new Dictionary<string, ResidualError>(StringComparer.Ordinal);
        var limits = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string text in Errors)
        {
            if (Named(text, "--error", "NAME=ERROR, such as \"C=proportional(0.2)\"", diagnostics) is var (name, value) && ResidualErrorText.Read(value, "--error") is var read)
            {
                diagnostics.AddRange(read.Diagnostics);
                errors[name] = read.Value ?? ResidualError.None;
            }
        }

        foreach (string text in Limits)
        {
            if (Named(text, "--lloq", "NAME=LIMIT, such as C=0.05", diagnostics) is not var (name, value))
            {
                continue;
            }

            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double limit) || !(limit > 0) || !double.IsFinite(limit))
            {
                diagnostics.Add(new("AN1006", Severity.Error, new("--lloq"), $"\"{value}\"", "a limit above 0"));
            }

            limits[name] = limit;
        }

        return errors.Keys.Union(limits.Keys).Select(name => new ObservedOutput(name, errors.GetValueOrDefault(name) ?? ResidualError.None, limits.TryGetValue(name, out double limit) ? new(limit, method) : Quantification.None)).ToValueList();
    }

    /// <summary>m1 to m7.</summary>
    public static BelowLimit Method(string text, List<Diagnostic> diagnostics)
    {
        string[] known = [.. Enum.GetNames<BelowLimit>().Select(k => k.ToLowerInvariant())];
        int at = Array.IndexOf(known, text.ToLowerInvariant());
        if (at < 0)
        {
            diagnostics.Add(new("AN1004", Severity.Error, new("--blq"), $"\"{text}\"", $"one of {string.Join(", ", known)}", Spelling.Nearest(text, known)));
        }

        return (BelowLimit)Math.Max(0, at);
    }

    private static (string Name, string Value)? Named(string text, string option, string expected, List<Diagnostic> diagnostics)
    {
        int equal = text.IndexOf('=', StringComparison.Ordinal);
        if (equal > 0 && equal < text.Length - 1)
        {
            return (text[..equal].Trim(), text[(equal + 1)..].Trim());
        }

        diagnostics.Add(new("AN0830", Severity.Error, new(option), $"\"{text}\"", expected));
        return null;
    }
}

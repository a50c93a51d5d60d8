using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>The model's unit of time, for times that people write with a unit of their own.</summary>
/// <param name="Hours">Hours in the model's unit.</param>
/// <param name="Symbol">How it is written after a number: "h", "s", "min", "d", or empty when the model declares none.</param>
public sealed record TimeUnit(double Hours, string Symbol)
{
    /// <summary>For a model that declares no unit: numbers stand as they are, and a written unit is turned into hours.</summary>
    public static TimeUnit Undeclared { get; } = new(1, "");

    public bool IsDeclared => Symbol.Length > 0;
}

/// <summary>Reads times as people write them on a command line: "240h", "40 min", "7 d", or a bare number in the model's unit.</summary>
public static class TimeText
{
    private static readonly Dictionary<string, double> Hours = new(StringComparer.Ordinal)
    {
        ["ms"] = 1 / 3.6e6, ["s"] = 1 / 3600.0, ["sec"] = 1 / 3600.0, ["second"] = 1 / 3600.0, ["seconds"] = 1 / 3600.0,
        ["min"] = 1 / 60.0, ["minute"] = 1 / 60.0, ["minutes"] = 1 / 60.0, ["h"] = 1, ["hr"] = 1, ["hour"] = 1, ["hours"] = 1,
        ["d"] = 24, ["day"] = 24, ["days"] = 24, ["w"] = 168, ["wk"] = 168, ["week"] = 168, ["weeks"] = 168,
        ["month"] = 730.5, ["months"] = 730.5, ["y"] = 8766, ["year"] = 8766, ["years"] = 8766,
    };

    /// <summary>One time, in the model's unit; adds an error and returns NaN when the text is none.</summary>
    /// <param name="text">Such as "240h".</param>
    /// <param name="option">The option's name, for the error.</param>
    /// <param name="unit">The model's unit.</param>
    /// <param name="defaultSuffix">The unit of a bare number; empty: the model's.</param>
    /// <param name="errors">Where an error goes.</param>
    public static double Read(string text, string option, TimeUnit unit, string defaultSuffix, List<Diagnostic> errors)
    {
        string trimmed = text.Trim();
        int digits = NumberLength(trimmed);
        string suffix = trimmed[digits..].Trim().ToLowerInvariant();
        var at = new SourceSpan(option);
        if (!double.TryParse(trimmed[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            errors.Add(new("AN1003", Severity.Error, at, $"\"{text}\"", "a time such as 240h, 40min, 7d, or a number in the model's own unit"));
            return double.NaN;
        }

        suffix = suffix.Length == 0 ? defaultSuffix : suffix;
        if (suffix.Length == 0)
        {
            return value;
        }

        if (Hours.TryGetValue(suffix, out double hours))
        {
            return value * hours / unit.Hours;
        }

        errors.Add(new("AN1003", Severity.Error, at, $"the unit \"{suffix}\" in \"{text}\"", "s, min, h, d, weeks, months or years", Spelling.Nearest(suffix, Hours.Keys)));
        return double.NaN;
    }

    /// <summary>A list such as "0,1,2h" or "0,40min,2h": a bare number takes the unit of the next that has one; ascending, no repeats.</summary>
    public static double[] ReadList(string text, string option, TimeUnit unit, List<Diagnostic> errors)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        var times = new double[parts.Length];
        string suffix = "";
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            string own = parts[i][NumberLength(parts[i])..].Trim().ToLowerInvariant();
            suffix = own.Length > 0 ? own : suffix;
            times[i] = Read(parts[i], option, unit, suffix, errors);
        }

        for (int i = 1; i < times.Length; i++)
        {
            if (times[i] <= times[i - 1])
            {
                errors.Add(new("AN1003", Severity.Error, new(option), $"{parts[i]} after {parts[i - 1]}", "times that ascend"));
            }
        }

        return times;
    }

    private static int NumberLength(string text)
    {
        int i = 0;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] is '.' or '-' or '+' || (text[i] is 'e' or 'E' && i + 1 < text.Length && (char.IsAsciiDigit(text[i + 1]) || (text[i + 1] is '-' or '+' && i + 2 < text.Length && char.IsAsciiDigit(text[i + 2]))))))
        {
            i++;
        }

        return i;
    }
}

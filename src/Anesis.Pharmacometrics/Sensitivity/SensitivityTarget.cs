using System.Globalization;
using System.Text.RegularExpressions;
using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Pharmacometrics.Sensitivity;

/// <summary>How a course becomes one number.</summary>
public enum TargetKind
{
    At,
    Max,
    Min,
    Mean,
    Last,
}

/// <summary>A result whose sensitivity is asked: "madrs at 7 d", "max cadss", "mean A", "last bladder".</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Output">A quantity of the model.</param>
/// <param name="Kind">What of its course.</param>
/// <param name="Time">In the model's unit, for <see cref="TargetKind.At"/>.</param>
public sealed partial record SensitivityTarget(string Text, string Output, TargetKind Kind, double Time)
{
    /// <summary>Reads the text; adds an error and returns null when it is no target.</summary>
    public static SensitivityTarget? Read(string text, string option, TimeUnit unit, double end, List<Diagnostic> errors)
    {
        string trimmed = text.Trim();
        if (Ahead().Match(trimmed) is { Success: true } ahead)
        {
            return new(trimmed, ahead.Groups["output"].Value, Enum.Parse<TargetKind>(ahead.Groups["kind"].Value, ignoreCase: true), double.NaN);
        }

        if (AtTime().Match(trimmed) is not { Success: true } at)
        {
            errors.Add(new("AN1003", Severity.Error, new(option), $"\"{text}\"", "\"OUTPUT at TIME\", or max, min, mean or last and an output, such as \"madrs at 7 d\" or \"max cadss\""));
            return null;
        }

        double time = TimeText.Read(at.Groups["time"].Value, option, unit, "", errors);
        if (time < 0 || time > end)
        {
            errors.Add(new("AN1003", Severity.Error, new(option), $"\"{at.Groups["time"].Value}\" in \"{text}\"", string.Create(CultureInfo.InvariantCulture, $"a time from 0 to the end of the simulation, {end:G6}{unit.Symbol}")));
            return null;
        }

        return double.IsNaN(time) ? null : new(trimmed, at.Groups["output"].Value, TargetKind.At, time);
    }

    /// <summary>The number of one course.</summary>
    public double Of(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        if (values.Length == 0)
        {
            return double.NaN;
        }

        double best = values[0], area = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = Kind == TargetKind.Min ? Math.Min(best, values[i]) : Math.Max(best, values[i]);
            area += 0.5 * (values[i] + values[i - 1]) * (times[i] - times[i - 1]);
        }

        return Kind switch
        {
            TargetKind.Last => values[^1],
            TargetKind.Mean => values.Length > 1 ? area / (times[^1] - times[0]) : values[0],
            TargetKind.At => values[Nearest(times)],
            _ => best,
        };
    }

    private int Nearest(ReadOnlySpan<double> times)
    {
        int best = 0;
        for (int i = 1; i < times.Length; i++)
        {
            best = Math.Abs(times[i] - Time) < Math.Abs(times[best] - Time) ? i : best;
        }

        return best;
    }

    [GeneratedRegex("^(?<kind>max|min|mean|last)\\s+(?<output>\\S+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ahead();

    [GeneratedRegex("^(?<output>\\S+)\\s+at\\s+(?<time>.+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AtTime();
}

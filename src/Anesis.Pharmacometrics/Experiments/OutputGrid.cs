using System.Globalization;
using System.Text.RegularExpressions;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>
/// Output times by their spacing, as people write it: "5 min", or dense first and sparse later, "1 min until 24 h then 1 h".
/// The grid begins at 0 and always has the end.
/// </summary>
public static partial class OutputGrid
{
    /// <summary>A grid longer than this is refused: it would be a mistake in a unit.</summary>
    private const double MostTimes = 2e7;

    /// <summary>The times, ascending, in the model's unit; adds an error and returns none when the text is no spacing.</summary>
    /// <param name="text">Spacings joined by "then", each but the last with "until" (or "to") and a time.</param>
    /// <param name="option">The option's name, for the error.</param>
    /// <param name="unit">The model's unit.</param>
    /// <param name="end">The end of the simulation, above 0, in the model's unit.</param>
    /// <param name="errors">Where an error goes.</param>
    public static double[] Read(string text, string option, TimeUnit unit, double end, List<Diagnostic> errors)
    {
        int before = errors.Count;
        var times = new List<double> { 0 };
        double ends = 0;
        string[] parts = Then().Split(text);
        for (int i = 0; i < parts.Length; i++)
        {
            string[] sides = Until().Split(parts[i]);
            bool last = i == parts.Length - 1;
            if (sides.Length > 2 || (sides.Length == 1 && !last))
            {
                errors.Add(new("AN1003", Severity.Error, new(option), $"\"{parts[i].Trim()}\" in \"{text}\"", "a spacing and where it ends, such as \"1 min until 24 h then 1 h\""));
                return [];
            }

            double spacing = TimeText.Read(sides[0], option, unit, "", errors);
            double until = sides.Length == 2 ? TimeText.Read(sides[1], option, unit, "", errors) : end;
            if (errors.Count > before)
            {
                return [];
            }

            if (spacing <= 0)
            {
                errors.Add(new("AN1003", Severity.Error, new(option), $"\"{sides[0].Trim()}\"", "a time above 0"));
                return [];
            }

            if (i == 0 && spacing > end)
            {
                errors.Add(new("AN1003", Severity.Error, new(option), $"\"{sides[0].Trim()}\", which is longer than the simulation", string.Create(CultureInfo.InvariantCulture, $"at most {end:G6}{unit.Symbol}, or a later end")));
                return [];
            }

            if (sides.Length == 2 && until <= ends)
            {
                errors.Add(new("AN1003", Severity.Error, new(option), $"until \"{sides[1].Trim()}\"", "a time after the one before"));
                return [];
            }

            (ends, until) = (until, Math.Min(until, end));
            if (times.Count + ((until - times[^1]) / spacing) > MostTimes)
            {
                errors.Add(new("AN1003", Severity.Error, new(option), string.Create(CultureInfo.InvariantCulture, $"{(until - times[^1]) / spacing:G4} output times"), $"at most {MostTimes:G2}"));
                return [];
            }

            Add(times, spacing, until);
        }

        Add(times, end, end);
        return [.. times];
    }

    /// <summary>From the last time on, every spacing, and the limit itself.</summary>
    private static void Add(List<double> times, double spacing, double limit)
    {
        double from = times[^1];
        double tolerance = 1e-9 * limit;
        for (long k = 1; from + (k * spacing) < limit - tolerance; k++)
        {
            times.Add(from + (k * spacing));
        }

        if (limit > times[^1] + tolerance)
        {
            times.Add(limit);
        }
    }

    // Texts are short: the limits, which run by the clock on the wall, are so long that a busy machine never meets them.
    [GeneratedRegex(@"\s*,?\s*\bthen\b\s*(?:every\b\s*)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Then();

    [GeneratedRegex(@"\s+(?:until|to)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Until();
}

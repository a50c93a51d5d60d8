using System.Globalization;

namespace Anesis.Cli.Conformance;

/// <summary>The settings of a case of the SBML Test Suite (NNNNN-settings.txt).</summary>
internal sealed record CaseSettings
{
    public double Start { get; init; }

    public double Duration { get; init; }

    public int Steps { get; init; }

    public IReadOnlyList<string> Variables { get; init; } = [];

    public double Absolute { get; init; }

    public double Relative { get; init; }

    /// <summary>Species wanted as amounts.</summary>
    public IReadOnlySet<string> Amount { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Species wanted as concentrations.</summary>
    public IReadOnlySet<string> Concentration { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Stochastic cases: "X-mean", "X-sd".</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    public (double Low, double High) MeanRange { get; init; } = (-3, 3);

    public (double Low, double High) SdRange { get; init; } = (-5, 5);

    public static CaseSettings Parse(string text)
    {
        var entries = text.Split('\n').Select(l => l.Split(':', 2)).Where(p => p.Length == 2)
            .ToDictionary(p => p[0].Trim(), p => p[1].Trim(), StringComparer.Ordinal);
        string Get(string key) => entries.GetValueOrDefault(key, "");
        double Number(string key) => double.TryParse(Get(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : 0;
        string[] List(string key) => Get(key).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        (double, double) Range(string key, (double, double) absent)
        {
            double[] ends = [.. Get(key).Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
            return ends.Length == 2 ? (ends[0], ends[1]) : absent;
        }

        return new()
        {
            Start = Number("start"),
            Duration = Number("duration"),
            Steps = (int)Number("steps"),
            Variables = List("variables"),
            Absolute = Number("absolute"),
            Relative = Number("relative"),
            Amount = List("amount").ToHashSet(StringComparer.Ordinal),
            Concentration = List("concentration").ToHashSet(StringComparer.Ordinal),
            Output = List("output"),
            MeanRange = Range("meanRange", (-3, 3)),
            SdRange = Range("sdRange", (-5, 5)),
        };
    }

    /// <summary>The name by which the engine gives a variable as the case wants it.</summary>
    public string Observable(string variable) =>
        Amount.Contains(variable) ? $"amount({variable})" : Concentration.Contains(variable) ? $"[{variable}]" : variable;

    /// <summary>start + k·duration/steps.</summary>
    public double[] Times() => [.. Enumerable.Range(0, Steps + 1).Select(k => Start + (k * Duration / Math.Max(1, Steps)))];
}

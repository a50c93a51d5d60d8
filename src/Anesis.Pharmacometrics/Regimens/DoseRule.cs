using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>What a rule does with the doses that come after it.</summary>
public enum DoseChange
{
    /// <summary>No further dose, whatever other rules say.</summary>
    Stop,

    /// <summary>No dose until a rule resumes.</summary>
    Pause,

    /// <summary>Ends a pause; doses are what they were before it.</summary>
    Resume,

    /// <summary>Times <see cref="DoseRule.Value"/>.</summary>
    Scale,

    /// <summary>To <see cref="DoseRule.Value"/> times the regimen's dose.</summary>
    Set,
}

public enum Comparison
{
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// <summary>
/// "halve the dose when ANC is below 1": what becomes of later doses when a quantity of the model crosses a number. Without <see cref="CheckedEvery"/> the rule acts each time when the
/// condition becomes true; with it, at each check at which the condition holds. An infusion that runs is not changed.
/// </summary>
public sealed record DoseRule(DoseChange Change, string Quantity, Comparison Comparison, double Threshold)
{
    /// <summary>A factor for <see cref="DoseChange.Scale"/> and <see cref="DoseChange.Set"/>.</summary>
    public double Value { get; init; } = 1;

    /// <summary>h between checks, the first one interval after the start; null: watched all the time.</summary>
    public double? CheckedEvery { get; init; }

    /// <summary>Factors that a scaling does not go beyond.</summary>
    public double NotBelow { get; init; }

    public double NotAbove { get; init; } = double.PositiveInfinity;

    /// <summary>Where the text names the quantity.</summary>
    public SourceSpan Span { get; init; }

    public string Text { get; init; } = "";
}

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>How reliably a person takes the doses of a regimen's text. What one person does depends on the study's seed, the person and the dose's number alone.</summary>
public sealed record TakingPattern
{
    public static TakingPattern Perfect { get; } = new();

    /// <summary>The share of doses that is taken, above 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>
    /// Mean number of doses missed in a row, 1 or more; 0: each dose is missed or not independently of the one before. Taken and missed doses alternate as a two-state Markov chain.
    /// </summary>
    public double MissedRun { get; init; }

    /// <summary>Each dose that is taken comes late by a time drawn evenly from 0 to this, h.</summary>
    public double LateUpTo { get; init; }

    /// <summary>Each dose comes late by this, h.</summary>
    public double LateBy { get; init; }

    public bool IsPerfect => this == Perfect;

    /// <summary>True where chance has a part.</summary>
    public bool IsRandom => Probability < 1 || LateUpTo > 0;
}

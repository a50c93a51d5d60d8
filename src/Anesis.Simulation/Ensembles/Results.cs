namespace Anesis.Simulation.Ensembles;

public enum OutcomeKind
{
    Completed,

    /// <summary>The step size fell below what the time can resolve.</summary>
    StepTooSmall,

    /// <summary>A state or rate was not a finite number.</summary>
    NotFinite,

    TooManySteps,

    /// <summary>A steady state was not reached.</summary>
    NoSteadyState,

    /// <summary>A dose record's modelled rate, duration, lag or bioavailability has no meaning.</summary>
    InvalidDose,

    /// <summary>Events set each other off at one time without end.</summary>
    EndlessEvents,

    Cancelled,

    /// <summary>A reaction's rate was negative or no number, so that it is not a rate of single events.</summary>
    NoPropensity,

    /// <summary>The fast reactions, on their own, do not come to rest.</summary>
    NoRest,

    /// <summary>An infusion flows into amounts that change by single events.</summary>
    InfusionIntoCounts,
}

/// <summary>How one individual ended; on failure where and because of which quantity.</summary>
public sealed record Outcome(OutcomeKind Kind, double Time = double.NaN, string? Quantity = null)
{
    public static Outcome Completed { get; } = new(OutcomeKind.Completed);

    public bool IsCompleted => Kind == OutcomeKind.Completed;

    /// <summary>A sentence for people.</summary>
    public string Sentence => Kind switch
    {
        OutcomeKind.Completed => "completed",
        OutcomeKind.StepTooSmall => $"the step became too small at time {Time:G10}" + (Quantity is null ? "" : $"; the error is largest in {Quantity}"),
        OutcomeKind.NotFinite => $"{Quantity ?? "a quantity"} is not a finite number at time {Time:G10}",
        OutcomeKind.TooManySteps => $"the limit of steps was reached at time {Time:G10}",
        OutcomeKind.NoSteadyState => $"no steady state was reached for the dose at time {Time:G10}",
        OutcomeKind.InvalidDose => $"{Quantity ?? "a dosing quantity"} has no meaning for the dose at time {Time:G10}",
        OutcomeKind.EndlessEvents => $"events set each other off without end at time {Time:G10}; the last one was {Quantity ?? "unnamed"}",
        OutcomeKind.NoPropensity => $"the rate of {Quantity ?? "a reaction"} is negative or no number at time {Time:G10}; single events need rates of zero or more: where it goes both ways, a difference of two rates",
        OutcomeKind.NoRest => $"the fast reactions do not come to rest at time {Time:G10}",
        OutcomeKind.InfusionIntoCounts => $"an infusion into {Quantity ?? "a species"} goes on at time {Time:G10}; with single events doses are given at once",
        _ => "cancelled",
    };
}

/// <summary>
/// Consecutive individuals' results. Individual First + k has rows RowStarts[k]..RowStarts[k+1] of <see cref="Times"/> and, OutputCount wide, of <see cref="Values"/>.
/// A failed individual has the rows that it reached; the rest is absent.
/// </summary>
public sealed record ResultBlock(int First, int Count, int OutputCount, int[] RowStarts, double[] Times, double[] Values, Outcome[] Outcomes)
{
    /// <summary>Work done, for reports: accepted and rejected steps, right-hand sides (per lane), factorisations.</summary>
    public RunCounters Counters { get; init; }
}

public readonly record struct RunCounters(long Steps, long Rejected, long RightHandSides, long Factorizations)
{
    public static RunCounters operator +(RunCounters a, RunCounters b) =>
        new(a.Steps + b.Steps, a.Rejected + b.Rejected, a.RightHandSides + b.RightHandSides, a.Factorizations + b.Factorizations);
}

/// <summary>Takes results while others compute. Blocks arrive in order of individuals, one at a time.</summary>
public interface IResultSink
{
    /// <summary>False for a sink that holds no block, nor its arrays, once <see cref="Accept"/> has returned: their memory then serves the next ones.</summary>
    bool KeepsBlocks => true;

    void Accept(ResultBlock block);
}

using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Ketamine.Claims;

/// <summary>One number of a course, in the order of the file's words.</summary>
public enum ClaimStatistic
{
    At,
    Max,
    Min,
    Mean,
    First,
    Last,
    Rise,
    Fall,
    Change,
    RelativeChange,
    TimeOfMax,
    TimeOfMin,
}

/// <summary>How a number compares with another.</summary>
public enum Relation
{
    Above,
    Below,
    Near,
    Between,
    Ratio,
}

/// <summary>A time as it was written, and in hours.</summary>
public sealed record Moment(string Text, double Hours);

/// <summary>A number that an arm gives.</summary>
public sealed record Side(string Arm, string Output, ClaimStatistic Statistic)
{
    /// <summary>When, for <see cref="ClaimStatistic.At"/>.</summary>
    public Moment? Time { get; init; }

    /// <summary>Start of the window; null: the run's.</summary>
    public Moment? From { get; init; }

    /// <summary>End of the window; null: the run's.</summary>
    public Moment? To { get; init; }

    /// <summary>How the numbers of many people become one; null for an arm of one typical person.</summary>
    public OverPeople? Over { get; init; }

    /// <summary>Where the output is named.</summary>
    public SourceSpan Span { get; init; }

    public override string ToString()
    {
        string output = Statistic switch
        {
            ClaimStatistic.At => $"{Output} at {Time?.Text}",
            ClaimStatistic.Max => "highest " + Output,
            ClaimStatistic.Min => "lowest " + Output,
            ClaimStatistic.Mean => "mean " + Output,
            ClaimStatistic.First => "first " + Output,
            ClaimStatistic.Last => "last " + Output,
            ClaimStatistic.Rise => "rise of " + Output,
            ClaimStatistic.Fall => "fall of " + Output,
            ClaimStatistic.Change => "change of " + Output,
            ClaimStatistic.RelativeChange => "relative change of " + Output,
            ClaimStatistic.TimeOfMax => $"time (h) of the highest {Output}",
            _ => $"time (h) of the lowest {Output}",
        };
        string window = (From, To) switch
        {
            ({ } from, { } to) => $" from {from.Text} to {to.Text}",
            ({ } from, null) => $" from {from.Text} on",
            (null, { } to) => $" until {to.Text}",
            _ => "",
        };
        return Over is null ? $"{output}{window} in {Arm}" : $"{Over} {output}{window} in {Arm}";
    }
}

/// <summary>A condition: a number of one arm compared with another's or with a value.</summary>
/// <param name="Left">What is compared.</param>
/// <param name="Is">How.</param>
public sealed record Expectation(Side Left, Relation Is)
{
    /// <summary>The other side; null: <see cref="Value"/>, or none for <see cref="Relation.Between"/>.</summary>
    public Side? Than { get; init; }

    public double? Value { get; init; }

    /// <summary>Margin in the output's unit: for above and below how much at least, for near how much at most.</summary>
    public double By { get; init; }

    /// <summary>Lower bound of a range or ratio.</summary>
    public double Low { get; init; }

    /// <summary>Upper bound of a range or ratio.</summary>
    public double High { get; init; }

    /// <summary>Whether it holds for the two sides. A number that could not be computed (NaN) never holds.</summary>
    public bool Holds(double left, double right) => Is switch
    {
        Relation.Above => left > right + By,
        Relation.Below => left < right - By,
        Relation.Near => Math.Abs(left - right) <= By,
        Relation.Between => left >= Low && left <= High,
        _ => left / right >= Low && left / right <= High,
    };

    public override string ToString()
    {
        string other = Than?.ToString() ?? Number(Value ?? double.NaN);
        return Is switch
        {
            Relation.Above => $"{Left} above {other}{Margin}",
            Relation.Below => $"{Left} below {other}{Margin}",
            Relation.Near => $"{Left} within {Number(By)} of {other}",
            Relation.Between => $"{Left} between {Number(Low)} and {Number(High)}",
            _ => $"{Left} over {other} between {Number(Low)} and {Number(High)}",
        };
    }

    private string Margin => By == 0 ? "" : $" by {Number(By)} or more";

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}

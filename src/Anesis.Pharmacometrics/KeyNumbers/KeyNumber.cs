namespace Anesis.Pharmacometrics.KeyNumbers;

/// <summary>What a key number says of an individual's course of one output.</summary>
public enum KeyNumberKind
{
    /// <summary>Largest value.</summary>
    Max,

    /// <summary>Time of the largest value.</summary>
    TimeOfMax,

    Min,

    TimeOfMin,

    /// <summary>Largest value less the value at the start.</summary>
    Rise,

    /// <summary>Value at the start less the smallest value.</summary>
    Fall,

    /// <summary>Area under the course, linear trapezoids over the stored times, to the last.</summary>
    Auc,

    /// <summary>ln 2 over the slope of the logarithm over the last stored times (best adjusted R², at least three points after the peak); the threshold, where there is one, is the share of the peak below which nothing counts.</summary>
    HalfLife,

    /// <summary>Time after the last stored value above the threshold; 0 when it was never above.</summary>
    TimeUntilBelow,

    /// <summary>Total time above the threshold, straight lines between stored values.</summary>
    TimeAbove,

    /// <summary>Total time below the threshold.</summary>
    TimeBelow,

    /// <summary>Value at the last stored time.</summary>
    Last,

    /// <summary>Value at the first stored time.</summary>
    First,
}

/// <summary>A number that sums up an individual's course of one output.</summary>
/// <param name="Id">Its name in tables.</param>
/// <param name="Label">For people.</param>
/// <param name="Output">The output that it reads.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Unit">For people.</param>
/// <param name="Threshold">For the kinds that have one.</param>
/// <param name="Scale">Turns the number (in the output's and the model's time units) into <paramref name="Unit"/>.</param>
public sealed record KeyNumber(string Id, string Label, string Output, KeyNumberKind Kind, string Unit, double Threshold = double.NaN, double Scale = 1)
{
    /// <summary>Stored times before this one do not count; in the model's time unit.</summary>
    public double From { get; init; } = double.NegativeInfinity;

    /// <summary>Stored times after this one do not count.</summary>
    public double To { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the whole course counts.</summary>
    public bool IsOfAll => double.IsNegativeInfinity(From) && double.IsPositiveInfinity(To);

    /// <summary>The number, or NaN where the course does not have it (a half-life without a decline).</summary>
    /// <param name="times">Ascending.</param>
    /// <param name="values">Of the output, at those times.</param>
    public double Of(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        int first = 0, end = values.Length;
        while (first < end && times[first] < From)
        {
            first++;
        }

        while (end > first && times[end - 1] > To)
        {
            end--;
        }

        return end == first ? double.NaN : Scale * Raw(times[first..end], values[first..end]);
    }

    private double Raw(ReadOnlySpan<double> times, ReadOnlySpan<double> values) => Kind switch
    {
        KeyNumberKind.Max => values[Course.Peak(values)],
        KeyNumberKind.TimeOfMax => times[Course.Peak(values)] - times[0],
        KeyNumberKind.Min => values[Course.Trough(values)],
        KeyNumberKind.TimeOfMin => times[Course.Trough(values)] - times[0],
        KeyNumberKind.Rise => values[Course.Peak(values)] - values[0],
        KeyNumberKind.Fall => values[0] - values[Course.Trough(values)],
        KeyNumberKind.Auc => Course.Area(times, values),
        KeyNumberKind.HalfLife => Course.HalfLife(times, values, double.IsNaN(Threshold) ? 0 : Threshold),
        KeyNumberKind.TimeUntilBelow => Course.TimeUntilBelow(times, values, Threshold),
        KeyNumberKind.TimeAbove => Course.TimeAbove(times, values, Threshold),
        KeyNumberKind.TimeBelow => times[^1] - times[0] - Course.TimeAbove(times, values, Threshold),
        KeyNumberKind.Last => values[^1],
        _ => values[0],
    };
}

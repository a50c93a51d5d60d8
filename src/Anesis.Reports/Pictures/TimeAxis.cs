namespace Anesis.Reports.Pictures;

/// <summary>The axis of time in a unit that people read: a course of four weeks in days, one of half an hour in minutes.</summary>
public sealed record TimeAxis(PanelAxis Axis, double Factor)
{
    /// <param name="unit">The model's unit of time; null when it is not known.</param>
    /// <param name="end">The last time, in that unit.</param>
    public static TimeAxis Of(string? unit, double end) => unit switch
    {
        "h" when end >= 24 * 7 => new(new("Time", "days"), 1 / 24.0),
        "h" when end <= 1.5 => new(new("Time", "min"), 60),
        "min" when end > 60 * 24 * 7 => new(new("Time", "days"), 1 / 1440.0),
        "min" when end > 600 => new(new("Time", "h"), 1 / 60.0),
        "s" when end > 36_000 => new(new("Time", "h"), 1 / 3600.0),
        "s" when end > 900 => new(new("Time", "min"), 1 / 60.0),
        _ => new(new("Time", unit is "d" ? "days" : unit), 1),
    };
}

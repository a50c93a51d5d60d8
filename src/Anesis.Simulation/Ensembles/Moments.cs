namespace Anesis.Simulation.Ensembles;

/// <summary>Which times are one moment: those that differ by rounding only (14 digits), as 3 · 0.1 and 0.3 do.</summary>
internal static class Moments
{
    private const double Resolution = 1e-14;

    /// <summary>The latest time that is the same moment as <paramref name="time"/>.</summary>
    public static double Latest(double time) => time + (Resolution * Math.Abs(time));

    /// <summary>The earliest time that is the same moment as <paramref name="time"/>.</summary>
    public static double Earliest(double time) => time - (Resolution * Math.Abs(time));

    /// <summary>A time just before a discontinuity at <paramref name="time"/>.</summary>
    public static double Before(double time, bool delays) =>
        delays ? time - (8 * Unit(time)) : Math.BitDecrement(time);

    /// <summary>A time just after a discontinuity at <paramref name="time"/>.</summary>
    public static double After(double time, bool delays) =>
        delays ? time + (8 * Unit(time)) : Math.BitIncrement(time);

    private static double Unit(double time) => Math.BitIncrement(Math.Abs(time)) - Math.Abs(time) + 1e-300;
}

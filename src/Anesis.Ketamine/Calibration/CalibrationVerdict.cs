namespace Anesis.Ketamine.Calibration;

/// <summary>
/// The rule of the calibration: of the published peaks and areas that are not marked suspect, all are within 1.5-fold of the simulated geometric mean
/// and at least two thirds within 1.25-fold.
/// </summary>
/// <param name="Count">Peaks and areas that count.</param>
/// <param name="Close">Those within <see cref="CloseFold"/>.</param>
/// <param name="Near">Those within <see cref="WidestFold"/>.</param>
public sealed record CalibrationVerdict(int Count, int Close, int Near)
{
    public const double CloseFold = 1.25;
    public const double WidestFold = 1.5;
    public const double CloseShare = 2.0 / 3;

    public bool Holds => Near == Count && Close >= CloseShare * Count;

    public static CalibrationVerdict Of(IEnumerable<CalibrationRow> rows)
    {
        var counted = rows.Where(Counts).ToList();
        return new(counted.Count, counted.Count(r => r.Within(CloseFold)), counted.Count(r => r.Within(WidestFold)));
    }

    /// <summary>Whether the rule is about the row.</summary>
    public static bool Counts(CalibrationRow row) => row.Observed is { IsExposure: true, Suspect: false };
}

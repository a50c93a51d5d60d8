namespace Anesis.Ketamine.Claims;

/// <summary>What an arm computed: rows of outputs at multiples of the arm's step.</summary>
/// <param name="arm">The experiment.</param>
/// <param name="values">Row by row, as many as were computed.</param>
/// <param name="width">Outputs in a row.</param>
internal sealed class Course(Arm arm, double[] values, int width)
{
    /// <summary>A time this near a row is the row's, h.</summary>
    private const double SameTime = 1e-6;

    public static bool IsRow(double hours, Arm arm) =>
        Math.Round(hours / arm.Every) is var row && row >= 0 && row <= arm.Steps && Math.Abs((row * arm.Every) - hours) < SameTime;

    /// <summary>First and last row of the side's window; the first is after the last when there is none.</summary>
    public static (int First, int Last) RowsWithin(Side side, Arm arm) =>
        ((int)Math.Ceiling(((side.From?.Hours ?? 0) - SameTime) / arm.Every) is var first && first < 0 ? 0 : first,
            (int)Math.Min(arm.Steps, Math.Floor(((side.To?.Hours ?? double.MaxValue) + SameTime) / arm.Every)));

    /// <summary>The side's number; NaN when the run ended before the rows that it needs.</summary>
    public double Of(Side side, int output)
    {
        var (first, last) = side.Statistic == ClaimStatistic.At ? ((int)Math.Round(side.Time!.Hours / arm.Every), (int)Math.Round(side.Time!.Hours / arm.Every)) : RowsWithin(side, arm);
        if ((last + 1) * width > values.Length)
        {
            return double.NaN;
        }

        int highest = first, lowest = first;
        double sum = 0;
        for (int row = first; row <= last; row++)
        {
            double value = Value(row, output);
            sum += value;
            highest = value > Value(highest, output) ? row : highest;
            lowest = value < Value(lowest, output) ? row : lowest;
        }

        return side.Statistic switch
        {
            ClaimStatistic.At or ClaimStatistic.First => Value(first, output),
            ClaimStatistic.Max => Value(highest, output),
            ClaimStatistic.Min => Value(lowest, output),
            ClaimStatistic.Mean => sum / (last - first + 1),
            ClaimStatistic.Last => Value(last, output),
            ClaimStatistic.Rise => Value(highest, output) - Value(first, output),
            ClaimStatistic.Fall => Value(first, output) - Value(lowest, output),
            ClaimStatistic.Change => Value(last, output) - Value(first, output),
            ClaimStatistic.RelativeChange => (Value(last, output) / Value(first, output)) - 1,
            ClaimStatistic.TimeOfMax => highest * arm.Every,
            _ => lowest * arm.Every,
        };
    }

    private double Value(int row, int output) => values[(row * width) + output];
}

namespace Anesis.Cli.Runs;

/// <summary>What is told as 0 of a person's numbers, by unit: less than anybody can measure or rate, or the solver's error.</summary>
internal static class SmallestTold
{
    /// <summary>Of what has no unit or another one than below: withdrawal of 1e-13 is none.</summary>
    private const double Otherwise = 1e-6;

    /// <summary>Half of the last digit that is told: points of a scale, mmHg, rates and % to a hundredth, concentrations to a thousandth of a ng/mL. A number not larger is 0.</summary>
    public static double Of(string unit) => unit switch
    {
        "points" or "mmHg" or "1/min" or "%" => 0.005,
        "ng/mL" => 0.0005,
        _ => Otherwise,
    };
}

using Anesis.Pharmacometrics.Experiments;

namespace Anesis.Cli.Commands;

/// <summary>Peaks in a summary are the largest of the values at the output times. Where these lie hours apart, a dose rises and falls unseen between them.</summary>
internal static class CoarseOutputs
{
    private const double HoursOfAPeak = 1;

    /// <summary>What to say of output times that miss peaks after doses, or null.</summary>
    public static string? Note(ExperimentRequest request, TimeUnit unit)
    {
        var times = request.OutputTimes;
        if (request.Regimen is null || !unit.IsDeclared || times.Length < 3)
        {
            return null;
        }

        double[] gaps = [.. times.Zip(times.Skip(1), (a, b) => (b - a) * unit.Hours).Order()];
        double usual = gaps[gaps.Length / 2];
        return gaps[0] > HoursOfAPeak
            ? FormattableString.Invariant($"the outputs lie {usual:0.##} h apart: what rises and falls between them after a dose is not seen in peaks and areas; --every \"5 min until 24 h then {usual:0.##} h\" looks closer at the first day")
            : null;
    }
}

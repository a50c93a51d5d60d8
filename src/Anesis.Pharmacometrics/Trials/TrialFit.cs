using Anesis.Mathematics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Trials;

/// <summary>
/// Fits a few parameters to published numbers: the sum over these of the squared discrepancy over the number's own standard error is made
/// smallest by <see cref="SimplexSearch"/>, with the same virtual people at every step. Deliberately simple; intervals are not given.
/// </summary>
public static class TrialFit
{
    /// <param name="parameters">What may move.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="simulate">The trials with these values of the parameters.</param>
    /// <param name="evaluations">At most so many.</param>
    /// <param name="stride">First steps as a share of the distance between the bounds.</param>
    public static SimplexResult Run(ValueList<FittedParameter> parameters, double[] start, Func<double[], IEnumerable<TrialCourses>> simulate, int evaluations, double stride = 0.15) =>
        SimplexSearch.Minimise(at => simulate(at).Sum(Misfit), start, [.. parameters.Select(p => p.Low)], [.. parameters.Select(p => p.High)], evaluations, 5e-3, stride);

    /// <summary>Σ ((simulated − observed) / standard error)² over a trial's numbers.</summary>
    public static double Misfit(TrialCourses courses)
    {
        double sum = 0;
        foreach (var row in TrialComparison.Rows(courses, 0, 0.95, 1))
        {
            double discrepancy = row.Observation.Quantity == TrialQuantity.HazardRatio
                ? Elementary.Log(row.Simulated / row.Observation.Value)
                : row.Discrepancy;
            double error = StandardError(row.Observation, courses.Trial);
            sum += discrepancy * discrepancy / (error * error);
        }

        return sum;
    }

    /// <summary>As published, from the standard deviation and the number of people, from the interval, or the binomial one; 10 points or % where the source gives none of them.</summary>
    public static double StandardError(TrialObservation one, Trial trial)
    {
        int people = one.People ?? one.Arms.Sum(a => trial.Arms[trial.ArmIndex(a)].People);
        if (one.Error is { } error)
        {
            return error;
        }

        if (one.Deviation is { } deviation)
        {
            return deviation / Math.Sqrt(people);
        }

        if (one.Low is { } low && one.High is { } high)
        {
            return one.Quantity == TrialQuantity.HazardRatio ? Elementary.Log(high / low) / 3.92 : (high - low) / 3.92;
        }

        return one.Unit == "%" && one.Quantity != TrialQuantity.PercentChange
            ? 100 * Math.Sqrt(Math.Max(0.02, one.Value / 100 * (1 - (one.Value / 100))) / people)
            : 10;
    }
}

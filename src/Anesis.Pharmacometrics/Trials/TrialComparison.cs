using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Trials;

/// <summary>A published number beside what virtual trials of the same size give.</summary>
/// <param name="Observation">The published number.</param>
/// <param name="Simulated">In all virtual people.</param>
/// <param name="Low">Lower end of the interval of such trials.</param>
/// <param name="High">Upper end.</param>
public sealed record TrialRow(TrialObservation Observation, double Simulated, double Low, double High)
{
    /// <summary>Simulated less observed, in the trial's own unit.</summary>
    public double Discrepancy => Simulated - Observation.Value;

    /// <summary>Whether the published number could be one of the virtual trials. A number that could not be computed is never inside.</summary>
    public bool Inside => Observation.Value >= Low && Observation.Value <= High;
}

/// <summary>
/// Compares a trial with its simulation: the interval is that of trials with as many people, drawn with replacement from the virtual people
/// (Monte Carlo of the model together with the sampling of the trial).
/// </summary>
public static class TrialComparison
{
    /// <param name="courses">What virtual people went through.</param>
    /// <param name="replicates">Virtual trials.</param>
    /// <param name="level">Share of them within the interval, such as 0.95.</param>
    /// <param name="seed">Of the sampling.</param>
    public static ValueList<TrialRow> Rows(TrialCourses courses, int replicates, double level, ulong seed)
    {
        int[][] eligible = [.. Enumerable.Range(0, courses.Trial.Arms.Count).Select(courses.Eligible)];
        return courses.Trial.Observations.Select((one, k) => Row(courses, one, eligible, replicates, level, seed, (ulong)k)).ToValueList();
    }

    private static TrialRow Row(TrialCourses courses, TrialObservation one, int[][] eligible, int replicates, double level, ulong seed, ulong number)
    {
        int[] arms = [.. one.Arms.Select(courses.Trial.ArmIndex)], others = one.Minus is { } minus ? [courses.Trial.ArmIndex(minus)] : [];
        if (arms.Concat(others).Any(a => eligible[a].Length == 0))
        {
            return new(one, double.NaN, double.NaN, double.NaN);
        }

        var statistic = new TrialStatistic(courses, one);
        double whole = statistic.Of(Everybody(arms), Everybody(others));
        var values = new double[replicates];
        for (int r = 0; r < replicates; r++)
        {
            values[r] = statistic.Of(Sample(arms, r), Sample(others, r));
        }

        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        return sorted.Length == 0 ? new(one, whole, double.NaN, double.NaN) : new(one, whole, SortedQuantile.Of(sorted, 0.5 * (1 - level)), SortedQuantile.Of(sorted, 0.5 * (1 + level)));

        // For the model's own value a probability counts as it is: every person stands for many chances.
        TrialStatistic.Member[] Everybody(int[] among) =>
        [
            .. among.SelectMany(a => eligible[a].SelectMany(p => one.Quantity is TrialQuantity.Event or TrialQuantity.HazardRatio
                ? Enumerable.Range(0, 100).Select(i => new TrialStatistic.Member(a, p, double.PositiveInfinity, (i + 0.5) / 100))
                : [new TrialStatistic.Member(a, p, double.PositiveInfinity, 0.5)])),
        ];

        TrialStatistic.Member[] Sample(int[] among, int replicate)
        {
            var members = new List<TrialStatistic.Member>();
            foreach (int arm in among)
            {
                // A crossover gives every arm the same people; other designs draw each arm for itself.
                ulong stream = courses.Trial.Design == TrialDesign.Crossover ? 0 : (ulong)arm + 1;
                var key = new DrawKey(seed, (ulong)replicate, 0x7121A1 + stream + (number << 32));
                var chance = new DrawKey(seed, (ulong)replicate, 0x7121A1 + (ulong)arm + (number << 32) + (1UL << 20));
                int n = one.People is { } said && among.Length == 1 ? said : one.People is { } pooled ? Math.Max(1, pooled / among.Length) : courses.Trial.Arms[arm].People;
                double leave = courses.Trial.Arms[arm].DropOut ?? 0;
                for (int i = 0; i < n; i++)
                {
                    double fate = chance.Uniform((ulong)(2 * i));
                    double left = fate < leave ? courses.Trial.Until * fate / leave : double.PositiveInfinity;
                    members.Add(new(arm, eligible[arm][(int)(key.Uniform((ulong)i) * eligible[arm].Length)], left, chance.Uniform((ulong)((2 * i) + 1))));
                }
            }

            return [.. members];
        }
    }
}

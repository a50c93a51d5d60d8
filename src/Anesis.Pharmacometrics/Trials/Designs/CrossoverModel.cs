using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Bioequivalence;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>
/// Least squares of a crossover with any number of periods: fixed subject, period and treatment, and where the design says so the treatment of the period before (Jones and Kenward,
/// Design and Analysis of Cross-Over Trials). Of two periods and two arms it is the t-test of period differences.
/// </summary>
internal static class CrossoverModel
{
    /// <param name="rule">Sequences.</param>
    /// <param name="sequences">Each person's sequence.</param>
    /// <param name="values">[period][person]; NaN: missing.</param>
    /// <param name="people">How many of them count.</param>
    /// <param name="treatment">Name of an arm.</param>
    /// <param name="control">Of another.</param>
    public static TestResult Compare(CrossoverRule rule, int[] sequences, double[][] values, int people, string treatment, string control)
    {
        var rows = new List<(int Person, int Period)>();
        for (int i = 0; i < people; i++)
        {
            rows.AddRange(Enumerable.Range(0, rule.Periods).Where(p => double.IsFinite(values[p][i])).Select(p => (i, p)));
        }

        int subjects = rows.Select(r => r.Person).Distinct().Count();
        string ArmOf((int Person, int Period) row) => rule.Sequences[sequences[row.Person]][row.Period];
        string BeforeOf((int Person, int Period) row) => row.Period == 0 ? "" : rule.Sequences[sequences[row.Person]][row.Period - 1];
        string[] arms = [.. rule.Sequences.SelectMany(s => s).Distinct()];

        // Subjects' own levels leave with their means (Frisch and Waugh 1933).
        double[] Within(Func<(int Person, int Period), double> value)
        {
            double[] column = [.. rows.Select(value)];
            for (int from = 0, to; from < rows.Count; from = to)
            {
                for (to = from; to < rows.Count && rows[to].Person == rows[from].Person; to++)
                {
                }

                double mean = column.AsSpan(from, to - from).ToArray().Average();
                for (int r = from; r < to; r++)
                {
                    column[r] -= mean;
                }
            }

            return column;
        }

        var fit = new SequentialFit(Within(r => values[r.Period][r.Person]));
        fit.Add(Enumerable.Range(1, rule.Periods - 1).Select(p => Within(r => r.Period == p ? 1 : 0)));
        if (rule.CarryOver == CarryOver.FirstOrder)
        {
            fit.Add(arms.Where(a => a != control).Select(a => Within(r => BeforeOf(r) == a ? 1 : 0)));
        }

        fit.Add(arms.Where(a => a != control && a != treatment).Select(a => Within(r => ArmOf(r) == a ? 1 : 0)));
        int rank = fit.Rank;
        fit.Add([Within(r => ArmOf(r) == treatment ? 1 : 0)]);
        int freedom = fit.DegreesOfFreedom - subjects;
        return fit.Rank == rank || freedom < 1
            ? TestResult.None
            : TrialTests.OfEstimate(fit.Last.Coefficient, Math.Sqrt(fit.ResidualSumOfSquares / freedom / fit.Last.SquaredLength), freedom);
    }
}

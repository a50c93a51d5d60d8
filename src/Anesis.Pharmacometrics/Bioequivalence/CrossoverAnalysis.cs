using Anesis.Mathematics;
using MathNet.Numerics.Distributions;

namespace Anesis.Pharmacometrics.Bioequivalence;

/// <summary>Average bioequivalence of a crossover on the logarithmic scale.</summary>
public static class CrossoverAnalysis
{
    /// <summary>Everything fixed (the EMA's method A). Null where the design leaves nothing to estimate the error from.</summary>
    public static FixedEffectsResult? FixedEffects(CrossoverData data)
    {
        var design = new Design(data);
        var fit = new SequentialFit(design.Response);
        fit.Add([design.Ones]);
        var sequence = fit.Add(design.Sequences);
        fit.Add(design.Subjects);
        fit.Add(design.Periods);
        int before = fit.Rank;
        var treatment = fit.Add([design.Treatment]);
        if (fit.DegreesOfFreedom < 1 || fit.Rank == before)
        {
            return null;
        }

        double mse = fit.ResidualSumOfSquares / fit.DegreesOfFreedom;
        var subject = SubjectsLast(design);
        double treatmentF = treatment.SumOfSquares / mse;
        double sequenceF = sequence.SumOfSquares / sequence.DegreesOfFreedom / (subject.SumOfSquares / subject.DegreesOfFreedom);
        return new(Equivalence.Of(fit.Last.Coefficient, Math.Sqrt(mse / fit.Last.SquaredLength), fit.DegreesOfFreedom), mse, fit.ResidualSumOfSquares, data.Rows.Count)
        {
            TreatmentF = treatmentF,
            TreatmentP = 1 - FisherSnedecor.CDF(1, fit.DegreesOfFreedom, treatmentF),
            PeriodF = PeriodF(design, mse),
            SequenceF = sequenceF,
            SequenceP = 1 - FisherSnedecor.CDF(sequence.DegreesOfFreedom, subject.DegreesOfFreedom, sequenceF),
        };
    }

    /// <summary>
    /// A random subject (the EMA's method B). The variance ratio maximises the restricted likelihood, found by golden section on its logarithm;
    /// with one random intercept a subject's covariance has a closed inverse square root, so each trial is one least-squares fit.
    /// </summary>
    public static RandomSubjectResult? RandomSubject(CrossoverData data)
    {
        var design = new Design(data);
        var all = new SequentialFit(design.Response);
        all.Add([design.Ones]);
        all.Add(design.Sequences);
        all.Add(design.Subjects);
        all.Add(design.Periods);
        int before = all.Rank;
        all.Add([design.Treatment]);
        if (all.DegreesOfFreedom < 1 || all.Rank == before)
        {
            return null;
        }

        double low = -12, high = 12;
        const double Golden = 0.61803398874989484820;
        double a = high - (Golden * (high - low)), b = low + (Golden * (high - low));
        double fa = Deviance(design, Elementary.Exp(a)), fb = Deviance(design, Elementary.Exp(b));
        while (high - low > 1e-9)
        {
            if (fa < fb)
            {
                (high, b, fb) = (b, a, fa);
                a = high - (Golden * (high - low));
                fa = Deviance(design, Elementary.Exp(a));
            }
            else
            {
                (low, a, fa) = (a, b, fb);
                b = low + (Golden * (high - low));
                fb = Deviance(design, Elementary.Exp(b));
            }
        }

        double ratio = Elementary.Exp((low + high) / 2);
        var fit = Whitened(design, ratio, out _);
        double within = fit.ResidualSumOfSquares / fit.DegreesOfFreedom;
        return new(Equivalence.Of(fit.Last.Coefficient, Math.Sqrt(within / fit.Last.SquaredLength), all.DegreesOfFreedom), ratio * within, within);
    }

    /// <summary>Within-subject standard deviation of the reference from its replicates: fixed sequence, subject and period.</summary>
    public static ReferenceVariability? Reference(CrossoverData data)
    {
        var design = new Design(data.ReferenceOnly());
        var fit = new SequentialFit(design.Response);
        fit.Add([design.Ones]);
        fit.Add(design.Sequences);
        fit.Add(design.Subjects);
        fit.Add(design.Periods);
        return fit.DegreesOfFreedom < 1 ? null : new(Math.Sqrt(fit.ResidualSumOfSquares / fit.DegreesOfFreedom));
    }

    /// <summary>Subjects within sequence, given all else: against them the sequence is tested, given nothing else.</summary>
    private static (double SumOfSquares, int DegreesOfFreedom) SubjectsLast(Design design)
    {
        var fit = new SequentialFit(design.Response);
        fit.Add([design.Ones]);
        fit.Add(design.Sequences);
        fit.Add(design.Periods);
        fit.Add([design.Treatment]);
        return fit.Add(design.Subjects);
    }

    private static double PeriodF(Design design, double mse)
    {
        var fit = new SequentialFit(design.Response);
        fit.Add([design.Ones]);
        fit.Add(design.Sequences);
        fit.Add(design.Subjects);
        fit.Add([design.Treatment]);
        var period = fit.Add(design.Periods);
        return period.SumOfSquares / period.DegreesOfFreedom / mse;
    }

    /// <summary>−2 × the restricted log likelihood, less constants, at a ratio of between- to within-subject variance.</summary>
    private static double Deviance(Design design, double ratio)
    {
        var fit = Whitened(design, ratio, out double logDeterminant);
        return (fit.DegreesOfFreedom * Elementary.Log(fit.ResidualSumOfSquares)) + logDeterminant + fit.LogDeterminant;
    }

    /// <summary>Least squares after multiplying each subject's rows by (I + ratio·J)^(−1/2) = I − s·J, s = (1 − 1/√(1 + n·ratio))/n.</summary>
    private static SequentialFit Whitened(Design design, double ratio, out double logDeterminant)
    {
        double sum = 0;
        foreach (int[] rows in design.RowsBySubject)
        {
            sum += Elementary.Log1p(rows.Length * ratio);
        }

        logDeterminant = sum;
        double[] Whiten(double[] column)
        {
            double[] result = [.. column];
            foreach (int[] rows in design.RowsBySubject)
            {
                double total = 0;
                foreach (int row in rows)
                {
                    total += column[row];
                }

                double shrink = (1 - (1 / Math.Sqrt(1 + (rows.Length * ratio)))) / rows.Length * total;
                foreach (int row in rows)
                {
                    result[row] -= shrink;
                }
            }

            return result;
        }

        var fit = new SequentialFit(Whiten(design.Response));
        fit.Add([Whiten(design.Ones)]);
        fit.Add(design.Sequences.Select(Whiten));
        fit.Add(design.Periods.Select(Whiten));
        fit.Add([Whiten(design.Treatment)]);
        return fit;
    }

    private sealed class Design
    {
        public Design(CrossoverData data)
        {
            var rows = data.Rows;
            Response = [.. rows.Select(r => Elementary.Log(r.Value))];
            Ones = [.. rows.Select(_ => 1.0)];
            Treatment = [.. rows.Select(r => r.Treatment == data.Test ? 1.0 : 0.0)];
            Sequences = Indicators(rows, r => r.Sequence);
            Subjects = Indicators(rows, r => r.Subject);
            Periods = Indicators(rows, r => r.Period);
            RowsBySubject = [.. Enumerable.Range(0, rows.Count).GroupBy(i => rows[i].Subject).Select(g => g.ToArray())];
        }

        public double[] Response { get; }

        public double[] Ones { get; }

        public double[] Treatment { get; }

        public double[][] Sequences { get; }

        public double[][] Subjects { get; }

        public double[][] Periods { get; }

        public int[][] RowsBySubject { get; }

        private static double[][] Indicators(IReadOnlyList<CrossoverRow> rows, Func<CrossoverRow, string> factor) =>
            [.. rows.Select(factor).Distinct(StringComparer.Ordinal).Select(level => rows.Select(r => factor(r) == level ? 1.0 : 0.0).ToArray())];
    }
}

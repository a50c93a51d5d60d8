using Anesis.Mathematics;
using Anesis.Pharmacometrics.Survival;
using MathNet.Numerics.Distributions;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>What a comparison of two arms gives.</summary>
/// <param name="Effect">Treatment less control, in the endpoint's unit; for events the log hazard ratio by O − E over the variance.</param>
/// <param name="StandardError">Of the effect.</param>
/// <param name="Z">A standard normal score of the same p-value, positive in the direction of a larger treatment value.</param>
/// <param name="P">Two-sided.</param>
public readonly record struct TestResult(double Effect, double StandardError, double Z, double P)
{
    public static TestResult None { get; } = new(double.NaN, double.NaN, 0, 1);

    /// <summary>Of Student's distribution, where the test has its own for a margin; NaN: two fewer than people.</summary>
    public double Freedom { get; init; } = double.NaN;
}

/// <summary>Statistical tests of two groups.</summary>
public static class TrialTests
{
    public static TestResult Welch(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count < 2 || b.Count < 2)
        {
            return TestResult.None;
        }

        var (meanA, varianceA) = Moments(a);
        var (meanB, varianceB) = Moments(b);
        double va = varianceA / a.Count, vb = varianceB / b.Count;
        double freedom = (va + vb) * (va + vb) / ((va * va / (a.Count - 1)) + (vb * vb / (b.Count - 1)));
        return OfT(meanA - meanB, Math.Sqrt(va + vb), freedom);
    }

    /// <summary>The difference of adjusted means with one covariate and a common slope.</summary>
    public static TestResult Ancova(IReadOnlyList<(double Y, double X)> a, IReadOnlyList<(double Y, double X)> b)
    {
        int n = a.Count + b.Count;
        if (a.Count < 2 || b.Count < 2 || n < 5)
        {
            return TestResult.None;
        }

        double ya = a.Average(p => p.Y), yb = b.Average(p => p.Y), xa = a.Average(p => p.X), xb = b.Average(p => p.X);
        double Sum(Func<double, double, double> f) => a.Sum(p => f(p.X - xa, p.Y - ya)) + b.Sum(p => f(p.X - xb, p.Y - yb));
        double sxx = Sum((x, _) => x * x), sxy = Sum((x, y) => x * y), syy = Sum((_, y) => y * y);
        double slope = sxx > 0 ? sxy / sxx : 0;
        double residual = (syy - (slope * sxy)) / (n - 3);
        double spread = (1.0 / a.Count) + (1.0 / b.Count) + (sxx > 0 ? (xa - xb) * (xa - xb) / sxx : 0);
        return OfT(ya - yb - (slope * (xa - xb)), Math.Sqrt(residual * spread), n - 3);
    }

    /// <summary>Mann-Whitney-Wilcoxon, normal approximation with ties and without continuity correction; the effect is the difference of medians.</summary>
    public static TestResult Wilcoxon(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        int n = a.Count + b.Count;
        if (a.Count == 0 || b.Count == 0)
        {
            return TestResult.None;
        }

        List<(double Value, bool IsA)> ordered = [.. a.Select(v => (v, true)).Concat(b.Select(v => (v, false))).OrderBy(p => p.Item1)];
        double ranks = 0, ties = 0;
        for (int i = 0; i < n;)
        {
            int j = i;
            while (j < n && ordered[j].Value == ordered[i].Value)
            {
                j++;
            }

            ranks += ordered.Skip(i).Take(j - i).Count(p => p.IsA) * 0.5 * (i + 1 + j);
            double t = j - i;
            ties += (t * t * t) - t;
            i = j;
        }

        double u = ranks - (0.5 * a.Count * (a.Count + 1.0)), mean = 0.5 * a.Count * b.Count;
        double variance = a.Count * (double)b.Count / 12 * (n + 1 - (ties / (n * (n - 1.0))));
        double z = variance > 0 ? (u - mean) / Math.Sqrt(variance) : 0;
        return new(Median(a) - Median(b), double.NaN, z, TwoSided(z));
    }

    /// <summary>Two proportions by their pooled variance.</summary>
    public static TestResult Proportions(int successesA, int a, int successesB, int b)
    {
        if (a == 0 || b == 0)
        {
            return TestResult.None;
        }

        double pa = (double)successesA / a, pb = (double)successesB / b, pooled = (double)(successesA + successesB) / (a + b);
        double error = Math.Sqrt(pooled * (1 - pooled) * ((1.0 / a) + (1.0 / b)));
        double z = error > 0 ? (pa - pb) / error : 0;
        return new(pa - pb, error, z, TwoSided(z));
    }

    /// <summary>The log-rank test (Mantel); positive z: events come later under treatment.</summary>
    public static TestResult LogRank(IReadOnlyList<EventTime> a, IReadOnlyList<EventTime> b)
    {
        List<(double Time, bool Happened, bool IsA)> all = [.. a.Select(e => (e.Time, e.Happened, true)).Concat(b.Select(e => (e.Time, e.Happened, false))).OrderBy(e => e.Time)];
        int riskA = a.Count, risk = all.Count;
        double difference = 0, variance = 0;
        foreach (var group in all.GroupBy(e => e.Time))
        {
            double events = group.Count(e => e.Happened);
            if (events > 0 && risk > 0)
            {
                double expected = events * riskA / risk;
                difference += group.Count(e => e.Happened && e.IsA) - expected;
                variance += risk > 1 ? expected * (1 - ((double)riskA / risk)) * (risk - events) / (risk - 1) : 0;
            }

            riskA -= group.Count(e => e.IsA);
            risk -= group.Count();
        }

        double z = variance > 0 ? -difference / Math.Sqrt(variance) : 0;
        return new(variance > 0 ? difference / variance : double.NaN, variance > 0 ? 1 / Math.Sqrt(variance) : double.NaN, z, TwoSided(z));
    }

    /// <summary>A two-by-two crossover: half the difference of the sequences' mean period differences.</summary>
    /// <param name="treatmentFirst">First period less second, in people who had the treatment first.</param>
    /// <param name="controlFirst">The same in the others.</param>
    public static TestResult Crossover(IReadOnlyList<double> treatmentFirst, IReadOnlyList<double> controlFirst)
    {
        if (treatmentFirst.Count < 2 || controlFirst.Count < 2)
        {
            return TestResult.None;
        }

        var (meanA, varianceA) = Moments(treatmentFirst);
        var (meanB, varianceB) = Moments(controlFirst);
        int freedom = treatmentFirst.Count + controlFirst.Count - 2;
        double pooled = ((varianceA * (treatmentFirst.Count - 1)) + (varianceB * (controlFirst.Count - 1))) / freedom;
        return OfT(0.5 * (meanA - meanB), 0.5 * Math.Sqrt(pooled * ((1.0 / treatmentFirst.Count) + (1.0 / controlFirst.Count))), freedom);
    }

    /// <summary>True where the one-sided tests at <paramref name="alpha"/> put the effect above −margin and, for equivalence, below it.</summary>
    public static bool IsWithin(TestResult result, double margin, double alpha, double freedom, bool bothSides)
    {
        double reach = StudentT.InvCDF(0, 1, Math.Max(1, freedom), 1 - alpha) * result.StandardError;
        return result.Effect - reach > -margin && (!bothSides || result.Effect + reach < margin);
    }

    /// <summary>The t-test of an estimate with its standard error and degrees of freedom.</summary>
    internal static TestResult OfEstimate(double effect, double error, double freedom) => OfT(effect, error, freedom) with { Freedom = freedom };

    private static TestResult OfT(double effect, double error, double freedom)
    {
        if (!(error > 0))
        {
            return new(effect, error, 0, 1);
        }

        double t = effect / error;
        double p = 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(t));
        double z = p > 0 ? -Elementary.NormalQuantile(Math.Max(p / 2, 1e-300)) : 38;
        return new(effect, error, t < 0 ? -z : z, p);
    }

    private static double TwoSided(double z) => 2 * StandardNormal.Tail(Math.Abs(z));

    private static (double Mean, double Variance) Moments(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return (mean, values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    private static double Median(IReadOnlyList<double> values)
    {
        double[] ascending = [.. values.Order()];
        return ascending.Length % 2 == 1 ? ascending[ascending.Length / 2] : 0.5 * (ascending[(ascending.Length / 2) - 1] + ascending[ascending.Length / 2]);
    }
}

using Anesis.Pharmacometrics.Survival;
using Anesis.Pharmacometrics.Trials.Designs;

namespace Anesis.Pharmacometrics.Tests.Trials.Designs;

/// <summary>Tests and boundaries against published numbers.</summary>
public sealed class TrialTestsTests
{
    private static readonly double[] Sleep1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] Sleep2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Fact]
    public void Welch_agrees_with_R_on_Students_sleep_data()
    {
        // t.test(extra ~ group, data = sleep): t = -1.8608, df = 17.776, p-value = 0.07939.
        var result = TrialTests.Welch(Sleep1, Sleep2);
        (result.Effect / result.StandardError).Should().BeApproximately(-1.8608, 5e-5);
        result.P.Should().BeApproximately(0.07939, 5e-6);
        result.Z.Should().BeNegative();
    }

    [Fact]
    public void Wilcoxon_agrees_with_R_without_continuity_correction()
    {
        // wilcox.test(extra ~ group, data = sleep, exact = FALSE, correct = FALSE): W = 25.5, p-value = 0.06372.
        TrialTests.Wilcoxon(Sleep1, Sleep2).P.Should().BeApproximately(0.06372, 5e-5);
    }

    [Fact]
    public void Two_proportions_agree_with_the_chi_squared_test()
    {
        // prop.test(c(15, 5), c(25, 25), correct = FALSE): X-squared = 8.3333, p-value = 0.003892.
        var result = TrialTests.Proportions(15, 25, 5, 25);
        (result.Z * result.Z).Should().BeApproximately(8.33333, 1e-4);
        result.P.Should().BeApproximately(0.003892, 1e-6);
    }

    [Fact]
    public void The_log_rank_test_of_the_leukaemia_trial_is_the_published_one()
    {
        double[] placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
        double[] treated = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

        // R, survdiff: chi-squared 16.8 (16.793).
        var result = TrialTests.LogRank([.. treated.Select(t => new EventTime(Math.Abs(t), t > 0))], [.. placebo.Select(t => new EventTime(t, true))]);
        (result.Z * result.Z).Should().BeApproximately(16.793, 2e-3);
        result.Z.Should().BePositive("events come later under treatment");
    }

    [Fact]
    public void Covariance_takes_the_baseline_away()
    {
        double[] x = [1, 2, 3, 4, 5, 6];
        double[] noise = [0.1, -0.1, 0, 0, -0.1, 0.1];
        var a = x.Zip(noise, (v, e) => ((3 * v) + 2 + e, v)).ToArray();
        var b = x.Zip(noise, (v, e) => ((3 * (v + 4)) + e, v + 4)).ToArray();
        TrialTests.Ancova(a, b).Effect.Should().BeApproximately(2, 1e-9);
        TrialTests.Welch([.. a.Select(p => p.Item1)], [.. b.Select(p => p.Item1)]).Effect.Should().BeApproximately(-10, 1e-9);
    }

    [Fact]
    public void A_crossover_is_free_of_the_period()
    {
        // Treatment +3, second period +10.
        var result = TrialTests.Crossover([3 - 10 + 0.1, 3 - 10 - 0.1, 3 - 10], [-3 - 10 + 0.2, -3 - 10 - 0.2, -3 - 10]);
        result.Effect.Should().BeApproximately(3, 1e-12);
        result.P.Should().BeLessThan(1e-4);
    }

    /// <summary>
    /// Lan and DeMets' functions, two-sided 0.05 (one-sided 0.025). Five equal steps: vignette of the R package ldbounds 2.0.2 (after Reboussin 2000, doi 10.1016/s0197-2456(00)00057-x),
    /// "summary(ldBounds(time))". Shares 0.4 and 0.7 by Pocock: tests of the R package rpact 4.3.0, test-f_design_group_sequential.R, object x6b.
    /// One interim look at half by O'Brien and Fleming, and 0.2 and 0.5 by both: as tabulated to three digits after Zhu and Hu 2010 by the tests of an R package; not verified in the paper itself.
    /// </summary>
    [Theory]
    [InlineData(SpendingFunction.OBrienFleming, new[] { 0.2, 0.4, 0.6, 0.8, 1 }, new[] { 4.8769, 3.3569, 2.6803, 2.2898, 2.0310 }, 1.5e-4)]
    [InlineData(SpendingFunction.Pocock, new[] { 0.4, 0.7, 1 }, new[] { 2.223875, 2.3050796 }, 1.5e-4)]
    [InlineData(SpendingFunction.OBrienFleming, new[] { 0.5, 1 }, new[] { 2.963, 1.969 }, 6e-4)]
    [InlineData(SpendingFunction.OBrienFleming, new[] { 0.2, 0.5, 1 }, new[] { 4.877, 2.963, 1.969 }, 6e-4)]
    [InlineData(SpendingFunction.Pocock, new[] { 0.2, 0.5, 1 }, new[] { 2.438, 2.333, 2.225 }, 6e-4)]
    public void Boundaries_are_the_published_ones(SpendingFunction spending, double[] information, double[] expected, double tolerance)
    {
        var boundaries = GroupSequential.Boundaries(information, 0.05, spending);
        for (int k = 0; k < expected.Length; k++)
        {
            boundaries[k].Should().BeApproximately(expected[k], tolerance);
        }
    }

    [Fact]
    public void Conditional_power_is_that_of_brownian_motion()
    {
        // z = 2 at half the information: the trend gives z = 2.83 at the end, ± √0.5.
        GroupSequential.ConditionalPower(2, 0.5, 1.96).Should().BeApproximately(0.8903, 2e-3);
        GroupSequential.ConditionalPower(0, 0.5, 1.96).Should().BeApproximately(0.00279, 1e-4);
    }
}

using System.Globalization;
using Anesis.Simulation.Ensembles;
using Anesis.Tests;
using static Anesis.Simulation.Tests.Stochastic.StochasticModels;

namespace Anesis.Simulation.Tests.Stochastic;

/// <summary>Means and variances against closed forms and the chemical master equation; the seeds are fixed, and a score beyond 4.5 has a chance of 1 in 150,000.</summary>
public sealed class ExactMomentsTests
{
    private const int People = 4000;

    [Theory]
    [InlineData(Method.StochasticExact)]
    [InlineData(Method.TauLeap)]
    public void A_queue_without_end_is_a_Poisson_variable(Method method)
    {
        double[] times = [0, 0.5, 1, 2, 4, 8];
        var moments = Run(Compile(Queue, 0, "X"), People, times, Options(method)).Moments(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            double mean = 40 * (1 - Math.Exp(-times[i] / 2));
            Agree(moments[i], mean, mean, 3 + (1 / Math.Max(mean, 1)));
        }
    }

    [Fact]
    public void The_dimer_has_the_moments_of_its_master_equation()
    {
        string path = SharedFiles.Find("bench/reference/w5_dimer.csv");
        double[][] rows = [.. File.ReadLines(path).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())];
        var sink = Run(Compile(Dimer, 0, "P", "P2"), People, [.. rows.Select(r => r[0])], Options(Method.StochasticExact));
        for (int output = 0; output < 2; output++)
        {
            var moments = sink.Moments(rows.Length, output);
            for (int i = 0; i < rows.Length; i++)
            {
                Agree(moments[i], rows[i][1 + (2 * output)], rows[i][2 + (2 * output)], 3);
            }
        }
    }

    [Fact]
    public void A_reversible_rate_that_is_a_difference_goes_both_ways()
    {
        // 50 molecules that are each in A with probability ½ + ½·exp(−0.4·t).
        const string Both = "compartment cell = 2; species A in cell, B in cell; amount A = 50; B = 0; k = 0.2\n both: A -> B; k*cell*(A - B)";
        double[] times = [1, 3, 20];
        var moments = Run(Compile(Both.Replace("amount A = 50", "A = 25", StringComparison.Ordinal), 0, "amount(A)"), People, times, Options(Method.StochasticExact)).Moments(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            double p = 0.5 + (0.5 * Math.Exp(-0.4 * times[i]));
            Agree(moments[i], 50 * p, 50 * p * (1 - p), 3);
        }
    }

    [Fact]
    public void Leaps_keep_mean_and_variance_of_many_molecules_in_few_steps()
    {
        const string Large = "compartment cell = 1; substanceOnly species X in cell; X = 0\n arrival: => X; 20000\n leaving: X => ; X/2";
        double[] times = [0.5, 1, 2, 4, 8];
        var sink = Run(Compile(Large, 0, "X"), 1000, times, Options(Method.TauLeap));
        var moments = sink.Moments(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            double mean = 40000 * (1 - Math.Exp(-times[i] / 2));
            moments[i].Mean.Should().BeApproximately(mean, 0.015 * mean);
            moments[i].Variance.Should().BeApproximately(mean, 0.15 * mean, "of which sampling is a third");
        }

        sink.Blocks.Sum(b => b.Counters.Steps).Should().BeLessThan(1000 * 1500, "single events would be 280,000 an individual");
    }

    /// <summary>√n·(mean − μ)/σ and (S²/σ² − 1)/√((κ − 1)/n) within ±4.5, κ the kurtosis.</summary>
    private static void Agree((double Mean, double Variance) found, double mean, double variance, double kurtosis)
    {
        if (variance < 1e-12)
        {
            found.Mean.Should().Be(mean);
            return;
        }

        double z = Math.Sqrt(People) * (found.Mean - mean) / Math.Sqrt(variance);
        double y = ((found.Variance / variance) - 1) / Math.Sqrt((kurtosis - 1) / People);
        z.Should().BeInRange(-4.5, 4.5);
        y.Should().BeInRange(-4.5, 4.5);
    }
}

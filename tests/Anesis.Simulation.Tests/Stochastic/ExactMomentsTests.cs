using System.Globalization;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Stochastic;
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
    public void A_large_network_of_hops_spreads_as_each_molecule_alone()
    {
        // 300 sites in a ring, from which each of 2,000 molecules hops to either neighbour at rate 1 and vanishes at 0.3: its place is known in closed form by Fourier's sum.
        const int sites = 300;
        string text = "compartment cell = 1\n" + string.Concat(Enumerable.Range(0, sites).Select(i => FormattableString.Invariant(
            $"substanceOnly species x{i} in cell; x{i} = {(i == 0 ? 2000 : 0)}\nr{i}: x{i} => x{(i + 1) % sites}; x{i}\nl{i}: x{i} => x{(i + sites - 1) % sites}; x{i}\nd{i}: x{i} => ; 0.3*x{i}\n")));
        double[] times = [0.5, 2, 5];
        var model = Compile(text, 0, "x0", "x1", "x298", "x3");
        JumpSteppers.IsLarge(model).Should().BeTrue();
        const int people = 60;
        var sink = Run(model, people, times, Options(Method.StochasticExact));
        int[] places = [0, 1, 298, 3];
        for (int o = 0; o < places.Length; o++)
        {
            var moments = sink.Moments(times.Length, o);
            for (int i = 0; i < times.Length; i++)
            {
                double p = Enumerable.Range(0, sites).Sum(m => Math.Cos(2 * Math.PI * m * places[o] / sites) * Math.Exp(-times[i] * (2.3 - (2 * Math.Cos(2 * Math.PI * m / sites))))) / sites;
                double z = Math.Sqrt(people) * (moments[i].Mean - (2000 * p)) / Math.Sqrt(2000 * p * (1 - p));
                z.Should().BeInRange(-4.5, 4.5);
                (moments[i].Variance / (2000 * p * (1 - p))).Should().BeInRange(1 - (4.5 * Math.Sqrt(2.0 / people)), 1 + (4.5 * Math.Sqrt(2.0 / people)));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(16)]
    public void The_next_reaction_method_agrees_with_the_master_equation_of_the_dimer(int lanes)
    {
        // Copies of a reaction that never happens make the dimer's network a large one.
        string path = SharedFiles.Find("bench/reference/w5_dimer.csv");
        double[][] rows = [.. File.ReadLines(path).Skip(1).Where(l => l.Length > 0).Select(l => l.Split(',').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray())];
        string text = Dimer + string.Concat(Enumerable.Range(0, JumpSteppers.LargeNetwork).Select(i => $"\nnever{i}: P => ; 0*P"));
        var sink = Run(Compile(text, lanes, "P", "P2"), People, [.. rows.Select(r => r[0])], Options(Method.StochasticExact));
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
    public void A_rate_that_depends_on_the_time_makes_a_Poisson_variable_of_its_integral()
    {
        // Arrivals at 20·(1 + sin 3t), each staying for 2 on average: Poisson with mean ∫ 20(1 + sin 3s) exp(−(t − s)/2) ds.
        string text = Queue.Replace("arrival: => X; k", "arrival: => X; k*(1 + sin(3*time))", StringComparison.Ordinal);
        double[] times = [0.3, 1, 2.2, 5];
        var moments = Run(Compile(text, 0, "X"), People, times, Options(Method.StochasticExact) with { RelativeTolerance = 1e-6 }).Moments(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            double t = times[i];
            double mean = (40 * (1 - Math.Exp(-t / 2))) + (20 * (((0.5 * Math.Sin(3 * t)) - (3 * Math.Cos(3 * t)) + (3 * Math.Exp(-t / 2))) / (0.25 + 9)));
            Agree(moments[i], mean, mean, 3 + (1 / mean));
        }
    }

    [Fact]
    public void A_rate_rule_runs_beside_single_events_and_moves_their_rates()
    {
        // The signal decays by a rule; each of 60 molecules leaves at k·signal: it is there with probability exp(−k (1 − exp(−t))). What the rule reads of X it has at once.
        const string Text = """
            compartment cell = 1; substanceOnly species X in cell; X = 60; k = 1.5; signal = 1; seen = 0
            signal' = -signal
            seen' = X
            leaving: X => ; k*signal*X
            """;
        double[] times = [0.2, 0.7, 2, 6];
        var sink = Run(Compile(Text, 0, "X", "signal", "seen"), People, times, Options(Method.StochasticExact) with { RelativeTolerance = 1e-6 });
        var moments = sink.Moments(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            double p = Math.Exp(-1.5 * (1 - Math.Exp(-times[i])));
            Agree(moments[i], 60 * p, 60 * p * (1 - p), 3);
        }

        sink.Moments(times.Length, 1)[2].Mean.Should().BeApproximately(Math.Exp(-2), 1e-5);
        sink.Of(0).Values[^1].Should().BeInRange(0, 60 * 6).And.NotBe(Math.Floor(sink.Of(0).Values[^1]));
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

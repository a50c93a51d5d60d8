using Anesis.Pharmacometrics.Sensitivity;

namespace Anesis.Pharmacometrics.Tests.Sensitivity;

/// <summary>Global sensitivities against functions whose indices are known in closed form.</summary>
public sealed class GlobalSensitivityTests
{
    private const int Points = 4096;

    /// <summary>sin x₁ + a sin² x₂ + b x₃⁴ sin x₁ over (−π, π)³ (Ishigami and Homma 1990), a = 7, b = 0.1.</summary>
    private static double Ishigami(double[] u)
    {
        double[] x = [.. u.Select(v => Math.PI * ((2 * v) - 1))];
        return Sine(x[0]) + (7 * Sine(x[1]) * Sine(x[1])) + (0.1 * x[2] * x[2] * x[2] * x[2] * Sine(x[0]));
    }

    private static double Sine(double x) => Mathematics.Elementary.Sin(x);

    [Fact]
    public void Indices_of_the_Ishigami_function_are_those_of_its_closed_form()
    {
        const double A = 7, B = 0.1;
        double pi4 = Math.PI * Math.PI * Math.PI * Math.PI, pi8 = pi4 * pi4;
        double first = 0.5 * (1 + (B * pi4 / 5)) * (1 + (B * pi4 / 5)), second = A * A / 8, mixed = B * B * pi8 * ((1.0 / 18) - (1.0 / 50));
        double variance = first + second + mixed;
        var indices = SobolIndices.Of([.. SobolIndices.Design(Points, 3, 1).Select(Ishigami)], Points, 3, 1);
        indices.Select(i => i.First.Value).Should().SatisfyRespectively(
            x => x.Should().BeApproximately(first / variance, 0.03), x => x.Should().BeApproximately(second / variance, 0.03), x => x.Should().BeApproximately(0, 0.03));
        indices.Select(i => i.Total.Value).Should().SatisfyRespectively(
            x => x.Should().BeApproximately((first + mixed) / variance, 0.03), x => x.Should().BeApproximately(second / variance, 0.03), x => x.Should().BeApproximately(mixed / variance, 0.03));
        indices.Should().OnlyContain(i => i.First.Low <= i.First.Value && i.First.Value <= i.First.High && i.Total.Low <= i.Total.Value && i.Total.Value <= i.Total.High);
    }

    [Fact]
    public void Indices_of_the_g_function_are_those_of_its_closed_form()
    {
        double[] a = [0, 1, 4.5, 9, 99];
        double G(double[] u) => u.Select((v, i) => (Math.Abs((4 * v) - 2) + a[i]) / (1 + a[i])).Aggregate(1.0, (x, y) => x * y);
        double[] partial = [.. a.Select(v => 1.0 / 3 / ((1 + v) * (1 + v)))];
        double variance = partial.Aggregate(1.0, (x, y) => x * (1 + y)) - 1;
        var indices = SobolIndices.Of([.. SobolIndices.Design(Points, 5, 3).Select(G)], Points, 5, 3);
        for (int i = 0; i < a.Length; i++)
        {
            indices[i].First.Value.Should().BeApproximately(partial[i] / variance, 0.03);
            indices[i].Total.Value.Should().BeApproximately(partial[i] * partial.Where((_, j) => j != i).Aggregate(1.0, (x, y) => x * (1 + y)) / variance, 0.03);
        }
    }

    [Fact]
    public void The_interval_of_an_index_covers_its_value_about_as_often_as_it_says()
    {
        double[] weights = [3, 2, 1];
        double variance = weights.Sum(w => w * w);
        int covered = 0;
        for (ulong seed = 1; seed <= 60; seed++)
        {
            var indices = SobolIndices.Of([.. SobolIndices.Design(128, 3, seed).Select(u => u.Zip(weights, (x, w) => x * w).Sum())], 128, 3, seed);
            covered += indices[0].Total.Low <= 9 / variance && 9 / variance <= indices[0].Total.High ? 1 : 0;
        }

        covered.Should().BeInRange(48, 60);
    }

    [Fact]
    public void Elementary_effects_of_a_linear_function_are_its_slopes_and_have_no_spread()
    {
        var effects = MorrisScreening.Of([.. MorrisScreening.Design(8, 4, 5).Select(u => (2 * u[0]) - (3 * u[1]) + (0 * u[2]) + u[3])], 8, 4, 5);
        effects.Select(e => e.Mean).Should().SatisfyRespectively(x => x.Should().BeApproximately(2, 1e-12), x => x.Should().BeApproximately(-3, 1e-12), x => x.Should().BeApproximately(0, 1e-12), x => x.Should().BeApproximately(1, 1e-12));
        effects.Select(e => e.Size.Value).Should().SatisfyRespectively(x => x.Should().BeApproximately(2, 1e-12), x => x.Should().BeApproximately(3, 1e-12), x => x.Should().BeApproximately(0, 1e-12), x => x.Should().BeApproximately(1, 1e-12));
        effects.Should().OnlyContain(e => e.Deviation < 1e-12);
    }

    [Fact]
    public void An_interaction_shows_as_spread_of_the_elementary_effects()
    {
        var effects = MorrisScreening.Of([.. MorrisScreening.Design(20, 2, 5).Select(u => u[0] * u[1])], 20, 2, 5);
        effects.Should().OnlyContain(e => e.Deviation > 0.1);
    }

    [Fact]
    public void Designs_stay_within_the_unit_cube()
    {
        SobolIndices.Design(50, 7, 2).Concat(MorrisScreening.Design(50, 7, 2)).SelectMany(p => p).Should().OnlyContain(v => v >= -1e-12 && v <= 1 + 1e-12);
    }

    [Fact]
    public void A_result_that_cannot_be_computed_leaves_its_row_out()
    {
        double[][] design = SobolIndices.Design(512, 2, 1);
        double[] results = [.. design.Select(u => u[0])];
        results[17] = double.NaN;
        var indices = SobolIndices.Of(results, 512, 2, 1);
        indices[0].Total.Value.Should().BeApproximately(1, 0.1);
        indices[1].Total.Value.Should().Be(0);
    }
}

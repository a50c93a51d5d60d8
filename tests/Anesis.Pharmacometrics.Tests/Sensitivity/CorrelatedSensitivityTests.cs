using Anesis.Mathematics.Randomness;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Sensitivity;

namespace Anesis.Pharmacometrics.Tests.Sensitivity;

/// <summary>Indices of correlated variables against closed forms for sums of normal variables (Kucherenko, Tarantola and Annoni 2012, Comput Phys Commun 183:937, test of a linear model).</summary>
public sealed class CorrelatedSensitivityTests
{
    private const int Points = 8192;

    /// <summary>x₁ + x₂ + x₃, standard deviations 1, 1 and 2, x₂ and x₃ with correlation ρ. With x₂ comes ρ·2 of x₃, with x₃ ρ/2 of x₂; known the others, each keeps 1 − ρ² of its variance.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(-0.5)]
    [InlineData(-0.8)]
    [InlineData(0)]
    public void Indices_of_a_sum_are_those_of_its_closed_form(double rho)
    {
        const double S = 2;
        var correlation = ScoreCorrelation.Of(["a", "b", "c"], [new("b", "c", rho, default)])!;
        var indices = SobolIndices.Of([.. SobolIndices.Design(Points, correlation, 3).Select(u => Score(u[0]) + Score(u[1]) + (S * Score(u[2])))], Points, correlation, 3);
        double variance = 2 + (S * S) + (2 * rho * S), rest = 1 - (rho * rho);
        double[] first = [1 / variance, (1 + (rho * S)) * (1 + (rho * S)) / variance, (S + rho) * (S + rho) / variance];
        double[] total = [1 / variance, rest / variance, S * S * rest / variance];
        for (int i = 0; i < 3; i++)
        {
            indices[i].First.Value.Should().BeApproximately(first[i], 0.03);
            indices[i].Total.Value.Should().BeApproximately(total[i], 0.03);
        }
    }

    /// <summary>x₁x₂ of standard normal variables with correlation ρ: variance 1 + ρ²; given x₁ the mean is ρx₁², whose variance is 2ρ²; given x₁ what is left of x₂ has variance (1 − ρ²)x₁².</summary>
    [Fact]
    public void Indices_of_a_product_are_those_of_its_closed_form()
    {
        const double Rho = 0.6;
        var correlation = ScoreCorrelation.Of(["a", "b"], [new("a", "b", Rho, default)])!;
        var indices = SobolIndices.Of([.. SobolIndices.Design(4 * Points, correlation, 5).Select(u => Score(u[0]) * Score(u[1]))], 4 * Points, correlation, 5);
        double variance = 1 + (Rho * Rho);
        indices.Should().OnlyContain(i => Math.Abs(i.First.Value - (2 * Rho * Rho / variance)) < 0.05 && Math.Abs(i.Total.Value - ((1 - (Rho * Rho)) / variance)) < 0.05);
    }

    [Fact]
    public void Points_have_the_correlation_and_each_coordinate_stays_evenly_spread()
    {
        var correlation = ScoreCorrelation.Of(["a", "b", "c"], [new("a", "c", 0.7, default), new("b", "c", -0.3, default)])!;
        double[][] design = SobolIndices.Design(Points, correlation, 1);
        design.Length.Should().Be((int)SobolIndices.Evaluations(Points, 3, 3));
        for (int set = 0; set < 8; set++)
        {
            double[][] part = design[(set * Points)..((set + 1) * Points)];
            Product(part, 0, 2).Should().BeApproximately(0.7, 0.05);
            Product(part, 1, 2).Should().BeApproximately(-0.3, 0.05);
            Product(part, 0, 1).Should().BeApproximately(0, 0.05);
            part.Average(p => p[2]).Should().BeApproximately(0.5, 0.02);
        }
    }

    [Fact]
    public void Correlations_that_nobody_can_have_together_are_refused() =>
        ScoreCorrelation.Of(["a", "b", "c"], [new("a", "b", 0.9, default), new("b", "c", 0.9, default), new("a", "c", -0.9, default)]).Should().BeNull();

    private static double Score(double share) => Quantiles.Normal(Math.Clamp(share, 1e-12, 1 - 1e-12), 0, 1);

    private static double Product(double[][] points, int i, int j) => points.Average(p => Score(p[i]) * Score(p[j]));
}

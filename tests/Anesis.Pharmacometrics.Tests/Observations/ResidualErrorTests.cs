using Anesis.Modeling.Diagnostics;
using Anesis.Pharmacometrics.Observations;

namespace Anesis.Pharmacometrics.Tests.Observations;

public sealed class ResidualErrorTests
{
    [Theory]
    [InlineData("additive(2)", 10, 2)]
    [InlineData("proportional(0.2)", 10, 2)]
    [InlineData("combined1(1, 0.2)", 10, 3)]
    [InlineData("combined2(3, 0.4)", 10, 5)]
    [InlineData("power(0.5, 2)", 4, 8)]
    [InlineData("log(0.3)", 10, 0.3)]
    [InlineData("none", 10, 0)]
    public void Each_form_has_its_deviation(string text, double prediction, double deviation)
    {
        var error = ResidualErrorText.Read(text, "--error").Value!;
        error.Deviation(prediction).Should().BeApproximately(deviation, 1e-12);
        error.Observe(prediction, 0).Should().Be(prediction);
        double up = error.Observe(prediction, 1);
        up.Should().BeApproximately(error.Form == ErrorForm.Logarithmic ? prediction * Math.Exp(deviation) : prediction + deviation, 1e-12);
    }

    [Theory]
    [InlineData("combned2(1,2)", 1, "combined2")]
    [InlineData("combined2(1)", 1, null)]
    [InlineData("additive(-1)", 1, null)]
    [InlineData("additive(x)", 1, null)]
    [InlineData("additive", 1, null)]
    [InlineData("additive(1) ar(1)", 13, null)]
    [InlineData("additive(1) ar(0.5) more", 13, null)]
    public void What_is_not_understood_is_refused_at_its_place(string text, int column, string? nearest)
    {
        var read = ResidualErrorText.Read(text, "--error");
        read.IsOk.Should().BeFalse();
        var diagnostic = read.Diagnostics.Single();
        diagnostic.At.Column.Should().Be(column);
        diagnostic.Nearest.Should().Be(nearest);
    }

    [Fact]
    public void Autocorrelated_residuals_have_unit_variance_and_the_correlation_of_their_distance()
    {
        var error = ResidualErrorText.Read("additive(1) ar(0.5)", "--error").Value!;
        double[] times = [0, 1, 3];
        var draws = Enumerable.Range(0, 20_000).Select(i =>
        {
            double before = double.NaN, at = 0;
            return times.Select((t, row) =>
            {
                before = error.Next(before, t - at, ResidualError.Draw(7, i, row));
                at = t;
                return before;
            }).ToArray();
        }).ToList();
        double Product(int a, int b) => draws.Average(d => d[a] * d[b]);
        for (int row = 0; row < 3; row++)
        {
            Product(row, row).Should().BeApproximately(1, 0.03);
        }

        Product(0, 1).Should().BeApproximately(0.5, 0.03);
        Product(1, 2).Should().BeApproximately(0.25, 0.03);
        Product(0, 2).Should().BeApproximately(0.125, 0.03);
    }

    [Fact]
    public void Observations_known_to_be_positive_have_the_mean_of_a_truncated_normal()
    {
        // E[Y | Y > 0] = f + σ φ(f/σ)/Φ(f/σ); for f = 1, σ = 1: 1 + 0.2419707245/0.8413447461.
        var error = new ResidualError(1, 0);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(i => error.ObservePositive(1, ResidualError.Draw(3, i, 0)))];
        values.Min().Should().BeGreaterThanOrEqualTo(0);
        values.Average().Should().BeApproximately(1.2875999709, 0.02);
    }

    /// <summary>Φ(−1) = 0.15865525393145705, Φ(1) = 0.8413447460685429, Φ(2) = 0.9772498680518208 (Abramowitz and Stegun, table 26.1).</summary>
    [Theory]
    [InlineData(BelowLimit.M1, 4, 0.0)]
    [InlineData(BelowLimit.M2, 4, 0.0)]
    [InlineData(BelowLimit.M3, 4, -2 * -1.8410216450092636)]
    [InlineData(BelowLimit.M5, 4, 2.25)]
    [InlineData(BelowLimit.M7, 4, 4.0)]
    [InlineData(BelowLimit.M1, 6, 0.0)]
    [InlineData(BelowLimit.M3, 6, 0.0)]
    [InlineData(BelowLimit.M2, 6, 2 * -0.17275377902344988)]
    [InlineData(BelowLimit.M4, 6, 2 * -0.023012909328963486)]
    public void Beals_methods_have_their_likelihoods(BelowLimit method, double observed, double expected)
    {
        // f = 6 and σ = 3 (proportional 0.5): the limit 3 lies one deviation below, 0 lies two below. A value at f has z = 0; ln σ² is taken off.
        double deviation = 3, f = 6;
        var error = new ResidualError(0, 0.5);
        bool below = observed < 5;
        double likelihood = ObservationLikelihood.MinusTwoLog(below ? 1 : 6, false, f, error, new(3, method));
        bool isDensity = !below || method is BelowLimit.M5 or BelowLimit.M7;
        double constant = isDensity ? 2 * Math.Log(deviation) : 0;
        likelihood.Should().BeApproximately(expected + constant, 1e-10);
    }

    [Fact]
    public void M4_below_the_limit_is_the_share_between_zero_and_it()
    {
        double likelihood = ObservationLikelihood.MinusTwoLog(double.NaN, true, 6, new ResidualError(3, 0), new(3, BelowLimit.M4));
        likelihood.Should().BeApproximately(-2 * Math.Log((0.15865525393145705 - 0.022750131948179195) / 0.9772498680518208), 1e-10);
    }

    [Fact]
    public void Far_below_the_limit_the_likelihood_stays_finite_and_without_a_step()
    {
        double Far(double z) => ObservationLikelihood.MinusTwoLog(double.NaN, true, 10 + z, new ResidualError(1, 0), new(10, BelowLimit.M3));
        Far(24.999).Should().BeApproximately(Far(25.001), 0.11);
        Far(40).Should().BeApproximately(1600 + (2 * (Math.Log(40) + 0.9189385332)), 0.01);
    }

    [Fact]
    public void A_logarithmic_error_is_a_density_of_the_value()
    {
        double likelihood = ObservationLikelihood.MinusTwoLog(20, false, 10, new ResidualError(0, 0.5) { Form = ErrorForm.Logarithmic }, Quantification.None);
        double z = Math.Log(2) / 0.5;
        likelihood.Should().BeApproximately((z * z) + (2 * Math.Log(0.5)) + (2 * Math.Log(20)), 1e-10);
    }
}

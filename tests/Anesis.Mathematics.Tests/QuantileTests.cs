using Anesis.Mathematics.Randomness;
using CsCheck;

namespace Anesis.Mathematics.Tests;

public class QuantileTests
{
    public static TheoryData<string, double> Tables => new()
    {
        { "QuantileGamma", 1e-12 }, { "QuantileBeta", 1e-12 }, { "QuantileTruncatedNormal", 1e-12 }, { "QuantilePoisson", 0 }, { "QuantileBinomial", 0 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Quantiles_agree_with_the_reference_table(string name, double relative)
    {
        IReadOnlyList<Reference> table = Reference.Table(name);
        table.Should().HaveCountGreaterThan(90);
        foreach (Reference line in table)
        {
            double[] a = line.Arguments;
            double computed = name switch
            {
                "QuantileGamma" => Quantiles.Gamma(a[0], a[1], 1),
                "QuantileBeta" => Quantiles.Beta(a[0], a[1], a[2]),
                "QuantileTruncatedNormal" => TruncatedNormal.Quantile(a[0], 0, 1, a[1], a[2]),
                "QuantilePoisson" => DiscreteQuantiles.Poisson(a[0], a[1]),
                _ => DiscreteQuantiles.Binomial(a[0], a[1], a[2]),
            };
            computed.Should().BeApproximately(line.Nearest, relative * Math.Abs(line.Nearest), "{0}({1})", name, string.Join(", ", a.Select(x => x.ToString("R"))));
        }
    }

    [Fact]
    public void Closed_forms_return_to_the_probability_they_came_from() =>
        Gen.Double[1e-9, 0.999999].Select(Gen.Double[0.1, 20], Gen.Double[0.1, 20]).Sample(
            (u, p, q) =>
            {
                Close(1 - Math.Exp(-p * Quantiles.Exponential(u, p)), u);
                Close((Quantiles.Uniform(u, -p, q) + p) / (p + q), u);
                double rayleigh = Quantiles.Rayleigh(u, p) / p;
                Close(1 - Math.Exp(-0.5 * rayleigh * rayleigh), u);
                Close(1 - Math.Exp(-Math.Pow(Quantiles.Weibull(u, p, q) / p, q)), u);
                Close(0.5 + (Math.Atan((Quantiles.Cauchy(u, q, p) - q) / p) / Math.PI), u);
                double laplace = (Quantiles.Laplace(u, q, p) - q) / p;
                Close(laplace < 0 ? 0.5 * Math.Exp(laplace) : 1 - (0.5 * Math.Exp(-laplace)), u);
                Quantiles.LogNormal(u, 0.5, p).Should().BeApproximately(Math.Exp(Quantiles.Normal(u, 0.5, p)), 1e-12 * Math.Exp(Quantiles.Normal(u, 0.5, p)));

                // Chi-square with two degrees of freedom is exponential; beta with one shape 1 is a power.
                double two = Quantiles.ChiSquare(u, 2);
                two.Should().BeApproximately(-2 * Elementary.Log1p(-u), 1e-12 * two);
                double power = Quantiles.Beta(u, p, 1);
                power.Should().BeApproximately(Math.Pow(u, 1 / p), 1e-12 * power);
            },
            iter: 2000,
            threads: 1);

    [Theory]
    [InlineData(0.95, 1, 3.841458820694124)]
    [InlineData(0.99, 10, 23.209251158954356)]
    [InlineData(0.05, 30, 18.49266098195347)]
    public void Chi_square_agrees_with_printed_tables(double u, double freedom, double expected) =>
        Quantiles.ChiSquare(u, freedom).Should().BeApproximately(expected, 1e-12 * expected);

    [Fact]
    public void A_large_shape_stays_between_its_known_bounds()
    {
        // The median of a gamma lies between shape - 1/3 and shape - 1/3 + 1/(20·shape) for large shapes (Choi, 1994).
        double median = Quantiles.Gamma(0.5, 1e6, 1);
        (median - 1e6).Should().BeInRange(-0.33333334, -0.33333323);
        DiscreteQuantiles.Poisson(0.5, 1e6).Should().Be(1e6);
        DiscreteQuantiles.Binomial(0.5, 1e6, 0.5).Should().Be(5e5);
    }

    [Fact]
    public void Parameters_out_of_range_give_NaN()
    {
        double[] values =
        [
            Quantiles.Gamma(0.5, -1, 1), Quantiles.Beta(0.5, 0, 1), Quantiles.Exponential(0.5, 0), Quantiles.Normal(0.5, 0, -1), Quantiles.Bernoulli(0.5, 1.5),
            Quantiles.Gamma(double.NaN, 1, 1), DiscreteQuantiles.Poisson(0.5, -1), DiscreteQuantiles.Binomial(0.5, 2.5, 0.5), TruncatedNormal.Quantile(0.5, 0, 1, 2, 1),
        ];
        values.Should().OnlyContain(value => double.IsNaN(value));
    }

    [Fact]
    public void A_Bernoulli_draw_is_one_as_often_as_it_says() =>
        Enumerable.Range(0, 20_000).Average(n => Quantiles.Bernoulli(new DrawKey(1, 1, 1).Uniform((ulong)n), 0.3)).Should().BeApproximately(0.3, 0.012);

    private static void Close(double returned, double u) => returned.Should().BeApproximately(u, 1e-13);
}

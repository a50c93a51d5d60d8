namespace Anesis.Mathematics.Tests;

public class AccuracyTests(ITestOutputHelper output)
{
    /// <summary>Function, and the greatest error in units in the last place that its docstring may state.</summary>
    public static TheoryData<string, double> Bounds => new()
    {
        { "Exp", 1 }, { "Expm1", 1.5 }, { "Log", 1 }, { "Log1p", 1.5 }, { "Log2", 0.51 }, { "Log10", 0.51 },
        { "Pow", 0.6 }, { "PowInteger", 0.51 }, { "Sin", 0.8 }, { "Cos", 0.8 }, { "Tan", 2 },
        { "Sinh", 2 }, { "Cosh", 1.5 }, { "Tanh", 2.5 }, { "Asin", 1 }, { "Acos", 1 }, { "Atan", 0.8 }, { "Atan2", 0.8 },
        { "Asinh", 3 }, { "Acosh", 3 }, { "Atanh", 3 }, { "Cbrt", 0.7 }, { "Erf", 1.2 }, { "Erfc", 4 }, { "NormalQuantile", 4 }, { "Gamma", 4 }, { "LogGamma", 6 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Error_against_the_reference_table_stays_within_its_bound(string function, double bound)
    {
        double worst = 0;
        double[] where = [];
        double found = 0;
        IReadOnlyList<Reference> table = Reference.Table(function);
        foreach (Reference line in table)
        {
            double computed = Catalogue.Scalar(function, line.Arguments);
            double error = line.Error(computed);
            if (!(error <= worst))
            {
                (worst, where, found) = (error, line.Arguments, computed);
            }
        }

        output.WriteLine($"{function} {worst:F3} ulp at {string.Join(", ", where.Select(x => x.ToString("R")))} = {found:R}");
        table.Should().HaveCountGreaterThan(400);
        worst.Should().BeLessThanOrEqualTo(bound, "the worst argument was {0}, the value {1}", string.Join(", ", where), found);
    }
}

namespace Anesis.Mathematics.Tests;

public class SpecialValueTests
{
    private static readonly double[] Values =
    [
        0.0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, -1.5, 1e300, -1e300, 1e-300, -1e-300, double.Epsilon, -double.Epsilon, 9007199254740991, -9007199254740993,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Fact]
    public void Powers_of_special_values_are_those_of_the_standard() => OverPairs((x, y) => Same(Elementary.Pow(x, y), Math.Pow(x, y), $"pow({x:R}, {y:R})"));

    [Fact]
    public void Angles_of_special_points_are_those_of_the_standard() => OverPairs((y, x) => Same(Elementary.Atan2(y, x), Math.Atan2(y, x), $"atan2({y:R}, {x:R})"));

    [Fact]
    public void Functions_of_special_values_are_those_of_the_standard()
    {
        (string Name, Func<double, double> Ours, Func<double, double> Standard)[] functions =
        [
            ("exp", Elementary.Exp, Math.Exp), ("log", Elementary.Log, Math.Log), ("log2", Elementary.Log2, Math.Log2), ("log10", Elementary.Log10, Math.Log10),
            ("sin", Elementary.Sin, Math.Sin), ("cos", Elementary.Cos, Math.Cos), ("tan", Elementary.Tan, Math.Tan), ("sinh", Elementary.Sinh, Math.Sinh),
            ("cosh", Elementary.Cosh, Math.Cosh), ("tanh", Elementary.Tanh, Math.Tanh), ("asin", Elementary.Asin, Math.Asin), ("acos", Elementary.Acos, Math.Acos),
            ("atan", Elementary.Atan, Math.Atan), ("asinh", Elementary.Asinh, Math.Asinh), ("acosh", Elementary.Acosh, Math.Acosh), ("atanh", Elementary.Atanh, Math.Atanh),
            ("cbrt", Elementary.Cbrt, Math.Cbrt),
        ];
        foreach ((string name, Func<double, double> ours, Func<double, double> standard) in functions)
        {
            foreach (double x in Values)
            {
                Same(ours(x), standard(x), $"{name}({x:R})");
            }
        }
    }

    [Fact]
    public void Integer_powers_agree_with_powers()
    {
        foreach (double x in Values)
        {
            foreach (int n in (int[])[-300, -3, -2, -1, 0, 1, 2, 3, 4, 7, 64, 65, 1001])
            {
                Same(Elementary.PowInteger(x, n), Math.Pow(x, n), $"{x:R}^{n}");
            }
        }
    }

    private static void OverPairs(Action<double, double> check)
    {
        foreach (double x in Values)
        {
            foreach (double y in Values)
            {
                check(x, y);
            }
        }
    }

    private static void Same(double found, double expected, string what)
    {
        if (double.IsNaN(expected) || double.IsInfinity(expected) || expected == 0)
        {
            found.Should().Be(expected, what);
            (double.IsNaN(expected) || double.IsNegative(found) == double.IsNegative(expected)).Should().BeTrue(what);
        }
        else
        {
            // A few units in the last place, or one of the smallest subnormals.
            found.Should().BeApproximately(expected, Math.Max(4e-16 * Math.Abs(expected) * 2, 2 * double.Epsilon), what);
        }
    }
}

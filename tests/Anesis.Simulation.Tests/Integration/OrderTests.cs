using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Integration;
using Anesis.Simulation.Integration.Explicit;
using Anesis.Simulation.Integration.Linear;
using Anesis.Simulation.Integration.Stiff;

namespace Anesis.Tests.Integration;

/// <summary>Orders measured over halved steps on a problem that is nonlinear, coupled and depends on time, with a closed form.</summary>
public unsafe class OrderTests
{
    /// <summary>y1 = tan t, y2 = exp(sin 2t), y3 = 1/(1 + t), y4 = y1 y3.</summary>
    private static readonly ScalarSystem s_system = new(4, static (t, y, _, dy) =>
    {
        dy[0] = 1 + (y[0] * y[0]);
        dy[1] = 2 * Dual.Cos(2 * t) * y[1];
        dy[2] = -y[2] * y[2];
        dy[3] = ((1 + (y[0] * y[0])) * y[2]) - (y[3] * y[2]);
    })
    { DependsOnTime = true };

    private static double[] Exact(double t) => [Math.Tan(t), Math.Exp(Math.Sin(2 * t)), 1 / (1 + t), Math.Tan(t) / (1 + t)];

    [Fact]
    public void Rodas5P_has_order_5_and_its_dense_output_order_4()
    {
        using var memory = new LaneMemory();
        var model = s_system.Compile(1);
        var problem = new LaneProblem<Lanes1>(model, null, memory);
        var method = new RosenbrockMethod<Lanes1>(Rodas5P.Tableau, model.Elimination!, problem, memory);
        double[] scale = [1e-3, 1e-3, 1e-3, 1e-3];
        fixed (double* s = scale)
        {
            double* weights = s;
            (double step, double error, double dense) = Orders(
                memory,
                coarsest: 20,
                (t, y, h, end) =>
                {
                    method.Attempt(t, y, new Lanes1(h));
                    method.End(y, end, weights, 0);
                },
                (t, y, h, theta, result) => method.Interpolate(y, new Lanes1(theta), StateSet.All(model, memory), result),
                (y, end, h) => method.End(y, end, weights, 0).Value);
            TestContext.Current.TestOutputHelper!.WriteLine($"{step} {error} {dense}");
            step.Should().BeApproximately(5, 0.3);
            error.Should().BeApproximately(5, 0.5);
            dense.Should().BeApproximately(5, 0.5);
        }
    }

    [Theory]
    [InlineData("Tsit5", 12)]
    [InlineData("DOP853", 6)]
    public void An_explicit_pair_has_its_order_and_its_dense_output_too(string name, int coarsest)
    {
        ExplicitTableau tableau = ExplicitTableaus.Single(t => t.Name == name);
        using var memory = new LaneMemory();
        var model = s_system.Compile(1);
        var problem = new LaneProblem<Lanes1>(model, null, memory);
        var method = new ExplicitMethod<Lanes1>(tableau, problem, memory);
        double[] scale = [1e-3, 1e-3, 1e-3, 1e-3];
        fixed (double* s = scale)
        {
            double* weights = s;
            (double step, double error, double dense) = Orders(
                memory,
                coarsest,
                (t, y, h, end) =>
                {
                    problem.Slopes(t, y, method.FirstSlopes);
                    method.Attempt(t, y, new Lanes1(h));
                    new ReadOnlySpan<double>(method.End, model.StateCount).CopyTo(new Span<double>(end, model.StateCount));
                },
                (t, y, h, theta, result) => method.Interpolate(t, y, new Lanes1(h), new Lanes1(theta), StateSet.All(model, memory), result),
                (y, end, h) => method.ErrorNorm(y, weights, 0, new Lanes1(h)).Value);
            TestContext.Current.TestOutputHelper!.WriteLine($"{name} {step} {error} {dense}");
            step.Should().BeApproximately(tableau.Order, 0.5);
            error.Should().BeApproximately(tableau.ErrorOrder + 1, 0.5);
            dense.Should().BeApproximately(tableau.DenseOrder + 1, 0.5);
        }
    }

    internal static ExplicitTableau[] ExplicitTableaus { get; } = [Tsitouras5.Tableau, DormandPrince853.Tableau];

    private delegate void Attempt(double* time, double* y, double h, double* end);

    private delegate void Interpolate(double* time, double* y, double h, double theta, double* result);

    private delegate double Estimate(double* y, double* end, double h);

    /// <summary>Order of the largest global error, of the error estimate within a step, and of the dense output's error within a step from exact values.</summary>
    private static (double Step, double Estimate, double Dense) Orders(LaneMemory memory, int coarsest, Attempt attempt, Interpolate interpolate, Estimate estimate)
    {
        double* time = memory.Doubles(1);
        double* y = memory.Doubles(4);
        double* end = memory.Doubles(4);
        double[] sizes = new double[5];
        const double begin = 0.3;
        double[] globals = new double[5];
        double[] estimates = new double[5];
        double[] denses = new double[5];
        for (int level = 0; level < 5; level++)
        {
            int steps = (int)Math.Round(coarsest * Math.Pow(2, level * 0.5));
            double h = 0.7 / steps;
            sizes[level] = h;
            Exact(begin).CopyTo(new Span<double>(y, 4));
            for (int k = 0; k < steps; k++)
            {
                *time = begin + (k * h);
                attempt(time, y, h, end);
                new Span<double>(end, 4).CopyTo(new Span<double>(y, 4));
                double[] there = Exact(begin + ((k + 1) * h));
                globals[level] = Math.Max(globals[level], Enumerable.Range(0, 4).Max(i => Math.Abs(y[i] - there[i])));
            }

            *time = 0.7;
            Exact(0.7).CopyTo(new Span<double>(y, 4));
            attempt(time, y, h, end);
            estimates[level] = estimate(y, end, h);
            for (int k = 1; k < 8; k++)
            {
                interpolate(time, y, h, k / 8.0, end);
                double[] exact = Exact(0.7 + (h * k / 8));
                denses[level] = Math.Max(denses[level], Enumerable.Range(0, 4).Max(i => Math.Abs(end[i] - exact[i])));
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(" ", globals.Concat(estimates).Concat(denses).Select(v => $"{v:E2}")));
        return (Slope(sizes, globals), Slope(sizes, estimates), Slope(sizes, denses));
    }

    /// <summary>Least squares in logarithms.</summary>
    private static double Slope(double[] sizes, double[] errors)
    {
        double[] x = [.. sizes.Select(v => Math.Log(v))];
        double[] y = [.. errors.Select(v => Math.Log(v))];
        return x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / x.Sum(a => (a - x.Average()) * (a - x.Average()));
    }
}

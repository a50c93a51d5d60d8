using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Integration;
using Anesis.Simulation.Integration.Explicit;
using Anesis.Simulation.Integration.Linear;
using Anesis.Simulation.Integration.Stiff;

namespace Anesis.Tests.Integration;

/// <summary>Orders measured over halved steps on a problem that is nonlinear, coupled and depends on time, with a closed form.</summary>
public unsafe class OrderTests
{
    /// <summary>y1 = exp(sin t²), y2 = exp(5 sin t²), y3 = sin t² + 1, y4 = cos t² (Butcher's test with a known solution).</summary>
    private static readonly ScalarSystem s_system = new(4, static (t, y, _, dy) =>
    {
        dy[0] = 2 * t * y[1] / (y[0] * y[0] * y[0] * y[0]) * y[3];
        dy[1] = 10 * t * y[0] * y[0] * y[0] * y[0] * y[0] * y[3];
        dy[2] = 2 * t * y[3];
        dy[3] = -2 * t * (y[2] - 1);
    })
    { DependsOnTime = true };

    private static double[] Exact(double t) =>
        [Math.Exp(Math.Sin(t * t)), Math.Exp(5 * Math.Sin(t * t)), Math.Sin(t * t) + 1, Math.Cos(t * t)];

    [Fact]
    public void Rodas5P_has_order_5_and_its_dense_output_order_4()
    {
        using var memory = new LaneMemory();
        var model = s_system.Compile(1);
        var problem = new LaneProblem<Lanes1>(model, null, memory);
        var method = new RosenbrockMethod<Lanes1>(Rodas5P.Tableau, EliminationOrder.Of(model.JacobianPattern, _ => false)!, problem, memory);
        double[] scale = [1e-3, 1e-3, 1e-3, 1e-3];
        fixed (double* s = scale)
        {
            double* weights = s;
            (double step, double error, double dense) = Orders(
                memory,
                (t, y, h, end) => method.Attempt(t, y, new Lanes1(h), end),
                (t, y, h, theta, result) => method.Interpolate(y, new Lanes1(theta), result),
                (y, end, h) => method.ErrorNorm(y, end, weights, 0).Value);
            TestContext.Current.TestOutputHelper!.WriteLine($"{step} {error} {dense}");
            step.Should().BeApproximately(5, 0.3);
            error.Should().BeApproximately(5, 0.3);
            dense.Should().BeApproximately(5, 0.3);
        }
    }

    private delegate void Attempt(double* time, double* y, double h, double* end);

    private delegate void Interpolate(double* time, double* y, double h, double theta, double* result);

    private delegate double Estimate(double* y, double* end, double h);

    /// <summary>Order of the global error at 1, of the error estimate within a step, and of the dense output's error within a step from exact values.</summary>
    private static (double Step, double Estimate, double Dense) Orders(LaneMemory memory, Attempt attempt, Interpolate interpolate, Estimate estimate)
    {
        double* time = memory.Doubles(1);
        double* y = memory.Doubles(4);
        double* end = memory.Doubles(4);
        double[] globals = new double[5];
        double[] estimates = new double[5];
        double[] denses = new double[5];
        for (int level = 0; level < 5; level++)
        {
            int steps = 20 << level;
            double h = 1.0 / steps;
            Exact(0).CopyTo(new Span<double>(y, 4));
            for (int k = 0; k < steps; k++)
            {
                *time = k * h;
                attempt(time, y, h, end);
                new Span<double>(end, 4).CopyTo(new Span<double>(y, 4));
            }

            globals[level] = Enumerable.Range(0, 4).Max(i => Math.Abs(y[i] - Exact(1)[i]));
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
        return (Slope(globals), Slope(estimates), Slope(denses));
    }

    private static double Slope(double[] errors) => Math.Log2(errors[^3] / errors[^1]) / 2;
}

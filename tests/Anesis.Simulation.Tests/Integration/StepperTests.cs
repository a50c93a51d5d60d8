using Anesis.Simulation.Ensembles;

namespace Anesis.Tests.Integration;

public class StepperTests
{
    private static readonly ScalarSystem s_oscillator = new(2, static (_, y, p, dy) =>
    {
        dy[0] = y[1];
        dy[1] = -p[0] * p[0] * y[0];
    })
    { Parameters = 1 };

    private static EnsembleOptions Options(Method method, double rtol) => new() { Method = method, RelativeTolerance = rtol };

    [Theory]
    [InlineData(Method.Explicit, 1e-4)]
    [InlineData(Method.Explicit, 1e-6)]
    [InlineData(Method.Explicit, 1e-8)]
    [InlineData(Method.Explicit, 1e-10)]
    [InlineData(Method.Stiff, 1e-4)]
    [InlineData(Method.Stiff, 1e-8)]
    public void An_oscillator_keeps_its_tolerance_at_every_output(Method method, double rtol)
    {
        double[] outputs = [.. Enumerable.Range(1, 100).Select(i => i * 0.2)];
        Arrival arrival = Course.Run(s_oscillator.Compile(1), Options(method, rtol), [[1, 0]], outputs, parameters: [[1]])[0];
        arrival.Failure.Should().BeNull();
        double worst = outputs.Select((t, k) => Math.Abs(arrival.AtOutputs[k][0] - Math.Cos(t))).Max();
        worst.Should().BeLessThan(50 * rtol);
    }

    [Theory]
    [InlineData(Method.Explicit, 1)]
    [InlineData(Method.Explicit, 2)]
    [InlineData(Method.Explicit, 4)]
    [InlineData(Method.Explicit, 8)]
    [InlineData(Method.Stiff, 2)]
    [InlineData(Method.Stiff, 8)]
    [InlineData(Method.Auto, 2)]
    [InlineData(Method.Auto, 4)]
    [InlineData(Method.Auto, 8)]
    public void Lanes_and_neighbours_never_change_an_individual(Method method, int lanes)
    {
        double[] outputs = [.. Enumerable.Range(1, 20).Select(i => i * 0.7)];
        var system = new ScalarSystem(2, static (t, y, p, dy) =>
        {
            dy[0] = (p[0] * (Dual.Cos(t) - y[0])) - (y[1] * y[0]);
            dy[1] = y[0] - y[1];
        })
        { Parameters = 1, DependsOnTime = true };
        double[][] initial = [.. Enumerable.Range(0, 21).Select(i => new double[] { 1 + (i * 0.1), i % 3 })];
        double[][] rates = [.. Enumerable.Range(0, 21).Select(i => new[] { 0.3 * Math.Pow(10, i % 5) })];
        Arrival[] together = Course.Run(system.Compile(lanes), Options(method, 1e-7), initial, outputs, parameters: rates);
        for (int i = 0; i < initial.Length; i++)
        {
            Arrival alone = Course.Run(system.Compile(1), Options(method, 1e-7), [initial[i]], outputs, parameters: [rates[i]])[0];
            together[i].Counters.Should().Be(alone.Counters);
            for (int k = 0; k < outputs.Length; k++)
            {
                together[i].AtOutputs[k].Select(BitConverter.DoubleToInt64Bits).Should().Equal(alone.AtOutputs[k].Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    public static TheoryData<string, Method, double> Stiff()
    {
        var data = new TheoryData<string, Method, double>();
        foreach (StiffProblem problem in StiffProblems.All)
        {
            foreach (double rtol in (double[])[1e-5, 1e-7, 1e-9])
            {
                data.Add(problem.Name, Method.Stiff, rtol);
                data.Add(problem.Name, Method.Auto, rtol);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Stiff))]
    public void A_published_stiff_problem_ends_where_it_was_published(string name, Method method, double rtol)
    {
        StiffProblem problem = StiffProblems.All.Single(p => p.Name == name);
        Arrival arrival = Course.Run(problem.System.Compile(1), Options(method, rtol), [problem.Initial], [problem.End])[0];
        arrival.Failure.Should().BeNull();
        double error = arrival.End.Select((y, i) => Math.Abs((y / problem.Reference[i]) - 1)).Max();
        TestContext.Current.TestOutputHelper!.WriteLine($"{name,-12} {method,-6} {rtol:E0} error {error:E1} {arrival.Counters}");

        // Absolute tolerances follow the largest value that a state has had; Robertson's first state ends at 2e-8 of it.
        error.Should().BeLessThan(300 * rtol);
    }
}

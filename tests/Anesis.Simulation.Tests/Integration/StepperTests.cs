using Anesis.Simulation.Ensembles;

namespace Anesis.Tests.Integration;

public unsafe class StepperTests
{
    private static readonly ScalarSystem s_oscillator = new(2, static (_, y, p, dy) =>
    {
        dy[0] = y[1];
        dy[1] = -p[0] * p[0] * y[0];
    })
    { Parameters = 1 };

    private static EnsembleOptions Explicit(double rtol) => new() { Method = Method.Explicit, RelativeTolerance = rtol };

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [InlineData(1e-8)]
    [InlineData(1e-10)]
    public void An_oscillator_keeps_its_tolerance_at_every_output(double rtol)
    {
        double[] outputs = [.. Enumerable.Range(1, 100).Select(i => i * 0.2)];
        Arrival arrival = Course.Run(s_oscillator.Compile(1), Explicit(rtol), [[1, 0]], outputs, parameters: [[1]])[0];
        arrival.Failure.Should().BeNull();
        double worst = outputs.Select((t, k) => Math.Abs(arrival.AtOutputs[k][0] - Math.Cos(t))).Max();
        worst.Should().BeLessThan(50 * rtol);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Lanes_and_neighbours_never_change_an_individual(int lanes)
    {
        double[] outputs = [.. Enumerable.Range(1, 20).Select(i => i * 0.7)];
        double[][] initial = [.. Enumerable.Range(0, 21).Select(i => new double[] { 1 + (i * 0.1), i % 3 })];
        double[][] rates = [.. Enumerable.Range(0, 21).Select(i => new double[] { 0.3 + (i % 7) })];
        Arrival[] together = Course.Run(s_oscillator.Compile(lanes), Explicit(1e-7), initial, outputs, parameters: rates);
        for (int i = 0; i < initial.Length; i++)
        {
            Arrival alone = Course.Run(s_oscillator.Compile(1), Explicit(1e-7), [initial[i]], outputs, parameters: [rates[i]])[0];
            together[i].Counters.Should().Be(alone.Counters);
            for (int k = 0; k < outputs.Length; k++)
            {
                together[i].AtOutputs[k].Select(BitConverter.DoubleToInt64Bits).Should().Equal(alone.AtOutputs[k].Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }
}

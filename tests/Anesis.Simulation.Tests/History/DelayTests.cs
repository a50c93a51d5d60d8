using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.History;

public class DelayTests
{
    /// <summary>x' = −x(t − 1) with x = 1 up to t = 0: a polynomial on each interval (Hairer, Nørsett, Wanner I, II.17).</summary>
    private static readonly HandWritten Simple = new()
    {
        States = ["x"],
        Initial = [1],
        Parameters = ["tau"],
        Values = [1],
        Delayed = 1,
        F = (t, y, p, r) => r[0] = -p[1],
        Sources = (t, y, p, r) => r[0] = y[0],
        DelayTimes = (t, y, p, r) => r[0] = p[0],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public void The_method_of_steps_gives_the_polynomials_of_the_closed_form(int lanes)
    {
        double[] times = TestRun.Grid(0, 6, 60);
        var block = TestRun.One(Simple.Compile(lanes), new IndividualPlan { OutputTimes = times });
        for (int i = 0; i < times.Length; i++)
        {
            block.Values[i].Should().BeApproximately(Closed(times[i]), 1e-9, $"t = {times[i]}");
        }
    }

    [Fact]
    public void Before_the_start_the_expression_has_its_initial_state_with_time_going_on()
    {
        // x' = delay(time, 2) = t − 2.
        var model = Simple with { F = (t, y, p, r) => r[0] = p[1], Values = [2], Sources = (t, y, p, r) => r[0] = t };
        double[] times = [0.5, 1, 3, 7];
        var block = TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = times });
        for (int i = 0; i < times.Length; i++)
        {
            block.Values[i].Should().BeApproximately(1 + (0.5 * times[i] * times[i]) - (2 * times[i]), 1e-9);
        }
    }

    [Fact]
    public void A_delay_of_zero_is_the_present()
    {
        var block = TestRun.One((Simple with { Values = [0] }).Compile(2), new IndividualPlan { OutputTimes = [1, 5] });
        block.Values[0].Should().BeApproximately(Math.Exp(-1), 1e-9);
        block.Values[1].Should().BeApproximately(Math.Exp(-5), 1e-9);
    }

    [Fact]
    public void A_jump_is_seen_again_one_delay_later()
    {
        // An event sets x to 10 at t = 2; y = delay(x, 1.5) is observed on both sides of t = 3.5.
        var model = Simple with
        {
            F = (t, y, p, r) => r[0] = 0,
            Values = [1.5],
            TimeStopCount = 1,
            TimeStops = (t, y, p, r) => r[0] = 2,
            Events = [new HandEvent("set", (t, y, p) => t >= 2, [new Slot(SlotSpace.State, 0)], (_, _, _) => [10])],
            Outputs = ["delayed"],
            Observe = (t, y, p, r) => r[0] = p[1],
        };
        var block = TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [2, 3.4999, 3.5001, 9] });
        block.Values.Should().Equal(1, 1, 10, 10);
    }

    [Fact]
    public void Delays_are_bitwise_the_same_in_any_company()
    {
        var model = Simple with { Inputs = ["tau"] };
        var plan = new IndividualPlan { OutputTimes = TestRun.Grid(0, 10, 40) };
        var (_, sink) = TestRun.Many(model.Compile(4), new Individuals(12, i => (plan, [0.5 + (0.1 * i)])));
        for (int i = 0; i < 12; i++)
        {
            TestRun.One(model.Compile(1), plan, null, 0.5 + (0.1 * i)).Values.Should().Equal(sink.Of(i).Values);
        }
    }

    private static double Closed(double t)
    {
        // x(t) = Σ_k (−1)^k (t − (k − 1))^k / k! over k with t ≥ k − 1.
        double sum = 0;
        double factorial = 1;
        for (int k = 0; k - 1 <= t; k++)
        {
            factorial *= k == 0 ? 1 : k;
            sum += Math.Pow(-1, k) * Math.Pow(t - (k - 1), k) / factorial;
        }

        return sum;
    }
}

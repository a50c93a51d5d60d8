using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Integration;

namespace Anesis.Tests.Integration;

/// <summary>What a driver may rely on: stops, inputs, scales, failures, memory.</summary>
public unsafe class StepperRulesTests
{
    private static EnsembleOptions Options(Method method, double rtol = 1e-8) => new() { Method = method, RelativeTolerance = rtol };

    private static readonly ScalarSystem s_decay = new(1, static (_, y, p, dy) => dy[0] = -p[0] * y[0]) { Parameters = 1, Dosed = [0] };

    [Theory]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Stiff)]
    public void An_infusion_into_a_decaying_amount_follows_its_closed_form(Method method)
    {
        const double rate = 3, input = 7;
        Arrival arrival = Course.Run(s_decay.Compile(4), Options(method), [[2], [0]], [0.1, 0.5, 4], parameters: [[rate], [rate]], prepare: (s, lane, _) => s.Input[lane] = input)[0];
        double[] exact = [.. new[] { 0.1, 0.5, 4 }.Select(t => (input / rate) + ((2 - (input / rate)) * Math.Exp(-rate * t)))];
        for (int k = 0; k < 3; k++)
        {
            arrival.AtOutputs[k][0].Should().BeApproximately(exact[k], 3e-8 * exact[k]);
        }
    }

    [Theory]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Stiff)]
    [InlineData(Method.Auto)]
    public void A_long_chain_from_zero_follows_the_gamma_distribution(Method method)
    {
        // Amounts after n transfers of rate 2: (2t)ⁿ exp(−2t)/n! of what was in the first.
        const int links = 12;
        var chain = new ScalarSystem(links, static (_, y, _, dy) =>
        {
            for (int i = 0; i < links; i++)
            {
                dy[i] = (i == 0 ? 0 : 2 * y[i - 1]) - (2 * y[i]);
            }
        })
        { Pattern = static (r, c) => r == c || r == c + 1 };
        double[] first = new double[links];
        first[0] = 1e-15;
        double[] outputs = [0.5, 1, 2, 4, 8];
        Arrival arrival = Course.Run(chain.Compile(2), Options(method), [first], outputs)[0];
        arrival.Failure.Should().BeNull();
        for (int k = 0; k < outputs.Length; k++)
        {
            double term = Math.Exp(-2 * outputs[k]) * 1e-15;
            for (int i = 0; i < links; i++)
            {
                arrival.AtOutputs[k][i].Should().BeApproximately(term, (1e-7 * term) + 1e-26, $"link {i} at {outputs[k]}");
                term *= 2 * outputs[k] / (i + 1);
            }
        }

        arrival.Counters.Steps.Should().BeLessThan(1200);
    }

    [Theory]
    [InlineData(1e-15)]
    [InlineData(1.0)]
    [InlineData(1e9)]
    public void The_unit_of_the_states_changes_no_step(double unit)
    {
        var system = new ScalarSystem(2, static (_, y, _, dy) =>
        {
            dy[0] = -3 * y[0];
            dy[1] = (3 * y[0]) - y[1];
        });
        Arrival one = Course.Run(system.Compile(1), Options(Method.Auto), [[1, 0]], [1, 10])[0];
        Arrival scaled = Course.Run(system.Compile(1), Options(Method.Auto), [[unit, 0]], [1, 10])[0];
        scaled.Counters.Should().Be(one.Counters);
        scaled.End[1].Should().BeApproximately(one.End[1] * unit, 1e-10 * one.End[1] * unit);
    }

    [Theory]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Stiff)]
    public void A_stop_is_reached_exactly_and_never_passed(Method method)
    {
        using LaneStepper stepper = LaneSteppers.Create(s_decay.Compile(1), Options(method));
        stepper.States[0] = 1;
        stepper.Parameters[0] = 1;
        stepper.Restart(0, fresh: true);
        for (int k = 1; k <= 30; k++)
        {
            double stop = k * 0.1;
            stepper.Stop[0] = stop;
            int attempts = 0;
            while (stepper.Time[0] != stop)
            {
                stepper.Step(1);
                stepper.Time[0].Should().BeLessThanOrEqualTo(stop);
                (++attempts).Should().BeLessThan(200);
            }
        }

        stepper.States[0].Should().BeApproximately(Math.Exp(-3), 1e-8);
    }

    [Theory]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Stiff)]
    public void A_truncated_step_ends_on_its_interpolant(Method method)
    {
        using LaneStepper stepper = LaneSteppers.Create(s_decay.Compile(2), Options(method));
        for (int lane = 0; lane < 2; lane++)
        {
            stepper.States[lane] = 1 + lane;
            stepper.Parameters[lane] = 1;
            stepper.Restart(lane, fresh: true);
        }

        while (stepper.Step(3) != 3)
        {
        }

        double middle = (stepper.PreviousTime[1] + stepper.Time[1]) / 2;
        double* times = stackalloc double[] { stepper.Time[0], middle };
        double* result = stackalloc double[2];
        stepper.Interpolate(times, result);
        double other = stepper.States[0];
        stepper.Truncate(1, middle);
        stepper.States[1].Should().Be(result[1]);
        stepper.Time[1].Should().Be(middle);
        stepper.States[0].Should().Be(other);
    }

    [Theory]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Auto)]
    [InlineData(Method.Stiff)]
    public void A_solution_that_ends_says_where_and_which_state(Method method)
    {
        var system = new ScalarSystem(2, static (_, y, _, dy) =>
        {
            dy[0] = 1;
            dy[1] = y[1] * y[1];
        });
        Arrival[] arrivals = Course.Run(system.Compile(2), Options(method), [[0, 1], [0, 0.1]], [2]);
        arrivals[0].Failure.Should().NotBeNull();
        arrivals[0].Failure!.Quantity.Should().Be("y2");
        arrivals[0].Failure!.Time.Should().BeApproximately(1, 1e-6);
        arrivals[1].Failure.Should().BeNull();
        arrivals[1].End[1].Should().BeApproximately(0.125, 1e-7);
    }

    [Theory]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Auto)]
    [InlineData(Method.Stiff)]
    public void A_slope_that_is_no_number_names_its_state(Method method)
    {
        var system = new ScalarSystem(2, static (t, y, _, dy) =>
        {
            dy[0] = 1;
            dy[1] = -Dual.Sqrt(1 - t) + (0 * y[0]);
        })
        { DependsOnTime = true };
        Arrival arrival = Course.Run(system.Compile(1), Options(method), [[0, 1]], [2])[0];
        arrival.Failure!.Quantity.Should().Be("y2");
        arrival.Failure!.Time.Should().BeApproximately(1, 1e-6);
        Arrival atOnce = Course.Run(system.Compile(1), Options(method), [[0, double.NaN]], [2])[0];
        atOnce.Failure.Should().Be(new Outcome(OutcomeKind.NotFinite, 0, "y2"));
    }

    [Fact]
    public void Too_many_steps_end_an_individual()
    {
        Arrival arrival = Course.Run(s_decay.Compile(1), Options(Method.Explicit) with { MaximumSteps = 10 }, [[1]], [1000], parameters: [[1]])[0];
        arrival.Failure!.Kind.Should().Be(OutcomeKind.TooManySteps);
    }

    [Theory]
    [InlineData(Method.Auto)]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Stiff)]
    public void Algebraic_states_start_consistent_and_stay_so(Method method)
    {
        // y1' = −y3, 0 = y1 − y2³ − y2, 0 = y2 + y3 − 2 y1 with no entry on the diagonal of the last but by y3.
        var system = new ScalarSystem(3, static (_, y, _, dy) =>
        {
            dy[0] = -y[2];
            dy[1] = y[1] + y[2] - (2 * y[0]);
            dy[2] = y[0] - (y[1] * y[1] * y[1]) - y[1];
        })
        {
            Algebraic = [1, 2],
            Pattern = static (r, c) => r == 0 ? c == 2 : r == 1 || c < 2,
        };
        Arrival arrival = Course.Run(system.Compile(2), Options(method), [[2, 0, 0]], [0.01, 1, 3])[0];
        arrival.Failure.Should().BeNull();
        foreach (double[] y in arrival.AtOutputs)
        {
            (y[0] - (y[1] * y[1] * y[1]) - y[1]).Should().BeApproximately(0, 1e-7);
            (y[1] + y[2] - (2 * y[0])).Should().BeApproximately(0, 1e-7);
        }

        // With y1 = u³ + u and y3 = 2u³ + u: (3u² + 1) u' = −(2u³ + u), so t = ∫ (3u² + 1)/(2u³ + u) du = ln u + ln(2u² + 1)/4 from u to 1.
        double u = arrival.End[1];
        (-Math.Log(u) + ((Math.Log(3) - Math.Log((2 * u * u) + 1)) / 4)).Should().BeApproximately(3, 1e-6);
    }

    [Fact]
    public void A_delayed_value_is_asked_before_every_slope()
    {
        // y' = −y(t − 1) with y = 1 before 0: y = 1 − t up to 1, then 1 − t + (t − 1)²/2.
        var system = new ScalarSystem(1, static (_, _, p, dy) => dy[0] = -p[0]) { Delays = 1 };
        foreach (Method method in (Method[])[Method.Explicit, Method.Stiff])
        {
            using LaneStepper stepper = LaneSteppers.Create(system.Compile(1), Options(method), static (time, _, parameters) => parameters[0] = *time < 1 ? 1 : 2 - *time);
            stepper.States[0] = 1;
            stepper.Restart(0, fresh: true);
            stepper.Stop[0] = 1;
            while (stepper.Time[0] < 1)
            {
                stepper.Step(1);
                stepper.Failure(0).Should().BeNull();
            }

            stepper.States[0].Should().BeApproximately(0, 1e-12);
            stepper.Restart(0, fresh: false);
            stepper.Stop[0] = 2;
            while (stepper.Time[0] < 2)
            {
                stepper.Step(1);
                stepper.Failure(0).Should().BeNull();
            }

            stepper.States[0].Should().BeApproximately(-0.5, 1e-9);
        }
    }

    [Theory]
    [InlineData(Method.Explicit, 1e-6)]
    [InlineData(Method.Explicit, 1e-10)]
    [InlineData(Method.Stiff, 1e-6)]
    [InlineData(Method.Auto, 1e-6)]
    public void Steps_and_interpolations_allocate_nothing(Method method, double rtol)
    {
        CompiledModel model = LanewiseModels.Hires<Lanes4>();
        using LaneStepper stepper = LaneSteppers.Create(model, Options(method, rtol));
        double* times = stackalloc double[4];
        double* result = stackalloc double[8 * 4];
        void Start()
        {
            for (int lane = 0; lane < 4; lane++)
            {
                for (int i = 0; i < 8; i++)
                {
                    stepper.States[(i * 4) + lane] = i == 0 ? 1 : i == 7 ? 0.0057 : 0;
                    stepper.Parameters[(i * 4) + lane] = new[] { 1.71, 0.43, 8.32, 0.69, 0.035, 280, 0.69, 0.69 }[i];
                }

                stepper.Time[lane] = 0;
                stepper.Stop[lane] = 20 + lane;
                stepper.Restart(lane, fresh: true);
            }
        }

        void Run()
        {
            for (uint active = 15; active != 0;)
            {
                stepper.Step(active);
                for (int lane = 0; lane < 4; lane++)
                {
                    times[lane] = (stepper.PreviousTime[lane] + stepper.Time[lane]) / 2;
                    active &= stepper.Time[lane] == stepper.Stop[lane] ? ~(1u << lane) : ~0u;
                }

                stepper.Interpolate(times, result);
            }
        }

        // A collection that another test causes takes what is left of this thread's piece of the heap for allocated: of several runs one goes without.
        long least = long.MaxValue;
        for (int run = 0; run < 6 && least != 0; run++)
        {
            Start();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        least.Should().Be(0);
    }
}

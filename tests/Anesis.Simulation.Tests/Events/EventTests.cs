using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.Events;

public class EventTests
{
    private static readonly Slot X = new(SlotSpace.State, 0);
    private static readonly Slot P = new(SlotSpace.Parameter, 0);
    private static readonly Slot Q = new(SlotSpace.Parameter, 1);

    /// <summary>x' = 1 from 0; p and q are discrete.</summary>
    private static readonly HandWritten Clock = new()
    {
        States = ["x"],
        Parameters = ["p", "q"],
        Values = [0, 0],
        F = (t, y, p, r) => r[0] = 1,
        Outputs = ["x", "p", "q"],
        Observe = (t, y, p, r) => (r[0], r[1], r[2]) = (y[0], p[0], p[1]),
    };

    [Fact]
    public void A_time_trigger_acts_at_its_time_exactly_and_the_row_there_is_the_one_after()
    {
        var model = Clock with { TimeStopCount = 1, TimeStops = (t, y, p, r) => r[0] = 12, Events = [Set("at", (t, y, p) => t >= 12, X, 100)] };
        double[] x = Run(model, 11.5, 12, 12.5);
        x[0].Should().BeApproximately(11.5, 1e-12);
        x[1].Should().Be(100);
        x[2].Should().BeApproximately(100.5, 1e-12);
    }

    [Fact]
    public void A_strict_time_trigger_acts_just_after_its_time()
    {
        var model = Clock with { TimeStopCount = 1, TimeStops = (t, y, p, r) => r[0] = 12, Events = [Set("after", (t, y, p) => t > 12, X, 100)] };
        double[] x = Run(model, 11.5, 12, 12.5);
        x[1].Should().BeApproximately(12, 1e-12);
        x[2].Should().BeApproximately(100.5, 1e-12);
    }

    [Fact]
    public void A_trigger_that_is_true_at_one_instant_only_fires()
    {
        var model = Clock with { TimeStopCount = 1, TimeStops = (t, y, p, r) => r[0] = 12, Events = [Set("instant", (t, y, p) => t == 12, X, 100)] };
        Run(model, 12.5)[0].Should().BeApproximately(100.5, 1e-12);
    }

    [Fact]
    public void An_event_at_the_start_fires_only_when_its_trigger_was_false_before()
    {
        double[] x = Run(Clock with { Events = [Set("start", (t, y, p) => true, X, 5) with { InitialValue = false }] }, 0, 1);
        x[0].Should().Be(5);
        x[1].Should().BeApproximately(6, 1e-12);
        Run(Clock with { Events = [Set("start", (t, y, p) => true, X, 5)] }, 0, 1)[0].Should().Be(0);
    }

    [Fact]
    public void A_state_trigger_is_located_to_the_resolution_of_the_time()
    {
        // y = 2 − exp(−t/2)·2 reaches 1 at 2·ln 2; the event keeps that time.
        var model = Clock with
        {
            F = (t, y, p, r) => r[0] = 0.5 * (2 - y[0]),
            RootCount = 1,
            Roots = (t, y, p, r) => r[0] = y[0] - 1,
            Events = [new HandEvent("reach", (t, y, p) => y[0] >= 1, [P], (t, y, p) => [t])],
        };
        var block = TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [20] });
        block.Values[1].Should().BeApproximately(2 * Math.Log(2), 1e-9);
    }

    [Fact]
    public void A_condition_that_holds_for_a_small_part_of_a_step_is_not_lost()
    {
        // A parabola in t (no step error, so steps of any length) is above its threshold for 2·10⁻⁶ around t = 7.13.
        var model = Clock with
        {
            F = (t, y, p, r) => r[0] = -2 * (t - 7.13),
            Initial = [-7.13 * 7.13],
            RootCount = 1,
            Roots = (t, y, p, r) => r[0] = y[0] + 1e-12,
            Events = [new HandEvent("peak", (t, y, p) => y[0] + 1e-12 > 0, [P], (t, y, p) => [p[0] + 1])],
        };
        var block = TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [20] });
        block.Values[1].Should().Be(1);
    }

    [Fact]
    public void Two_crossings_in_one_step_are_taken_in_order()
    {
        var model = Clock with
        {
            RootCount = 2,
            Roots = (t, y, p, r) => (r[0], r[1]) = (y[0] - 5.1, y[0] - 5.2),
            Events =
            [
                new HandEvent("second", (t, y, p) => y[0] > 5.2, [P], (t, y, p) => [(p[0] * 10) + 2]),
                new HandEvent("first", (t, y, p) => y[0] > 5.1, [P], (t, y, p) => [(p[0] * 10) + 1]),
            ],
        };
        TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [20] }).Values[1].Should().Be(12);
    }

    [Fact]
    public void A_bouncing_ball_bounces_at_the_times_of_the_closed_form()
    {
        var model = new HandWritten
        {
            States = ["h", "v"],
            Initial = [10, 0],
            F = (t, y, p, r) => (r[0], r[1]) = (y[1], -9.81),
            RootCount = 1,
            Roots = (t, y, p, r) => r[0] = y[0],
            Events = [new HandEvent("bounce", (t, y, p) => y[0] <= 0, [new(SlotSpace.State, 0), new(SlotSpace.State, 1)], (t, y, p) => [0, -0.8 * y[1]])],
        };
        double[] times = [1, 2, 4, 6];
        var block = TestRun.One(model.Compile(4), new IndividualPlan { OutputTimes = times });
        for (int i = 0; i < times.Length; i++)
        {
            block.Values[2 * i].Should().BeApproximately(Height(times[i]), 1e-7);
        }

        static double Height(double time)
        {
            double speed = Math.Sqrt(2 * 9.81 * 10);
            time -= speed / 9.81;
            while (time > 0)
            {
                speed *= 0.8;
                double flight = 2 * speed / 9.81;
                if (time < flight)
                {
                    return (speed * time) - (0.5 * 9.81 * time * time);
                }

                time -= flight;
            }

            return 10 - (0.5 * 9.81 * (time + Math.Sqrt(20 / 9.81)) * (time + Math.Sqrt(20 / 9.81)));
        }
    }

    [Fact]
    public void Simultaneous_events_execute_by_priority_which_is_looked_at_when_they_execute()
    {
        // "low" raises the priority of "late" above that of "middle".
        var model = At(3) with
        {
            Events =
            [
                new HandEvent("middle", (t, y, p) => t >= 3, [P], (t, y, p) => [(p[0] * 10) + 2]) { FromTriggerTime = false, Priority = (_, _, _) => 5 },
                new HandEvent("late", (t, y, p) => t >= 3, [P], (t, y, p) => [(p[0] * 10) + 3]) { FromTriggerTime = false, Priority = (_, _, p) => p[1] },
                new HandEvent("high", (t, y, p) => t >= 3, [P, Q], (t, y, p) => [(p[0] * 10) + 1, 7]) { FromTriggerTime = false, Priority = (_, _, _) => 9 },
            ],
        };
        TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [4] }).Values[1].Should().Be(132);
    }

    [Fact]
    public void Values_of_the_moment_of_triggering_are_those_before_any_simultaneous_event()
    {
        var model = At(3) with
        {
            Events =
            [
                new HandEvent("swap p", (t, y, p) => t >= 3, [P], (t, y, p) => [p[1]]),
                new HandEvent("swap q", (t, y, p) => t >= 3, [Q], (t, y, p) => [p[0]]),
            ],
            Values = [1, 2],
        };
        TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [4] }).Values[1..].Should().Equal(2, 1);
    }

    [Fact]
    public void An_execution_can_take_another_back_unless_that_one_is_persistent()
    {
        HandWritten Model(bool persistent) => At(3) with
        {
            Events =
            [
                new HandEvent("first", (t, y, p) => t >= 3, [Q], (t, y, p) => [1]) { Priority = (_, _, _) => 2 },
                new HandEvent("second", (t, y, p) => t >= 3 && p[1] == 0, [P], (t, y, p) => [1]) { Priority = (_, _, _) => 1, Persistent = persistent },
            ],
        };
        TestRun.One(Model(true).Compile(2), new IndividualPlan { OutputTimes = [4] }).Values[1].Should().Be(1);
        TestRun.One(Model(false).Compile(2), new IndividualPlan { OutputTimes = [4] }).Values[1].Should().Be(0);
    }

    [Theory]
    [InlineData(true, 3.0)]
    [InlineData(false, 5.0)]
    public void A_delayed_event_executes_later_with_the_values_it_asks_for(bool fromTrigger, double expected)
    {
        var model = At(3) with
        {
            Events = [new HandEvent("later", (t, y, p) => t >= 3, [P], (t, y, p) => [y[0]]) { Delay = (_, _, _) => 2, FromTriggerTime = fromTrigger }],
        };
        var block = TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [4.99, 5, 6] });
        block.Column(1).Should().SatisfyRespectively(
            v => v.Should().Be(0), v => v.Should().BeApproximately(expected, 1e-12), v => v.Should().BeApproximately(expected, 1e-12));
    }

    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 0.0)]
    public void A_waiting_event_whose_trigger_turns_false_is_dropped_unless_persistent(bool persistent, double expected)
    {
        var model = Clock with
        {
            TimeStopCount = 2,
            TimeStops = (t, y, p, r) => (r[0], r[1]) = (3, 4),
            Events = [new HandEvent("later", (t, y, p) => t >= 3 && t < 4, [P], (t, y, p) => [1]) { Delay = (_, _, _) => 2, Persistent = persistent }],
        };
        TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [6] }).Values[1].Should().Be(expected);
    }

    [Fact]
    public void Events_that_set_each_other_off_without_end_fail_by_name()
    {
        var model = At(3) with
        {
            Events =
            [
                new HandEvent("tick", (t, y, p) => t >= 3 && p[0] == 0, [P], (t, y, p) => [1]),
                new HandEvent("tock", (t, y, p) => p[0] == 1, [P], (t, y, p) => [0]),
            ],
        };
        var outcome = TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = [4] }).Outcomes[0];
        outcome.Kind.Should().Be(OutcomeKind.EndlessEvents);
        outcome.Time.Should().Be(3);
        outcome.Quantity.Should().BeOneOf("tick", "tock");
    }

    [Fact]
    public void Equal_priorities_are_decided_by_a_draw_that_differs_between_individuals_and_seeds_and_is_fair()
    {
        var model = At(3) with
        {
            Events =
            [
                new HandEvent("one", (t, y, p) => t >= 3, [P], (t, y, p) => [(10 * p[0]) + 1]) { FromTriggerTime = false, Priority = (_, _, _) => 1 },
                new HandEvent("two", (t, y, p) => t >= 3, [P], (t, y, p) => [(10 * p[0]) + 2]) { FromTriggerTime = false, Priority = (_, _, _) => 1 },
            ],
        };
        var plan = new IndividualPlan { OutputTimes = [4] };
        double[] Outcomes(int lanes, ulong seed)
        {
            var (_, sink) = TestRun.Many(model.Compile(lanes), new Individuals(400, _ => (plan, [])), TestRun.Strict with { Seed = seed });
            return [.. Enumerable.Range(0, 400).Select(i => sink.Of(i).Values[1])];
        }

        double[] first = Outcomes(4, 1);
        first.Should().OnlyContain(v => v == 12 || v == 21);
        first.Count(v => v == 12).Should().BeInRange(150, 250);
        Outcomes(1, 1).Should().Equal(first);
        Outcomes(4, 2).Should().NotEqual(first);
    }

    [Fact]
    public void Draws_are_filled_before_the_start_and_anew_before_each_execution()
    {
        var model = At(3) with
        {
            Draws = 1,
            Start = (t, y, p, r) => r[0] = p[2],
            Events = [new HandEvent("draw", (t, y, p) => t >= 3, [P], (t, y, p) => [p[2]])],
        };
        var (_, sink) = TestRun.Many(model.Compile(8), new Individuals(200, _ => (new IndividualPlan { OutputTimes = [0, 4] }, [])));
        double[] starts = [.. Enumerable.Range(0, 200).Select(i => sink.Of(i).Values[0])];
        double[] later = [.. Enumerable.Range(0, 200).Select(i => sink.Of(i).Values[4])];
        starts.Should().OnlyHaveUniqueItems().And.OnlyContain(u => u > 0 && u < 1);
        later.Should().OnlyHaveUniqueItems().And.NotIntersectWith(starts);
        starts.Average().Should().BeApproximately(0.5, 0.1);
    }

    [Fact]
    public void A_slope_that_jumps_with_the_state_is_met_at_the_jump()
    {
        // x' = 1 below 2 and 0.25 above: x(4) = 2 + 0.25·2.
        var model = Clock with { F = (t, y, p, r) => r[0] = y[0] < 2 ? 1 : 0.25, RootCount = 1, Roots = (t, y, p, r) => r[0] = y[0] - 2 };
        Run(model, 4)[0].Should().BeApproximately(2.5, 1e-9);
    }

    [Fact]
    public void A_slope_that_jumps_with_time_is_met_at_the_jump()
    {
        var model = Clock with { F = (t, y, p, r) => r[0] = t < 2 ? 1 : 1000, TimeStopCount = 1, TimeStops = (t, y, p, r) => r[0] = 2 };
        var block = TestRun.One(model.Compile(1), new IndividualPlan { OutputTimes = [2, 4] });
        block.Values[0].Should().BeApproximately(2, 1e-12);
        block.Values[3].Should().BeApproximately(2002, 1e-9);
        block.Counters.Rejected.Should().BeLessThan(20);
    }

    private static HandWritten At(double time) => Clock with { TimeStopCount = 1, TimeStops = (t, y, p, r) => r[0] = time };

    private static HandEvent Set(string id, Func<double, double[], double[], bool> trigger, Slot target, double value) => new(id, trigger, [target], (_, _, _) => [value]);

    private static double[] Run(HandWritten model, params double[] times) =>
        TestRun.One(model.Compile(2), new IndividualPlan { OutputTimes = times }).Column();
}

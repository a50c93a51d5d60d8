using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Tests.Ensembles;

/// <summary>Linear models by their modes, against steps of an explicit method at a tight tolerance.</summary>
public class LinearCourseTests
{
    private const string Three = """
        model m()
          compartment body = 1
          substanceOnly species D in body, A in body, B in body, C in body, U in body
          D = 0; A = 3; B = 0; C = 1; U = 0
          KA = 1.1; CL = 0.3; Q2 = 0.5; Q3 = 0.07; V = 2
          D => A; KA*D
          A => U; CL/V*A
          A => B; Q2/V*A
          B => A; Q2/3*B
          A => C; Q3/V*A
          C => A; Q3/9*C
          => A; 0.2
          conc := A/V
          logC := ln(1 + C)
        end
        """;

    private static readonly string[] s_outputs = ["conc", "B", "logC", "U", "D"];

    private static CompiledModel Compile(int lanes = 0)
    {
        var compiled = AntimonyReader.Read(Three, "m.ant").Then(Flattening.Flatten)
            .Then(m => Compiler.Compile(m, new CompileRequest { Inputs = ["KA", "CL"], Outputs = s_outputs.ToValueList(), Lanes = lanes }));
        compiled.IsOk.Should().BeTrue(string.Join("\n", compiled.Diagnostics));
        return compiled.Value!;
    }

    private static IndividualPlan Plan(CompiledModel model)
    {
        int depot = model.Dosing.ToList().FindIndex(d => d.Species == "D");
        int central = model.Dosing.ToList().FindIndex(d => d.Species == "A");
        return new IndividualPlan
        {
            Start = -1,
            OutputTimes = TestRun.Grid(0, 60, 173),
            Records =
            [
                new(0, RecordKind.Observation), new(0, RecordKind.Dose, depot, 100, Interval: 12, Additional: 3), new(0, RecordKind.Observation),
                new(5, RecordKind.Dose, central, 30, Rate: 7), new(7.5, RecordKind.Dose, central, 10, Rate: 4, Interval: 6, Additional: 2), new(7.7, RecordKind.Observation),
                new(24, RecordKind.Observation), new(24, RecordKind.Dose, central, 5), new(24, RecordKind.Observation), new(70, RecordKind.Observation),
            ],
        };
    }

    /// <summary>Every fourth has its rates so close to each other that it must be stepped.</summary>
    private static double[] Inputs(int i) => [i % 4 == 3 ? 0.2 : 1 + (0.1 * i), i % 4 == 3 ? 0 : 0.3 + (0.02 * i)];

    [Fact]
    public void Modes_and_steps_agree_on_doses_infusions_and_observations_at_one_moment()
    {
        var model = Compile();
        IndividualPlan plan = Plan(model);
        LinearCourses.For(model, new EnsembleOptions())!.TableOf(plan).Should().NotBeNull();
        for (int i = 0; i < 8; i++)
        {
            var stepped = Ensemble.RunOne(model, plan, Inputs(i), new EnsembleOptions { Method = Method.Explicit, RelativeTolerance = 1e-12, AbsoluteTolerance = 1e-13 }, TestContext.Current.CancellationToken);
            var modal = Ensemble.RunOne(model, plan, Inputs(i), new EnsembleOptions(), TestContext.Current.CancellationToken);
            modal.Times.Should().Equal(stepped.Times);
            for (int v = 0; v < modal.Values.Length; v++)
            {
                modal.Values[v].Should().BeApproximately(stepped.Values[v], 2e-9 * Math.Max(1, Math.Abs(stepped.Values[v])), $"individual {i}, value {v}");
            }
        }
    }

    [Fact]
    public void An_individual_has_the_same_bits_alone_and_among_others_with_other_plans()
    {
        var plans = new[] { Plan(Compile()), Plan(Compile()) with { OutputTimes = [1, 2, 48.3] } };
        var all = new Individuals(61, i => (plans[i / 5 % 2], Inputs(i)));
        foreach (int lanes in (int[])[8, 1, 2, 4, 16])
        {
            var model = Compile(lanes);
            var sink = new Collector();
            Ensemble.Run(model, all, new EnsembleOptions { Threads = 1 }, sink, null, TestContext.Current.CancellationToken).Failed.Should().BeEmpty();
            for (int i = 0; i < all.Count; i++)
            {
                var alone = Ensemble.RunOne(Compile(8), plans[i / 5 % 2], Inputs(i), new EnsembleOptions(), TestContext.Current.CancellationToken);
                (double[] times, double[] values) = sink.Of(i);
                times.Should().Equal(alone.Times);
                values.Select(BitConverter.DoubleToInt64Bits).Should().Equal(alone.Values.Select(BitConverter.DoubleToInt64Bits), $"individual {i}, {lanes} lanes");
            }
        }
    }

    [Fact]
    public void Other_output_times_change_no_bit_of_a_row()
    {
        var model = Compile();
        IndividualPlan many = Plan(model);
        IndividualPlan one = many with { OutputTimes = [many.OutputTimes[100]], Records = [.. many.Records.Where(r => r.Kind != RecordKind.Observation)] };
        var all = Ensemble.RunOne(model, many, Inputs(1), new EnsembleOptions(), TestContext.Current.CancellationToken);
        var single = Ensemble.RunOne(model, one, Inputs(1), new EnsembleOptions(), TestContext.Current.CancellationToken);
        int row = many.Records.Count(r => r.Kind == RecordKind.Observation) + 100;
        single.Values.Should().Equal(all.Values.AsSpan(row * s_outputs.Length, s_outputs.Length).ToArray());
    }
}

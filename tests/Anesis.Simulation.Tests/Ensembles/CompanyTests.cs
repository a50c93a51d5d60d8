using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Tests.Ensembles;

/// <summary>Law one on compiled models: the methods, the change between them, events, delays, doses; alone, in any company, width, number of threads and order.</summary>
public class CompanyTests
{
    private const int Count = 22;

    /// <summary>A model, what varies between individuals, the outputs, the method and each individual's plan and inputs.</summary>
    private sealed record Course(string Text, string[] Inputs, string[] Outputs, Method Method, Func<int, (IndividualPlan Plan, double[] Inputs)> Describe)
    {
        public CompiledModel Compile(int lanes)
        {
            var compiled = AntimonyReader.Read(Text, "m.ant").Then(Flattening.Flatten).Then(m => Compiler.Compile(m, new CompileRequest { Inputs = Inputs.ToValueList(), Outputs = Outputs.ToValueList(), Lanes = lanes }));
            compiled.IsOk.Should().BeTrue(string.Join("\n", compiled.Diagnostics));
            return compiled.Value!;
        }
    }

    private static readonly IndividualPlan s_plain = new() { OutputTimes = TestRun.Grid(0, 40, 23) };

    private const string Kinetics = """
        model m()
          k = 0.04; p = 1e4; q = 3e7
          var a = 1; var b = 0; var c = 0
          a' = -k*a + p*b*c
          b' = k*a - p*b*c - q*b^2
          c' = q*b^2
        end
        """;

    private const string Relaxation = """
        model m()
          mu = 10
          var x = 2; var v = 0
          x' = v
          v' = mu*(1 - x^2)*v - x
        end
        """;

    private const string Compartments = """
        model m()
          compartment body = 1
          substanceOnly species A1 in body, A2 in body, A3 in body
          A1 = 0; A2 = 0; A3 = 0
          CL = 10; V = 50; Q = 8; KA = 1.1
          A1 => A2; KA*A1
          A2 => ; CL/V*A2
          A2 => A3; Q/V*A2
          A3 => A2; Q/100*A3
          C := A2/V
        end
        """;

    private static readonly Dictionary<string, Course> s_courses = new(StringComparer.Ordinal)
    {
        ["stiff"] = new(Kinetics, ["k", "q"], ["a", "b", "c"], Method.Stiff, i => (s_plain, [0.04 * (1 + (0.1 * i)), 3e7 / (1 + i)])),
        ["stiff, found by itself"] = new(Kinetics, ["k", "q"], ["a", "b", "c"], Method.Auto, i => (s_plain, [0.04 * (1 + (0.1 * i)), 3e7 / (1 + i)])),
        ["switching both ways"] = new(Relaxation, ["mu"], ["x", "v"], Method.Auto, i => (s_plain, [i % 5 == 0 ? 1 : 10.0 * i])),
        ["events"] = new(
            """
            model m()
              r = 0.7; n = 0; level = 0
              var x = 1; var y = 0
              x' = r*x*(1 - x/10) - level*x
              y' = x - y
              up: at 0.25 after (x > 8), persistent = false: level = 1.5, n = n + 1
              down: at (x < 2), priority = y: level = 0
              jump: at (time > 17.3): y = y + x
            end
            """,
            ["r"], ["x", "y", "n", "level"], Method.Auto, i => (s_plain, [0.5 + (0.07 * i)])),
        ["delays"] = new(
            """
            model m()
              k = 1; tau = 1.7
              var x = 0.5
              x' = k*x*(1 - delay(x, tau))
            end
            """,
            ["k", "tau"], ["x"], Method.Auto, i => (s_plain, [0.5 + (0.05 * i), 0.3 + (0.11 * (i % 7))])),
        ["doses, by series"] = new(Compartments, ["CL", "KA"], ["C", "A3"], Method.Auto, Dosed),
        ["doses, explicit"] = new(Compartments, ["CL", "KA"], ["C", "A3"], Method.Explicit, Dosed),
        ["doses, stiff"] = new(Compartments, ["CL", "KA"], ["C", "A3"], Method.Stiff, Dosed),
    };

    public static TheoryData<string, int, int, bool> Companies()
    {
        var data = new TheoryData<string, int, int, bool>();
        foreach (string course in s_courses.Keys)
        {
            data.Add(course, 1, 2, true);
            data.Add(course, 2, 1, true);
            data.Add(course, 4, 2, false);
            data.Add(course, 8, 1, false);
            data.Add(course, 8, 2, true);
            data.Add(course, 16, 1, false);
            data.Add(course, 16, 2, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Companies))]
    public void A_course_has_the_same_bits_alone_and_in_any_company(string name, int lanes, int threads, bool reversed)
    {
        Course course = s_courses[name];
        var options = new EnsembleOptions { Method = course.Method, RelativeTolerance = 1e-6, Threads = threads };
        int Who(int place) => reversed ? Count - 1 - place : place;
        var (summary, together) = TestRun.Many(course.Compile(lanes), new Individuals(Count, place => course.Describe(Who(place))), options);
        summary.Failed.Should().BeEmpty();
        var alone = course.Compile(1);
        RunCounters work = default;
        for (int place = 0; place < Count; place++)
        {
            (IndividualPlan plan, double[] inputs) = course.Describe(Who(place));
            var one = TestRun.One(alone, plan, options, inputs);
            (double[] times, double[] values) = together.Of(place);
            times.Should().Equal(one.Times);
            values.Select(BitConverter.DoubleToInt64Bits).Should().Equal(one.Values.Select(BitConverter.DoubleToInt64Bits));
            work += one.Counters;
        }

        summary.Counters.Should().Be(work);
    }

    [Fact]
    public void An_output_has_the_same_bits_whatever_else_is_observed()
    {
        foreach (Course course in s_courses.Values)
        {
            var options = new EnsembleOptions { Method = course.Method, RelativeTolerance = 1e-6, Threads = 1 };
            var (_, all) = TestRun.Many(course.Compile(8), new Individuals(Count, course.Describe), options);
            string last = course.Outputs[^1];
            var (_, alone) = TestRun.Many((course with { Outputs = [last] }).Compile(8), new Individuals(Count, course.Describe), options);
            for (int place = 0; place < Count; place++)
            {
                var expected = all.Of(place).Values.Where((_, i) => i % course.Outputs.Length == course.Outputs.Length - 1);
                alone.Of(place).Values.Select(BitConverter.DoubleToInt64Bits).Should().Equal(expected.Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    [Fact]
    public void A_limit_of_steps_counts_a_lane_s_own_attempts_whatever_its_company_does()
    {
        Course course = s_courses["switching both ways"];
        var options = new EnsembleOptions { Method = course.Method, RelativeTolerance = 1e-6, Threads = 1 };
        CompiledModel alone = course.Compile(1);
        long most = Enumerable.Range(0, Count).Max(who =>
        {
            (IndividualPlan plan, double[] inputs) = course.Describe(who);
            RunCounters work = TestRun.One(alone, plan, options, inputs).Counters;
            return work.Steps + work.Rejected;
        });
        var (summary, _) = TestRun.Many(course.Compile(8), new Individuals(Count, course.Describe), options with { MaximumSteps = most + 2 });
        summary.Failed.Should().BeEmpty();
    }

    [Fact]
    public void Both_methods_and_the_series_take_part_in_these_courses()
    {
        RunCounters Work(string name, int who)
        {
            Course course = s_courses[name];
            (IndividualPlan plan, double[] inputs) = course.Describe(who);
            return TestRun.One(course.Compile(1), plan, new EnsembleOptions { Method = course.Method, RelativeTolerance = 1e-6, Threads = 1 }, inputs).Counters;
        }

        RunCounters switching = Work("switching both ways", 21);
        switching.Factorizations.Should().BeGreaterThan(0).And.BeLessThan(switching.Steps - 20);
        Work("stiff, found by itself", 0).Factorizations.Should().BeGreaterThan(0);
        Work("doses, by series", 0).Steps.Should().BeLessThan(Work("doses, explicit", 0).Steps / 3);
    }

    [Fact]
    public void A_linear_course_by_its_series_is_that_of_the_other_methods()
    {
        for (int who = 0; who < 5; who++)
        {
            double[] Values(string name)
            {
                Course course = s_courses[name];
                (IndividualPlan plan, double[] inputs) = course.Describe(who);
                return TestRun.One(course.Compile(1), plan, new EnsembleOptions { Method = course.Method, RelativeTolerance = 1e-11, Threads = 1 }, inputs).Values;
            }

            double[] series = Values("doses, by series"), steps = Values("doses, explicit");
            double largest = steps.Max(Math.Abs);
            for (int i = 0; i < series.Length; i++)
            {
                series[i].Should().BeApproximately(steps[i], (1e-9 * Math.Abs(steps[i])) + (1e-11 * largest));
            }
        }
    }

    private static (IndividualPlan Plan, double[] Inputs) Dosed(int i) =>
        (new()
        {
            Records =
            [
                new DosingRecord(0, RecordKind.Dose, 0, 100, Interval: 12, Additional: 2 + (i % 3)),
                new DosingRecord(5, RecordKind.Dose, i % 2, 40, Rate: 10 + i),
                new DosingRecord(6, RecordKind.Observation),
                new DosingRecord(60, RecordKind.Dose, 0, 50, Interval: 8, SteadyState: 1),
            ],
            OutputTimes = TestRun.Grid(0, 90, 37),
        }, [5 + (0.7 * i), i % 4 == 3 ? 40 : 0.3 + (0.1 * i)]);
}

using Anesis.Formats.Antimony;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Sensitivities;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.Sensitivities;

/// <summary>Derivatives by parameters against closed forms and against differences of runs.</summary>
public sealed class ForwardSensitivityTests
{
    private static readonly EnsembleOptions Tight = new() { RelativeTolerance = 1e-11, Threads = 1, Method = Method.Explicit };

    [Theory]
    [InlineData(Method.Auto)]
    [InlineData(Method.Explicit)]
    [InlineData(Method.Stiff)]
    public void A_decay_after_doses_has_the_derivatives_of_its_closed_form(Method method)
    {
        // C = (100/V) (exp(−k t) + exp(−k (t − 3))), k = CL/V.
        var model = Read("compartment body = 1; substanceOnly species A in body; A = 0; CL = 4; V = 20; C := A/V; A' = -CL/V*A");
        var compiled = ForwardSensitivities.Compile(model, new() { Outputs = ["C"] }, ["CL", "V"]).Value!;
        compiled.Outputs.Should().Equal("C", "d(C)/d(CL)", "d(C)/d(V)");
        var plan = new IndividualPlan { OutputTimes = [1, 5, 30], Records = [new(0, RecordKind.Dose, 0, 100, Interval: 3, Additional: 1)] };
        var block = TestRun.One(compiled, plan, new() { RelativeTolerance = 1e-9, Method = method, Threads = 1 });
        const double k = 0.2, v = 20;
        for (int row = 0; row < 3; row++)
        {
            double t = block.Times[row];
            double[] ages = t < 3 ? [t] : [t, t - 3];
            double c = ages.Sum(a => 100 / v * Math.Exp(-k * a));
            double byRate = ages.Sum(a => -a * 100 / v * Math.Exp(-k * a));
            block.Values[3 * row].Should().BeApproximately(c, 1e-8 * c);
            block.Values[(3 * row) + 1].Should().BeApproximately(byRate / v, 1e-8 * Math.Abs(byRate / v));
            double byVolume = (-c / v) - (byRate * k / v);
            block.Values[(3 * row) + 2].Should().BeApproximately(byVolume, 1e-7 * (Math.Abs(byVolume) + (c / v)));
        }
    }

    [Theory]
    [InlineData("x = 1; x' = k; at x > b: x = 0.25*x + k", "a rise that an event sets back")]
    [InlineData("x = 1; x' = k*x; at x > b: x = 0", "a growth that starts from nothing, which stays nothing")]
    [InlineData("x = 1; x' = -k*x + u; u = 0; at time > b: u = 2*k*x", "a parameter that an event sets, at a moment that is a parameter")]
    [InlineData("x = 1; y = 0; x' = -k*x; y' = x; at x < 0.2*b: y = y*y + x*b", "one state that moves another")]
    [InlineData("x = 1; x' = piecewise(-k*x, x > 0.3*b, -0.1*k)", "a slope that jumps where the state crosses")]
    [InlineData("x = 1; x' = piecewise(k, time < b, -k*x)", "a slope that jumps at a moment that is a parameter")]
    [InlineData("x = 1; x' = k; at x > b: k = 0.5*k + 0.1*b, x = x - 1", "a parameter that moves the event that changes it")]
    [InlineData("x := 3*k; y = x*b; y' = -y*k; z = b^k; z' = y - z", "a start that depends on parameters")]
    public void Derivatives_through_events_are_the_limits_of_differences(string text, string what)
    {
        var model = Read("k = 0.7; b = 1.6; " + text);
        string[] outputs = text.Contains("z", StringComparison.Ordinal) ? ["y", "z"] : text.Contains("y =", StringComparison.Ordinal) ? ["x", "y"] : ["x"];
        Compare(model, outputs, [], what);
    }

    [Fact]
    public void An_infusion_moves_the_event_that_it_leads_to()
    {
        var model = Read("compartment body = 1; substanceOnly species A in body, B in body; A = 0; B = 0; k = 0.7; b = 1.6; A' = -k*A; B' = k*A; at A > b: A = 0.1*A, B = B + b");
        Compare(model, ["A", "B"], [new(0.5, RecordKind.Dose, 0, 12, Rate: 4)], "");
    }

    [Fact]
    public void A_steady_state_has_its_derivatives()
    {
        var model = Read("compartment body = 1; substanceOnly species A in body; A = 0; k = 0.7; b = 1.6; A' = -k*A - b*A/(A + 5)");
        Compare(model, ["A"], [new(0, RecordKind.Dose, 0, 10, Interval: 2, SteadyState: 1)], "");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Lanes_and_company_change_no_bit(int lanes)
    {
        var model = Read("k = 0.7; b = 1.6; x = 1; y = 0; x' = k*x; y' = x - b*y; at x > b: x = 0.25*x + 0.1, y = y + b");
        CompiledModel Compiled(int count) => ForwardSensitivities.Compile(model, new() { Inputs = ["k"], Outputs = ["x", "y"], Lanes = count }, ["k", "b"]).Value!;
        var sink = new Collector();
        var options = new EnsembleOptions { RelativeTolerance = 1e-7, Threads = 2 };
        var plan = new IndividualPlan { OutputTimes = TestRun.Grid(0, 5, 20) };
        Ensemble.Run(Compiled(lanes), new Individuals(13, i => (plan, [0.3 + (0.07 * i)])), options, sink, null, TestContext.Current.CancellationToken);
        var alone = Compiled(1);
        for (int i = 0; i < 13; i++)
        {
            var one = Ensemble.RunOne(alone, plan, [0.3 + (0.07 * i)], options, TestContext.Current.CancellationToken);
            one.Outcomes[0].Should().Be(Outcome.Completed);
            sink.Of(i).Values.Should().Equal(one.Values);
        }
    }

    [Theory]
    [InlineData("x = 1; x' = -k*x", "q", "\"q\" to differentiate by")]
    [InlineData("x = 1; q = 2*k; q = 3; x' = -q*x; q := 2*k", "q", "\"q\" to differentiate by")]
    [InlineData("x = 1; x' = -k*x; at 1 after x < 0.5: x = 1", "k", "the event _E0, which comes after a delay")]
    public void What_can_not_be_followed_is_refused(string text, string parameter, string found)
    {
        var compiled = ForwardSensitivities.Compile(Read("k = 0.7; " + text), new(), [parameter]);
        compiled.IsOk.Should().BeFalse();
        compiled.Diagnostics.Should().Contain(d => d.Code == "AN0525" && d.Found.StartsWith(found, StringComparison.Ordinal));
    }

    private static void Compare(Model model, string[] outputs, DosingRecord[] records, string because)
    {
        var plan = new IndividualPlan { OutputTimes = [0.3, 1.1, 2.3, 3.1, 4.7], Records = records };
        var request = new CompileRequest { Inputs = ["k", "b"], Outputs = outputs.ToValueList() };
        var compiled = ForwardSensitivities.Compile(model, request, ["k", "b"]);
        compiled.Diagnostics.Should().NotContain(d => d.Severity == Anesis.Modeling.Diagnostics.Severity.Error);
        double[] at = [0.7, 1.6];
        var block = TestRun.One(compiled.Value!, plan, Tight, at);
        block.Outcomes[0].Should().Be(Outcome.Completed);
        var plain = Compiler.Compile(model, request).Value!;
        const double h = 1e-4;
        int width = block.OutputCount;
        for (int p = 0; p < 2; p++)
        {
            double[] Shifted(int steps) => TestRun.One(plain, plan, Tight, [.. at.Select((v, i) => i == p ? v + (steps * h) : v)]).Values;
            double[] up = Shifted(1), down = Shifted(-1), up2 = Shifted(2), down2 = Shifted(-2);
            for (int row = 0; row < block.Times.Length; row++)
            {
                for (int o = 0; o < outputs.Length; o++)
                {
                    int i = (row * outputs.Length) + o;
                    double difference = ((8 * (up[i] - down[i])) - (up2[i] - down2[i])) / (12 * h);
                    double found = block.Values[(row * width) + ForwardSensitivities.Column(outputs.Length, o, p)];
                    found.Should().BeApproximately(difference, 2e-6 * (1 + Math.Abs(difference)), $"{because}: {outputs[o]} at {block.Times[row]} by {(p == 0 ? "k" : "b")}");
                }
            }
        }
    }

    private static Model Read(string text) => AntimonyReader.Read(text, "test.ant", null).Then(Flattening.Flatten).Value!;
}

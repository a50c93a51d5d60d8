using Anesis.Formats.Antimony;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Tests.Ensembles;

namespace Anesis.Simulation.Tests.Integration;

/// <summary>A step of a small model that was compiled as one method has the bits of one made stage by stage.</summary>
public class WholeStepTests
{
    private const string Text = """
        model m()
          compartment body = 1
          substanceOnly species A in body, B in body
          A = 0; B = 0
          k = 0.7; h = 1.7
          x := (B + 0.1)^h
          A => B; k*A
          B => ; 0.2*B*(1 + 0.3*sin(time))
          var E = 1; E' = 0.4*(1 + x/(1 + x) - E)
        end
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void A_compiled_step_has_the_bits_of_its_stages(int lanes)
    {
        var compiled = Compile(lanes);
        compiled.LazyExplicitStep!.Value.Should().NotBeNull();
        var whole = Run(compiled);
        var parts = Run(compiled with { LazyExplicitStep = null });
        whole.Summary.Counters.Steps.Should().BeGreaterThan(4_000 * lanes, "a step is compiled at the first individual after 1,000 attempts");
        for (int i = 0; i < Count; i++)
        {
            whole.Sink.Of(i).Values.Should().Equal(parts.Sink.Of(i).Values);
        }
    }

    [Fact]
    public void A_model_of_many_states_is_not_compiled_so()
    {
        string states = string.Concat(Enumerable.Range(0, 13).Select(i => $"var y{i} = 1; y{i}' = -y{i}\n"));
        Compile($"model m()\n{states}end", 8, ["y0"]).LazyExplicitStep!.Value.Should().BeNull();
    }

    private const int Count = 24;

    private static (EnsembleSummary Summary, Collector Sink) Run(CompiledModel model)
    {
        // Doses at once and by infusion: while something flows in, steps are made stage by stage.
        var plan = new IndividualPlan
        {
            OutputTimes = TestRun.Grid(0, 700, 90),
            Records = [new DosingRecord(0, RecordKind.Dose, 0, 10, Interval: 12, Additional: 50), new DosingRecord(30, RecordKind.Dose, 1, 20, Rate: 4, Interval: 24, Additional: 20)],
        };
        var options = new EnsembleOptions { RelativeTolerance = 1e-8, Threads = 1, Method = Method.Explicit };
        return TestRun.Many(model, new Individuals(Count, i => (plan, [0.5 + (0.02 * i), 1.2 + (0.05 * i)])), options);
    }

    private static CompiledModel Compile(int lanes) => Compile(Text, lanes, ["A", "B", "E"]);

    private static CompiledModel Compile(string text, int lanes, string[] outputs)
    {
        string[] inputs = text == Text ? ["k", "h"] : [];
        var compiled = AntimonyReader.Read(text, "m.ant").Then(Flattening.Flatten).Then(m => Compiler.Compile(m, new CompileRequest { Inputs = inputs.ToValueList(), Outputs = outputs.ToValueList(), Lanes = lanes }));
        compiled.IsOk.Should().BeTrue(string.Join("\n", compiled.Diagnostics));
        return compiled.Value!;
    }
}

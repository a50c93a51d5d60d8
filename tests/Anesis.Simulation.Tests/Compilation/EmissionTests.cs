using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;
using Anesis.Simulation.Tests.Lowering;
using CsCheck;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Compilation;

/// <summary>Emitted code against the interpreter, bit for bit, in every lane count, with junk in the other lanes.</summary>
public sealed class EmissionTests
{
    private static readonly Gen<(Expression[] Formulas, double[] Values)> Cases = Gen.Select(
        RandomFormulas.Any(4).Array[RandomFormulas.States],
        RandomFormulas.AnyNumber.Array[RandomFormulas.States + RandomFormulas.Parameters + 1]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Random_formulas_give_the_interpreters_bits(int lanes)
    {
        Cases.Sample(
            c =>
            {
                var lowered = Lowered(c.Formulas);
                var model = Compiler.Compile(lowered, lanes);
                var run = new KernelRun(model, lanes - 1);
                Fill(run, c.Values);
                run.Run(model.Hoist, 0);
                var nodes = RunNodes.Of(lowered);
                Compare(run.Derivatives(), Interpreted(lowered, nodes.Derivatives, c.Values));
                Compare(run.Observe(), Interpreted(lowered, nodes.Outputs, c.Values));
                Compare(run.Run(model.Roots, model.RootCount), Interpreted(lowered, nodes.Roots, c.Values), i => GraphText.Of(lowered.Graph, nodes.Roots[i]));
                Compare(run.Run(model.TimeStops, model.TimeStopCount), Interpreted(lowered, nodes.TimeStops, c.Values));
            },
            iter: 500,
            threads: 1);
    }

    [Fact]
    public void A_long_kernel_in_many_chunks_gives_the_interpreters_bits()
    {
        // Every state uses every sum: thousands of values cross from chunk to chunk.
        const int states = 60;
        var rules = new List<Rule>();
        var parameters = new List<Parameter>();
        for (int i = 0; i < states; i++)
        {
            parameters.Add(Variable($"y{i}", 0.1 * i));
            parameters.Add(Variable($"s{i}"));
            parameters.Add(Variable($"c{i}"));
            rules.Add(Assign($"s{i}", F(Operator.Sin, Add(S($"y{i}"), S($"y{(i + 1) % states}")))));
            rules.Add(Assign($"c{i}", new Piecewise([new Piece(S($"s{i}"), F(Operator.And, F(Operator.Less, S($"s{i}"), N(0.5)), F(Operator.Greater, Time, N(0.5))))], N(i))));
            rules.Add(Rate($"y{i}", Add([.. Enumerable.Range(0, states).Select(j => Times(S($"s{j}"), S($"c{(i + j) % states}"), S($"y{(i * j) % states}")))])));
        }

        var model = new Model { Id = "long", Parameters = parameters.ToValueList(), Rules = rules.ToValueList() };
        foreach (int lanes in new[] { 1, 8 })
        {
            var lowered = Lowerer.Lower(model, new()).Value!;
            var compiled = Compiler.Compile(lowered, lanes);
            compiled.ScratchCount.Should().BeGreaterThan(10, "values cross chunks");
            var run = new KernelRun(compiled, lanes - 1);
            run.SetTime(1);
            run.Begin();
            double[] y = [.. Enumerable.Range(0, states).Select(i => 0.1 * i)];
            double[] expected = Interpreter.Evaluate(lowered.Graph, RunNodes.Of(lowered).Derivatives, 1, y, []);
            Compare(run.Derivatives(), expected);
        }
    }

    private static LoweredModel Lowered(Expression[] formulas)
    {
        var parameters = new List<Parameter>();
        var rules = new List<Rule>();
        for (int i = 0; i < RandomFormulas.States; i++)
        {
            parameters.Add(Variable($"y{i}", 0));
            parameters.Add(Variable($"o{i}"));
            rules.Add(Rate($"y{i}", formulas[i]));
            rules.Add(Assign($"o{i}", F(Operator.Times, formulas[(i + 1) % formulas.Length], S("p0"))));
        }

        for (int i = 0; i < RandomFormulas.Parameters; i++)
        {
            parameters.Add(Constant($"p{i}", 0));
        }

        var model = new Model { Id = "random", Parameters = parameters.ToValueList(), Rules = rules.ToValueList() };
        var lowered = Lowerer.Lower(model, new() { Outputs = Names("o0", "o1", "o2", "o3", "y0") });
        lowered.Diagnostics.Should().BeEmpty();
        return lowered.Value!;
    }

    private static void Fill(KernelRun run, double[] values)
    {
        for (int i = 0; i < RandomFormulas.States; i++)
        {
            run.State($"y{i}") = values[i];
        }

        for (int i = 0; i < RandomFormulas.Parameters; i++)
        {
            run.Parameter($"p{i}") = values[RandomFormulas.States + i];
        }

        run.SetTime(values[^1]);
    }

    private static double[] Interpreted(LoweredModel lowered, int[] nodes, double[] values) =>
        Interpreter.Evaluate(lowered.Graph, nodes, values[^1], values.AsSpan(0, RandomFormulas.States), values.AsSpan(RandomFormulas.States, RandomFormulas.Parameters));

    private static void Compare(double[] emitted, double[] expected, Func<int, string>? describe = null)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            // What NaN carries is the processor's; that it is NaN is ours.
            bool same = double.IsNaN(expected[i]) ? double.IsNaN(emitted[i]) : BitConverter.DoubleToInt64Bits(emitted[i]) == BitConverter.DoubleToInt64Bits(expected[i]);
            same.Should().BeTrue($"[{i}]: emitted {emitted[i]:R}, interpreted {expected[i]:R} {describe?.Invoke(i)}");
        }
    }
}

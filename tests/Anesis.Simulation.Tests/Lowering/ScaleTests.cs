using System.Diagnostics;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;
using Anesis.Simulation.Tests.Compilation;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Lowering;

/// <summary>Sizes at which anything worse than linear shows.</summary>
public sealed class ScaleTests
{
    [Fact]
    public void A_sum_of_ten_thousand_terms_compiles_in_seconds()
    {
        Expression sum = N(0);
        for (int i = 1; i <= 10_000; i++)
        {
            sum = new Apply(Operator.Plus, sum, Times(N(i), S("x")));
        }

        var model = new Model { Id = "sum", Parameters = [Variable("x", 1)], Rules = [Rate("x", sum)] };
        var compiled = InSeconds(120, () => Compiler.Compile(model, new() { Lanes = 8 }).Value!);
        var run = new KernelRun(compiled).Begin();
        run.Derivatives()[0].Should().Be(10_000.0 * 10_001 / 2);
        run.Run(compiled.Jacobian, 1)[0].Should().Be(10_000.0 * 10_001 / 2);
    }

    [Fact]
    public void An_expression_shared_2_to_the_50_fold_compiles_in_seconds()
    {
        Expression shared = Times(N(Math.ScaleB(1, -50)), S("x"));
        for (int i = 0; i < 50; i++)
        {
            shared = new Apply(Operator.Plus, shared, shared);
        }

        var model = new Model { Id = "shared", Parameters = [Variable("x", 3)], Rules = [Rate("x", shared)] };
        var compiled = InSeconds(120, () => Compiler.Compile(model, new() { Lanes = 1 }).Value!);
        var run = new KernelRun(compiled).Begin();
        run.Derivatives()[0].Should().Be(3);
        run.Run(compiled.Jacobian, 1)[0].Should().Be(1);
    }

    [Fact]
    public void Functions_that_call_functions_50_deep_compile_in_seconds()
    {
        var functions = new List<FunctionDefinition> { new() { Id = "f0", Arguments = ["a"], Body = Times(N(0.5), S("a")) } };
        for (int i = 1; i <= 50; i++)
        {
            functions.Add(new() { Id = $"f{i}", Arguments = ["a"], Body = Add(new Call($"f{i - 1}", [Times(N(0.5), S("a"))]), new Call($"f{i - 1}", [Times(N(0.5), S("a"))])) });
        }

        var model = new Model { Id = "deep", FunctionDefinitions = functions.ToValueList(), Parameters = [Variable("x", 3)], Rules = [Rate("x", new Call("f50", [S("x")]))] };
        var compiled = InSeconds(120, () => Compiler.Compile(model, new() { Lanes = 1 }).Value!);
        new KernelRun(compiled).Begin().Derivatives()[0].Should().Be(1.5);
    }

    [Fact]
    public void A_chain_of_ten_thousand_assignment_rules_compiles_in_seconds()
    {
        var parameters = new List<Parameter> { Variable("x", 2) };
        var rules = new List<Rule> { Rate("x", S("a9999")) };
        for (int i = 0; i < 10_000; i++)
        {
            parameters.Add(Variable($"a{i}"));
            rules.Add(Assign($"a{i}", i == 0 ? S("x") : Add(S($"a{i - 1}"), S("x"))));
        }

        rules.Reverse();
        var compiled = InSeconds(120, () => Compiler.Compile(new Model { Id = "chain", Parameters = parameters.ToValueList(), Rules = rules.ToValueList() }, new() { Lanes = 4 }).Value!);
        new KernelRun(compiled).Begin().Derivatives()[0].Should().Be(20_000);
    }

    [Fact]
    public void Two_thousand_states_compile_in_seconds_and_run_fully_optimised()
    {
        var model = Brusselator(1000);
        var lowered = InSeconds(120, () => Lowerer.Lower(model, new()).Value!);
        var compiled = InSeconds(120, () => Compiler.Compile(lowered, Compiler.FastLanes));
        InSeconds(120, () => compiled.Jacobian);
        compiled.JacobianPattern.NonZeros.Should().Be((2 * 1000 * 4) - 4);
        var run = new KernelRun(compiled).Begin();
        double[] slopes = run.Derivatives();
        double[] expected = Interpreter.Evaluate(lowered.Graph, RunNodes.Of(lowered).Derivatives, 0, [.. lowered.StateDefaults], [.. lowered.ParameterDefaults]);
        slopes.Should().Equal(expected);

        // 24 operations a grid point and lane. Code that the JIT gave up on takes more than ten times as long.
        double best = double.MaxValue;
        for (int i = 0; i < 50; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run.Derivatives();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        best.Should().BeLessThan(2000);
    }

    private static Model Brusselator(int n)
    {
        var parameters = new List<Parameter> { Constant("D", 20040.02) };
        var rules = new List<Rule>();
        for (int i = 1; i <= n; i++)
        {
            parameters.Add(Variable($"u{i}", 1 + Math.Sqrt(i)));
            parameters.Add(Variable($"v{i}", 3));
            Expression U(int k) => k == 0 || k == n + 1 ? N(1) : S($"u{k}");
            Expression V(int k) => k == 0 || k == n + 1 ? N(3) : S($"v{k}");
            var u2v = Times(F(Operator.Power, U(i), N(2)), V(i));
            rules.Add(Rate($"u{i}", Add(N(1), u2v, Times(N(-4), U(i)), Times(S("D"), Add(Minus(U(i - 1), Times(N(2), U(i))), U(i + 1))))));
            rules.Add(Rate($"v{i}", Add(Minus(Times(N(3), U(i)), u2v), Times(S("D"), Add(Minus(V(i - 1), Times(N(2), V(i))), V(i + 1))))));
        }

        return new() { Id = "brusselator", Parameters = parameters.ToValueList(), Rules = rules.ToValueList() };
    }

    private static T InSeconds<T>(double limit, Func<T> action)
    {
        long start = Stopwatch.GetTimestamp();
        var result = action();
        Stopwatch.GetElapsedTime(start).TotalSeconds.Should().BeLessThan(limit);
        return result;
    }
}

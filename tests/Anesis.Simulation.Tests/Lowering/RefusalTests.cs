using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Lowering;

public sealed class RefusalTests
{
    private static readonly Model Plain = new() { Parameters = [Constant("alpha", 1), Variable("x", 0)], Rules = [Rate("x", S("alpha"))] };

    public static TheoryData<string, Model, CompileRequest, string?> Wrong { get; } = new()
    {
        { "AN0501", Plain with { Rules = [Rate("x", S("alpa"))] }, new(), "alpha" },
        { "AN0501", Plain with { Rules = [Rate("y", S("alpha"))] }, new(), "x" },
        { "AN0502", Plain with { Rules = [Rate("x", new Call("f", [S("alpha")]))] }, new(), null },
        { "AN0503", Plain with { FunctionDefinitions = [Function("f", new Call("g", [S("a")])), Function("g", new Call("f", [S("a")]))] }, new(), null },
        { "AN0504", Plain with { FunctionDefinitions = [Function("f", S("a"))], Rules = [Rate("x", new Call("f", [N(1), N(2)]))] }, new(), null },
        { "AN0504", Plain with { Rules = [Rate("x", F(Operator.Sin, N(1), N(2)))] }, new(), null },
        { "AN0505", Plain with { Rules = [Assign("x", Add(S("x"), N(1)))] }, new(), null },
        { "AN0506", Plain, new() { Inputs = Names("alph") }, "alpha" },
        { "AN0506", Plain, new() { Outputs = Names("[x]") }, null },
        { "AN0506", Plain, new() { Fixed = new Dictionary<string, double> { ["alphas"] = 1 } }, "alpha" },
        { "AN0507", Plain with { Rules = [Rate("alpha", N(1))] }, new(), null },
        { "AN0508", Plain with { Rules = [new AlgebraicRule { Math = Minus(S("alpha"), N(1)) }] }, new(), null },
        { "AN0509", Plain with { Parameters = [Constant("alpha", 1), Variable("alpha")], Rules = [] }, new(), null },
        { "AN0517", Plain with { Species = [new Species { Id = "s", Compartment = "nowhere" }] }, new(), null },
        { "AN0518", Plain with { Rules = [Rate("x", N(1)), Rate("x", N(2))] }, new(), null },
        { "AN0519", Plain with { Reactions = [Reaction("r", "nobody", null, N(1))] }, new(), null },
        { "AN0523", Plain, new() { Lanes = 3 }, null },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_compiled_is_refused_with_its_code(string code, Model model, CompileRequest request, string? nearest)
    {
        var compiled = Compiler.Compile(model, request);
        compiled.IsOk.Should().BeFalse();
        compiled.Diagnostics.Should().Contain(d => d.Code == code && d.Severity == Severity.Error && (nearest == null || d.Nearest == nearest));
    }

    [Fact]
    public void Formulas_without_end_are_refused_in_bounded_memory()
    {
        // f40 is f39 of f39, and so on: really 2^40 different operations.
        var functions = new List<FunctionDefinition> { Function("f0", F(Operator.Sin, S("a"))) };
        for (int i = 1; i <= 40; i++)
        {
            functions.Add(Function($"f{i}", new Call($"f{i - 1}", [new Call($"f{i - 1}", [S("a")])])));
        }

        var model = Plain with { FunctionDefinitions = [.. functions], Rules = [Rate("x", new Call("f40", [S("x")]))] };
        var lowered = Lowerer.Lower(model, new());
        lowered.Diagnostics.Should().Contain(d => d.Code == "AN0514");
    }

    private static FunctionDefinition Function(string id, Expression body) => new() { Id = id, Arguments = ["a"], Body = body };
}

using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Simulation.Tests.Lowering;

/// <summary>Short ways to write models and formulas in tests.</summary>
internal static class TestModels
{
    public static Expression S(string id) => new Symbol(id);

    public static Expression N(double value) => new Number(value);

    public static Expression Time { get; } = new NamedConstant(ConstantKind.Time);

    public static Expression F(Operator op, params ReadOnlySpan<Expression> arguments) => new Apply(op, arguments);

    public static Expression Add(params ReadOnlySpan<Expression> terms) => new Apply(Operator.Plus, terms);

    public static Expression Times(params ReadOnlySpan<Expression> factors) => new Apply(Operator.Times, factors);

    public static Expression Minus(Expression a, Expression b) => new Apply(Operator.Minus, a, b);

    public static Expression Divide(Expression a, Expression b) => new Apply(Operator.Divide, a, b);

    public static Parameter Constant(string id, double? value) => new() { Id = id, Value = value };

    public static Parameter Variable(string id, double? value = null) => new() { Id = id, Value = value, Constant = false };

    public static Compartment Compartment(string id, double? size = 1, bool constant = true) => new() { Id = id, Size = size, Constant = constant };

    public static Reaction Reaction(string id, string? from, string? to, Expression rate) => new()
    {
        Id = id,
        Reactants = from is null ? [] : [new SpeciesReference { Species = from }],
        Products = to is null ? [] : [new SpeciesReference { Species = to }],
        KineticLaw = new KineticLaw { Math = rate },
    };

    public static RateRule Rate(string variable, Expression math) => new() { Variable = variable, Math = math };

    public static AssignmentRule Assign(string variable, Expression math) => new() { Variable = variable, Math = math };

    public static InitialAssignment Initially(string symbol, Expression math) => new() { Symbol = symbol, Math = math };

    /// <summary>W1 of the benchmarks: absorption and two compartments.</summary>
    public static Model TwoCompartments() => new()
    {
        Id = "two",
        Compartments = [Compartment("box")],
        Species =
        [
            new Species { Id = "A1", Compartment = "box", InitialAmount = 100, HasOnlySubstanceUnits = true },
            new Species { Id = "A2", Compartment = "box", InitialAmount = 0, HasOnlySubstanceUnits = true },
            new Species { Id = "A3", Compartment = "box", InitialAmount = 0, HasOnlySubstanceUnits = true },
        ],
        Parameters =
        [
            Constant("CL", 10), Constant("V2", 50), Constant("Q", 8), Constant("V3", 100), Constant("KA", 1.1), Variable("C"),
        ],
        Rules = [Assign("C", Divide(S("A2"), S("V2")))],
        Reactions =
        [
            Reaction("absorption", "A1", "A2", Times(S("KA"), S("A1"))),
            Reaction("elimination", "A2", null, Times(Divide(S("CL"), S("V2")), S("A2"))),
            Reaction("out", "A2", "A3", Times(Divide(S("Q"), S("V2")), S("A2"))),
            Reaction("back", "A3", "A2", Times(Divide(S("Q"), S("V3")), S("A3"))),
        ],
    };

    public static ValueList<string> Names(params ReadOnlySpan<string> names) => ValueList.Create(names);
}

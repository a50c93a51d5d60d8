using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;
using Anesis.Simulation.Tests.Compilation;
using static Anesis.Simulation.Tests.Lowering.TestModels;

namespace Anesis.Simulation.Tests.Lowering;

/// <summary>What SBML says that quantities mean, at the start and in slopes.</summary>
public sealed class MeaningTests
{
    private static readonly Species Concentration = new() { Id = "S", Compartment = "V", InitialConcentration = 3 };

    [Fact]
    public void A_concentration_is_amount_over_size_and_reactions_change_amounts()
    {
        var model = new Model
        {
            Compartments = [Compartment("V", 2)],
            Species = [Concentration],
            Parameters = [Constant("k", 0.5)],
            Reactions = [Reaction("r", "S", null, Times(S("k"), S("S"), S("V")))],
        };
        var run = Start(model, out var compiled, "S", "[S]", "amount(S)", "r");
        run.State("S").Should().Be(6);
        run.Observe().Should().Equal(3, 3, 6, 3);
        run.Derivatives().Should().Equal(-3);
        compiled.Dosing.Should().ContainSingle().Which.State.Should().Be(0);
    }

    [Fact]
    public void An_initial_assignment_to_a_compartment_scales_the_amount_of_a_concentration()
    {
        var model = new Model
        {
            Compartments = [Compartment("V", 2)],
            Species = [Concentration],
            Parameters = [Constant("p", 5)],
            InitialAssignments = [Initially("V", Times(N(2), S("p")))],
            Reactions = [Reaction("r", "S", null, S("S"))],
        };
        var run = Start(model, out _, "S", "amount(S)", "V");
        run.Observe().Should().Equal(3, 30, 10);
    }

    [Fact]
    public void A_rate_rule_for_a_concentration_in_a_growing_compartment_is_the_rate_of_the_concentration()
    {
        var model = new Model
        {
            Compartments = [Compartment("V", 2, constant: false)],
            Species = [Concentration],
            Parameters = [Variable("rate")],
            Rules = [Rate("S", N(0.25)), Rate("V", N(0.5)), Assign("rate", F(Operator.RateOf, S("S")))],
        };
        var run = Start(model, out _, "S", "rate");
        run.State("S").Should().Be(6, "the state is the amount");
        run.Derivatives()[0].Should().Be((0.25 * 2) + (3 * 0.5), "d(cV)/dt = V·c' + c·V'");
        run.Observe("rate").Should().Be(0.25);
    }

    [Fact]
    public void The_rate_of_a_concentration_feels_its_compartments_growth()
    {
        var model = new Model
        {
            Compartments = [Compartment("V", 2, constant: false)],
            Species = [Concentration with { BoundaryCondition = true }],
            Parameters = [Variable("rate")],
            Rules = [Rate("V", N(0.5)), Assign("rate", F(Operator.RateOf, S("S")))],
        };
        Start(model, out _, "rate").Observe("rate").Should().Be(-3 * 0.5 / 2);
    }

    [Fact]
    public void Assignment_rules_and_initial_assignments_are_sorted_by_what_they_need()
    {
        var model = new Model
        {
            Parameters = [Variable("a"), Constant("b", null), Variable("c"), Constant("d", 7), Variable("x", 0)],
            Rules = [Assign("a", Add(S("c"), N(1))), Assign("c", Times(S("b"), N(2))), Rate("x", S("a"))],
            InitialAssignments = [Initially("x", S("a")), Initially("b", Add(S("d"), Time))],
        };
        var run = Start(model, out _, "a", "c", "x");
        run.Observe().Should().Equal(15, 14, 15);
        run.Derivatives().Should().Equal(15);
    }

    [Fact]
    public void A_circle_of_definitions_is_refused_by_name()
    {
        var model = new Model { Parameters = [Variable("a"), Variable("b")], Rules = [Assign("a", S("b")), Assign("b", Times(N(2), S("a")))] };
        var lowered = Lowerer.Lower(model, new());
        lowered.IsOk.Should().BeFalse();
        lowered.Diagnostics.Should().ContainSingle(d => d.Code == "AN0505" && d.Found.Contains("a → b → a", StringComparison.Ordinal));
    }

    [Fact]
    public void Local_parameters_hide_the_models_and_can_be_set()
    {
        var law = new KineticLaw { Math = S("k"), LocalParameters = [Constant("k", 2)] };
        var model = new Model
        {
            Compartments = [Compartment("V")],
            Species = [Concentration],
            Parameters = [Constant("k", 100)],
            Reactions = [new Reaction { Id = "r", Reactants = [new SpeciesReference { Species = "S" }], KineticLaw = law }],
        };
        Start(model, out _, "r").Observe().Should().Equal(2);
        var compiled = Compiler.Compile(model, new() { Outputs = Names("r"), Fixed = new Dictionary<string, double> { ["r.k"] = 3 } }).Value!;
        new KernelRun(compiled).Begin().Observe().Should().Equal(3);
    }

    [Fact]
    public void Stoichiometries_may_be_quantities_and_conversion_factors_apply()
    {
        var model = new Model
        {
            ConversionFactor = "cf",
            Compartments = [Compartment("V", 4)],
            Species = [Concentration with { HasOnlySubstanceUnits = true }, new Species { Id = "P", Compartment = "V", InitialAmount = 0, HasOnlySubstanceUnits = true, ConversionFactor = "own" }],
            Parameters = [Constant("cf", 10), Constant("own", 3), Variable("n")],
            Rules = [Assign("n", Times(N(2), Add(N(1), Time)))],
            Reactions =
            [
                new Reaction
                {
                    Id = "r",
                    Reactants = [new SpeciesReference { Species = "S", Stoichiometry = 2 }],
                    Products = [new SpeciesReference { Id = "ref", Species = "P", StoichiometryMath = S("n") }],
                    KineticLaw = new KineticLaw { Math = N(5) },
                },
            ],
        };
        var run = Start(model, out _, "ref");
        run.State("S").Should().Be(12, "an initial concentration in a compartment of 4");
        run.Derivatives().Should().Equal(-100, 30);
        run.SetTime(1);
        run.Derivatives().Should().Equal(-100, 60);
        run.Observe("ref").Should().Be(4);
    }

    [Fact]
    public void Inputs_and_fixed_values_take_the_place_of_rules_and_initial_assignments()
    {
        var model = new Model
        {
            Compartments = [Compartment("V", 2)],
            Species = [Concentration],
            Parameters = [Variable("a"), Constant("b", 1), Variable("c")],
            Rules = [Assign("a", N(100)), Assign("c", Add(S("a"), S("b"), S("S")))],
            InitialAssignments = [Initially("b", N(200)), Initially("S", N(300))],
            Reactions = [Reaction("r", "S", null, S("S"))],
        };
        var compiled = Compiler.Compile(model, new() { Inputs = Names("S", "a"), Outputs = Names("c", "amount(S)"), Fixed = new Dictionary<string, double> { ["b"] = 7 } });
        compiled.Diagnostics.Should().BeEmpty();
        var run = new KernelRun(compiled.Value!);
        run.Parameter(compiled.Value!.InputSlots[0]) = 5;
        run.Parameter(compiled.Value.InputSlots[1]) = 11;
        run.Begin();
        run.Observe().Should().Equal(11 + 7 + 5, 10);
    }

    [Fact]
    public void Algebraic_rules_that_are_linear_become_assignments_and_others_stay()
    {
        var linear = new Model
        {
            Parameters = [Variable("x", 1), Variable("y", 0), Variable("z", 0)],
            Rules = [Rate("x", S("y")), new AlgebraicRule { Math = Minus(Add(S("x"), S("y")), N(10)) }, new AlgebraicRule { Math = Minus(S("z"), Times(S("y"), N(2))) }],
        };
        var run = Start(linear, out var compiled, "y", "z");
        compiled.States.Should().Equal("x");
        run.Observe().Should().Equal(9, 18);
        run.Derivatives().Should().Equal(9);
        var cubic = linear with { Rules = [Rate("x", S("y")), new AlgebraicRule { Math = Minus(F(Operator.Power, S("y"), N(3)), S("x")) }] };
        var lowered = Lowerer.Lower(cubic, new()).Value!;
        lowered.States.Should().Equal("x", "y");
        lowered.IsAlgebraic.Should().Equal(false, true);
    }

    [Fact]
    public void Times_at_which_conditions_on_time_change_are_stops_and_other_conditions_roots()
    {
        var model = new Model
        {
            Parameters = [Variable("x", 1), Constant("p", 24)],
            Rules =
            [
                Rate("x", new Piecewise(
                    [
                        new Piece(N(1), F(Operator.Less, Divide(Time, S("p")), N(3))),
                        new Piece(N(2), F(Operator.Greater, S("x"), N(5))),
                        new Piece(N(3), F(Operator.Less, N(5), S("x"))),
                    ],
                    N(0))),
            ],
        };
        var run = Start(model, out var compiled, "x");
        compiled.TimeStopCount.Should().Be(1);
        run.Run(compiled.TimeStops, 1).Should().Equal(72);
        compiled.RootCount.Should().Be(1, "x > 5 and 5 < x are one condition");
        Math.Abs(run.Run(compiled.Roots, 1)[0]).Should().Be(4);
    }

    [Fact]
    public void Amounts_stay_when_an_event_changes_a_compartment()
    {
        var model = new Model
        {
            Compartments = [Compartment("V", 2, constant: false)],
            Species = [Concentration with { BoundaryCondition = true }],
            Events =
            [
                new Event
                {
                    Id = "grow",
                    Trigger = new EventTrigger { Math = F(Operator.Greater, Time, N(1)) },
                    UseValuesFromTriggerTime = false,
                    Assignments = [new EventAssignment { Variable = "V", Math = N(10) }, new EventAssignment { Variable = "S", Math = Add(S("S"), N(1)) }],
                },
            ],
        };
        var run = Start(model, out var compiled, "S", "amount(S)");
        var happening = compiled.Events[0];
        run.SetTime(2);
        run.Run(compiled.Triggers, 1).Should().Equal(1);
        run.Run(happening.Assignments, 2).Should().Equal(10, 8);
        happening.Targets.Should().Equal(new Slot(SlotSpace.Parameter, 0), new Slot(SlotSpace.Parameter, 1));
        run.Parameter("V") = 10;
        run.Run(compiled.Hoist, 0);
        run.Observe().Should().Equal(0.6, 6);
    }

    [Fact]
    public void A_network_has_propensities_changes_and_what_they_read()
    {
        var model = TwoCompartments();
        Start(model, out var compiled, "A1");
        var network = compiled.Network!;
        network.IsExact.Should().BeTrue();
        network.Reactions.Select(r => r.Id).Should().Equal("absorption", "elimination", "out", "back");
        network.Reactions[0].Changes.Should().Equal((0, -1.0), (1, 1.0));
        network.Reactions[3].Reads.Should().Equal(2);
        var run = new KernelRun(compiled, 1).Begin();
        run.State("A3") = 50;
        run.Run(network.Propensities, 4).Should().Equal(1.1 * 100, 0, 0, 0.08 * 50);
        Start(model with { Parameters = model.Parameters.Add(Variable("x", 0)), Rules = model.Rules.Add(Rate("x", N(1))) }, out var mixed, "A1");
        mixed.Network!.IsExact.Should().BeFalse();
    }

    private static KernelRun Start(Model model, out CompiledModel compiled, params ReadOnlySpan<string> outputs)
    {
        var result = Compiler.Compile(model, new() { Outputs = Names(outputs), Lanes = 4 });
        result.IsOk.Should().BeTrue(string.Join('\n', result.Diagnostics));
        compiled = result.Value!;
        return new KernelRun(compiled, 2).Begin();
    }
}

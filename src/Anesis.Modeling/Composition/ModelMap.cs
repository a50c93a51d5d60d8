using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Composition;

/// <summary>What happens to names and formulas when a model is rewritten as a whole.</summary>
/// <param name="Id">New id of an element, also where it is referred to as the target of a rule, species of a reaction, and so on.</param>
/// <param name="UnitId">New id of a unit definition; base units come unchanged out of it.</param>
/// <param name="MetaId">New metaid.</param>
/// <param name="Math">New formula; the second argument holds names that are local there and must stay.</param>
internal sealed record ModelMap(Func<string, string> Id, Func<string, string> UnitId, Func<string, string> MetaId, Func<Expression, IReadOnlySet<string>, Expression> Math)
{
    private static readonly HashSet<string> NoLocals = new(StringComparer.Ordinal);

    public Model Apply(Model model) => model with
    {
        ConversionFactor = Optional(model.ConversionFactor),
        SubstanceUnits = Unit(model.SubstanceUnits),
        TimeUnits = Unit(model.TimeUnits),
        VolumeUnits = Unit(model.VolumeUnits),
        AreaUnits = Unit(model.AreaUnits),
        LengthUnits = Unit(model.LengthUnits),
        ExtentUnits = Unit(model.ExtentUnits),
        UnitDefinitions = [.. model.UnitDefinitions.Select(u => Meta(u) with { Id = UnitId(u.Id) })],
        FunctionDefinitions = [.. model.FunctionDefinitions.Select(f => Named(f) with { Body = f.Body is null ? null : Math(f.Body, f.Arguments.ToHashSet(StringComparer.Ordinal)) })],
        Compartments = [.. model.Compartments.Select(c => Named(c) with { Units = Unit(c.Units), Outside = Optional(c.Outside) })],
        Species = [.. model.Species.Select(s => Named(s) with { Compartment = Id(s.Compartment), SubstanceUnits = Unit(s.SubstanceUnits), ConversionFactor = Optional(s.ConversionFactor) })],
        Parameters = [.. model.Parameters.Select(p => Named(p) with { Units = Unit(p.Units) })],
        InitialAssignments = [.. model.InitialAssignments.Select(a => Named(a) with { Symbol = Id(a.Symbol), Math = Formula(a.Math) })],
        Rules = [.. model.Rules.Select(Of)],
        Constraints = [.. model.Constraints.Select(c => Named(c) with { Math = Formula(c.Math) })],
        Reactions = [.. model.Reactions.Select(Of)],
        Events = [.. model.Events.Select(Of)],
        Ports = [],
        Submodels = [],
    };

    private Rule Of(Rule rule) => Named(rule) switch
    {
        AssignmentRule a => a with { Variable = Id(a.Variable), Math = Formula(a.Math) },
        RateRule r => r with { Variable = Id(r.Variable), Math = Formula(r.Math) },
        var other => other with { Math = Formula(other.Math) },
    };

    private Reaction Of(Reaction reaction) => Named(reaction) with
    {
        Compartment = Optional(reaction.Compartment),
        Reactants = [.. reaction.Reactants.Select(Of)],
        Products = [.. reaction.Products.Select(Of)],
        Modifiers = [.. reaction.Modifiers.Select(m => Named(m) with { Species = Id(m.Species) })],
        KineticLaw = reaction.KineticLaw is null ? null : Of(reaction.KineticLaw),
        LowerFluxBound = Optional(reaction.LowerFluxBound),
        UpperFluxBound = Optional(reaction.UpperFluxBound),
    };

    private SpeciesReference Of(SpeciesReference reference) =>
        Named(reference) with { Species = Id(reference.Species), StoichiometryMath = Formula(reference.StoichiometryMath) };

    private KineticLaw Of(KineticLaw law) => Named(law) with
    {
        Math = law.Math is null ? null : Math(law.Math, law.LocalParameters.Select(p => p.Id).ToHashSet(StringComparer.Ordinal)),
        LocalParameters = [.. law.LocalParameters.Select(p => p with { Units = Unit(p.Units), MetaId = p.MetaId is null ? null : MetaId(p.MetaId) })],
    };

    private Event Of(Event happening) => Named(happening) with
    {
        Trigger = Named(happening.Trigger) with { Math = Formula(happening.Trigger.Math) },
        Delay = happening.Delay is null ? null : Named(happening.Delay) with { Math = Formula(happening.Delay.Math) },
        Priority = happening.Priority is null ? null : Named(happening.Priority) with { Math = Formula(happening.Priority.Math) },
        Assignments = [.. happening.Assignments.Select(a => Named(a) with { Variable = Id(a.Variable), Math = Formula(a.Math) })],
    };

    private Expression? Formula(Expression? math) => math is null ? null : Math(math, NoLocals);

    private string? Optional(string? id) => id is null ? null : Id(id);

    private string? Unit(string? id) => id is null ? null : UnitId(id);

    private T Named<T>(T element)
        where T : Element => Meta(element) with { Id = element.Id.Length == 0 ? "" : Id(element.Id) };

    private T Meta<T>(T element)
        where T : Element => element with
        {
            MetaId = element.MetaId is null ? null : MetaId(element.MetaId),
            Uncertainties = [.. element.Uncertainties.Select(u => u with { Parameters = [.. u.Parameters.Select(Of)] })],
        };

    private UncertaintyParameter Of(UncertaintyParameter parameter) => parameter with
    {
        Variable = Optional(parameter.Variable),
        LowerVariable = Optional(parameter.LowerVariable),
        UpperVariable = Optional(parameter.UpperVariable),
        Units = Unit(parameter.Units),
        Math = Formula(parameter.Math),
        Nested = [.. parameter.Nested.Select(Of)],
    };
}

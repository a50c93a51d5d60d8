using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>The elements of one model by id; of several with one id the first.</summary>
internal sealed class Names
{
    public Names(Model model)
    {
        Model = model;
        Compartments = ById(model.Compartments);
        Species = ById(model.Species);
        Parameters = ById(model.Parameters);
        Reactions = ById(model.Reactions);
        References = ById(model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)));
        Functions = ById(model.FunctionDefinitions);
        Units = ById(model.UnitDefinitions);
        CompartmentTypes = ById(model.CompartmentTypes);
        SpeciesTypes = ById(model.SpeciesTypes);
        Assigned = model.Rules.OfType<AssignmentRule>().Where(r => r.Variable.Length > 0).DistinctBy(r => r.Variable).ToDictionary(r => r.Variable, StringComparer.Ordinal);
        LocalParameters = model.Reactions.SelectMany(r => r.KineticLaw?.LocalParameters ?? []).Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
    }

    public Model Model { get; }

    public Dictionary<string, Compartment> Compartments { get; }

    public Dictionary<string, Species> Species { get; }

    public Dictionary<string, Parameter> Parameters { get; }

    public Dictionary<string, Reaction> Reactions { get; }

    /// <summary>Reactants and products that have an id.</summary>
    public Dictionary<string, SpeciesReference> References { get; }

    public Dictionary<string, FunctionDefinition> Functions { get; }

    public Dictionary<string, UnitDefinition> Units { get; }

    public Dictionary<string, TypeDefinition> CompartmentTypes { get; }

    public Dictionary<string, TypeDefinition> SpeciesTypes { get; }

    /// <summary>Assignment rules by variable.</summary>
    public Dictionary<string, AssignmentRule> Assigned { get; }

    /// <summary>Ids of the parameters inside kinetic laws.</summary>
    public HashSet<string> LocalParameters { get; }

    /// <summary>Whether something can be assigned to the id in that level: a compartment, species or parameter, and in Level 3 a species reference.</summary>
    public bool IsVariable(string id, bool level3) =>
        Compartments.ContainsKey(id) || Species.ContainsKey(id) || Parameters.ContainsKey(id) || (level3 && References.ContainsKey(id));

    /// <summary>What the element of that id says of being constant; null when there is none.</summary>
    public bool? IsConstant(string id) =>
        Compartments.TryGetValue(id, out var compartment) ? compartment.Constant
        : Species.TryGetValue(id, out var species) ? species.Constant
        : Parameters.TryGetValue(id, out var parameter) ? parameter.Constant
        : References.TryGetValue(id, out var reference) ? reference.Constant
        : null;

    /// <summary>The nearest id of something that a formula can name.</summary>
    public string? NearestValue(string id) =>
        Spelling.Nearest(id, Compartments.Keys.Concat(Species.Keys).Concat(Parameters.Keys).Concat(Reactions.Keys).Concat(References.Keys));

    private static Dictionary<string, T> ById<T>(IEnumerable<T> elements)
        where T : Element => elements.Where(e => e.Id.Length > 0).DistinctBy(e => e.Id, StringComparer.Ordinal).ToDictionary(e => e.Id, StringComparer.Ordinal);
}

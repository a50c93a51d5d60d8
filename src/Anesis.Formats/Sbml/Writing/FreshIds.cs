using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Makes identifiers that a model does not have yet.</summary>
internal sealed class FreshIds
{
    private readonly HashSet<string> _taken;

    public FreshIds(Model model)
    {
        IEnumerable<Element> elements =
        [
            model, .. model.FunctionDefinitions, .. model.Compartments, .. model.Species, .. model.Parameters, .. model.Reactions, .. model.Events, .. model.Submodels,
            .. model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)), .. model.CompartmentTypes, .. model.SpeciesTypes,
            .. model.Reactions.SelectMany(r => r.KineticLaw?.LocalParameters ?? []), .. model.Rules, .. model.InitialAssignments, .. model.Constraints,
        ];
        _taken = elements.Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
    }

    public string New(string wish)
    {
        string id = wish;
        for (int i = 2; !_taken.Add(id); i++)
        {
            id = $"{wish}_{i}";
        }

        return id;
    }
}

using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Finds out what a model uses.</summary>
internal static class Uses
{
    /// <summary>True when an element says something of its uncertainty.</summary>
    public static bool Uncertainty(Model model)
    {
        IEnumerable<Element> elements =
        [
            model, .. model.Compartments, .. model.Species, .. model.Parameters, .. model.InitialAssignments, .. model.Rules, .. model.Reactions, .. model.Events,
            .. model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)), .. model.Reactions.SelectMany(r => r.KineticLaw?.LocalParameters ?? []),
            .. model.Events.SelectMany(e => e.Assignments),
        ];
        return elements.Any(e => !e.Uncertainties.IsEmpty);
    }
}

using Anesis.Modeling;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>Ids that stand for numbers in a model.</summary>
public static class ModelQuantities
{
    public static HashSet<string> Of(Model model) =>
    [
        .. model.Compartments.Select(c => c.Id),
        .. model.Species.Select(s => s.Id),
        .. model.Parameters.Select(p => p.Id),
        .. model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Select(r => r.Id).Where(id => id.Length > 0),
    ];
}

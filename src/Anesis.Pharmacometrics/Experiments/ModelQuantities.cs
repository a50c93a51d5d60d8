using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

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

    /// <summary>An error for each name that is set by hand and stands for no number in the model.</summary>
    public static IEnumerable<Diagnostic> Unknown(IEnumerable<string> names, HashSet<string> quantities) => names.Where(id => !quantities.Contains(id))
        .Select(id => new Diagnostic("AN1005", Severity.Error, new("--set"), $"\"{id}\"", "a quantity of the model", Spelling.Nearest(id, quantities)));
}

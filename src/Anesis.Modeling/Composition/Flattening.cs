using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Composition;

/// <summary>
/// Turns a model of submodels into one model without them (SBML comp, Level 3 Version 1). Elements of submodel S get the prefix "S__".
/// Models in other files must have been read into the document's definitions before.
/// </summary>
public static class Flattening
{
    /// <summary>Submodels inside submodels, at most.</summary>
    private const int Deepest = 100;

    public static Checked<Model> Flatten(ModelDocument document)
    {
        if (document.Main.Submodels.IsEmpty)
        {
            return Checked.Ok(document.Main with { Ports = [] });
        }

        var definitions = document.Definitions.Append(document.Main).Where(m => m.Id.Length > 0).DistinctBy(m => m.Id).ToDictionary(m => m.Id, StringComparer.Ordinal);
        var errors = new List<Diagnostic>();
        var flat = Flatten(document.Main, definitions, document.Externals, [], errors);
        return errors.Count > 0 ? Checked.Refused<Model>(errors) : Checked.Ok(flat.Model);
    }

    private static FlatModel Flatten(Model model, Dictionary<string, Model> definitions, ValueList<ExternalModel> externals, ValueList<string> path, List<Diagnostic> errors)
    {
        if (path.Count > Deepest || (model.Id.Length > 0 && path.Contains(model.Id)))
        {
            errors.Add(new("AN0310", Severity.Error, model.Span, $"model \"{model.Id}\" inside itself ({string.Join(" > ", path)})", "submodels that do not contain the model that they are part of") { Rules = ["comp-20616"] });
            return new(model with { Submodels = [] });
        }

        var merged = new FlatModel(model with { Submodels = [] });
        foreach (var submodel in model.Submodels)
        {
            if (!definitions.TryGetValue(submodel.ModelRef, out var definition))
            {
                bool external = externals.Any(e => e.Id == submodel.ModelRef);
                errors.Add(new("AN0311", Severity.Error, submodel.Span, $"submodel {submodel.Id} of the model \"{submodel.ModelRef}\"", external ? "the file of that external model, readable" : "a model definition of that name", Spelling.Nearest(submodel.ModelRef, definitions.Keys)) { Rules = ["comp-20616"] });
                continue;
            }

            var inner = Flatten(definition, definitions, externals, path.Add(model.Id), errors);
            merged.Join(submodel, definition, inner, model, errors);
        }

        merged.Replace(model, errors);
        return merged;
    }
}

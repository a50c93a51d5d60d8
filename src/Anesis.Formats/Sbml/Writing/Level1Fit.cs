using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Says a model in Level 1: functions are written out where they are called, initial values become amounts; events and initial assignments cannot be said.</summary>
internal sealed class Level1Fit(SbmlEdition edition, Losses losses)
{
    /// <summary>Functions that call each other deeper than this are refused (a recursive one never ends).</summary>
    private const int MaximumCallDepth = 50;

    public Model Fit(Model model)
    {
        if (model.Compartments.IsEmpty || (edition == SbmlEdition.L1V1 && (model.Species.IsEmpty || model.Reactions.IsEmpty)))
        {
            losses.Impossible(model, edition == SbmlEdition.L1V1 ? "a model without compartments, species or reactions" : "a model without compartments");
        }

        foreach (var parameter in model.Parameters.Where(p => p.Value is null && edition == SbmlEdition.L1V1))
        {
            losses.Impossible(parameter, "a parameter without a value");
        }

        foreach (var e in model.Events)
        {
            losses.Impossible(e, "an event");
        }

        foreach (var assignment in model.InitialAssignments)
        {
            losses.Impossible(assignment, $"an initial assignment (to \"{assignment.Symbol}\")");
        }

        foreach (var constraint in model.Constraints)
        {
            losses.Lost(constraint, "a constraint");
        }

        foreach (var reference in model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Where(s => s.StoichiometryMath is not null))
        {
            losses.Impossible(reference, $"mathematics as the stoichiometry of \"{reference.Species}\"");
        }

        foreach (var compartment in model.Compartments)
        {
            if (compartment.SpatialDimensions is not (null or 3))
            {
                losses.Impossible(compartment, $"{compartment.SpatialDimensions} dimensions");
            }

            // Level 1 gives a compartment without a volume the volume 1; a rule for it makes that of no account.
            if (compartment.Size is null && !model.Rules.Any(r => r is AssignmentRule a && a.Variable == compartment.Id))
            {
                losses.Impossible(compartment, "a compartment of unknown size");
            }
        }

        var functions = model.FunctionDefinitions.GroupBy(f => f.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        model = ModelExpressions.Change(model, (owner, math) => Inline(owner, math, functions, 0));
        return model with
        {
            FunctionDefinitions = [],
            InitialAssignments = [],
            Constraints = [],
            Events = [],
            Species = model.Species.Select(s => InAmounts(model, s)).ToValueList(),
        };
    }

    private Expression Inline(Element owner, Expression math, Dictionary<string, FunctionDefinition> functions, int depth) => ExpressionMap.Rewrite(math, part =>
    {
        if (part is not Call call)
        {
            return part;
        }

        if (depth > MaximumCallDepth || !functions.TryGetValue(call.Function, out var function) || function.Body is null || function.Arguments.Count != call.Arguments.Count)
        {
            losses.Impossible(owner, $"a call of the function \"{call.Function}\"");
            return part;
        }

        var values = function.Arguments.Zip(call.Arguments).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var body = ExpressionMap.Rewrite(function.Body, inner => inner is Symbol symbol && values.TryGetValue(symbol.Id, out var value) ? value : inner);
        return Inline(owner, body, functions, depth + 1);
    });

    private Species InAmounts(Model model, Species species)
    {
        if (species.HasOnlySubstanceUnits && !(model.Compartments.FirstOrDefault(c => c.Id == species.Compartment) is { Constant: true, Size: 1 }))
        {
            losses.Impossible(species, "a species whose id means an amount");
        }

        if (species.InitialConcentration is not { } concentration)
        {
            if (species.InitialAmount is null)
            {
                losses.Impossible(species, "a species without an initial amount");
            }

            return species;
        }

        double? size = model.Compartments.FirstOrDefault(c => c.Id == species.Compartment)?.Size;
        if (size is null || model.Rules.Any(r => r is AssignmentRule a && a.Variable == species.Compartment))
        {
            losses.Impossible(species, "an initial concentration in a compartment of unknown size");
            return species;
        }

        return species with { InitialAmount = concentration * size, InitialConcentration = null };
    }
}

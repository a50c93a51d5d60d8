using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>What Level 2 (and 1) lacks beside Level 3.</summary>
internal sealed partial class EditionFit
{
    private void CheckComposition(Model model)
    {
        foreach (var submodel in model.Submodels)
        {
            losses.Impossible(submodel, "a submodel (flatten the model first)");
        }
    }

    private void CheckLevel2(Model model)
    {
        if (model.ConversionFactor is not null)
        {
            losses.Impossible(model, "a conversion factor");
        }

        foreach (var species in model.Species.Where(s => s.ConversionFactor is not null))
        {
            losses.Impossible(species, "a conversion factor");
        }

        foreach (var compartment in model.Compartments.Where(c => c.SpatialDimensions is not (null or 0 or 1 or 2 or 3)))
        {
            losses.Impossible(compartment, $"{compartment.SpatialDimensions} dimensions");
        }

        foreach (var part in model.UnitDefinitions.SelectMany(u => u.Parts).Where(p => p.Exponent % 1 != 0))
        {
            losses.Lost(part, "an exponent that is no whole number");
        }

        if (edition == SbmlEdition.L2V1)
        {
            foreach (var assignment in model.InitialAssignments)
            {
                losses.Impossible(assignment, $"an initial assignment (to \"{assignment.Symbol}\")");
            }

            foreach (var constraint in model.Constraints)
            {
                losses.Lost(constraint, "a constraint");
            }
        }

        foreach (var e in model.Events)
        {
            if (e.Priority is not null)
            {
                losses.Impossible(e, "a priority");
            }

            if (!e.Trigger.Persistent || !e.Trigger.InitialValue)
            {
                losses.Impossible(e, e.Trigger.Persistent ? "a trigger that is false before the start" : "a trigger that is not persistent");
            }

            if (!e.UseValuesFromTriggerTime && e.Delay is not null && !edition.IsIn(SbmlEdition.L2V4 | SbmlEdition.L2V5))
            {
                losses.Impossible(e, "values from the moment of execution");
            }
        }
    }

    /// <summary>True for mathematics of numbers and of constants: it may be evaluated at the start or at any time.</summary>
    private static bool IsConstant(Model model, Expression? math)
    {
        if (math is null)
        {
            return false;
        }

        foreach (var part in ModelExpressions.Parts(math))
        {
            bool constant = part switch
            {
                Symbol symbol => model.Parameters.Any(p => p.Id == symbol.Id && p.Constant) || model.Compartments.Any(c => c.Id == symbol.Id && c.Constant),
                NamedConstant constantPart => constantPart.Kind != ConstantKind.Time,
                Apply apply => apply.Operator is not (Operator.Delay or Operator.RateOf or >= Operator.DrawNormal),
                Call => false,
                _ => true,
            };
            if (!constant)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A rule for a species reference's id becomes its mathematics; other ways to set such an id cannot be said.</summary>
    private Model WithStoichiometryMath(Model model)
    {
        var references = model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Where(s => s.Id.Length > 0).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        if (references.Count > 0)
        {
            foreach (var (owner, math) in ModelExpressions.All(model))
            {
                if (edition.IsIn(SbmlEdition.L1 | SbmlEdition.L2V1) && ModelExpressions.Parts(math).OfType<Symbol>().FirstOrDefault(s => references.Contains(s.Id)) is { } used)
                {
                    losses.Impossible(owner, $"the stoichiometry \"{used.Id}\" in a formula");
                }
            }

            foreach (var assignment in model.InitialAssignments.Where(a => references.Contains(a.Symbol) && !IsConstant(model, a.Math)))
            {
                losses.Impossible(assignment, $"an initial assignment to the stoichiometry \"{assignment.Symbol}\"");
            }

            foreach (var rule in model.Rules.OfType<RateRule>().Where(r => references.Contains(r.Variable)))
            {
                losses.Impossible(rule, $"a rate rule for the stoichiometry \"{rule.Variable}\"");
            }

            foreach (var assignment in model.Events.SelectMany(e => e.Assignments).Where(a => references.Contains(a.Variable)))
            {
                losses.Impossible(assignment, $"an event that sets the stoichiometry \"{assignment.Variable}\"");
            }
        }

        var rules = model.Rules.OfType<AssignmentRule>().Where(r => references.Contains(r.Variable) && r.Math is not null)
            .GroupBy(r => r.Variable, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Math, StringComparer.Ordinal);
        var initial = model.InitialAssignments.Where(a => references.Contains(a.Symbol)).GroupBy(a => a.Symbol, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Math, StringComparer.Ordinal);
        return model with
        {
            Rules = model.Rules.Where(r => r is not AssignmentRule a || !rules.ContainsKey(a.Variable)).ToValueList(),
            InitialAssignments = model.InitialAssignments.Where(a => !initial.ContainsKey(a.Symbol)).ToValueList(),
            Reactions = model.Reactions.Select(r => r with { Reactants = All(r.Reactants), Products = All(r.Products) }).ToValueList(),
        };

        ValueList<SpeciesReference> All(ValueList<SpeciesReference> list) => list.Select(reference =>
        {
            if (rules.TryGetValue(reference.Id, out var math))
            {
                return reference with { StoichiometryMath = math, Stoichiometry = null };
            }

            if (initial.TryGetValue(reference.Id, out var start) && start is not null)
            {
                return start is Number number
                    ? reference with { Stoichiometry = number.Value }
                    : reference with { StoichiometryMath = start, Stoichiometry = null };
            }

            if (reference is { Stoichiometry: null, StoichiometryMath: null })
            {
                losses.Impossible(reference, $"an undefined stoichiometry of \"{reference.Species}\"");
            }

            return reference;
        }).ToValueList();
    }
}

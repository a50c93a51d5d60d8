using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules 10301 to 10306: nothing has two meanings.</summary>
internal static class IdentifierRules
{
    public static void Check(Model model, Findings findings)
    {
        Unique(WithIds(model, findings.Is(SbmlEdition.L3V2)), e => e.Id, 10301, "the id", findings);
        Unique(model.UnitDefinitions, u => u.Id, 10302, "the unit", findings);
        foreach (var reaction in model.Reactions)
        {
            Unique(reaction.KineticLaw?.LocalParameters ?? [], p => p.Id, 10303, "the local parameter", findings);
        }

        Unique(model.Rules, Variable, 10304, "a rule for", findings);
        foreach (var happening in model.Events)
        {
            Unique(happening.Assignments, a => a.Variable, 10305, "an event assignment to", findings);
        }

        var assigned = model.Rules.OfType<AssignmentRule>().Select(r => r.Variable).ToHashSet(StringComparer.Ordinal);
        foreach (var assignment in model.Events.SelectMany(e => e.Assignments).Where(a => assigned.Contains(a.Variable)))
        {
            findings.Report(10306, assignment, $"an event assignment to \"{assignment.Variable}\", which an assignment rule determines", "one of them");
        }

        Unique(model.InitialAssignments, i => i.Symbol, 20802, "an initial assignment to", findings);
        foreach (var initial in model.InitialAssignments.Where(i => assigned.Contains(i.Symbol)))
        {
            findings.Report(20803, initial, $"an initial assignment to \"{initial.Symbol}\", which an assignment rule determines", "one of them");
        }
    }

    private static string Variable(Rule rule) => rule switch { AssignmentRule a => a.Variable, RateRule r => r.Variable, _ => "" };

    private static void Unique<T>(IEnumerable<T> elements, Func<T, string> key, int rule, string what, Findings findings)
        where T : Element
    {
        var first = new Dictionary<string, Element>(StringComparer.Ordinal);
        foreach (var element in elements)
        {
            string id = key(element);
            if (id.Length > 0 && !first.TryAdd(id, element))
            {
                findings.Report(rule, element, $"{what} \"{id}\" again", $"it once (line {first[id].Span.Line} has it)");
            }
        }
    }

    /// <summary>Elements whose ids share the model's namespace; Level 3 Version 2 gives an id to every element.</summary>
    private static IEnumerable<Element> WithIds(Model model, bool all)
    {
        IEnumerable<Element> elements = ((IEnumerable<Element>)[model]).Concat(model.FunctionDefinitions).Concat(model.CompartmentTypes).Concat(model.SpeciesTypes).Concat(model.Compartments)
            .Concat(model.Species).Concat(model.Parameters).Concat(model.Reactions).Concat(model.Reactions.SelectMany(r => r.Reactants.Concat<Element>(r.Products).Concat(r.Modifiers)))
            .Concat(model.Events).Concat(model.Submodels);
        if (model.FluxBalance is { } balance)
        {
            elements = elements.Concat(balance.Objectives).Concat(balance.GeneProducts).Concat(balance.FluxBounds);
        }

        if (!all)
        {
            return elements;
        }

        return elements.Concat(model.InitialAssignments).Concat(model.Rules).Concat(model.Constraints).Concat(model.UnitDefinitions.SelectMany(u => u.Parts)).Concat(model.Lists)
            .Concat(model.Reactions.SelectMany(r => r.Lists)).Concat(model.Reactions.Select(r => r.KineticLaw).OfType<KineticLaw>())
            .Concat(model.Events.SelectMany(e => ((IEnumerable<Element?>)[e.Trigger, e.Delay, e.Priority]).OfType<Element>().Concat(e.Assignments).Concat(e.Lists)));
    }
}

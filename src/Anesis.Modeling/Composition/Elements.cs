namespace Anesis.Modeling.Composition;

/// <summary>Walks a model's elements.</summary>
internal static class Elements
{
    /// <summary>Every element inside the model, at any depth, submodels' contents not included.</summary>
    public static IEnumerable<Element> Of(Model model) =>
        ((IEnumerable<Element>)model.UnitDefinitions).Concat(model.FunctionDefinitions).Concat(model.Compartments).Concat(model.Species).Concat(model.Parameters)
            .Concat(model.InitialAssignments).Concat(model.Rules).Concat(model.Constraints).Concat(model.Reactions.SelectMany(Of)).Concat(model.Events.SelectMany(Of))
            .Concat(model.Submodels);

    private static IEnumerable<Element> Of(Reaction reaction)
    {
        yield return reaction;
        foreach (var reference in reaction.Reactants.Concat(reaction.Products))
        {
            yield return reference;
        }

        foreach (var modifier in reaction.Modifiers)
        {
            yield return modifier;
        }

        if (reaction.KineticLaw is { } law)
        {
            yield return law;
            foreach (var parameter in law.LocalParameters)
            {
                yield return parameter;
            }
        }
    }

    private static IEnumerable<Element> Of(Event happening)
    {
        yield return happening;
        yield return happening.Trigger;
        if (happening.Delay is not null)
        {
            yield return happening.Delay;
        }

        if (happening.Priority is not null)
        {
            yield return happening.Priority;
        }

        foreach (var assignment in happening.Assignments)
        {
            yield return assignment;
        }
    }
}

using Anesis.Modeling.Values;

namespace Anesis.Modeling.Composition;

/// <summary>Takes elements out of a model.</summary>
internal static class ElementRemoval
{
    /// <summary>The model without the elements (at any depth) that match; an element goes with all that is inside it.</summary>
    public static Model Remove(Model model, Func<Element, bool> gone) => model with
    {
        UnitDefinitions = Keep(model.UnitDefinitions, gone),
        FunctionDefinitions = Keep(model.FunctionDefinitions, gone),
        Compartments = Keep(model.Compartments, gone),
        Species = Keep(model.Species, gone),
        Parameters = Keep(model.Parameters, gone),
        InitialAssignments = Keep(model.InitialAssignments, gone),
        Rules = Keep(model.Rules, gone),
        Constraints = Keep(model.Constraints, gone),
        Reactions =
        [
            .. Keep(model.Reactions, gone).Select(r => r with
            {
                Reactants = Keep(r.Reactants, gone),
                Products = Keep(r.Products, gone),
                Modifiers = Keep(r.Modifiers, gone),
                KineticLaw = r.KineticLaw is { } law && !gone(law) ? law with { LocalParameters = Keep(law.LocalParameters, gone) } : null,
            }),
        ],
        Events =
        [
            .. Keep(model.Events, gone).Select(e => e with
            {
                Trigger = gone(e.Trigger) ? new() : e.Trigger,
                Delay = e.Delay is { } delay && !gone(delay) ? delay : null,
                Priority = e.Priority is { } priority && !gone(priority) ? priority : null,
                Assignments = Keep(e.Assignments, gone),
            }),
        ],
    };

    private static ValueList<T> Keep<T>(ValueList<T> elements, Func<Element, bool> gone)
        where T : Element => [.. elements.Where(e => !gone(e))];
}

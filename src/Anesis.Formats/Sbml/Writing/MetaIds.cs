using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Gives a metaid to every element whose annotation needs one.</summary>
internal sealed class MetaIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _next;

    public ModelDocument Assign(ModelDocument document)
    {
        Walk(document.Main, CollectOne);
        foreach (var definition in document.Definitions)
        {
            Walk(definition, CollectOne);
        }

        return document with
        {
            Main = Walk(document.Main, GiveOne),
            Definitions = document.Definitions.Select(d => Walk(d, GiveOne)).ToValueList(),
            Envelope = document.Envelope is null ? null : (Envelope)GiveOne(document.Envelope),
        };
    }

    private static bool IsNeeded(Element element) => element.MetaId is null && (!element.CvTerms.IsEmpty || element.History is not null);

    private Element CollectOne(Element element)
    {
        if (element.MetaId is not null)
        {
            _taken.Add(element.MetaId);
        }

        return element;
    }

    private Element GiveOne(Element element)
    {
        if (!IsNeeded(element))
        {
            return element;
        }

        string id = element.Id.Length > 0 ? "meta_" + element.Id : $"meta_{++_next}";
        while (!_taken.Add(id))
        {
            id = $"meta_{++_next}";
        }

        return element with { MetaId = id };
    }

    private static Model Walk(Model model, Func<Element, Element> visit)
    {
        var reached = (Model)visit(model);
        return reached with
        {
            FunctionDefinitions = All(reached.FunctionDefinitions, visit),
            UnitDefinitions = All(reached.UnitDefinitions, visit),
            CompartmentTypes = All(reached.CompartmentTypes, visit),
            SpeciesTypes = All(reached.SpeciesTypes, visit),
            Compartments = All(reached.Compartments, visit),
            Species = All(reached.Species, visit),
            Parameters = All(reached.Parameters, visit),
            InitialAssignments = All(reached.InitialAssignments, visit),
            Rules = All(reached.Rules, visit),
            Constraints = All(reached.Constraints, visit),
            Reactions = reached.Reactions.Select(r => Walk((Reaction)visit(r), visit)).ToValueList(),
            Events = reached.Events.Select(e => Walk((Event)visit(e), visit)).ToValueList(),
            Submodels = All(reached.Submodels, visit),
            Ports = All(reached.Ports, visit),
        };
    }

    private static Reaction Walk(Reaction reaction, Func<Element, Element> visit) => reaction with
    {
        Reactants = All(reaction.Reactants, visit),
        Products = All(reaction.Products, visit),
        Modifiers = All(reaction.Modifiers, visit),
        KineticLaw = reaction.KineticLaw is null ? null : (KineticLaw)visit(reaction.KineticLaw) is var law ? law with { LocalParameters = All(law.LocalParameters, visit) } : null,
    };

    private static Event Walk(Event e, Func<Element, Element> visit) => e with
    {
        Trigger = (EventTrigger)visit(e.Trigger),
        Delay = e.Delay is null ? null : (EventDelay)visit(e.Delay),
        Priority = e.Priority is null ? null : (EventPriority)visit(e.Priority),
        Assignments = All(e.Assignments, visit),
    };

    private static ValueList<T> All<T>(ValueList<T> elements, Func<Element, Element> visit)
        where T : Element => elements.IsEmpty ? elements : elements.Select(e => (T)visit(e)).ToValueList();
}

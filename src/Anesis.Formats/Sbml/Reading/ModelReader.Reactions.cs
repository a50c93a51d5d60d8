using Anesis.Formats.Sbml.Mathematics;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Reactions and events.</summary>
internal sealed partial class ModelReader
{
    private Reaction ReadReaction(XmlNode node)
    {
        var lists = new List<ListElement>();
        var reaction = new Reaction
        {
            Reversible = SbmlSource.Boolean(node, "reversible") ?? true,
            Fast = SbmlSource.Boolean(node, "fast") ?? false,
            Compartment = Text(node, "compartment"),
            Reactants = List(node, "listOfReactants", lists, ReadSpeciesReference),
            Products = List(node, "listOfProducts", lists, ReadSpeciesReference),
            Modifiers = List(node, "listOfModifiers", lists, n => Start(n, "modifierSpeciesReference", new ModifierReference { Species = Text(n, "species") ?? "" })),
            KineticLaw = _source.Child(node, "kineticLaw") is { } law ? ReadKineticLaw(law) : null,
            LowerFluxBound = FluxBalanceReader.CoreAttribute(node, "lowerFluxBound"),
            UpperFluxBound = FluxBalanceReader.CoreAttribute(node, "upperFluxBound"),
            GeneAssociation = _fluxBalance.ReadAssociation(node),
        };
        if (_source.Is(SbmlEdition.L1 | SbmlEdition.L2 | SbmlEdition.L3V1) && _source.Child(node, "listOfReactants") is null && _source.Child(node, "listOfProducts") is null)
        {
            _source.Error(node, "AN0210", "a reaction with neither reactants nor products", "at least one of them", 21101);
        }

        if (reaction.Fast && _source.Is(SbmlEdition.L3V2))
        {
            _source.Warning(node, "AN0209", "fast=\"true\"", "no fast reactions in Level 3 Version 2 (Version 1 has them)", 21152);
        }

        reaction = WithMassAction(node, reaction);
        return WithLists(Start(node, "reaction", reaction), lists);
    }

    /// <summary>Level 1's massr says by the reaction which of its arguments are substrates.</summary>
    private Reaction WithMassAction(XmlNode node, Reaction reaction)
    {
        if (!_source.Is(SbmlEdition.L1) || reaction.KineticLaw?.Math is not { } math)
        {
            return reaction;
        }

        return reaction with
        {
            KineticLaw = reaction.KineticLaw with
            {
                Math = ExpressionMap.Rewrite(math, part =>
                {
                    if (part is not Call { Function: "massr" } call)
                    {
                        return part;
                    }

                    var written = PredefinedRateLaws.ReversibleMassAction(call, reaction.Reactants.Count, reaction.Products.Count);
                    if (written is null)
                    {
                        _source.Error(node, "AN0215", $"{call.Arguments.Count} arguments of \"massr\"", $"the {reaction.Reactants.Count} reactants, the {reaction.Products.Count} products and two rate constants");
                    }

                    return written ?? part;
                }),
            },
        };
    }

    private SpeciesReference ReadSpeciesReference(XmlNode node)
    {
        var reference = new SpeciesReference
        {
            Species = Text(node, "species") ?? Text(node, "specie") ?? "",
            Stoichiometry = SbmlSource.Real(node, "stoichiometry"),
            Constant = SbmlSource.Boolean(node, "constant") ?? true,
        };
        if (_source.Is(SbmlEdition.L1V1) && reference.Species.Length == 0)
        {
            _source.Error(node, "AN0208", $"<{node.Name}> without the attribute \"specie\"", "the name of a species", 10103);
        }

        if (_source.Is(SbmlEdition.L1))
        {
            reference = reference with { Stoichiometry = (reference.Stoichiometry ?? 1) / (SbmlSource.Integer(node, "denominator") ?? 1) };
        }
        else if (_source.Is(SbmlEdition.L2))
        {
            reference = WithStoichiometryMath(node, reference);
        }

        return Start(node, "speciesReference", reference);
    }

    /// <summary>Level 2: mathematics in place of the number; a plain number in it (such as a rational) is the stoichiometry.</summary>
    private SpeciesReference WithStoichiometryMath(XmlNode node, SpeciesReference reference)
    {
        if (_source.Child(node, "stoichiometryMath") is not { } element)
        {
            return reference with { Stoichiometry = reference.Stoichiometry ?? 1 };
        }

        if (reference.Stoichiometry is not null)
        {
            _source.Error(element, "AN0210", "<stoichiometryMath> beside the attribute \"stoichiometry\"", "one of them", 21113);
        }

        _check.Check(element, CoreSchema.Of("stoichiometryMath"));
        var math = ReadMath(element);
        return math is Number number
            ? reference with { Stoichiometry = number.Value }
            : reference with { Stoichiometry = null, StoichiometryMath = math, Constant = false };
    }

    private KineticLaw ReadKineticLaw(XmlNode node)
    {
        var lists = new List<ListElement>();
        var locals = _source.Is(SbmlEdition.L3)
            ? List(node, "listOfLocalParameters", lists, n => Start(n, "localParameter", new Parameter { Value = SbmlSource.Real(n, "value"), Units = Text(n, "units") }))
            : List(node, "listOfParameters", lists, ReadParameter);
        return WithLists(Start(node, "kineticLaw", new KineticLaw
        {
            Math = ReadFormula(node),
            LocalParameters = locals,
            SubstanceUnits = Text(node, "substanceUnits"),
            TimeUnits = Text(node, "timeUnits"),
        }), lists.Select(l => l with { List = "listOfLocalParameters" }));
    }

    private Event ReadEvent(XmlNode node)
    {
        var lists = new List<ListElement>();
        var trigger = _source.Child(node, "trigger");
        var delay = _source.Child(node, "delay");
        var priority = _source.Child(node, "priority");
        var read = new Event
        {
            UseValuesFromTriggerTime = SbmlSource.Boolean(node, "useValuesFromTriggerTime") ?? true,
            TimeUnits = Text(node, "timeUnits"),
            Trigger = trigger is null ? new() : Start(trigger, "trigger", new EventTrigger
            {
                Math = ReadMath(trigger),
                InitialValue = SbmlSource.Boolean(trigger, "initialValue") ?? true,
                Persistent = SbmlSource.Boolean(trigger, "persistent") ?? true,
            }),
            Delay = delay is null ? null : Start(delay, "delay", new EventDelay { Math = ReadMath(delay) }),
            Priority = priority is null ? null : Start(priority, "priority", new EventPriority { Math = ReadMath(priority) }),
            Assignments = List(node, "listOfEventAssignments", lists, n => Start(n, "eventAssignment", new EventAssignment { Variable = Text(n, "variable") ?? "", Math = ReadMath(n) })),
        };
        return WithLists(Start(node, "event", read), lists);
    }
}

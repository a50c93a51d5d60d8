using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Simulation.Lowering;

/// <summary>All quantities of a model by id, with what determines each.</summary>
internal sealed class QuantityTable
{
    private readonly Dictionary<string, Quantity> _byId = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics;

    public QuantityTable(Model model, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        AddElements(model);
        AddRules(model);
        AddReactions(model);
        AddEvents(model);
    }

    /// <summary>Compartments, species, parameters, local parameters, species references, reactions; each in document order.</summary>
    public List<Quantity> All { get; } = [];

    public IEnumerable<string> Ids => _byId.Keys;

    public bool Contains(string id) => _byId.ContainsKey(id);

    public Quantity? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The id under which a kinetic law's local parameter is known: "reaction.parameter".</summary>
    public static string LocalName(string reaction, string parameter) => $"{reaction}.{parameter}";

    private Quantity? Add(string id, QuantityKind kind, Element element)
    {
        if (id.Length == 0)
        {
            return null;
        }

        var quantity = new Quantity(id, kind, element);
        if (!_byId.TryAdd(id, quantity))
        {
            _diagnostics.Error("AN0509", element.Span, $"a second \"{id}\"", "an id of its own");
            return null;
        }

        All.Add(quantity);
        return quantity;
    }

    private void AddElements(Model model)
    {
        foreach (var compartment in model.Compartments)
        {
            if (Add(compartment.Id, QuantityKind.Compartment, compartment) is { } added)
            {
                added.Default = compartment.Size;
                added.IsConstant = compartment.Constant;
            }
        }

        foreach (var species in model.Species)
        {
            if (Add(species.Id, QuantityKind.Species, species) is { } added)
            {
                added.IsConstant = species.Constant;
                added.IsConcentration = !species.HasOnlySubstanceUnits;
                if (Find(species.Compartment) is not { Kind: QuantityKind.Compartment } compartment)
                {
                    _diagnostics.Error("AN0517", species.Span, $"species \"{species.Id}\" in \"{species.Compartment}\"", "a compartment",
                        Spelling.Nearest(species.Compartment, model.Compartments.Select(c => c.Id)));
                    added.IsConcentration = false;
                }
                else if (compartment.Element is Compartment { SpatialDimensions: 0, Size: null })
                {
                    // A point has no size: what stands in it can only be counted.
                    added.IsConcentration = false;
                }
            }
        }

        foreach (var parameter in model.Parameters)
        {
            if (Add(parameter.Id, QuantityKind.Parameter, parameter) is { } added)
            {
                added.Default = parameter.Value;
                added.IsConstant = parameter.Constant;
            }
        }

        foreach (var reaction in model.Reactions)
        {
            foreach (var local in reaction.KineticLaw?.LocalParameters ?? [])
            {
                if (Add(LocalName(reaction.Id, local.Id), QuantityKind.LocalParameter, local) is { } added)
                {
                    added.Default = local.Value;
                    added.IsConstant = true;
                }
            }

            foreach (var reference in reaction.Reactants.Concat(reaction.Products))
            {
                if (Add(reference.Id, QuantityKind.SpeciesReference, reference) is { } added)
                {
                    added.Default = reference.Stoichiometry;
                    added.IsConstant = reference.Constant;
                    if (reference.StoichiometryMath is not null)
                    {
                        added.Determination = Determination.Assigned;
                        added.Math = reference.StoichiometryMath;
                    }
                }
            }
        }

        foreach (var reaction in model.Reactions)
        {
            if (Add(reaction.Id, QuantityKind.Reaction, reaction) is { } added)
            {
                added.Determination = Determination.Assigned;
                added.Math = reaction.KineticLaw?.Math;
            }
        }
    }

    private void AddRules(Model model)
    {
        foreach (var initial in model.InitialAssignments)
        {
            if (initial.Math is not null && Target(initial.Symbol, "an initial assignment", initial.Span) is { } quantity)
            {
                quantity.InitialMath = initial.Math;
            }
        }

        foreach (var rule in model.Rules)
        {
            if (rule.Math is null)
            {
                continue;
            }

            (string? variable, var determination) = rule switch
            {
                AssignmentRule assignment => (assignment.Variable, Determination.Assigned),
                RateRule rate => (rate.Variable, Determination.RateRule),
                _ => ((string?)null, Determination.Free),
            };
            if (variable is null || Target(variable, "a rule", rule.Span) is not { } quantity)
            {
                continue;
            }

            if (quantity.Determination != Determination.Free && !(quantity.Kind == QuantityKind.SpeciesReference && quantity.Math == rule.Math))
            {
                _diagnostics.Error("AN0518", rule.Span, $"a second rule for \"{variable}\"", "one rule a variable");
                continue;
            }

            if (quantity.IsConstant && quantity.Kind != QuantityKind.SpeciesReference)
            {
                _diagnostics.Error("AN0507", rule.Span, $"a rule for \"{variable}\", which is constant", "a variable declared as not constant");
                continue;
            }

            quantity.Determination = determination;
            quantity.Math = rule.Math;
        }
    }

    private void AddReactions(Model model)
    {
        foreach (var reaction in model.Reactions)
        {
            foreach (var reference in reaction.Reactants.Concat(reaction.Products))
            {
                if (Find(reference.Species) is not { Kind: QuantityKind.Species } quantity)
                {
                    _diagnostics.Error("AN0519", reference.Span, $"\"{reference.Species}\" in reaction \"{reaction.Id}\"", "a species",
                        Spelling.Nearest(reference.Species, model.Species.Select(s => s.Id)));
                }
                else if (!quantity.Species.BoundaryCondition && !quantity.Species.Constant)
                {
                    if (quantity.Determination is Determination.Assigned or Determination.RateRule)
                    {
                        _diagnostics.Error("AN0520", reference.Span, $"species \"{quantity.Id}\", which a rule determines, in reaction \"{reaction.Id}\"", "a boundary species");
                    }
                    else
                    {
                        quantity.Determination = Determination.Reactions;
                    }
                }
            }
        }
    }

    private void AddEvents(Model model)
    {
        foreach (var assignment in model.Events.SelectMany(e => e.Assignments))
        {
            if (Target(assignment.Variable, "an event assignment", assignment.Span) is not { } quantity)
            {
                continue;
            }

            if (quantity.Determination == Determination.Assigned)
            {
                _diagnostics.Error("AN0510", assignment.Span, $"an event assignment to \"{quantity.Id}\", which an assignment rule determines", "a variable without one");
            }

            quantity.HasEvents = true;
        }
    }

    private Quantity? Target(string id, string what, SourceSpan at)
    {
        var quantity = Find(id);
        if (quantity is null or { Kind: QuantityKind.Reaction or QuantityKind.LocalParameter })
        {
            _diagnostics.Error("AN0501", at, $"{what} for \"{id}\"", "a compartment, species, parameter or species reference",
                Spelling.Nearest(id, All.Where(q => q.Kind < QuantityKind.Reaction).Select(q => q.Id)));
            return null;
        }

        return quantity;
    }
}

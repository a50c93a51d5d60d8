using Anesis.Formats.Antimony.Semantics;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>Compartments, species, parameters, reactions, events, constraints.</summary>
internal sealed partial class ModelEmitter
{
    private void EmitCompartment(Variable v)
    {
        _compartments.Add(Described(v, new Compartment
        {
            Size = Formulas.Literal(v.Value?.Math),
            Units = v.HasUnit is null ? null : UnitId(v.HasUnit),
            Constant = v.IsConstant && v.FormulaKind == FormulaKind.Initial,
        }));
        EmitRules(v);
    }

    private void EmitSpecies(Variable v)
    {
        double? amount = v.FormulaKind == FormulaKind.Assignment ? null : ValueForms.Amount(v);
        _species.Add(Described(v, new Species
        {
            Compartment = v.EffectiveCompartment is { } compartment ? Id(compartment) : ModuleTable.DefaultCompartment,
            InitialAmount = amount,
            InitialConcentration = amount is null ? Formulas.Literal(v.Value?.Math) : null,
            SubstanceUnits = v.HasUnit is null ? null : SubstanceUnit(v),
            HasOnlySubstanceUnits = v.SubstanceOnly,
            BoundaryCondition = v.IsConstant || (v.FormulaKind != FormulaKind.Initial && TakesPart(v)),
        }));
        EmitRules(v);
    }

    private HashSet<Variable>? _participants;

    /// <summary>Whether a reaction of this model would change the species.</summary>
    private bool TakesPart(Variable species)
    {
        _participants ??= module.Variables.Where(v => v.Reaction is { IsInteraction: false } && v.Kind != VariableKind.Deleted)
            .SelectMany(v => v.Reaction!.Left.Concat(v.Reaction.Right)).Select(r => r.Species.Representative).ToHashSet();
        return _participants.Contains(species);
    }

    private void EmitParameter(Variable v)
    {
        _parameters.Add(Described(v, new Parameter
        {
            Value = Formulas.Literal(v.Value?.Math),
            Units = v.HasUnit is null ? null : UnitId(v.HasUnit),
            Constant = v.IsConstant && v.FormulaKind == FormulaKind.Initial,
        }));
        EmitRules(v);
    }

    /// <summary>Initial assignment, assignment rule and rate rule, as far as no submodel has the same already.</summary>
    private void EmitRules(Variable v)
    {
        var (ownValue, ownRate) = SettleWithSubmodels(v);
        string id = ElementLocator.Id(v);
        var span = v.Value?.Math.Span ?? v.Span;
        if (v.FormulaKind == FormulaKind.Assignment && v.Value is not null)
        {
            if (ownValue && ValueInStrands(v) is { } math)
            {
                _rules.Add(new AssignmentRule { Variable = id, Math = math, Span = span, MetaId = MetaId(v, DeletedPart.AssignmentRule) });
            }
        }
        else if (v.Value is not null && ownValue && !ValueForms.IsPlain(v))
        {
            _initialAssignments.Add(new() { Symbol = id, Math = Math(v.Value), Span = span, MetaId = MetaId(v, DeletedPart.InitialAssignment) });
        }

        if (v.Rate is not null && ownRate)
        {
            _rules.Add(new RateRule { Variable = id, Math = Math(v.Rate), Span = v.Rate.Math.Span, MetaId = MetaId(v, DeletedPart.RateRule) });
        }
    }

    private string? MetaId(Variable v, DeletedPart part, string other = "") => document.MetaId(module, new(v.Name, part, other));

    private void EmitReaction(Variable v)
    {
        var data = v.Reaction ?? new([], Arrow.Reversible, []);
        var law = ValueInStrands(v);
        var takingPart = data.Left.Concat(data.Right).Select(r => r.Species.Representative).ToHashSet();
        var modifiers = v.Value is null ? [] : module.NamesIn(v.Value).Select(n => n.Representative).Distinct()
            .Where(n => n.Kind == VariableKind.Species && !takingPart.Contains(n))
            .Select(n => new ModifierReference { Species = Id(n), MetaId = MetaId(v, DeletedPart.Modifier, n.LastName) });
        _reactions.Add(Described(v, new Reaction
        {
            Reversible = data.Arrow != Arrow.Irreversible,
            Compartment = v.EffectiveCompartment is { } compartment ? Id(compartment) : null,
            Reactants = data.Left.Select(r => Participant(v, r, DeletedPart.Reactant)).ToValueList(),
            Products = data.Right.Select(r => Participant(v, r, DeletedPart.Product)).ToValueList(),
            Modifiers = modifiers.ToValueList(),
            KineticLaw = law is null ? null : new KineticLaw { Math = law, Span = v.Value!.Math.Span, MetaId = MetaId(v, DeletedPart.KineticLaw) },
        }));
    }

    private SpeciesReference Participant(Variable reaction, Reactant reactant, DeletedPart part)
    {
        var reference = new SpeciesReference
        {
            Species = Id(reactant.Species),
            Stoichiometry = reactant.Stoichiometry,
            Span = reactant.Span,
            MetaId = MetaId(reaction, part, reactant.Species.Representative.LastName),
        };
        if (reactant.StoichiometryName?.Representative is not { } name)
        {
            return reference;
        }

        return Described(name, reference) with
        {
            Stoichiometry = Formulas.Literal(name.Value?.Math),
            Constant = name.FormulaKind == FormulaKind.Initial && name.IsConstant,
            MetaId = reference.MetaId,
            Span = reactant.Span,
        };
    }

    /// <summary>Interactions become modifiers of the reactions they act on.</summary>
    private void EmitInteractions()
    {
        foreach (var v in module.Variables.Where(v => v is { Kind: VariableKind.Interaction, Same: null, Reaction: not null }))
        {
            foreach (string target in v.Reaction!.Right.Select(r => ElementLocator.Id(r.Species.Representative)))
            {
                int index = _reactions.FindIndex(r => r.Id == target);
                if (index < 0)
                {
                    continue;
                }

                string reaction = v.Reaction.Right.First(r => ElementLocator.Id(r.Species.Representative) == target).Species.Representative.Name;
                var modifiers = v.Reaction.Left.Select(actor => (v.Annotation ?? new()).Apply(new ModifierReference
                {
                    Species = Id(actor.Species),
                    Name = v.LastName,
                    SboTerm = v.Reaction.Arrow == Arrow.Inhibits ? "SBO:0000020" : "SBO:0000019",
                    MetaId = document.MetaId(module, new(reaction, DeletedPart.Modifier, actor.Species.Representative.LastName)),
                    Span = v.Span,
                }));
                _reactions[index] = _reactions[index] with { Modifiers = [.. _reactions[index].Modifiers, .. modifiers] };
            }
        }
    }

    private void EmitEvent(Variable v)
    {
        var data = v.Event!;
        _events.Add(Described(v, new Event
        {
            Trigger = new() { Math = Math(data.Trigger), InitialValue = data.InitialValue, Persistent = data.Persistent, Span = data.Trigger.Math.Span },
            Delay = data.Delay is null ? null : new EventDelay { Math = Math(data.Delay), Span = data.Delay.Math.Span, MetaId = MetaId(v, DeletedPart.Delay) },
            Priority = data.Priority is null ? null : new EventPriority { Math = Math(data.Priority), Span = data.Priority.Math.Span, MetaId = MetaId(v, DeletedPart.Priority) },
            UseValuesFromTriggerTime = data.FromTrigger,
            Assignments = data.Assignments.Select(a => new EventAssignment
            {
                Variable = Id(a.Target),
                Math = Math(a.Value),
                Span = a.Span,
                MetaId = MetaId(v, DeletedPart.EventAssignment, a.Target.Representative.LastName),
            }).ToValueList(),
        }));
    }

    private void EmitConstraint(Variable v)
    {
        var constraint = Described(v, new Constraint { Math = Math(v.Value) });
        bool numbered = v.LastName.StartsWith("_con", StringComparison.Ordinal);
        _constraints.Add(constraint with
        {
            Id = numbered ? "" : constraint.Id,
            Name = null,
            Message = v.DisplayName is null ? null : NotesMarkup.Markup(v.DisplayName),
        });
    }

    private ValueList<Uncertainty> EmitUncertainties(Variable v)
    {
        if (v.Uncertainties.Count == 0)
        {
            return [];
        }

        return [new Uncertainty { Parameters = v.Uncertainties.Select(Parameter).ToValueList() }];
    }

    private UncertaintyParameter Parameter(UncertaintyData data)
    {
        bool url = data.Kind is "distribution" or "externalParameter";
        var parameter = new UncertaintyParameter
        {
            Kind = data.Kind,
            DefinitionUrl = url ? data.Text : null,
            Name = url ? null : data.Text,
            IsSpan = data.Kind is "externalParameter" or "confidenceInterval" or "credibleInterval" or "interquartileRange" or "range",
            Span = data.Span,
        };
        if (data.Bounds is [var lower, var upper])
        {
            return parameter with
            {
                Lower = Formulas.Literal(lower),
                LowerVariable = Variable(lower, data.Scope),
                Upper = Formulas.Literal(upper),
                UpperVariable = Variable(upper, data.Scope),
                Units = UnitsOf(lower, data.Scope) ?? UnitsOf(upper, data.Scope),
            };
        }

        if (data.Formula is null)
        {
            return parameter;
        }

        return data.Kind == "distribution" ? parameter with { Math = Math(new(data.Formula, data.Scope)) }
            : Formulas.Literal(data.Formula) is { } value ? parameter with { Value = value, Units = UnitsOf(data.Formula, data.Scope) }
            : data.Formula is Symbol ? parameter with { Variable = Variable(data.Formula, data.Scope) }
            : parameter with { Math = Math(new(data.Formula, data.Scope)) };
    }

    private string? Variable(Expression e, string scope) => e is Symbol s && module.Find(scope + s.Id) is { } v ? Id(v) : null;

    private string? UnitsOf(Expression e, string scope) => e is Number { Units: { } units } && module.Find(scope + units) is { } unit ? UnitId(unit) : null;
}

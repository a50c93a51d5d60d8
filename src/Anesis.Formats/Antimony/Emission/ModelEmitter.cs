using Anesis.Formats.Antimony.Semantics;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>
/// Makes one model: its own elements, elements that take the place of those of submodels which it changes or joins,
/// and stand-ins for those that its formulas merely mention.
/// </summary>
internal sealed partial class ModelEmitter(DocumentEmitter document, ModuleTable module)
{
    private readonly List<FunctionDefinition> _functions = [];
    private readonly List<Compartment> _compartments = [];
    private readonly List<Species> _species = [];
    private readonly List<Parameter> _parameters = [];
    private readonly List<InitialAssignment> _initialAssignments = [];
    private readonly List<Rule> _rules = [];
    private readonly List<Constraint> _constraints = [];
    private readonly List<Reaction> _reactions = [];
    private readonly List<Event> _events = [];
    private readonly List<Submodel> _submodels = [];

    /// <summary>Deletions, by the name of the submodel.</summary>
    private readonly Dictionary<string, List<Deletion>> _deletions = new(StringComparer.Ordinal);

    /// <summary>Elements of submodels that formulas here mention, in order of mention.</summary>
    private readonly List<Variable> _mentioned = [];
    private readonly HashSet<Variable> _mentionedSet = [];

    public Model Emit(ValueList<FunctionDefinition> functions)
    {
        _functions.AddRange(functions);
        foreach (var variable in module.Variables.ToList())
        {
            if (variable.Same is null && variable.Kind != VariableKind.Deleted && variable != module.Objective && document.Locator.HasOwnElement(variable))
            {
                EmitElement(variable);
            }
        }

        EmitInteractions();
        EmitDefaultCompartment();
        for (int i = 0; i < _mentioned.Count; i++)
        {
            EmitStandIn(_mentioned[i]);
        }

        foreach (var submodel in module.Variables.Where(v => v is { IsLocal: true, Submodel: not null }))
        {
            EmitSubmodel(submodel);
        }

        var units = EmitUnits();
        return module.Annotation.Apply(new Model
        {
            Id = module.Name,
            Name = module.DisplayName,
            Span = module.Span,
            SubstanceUnits = ModelUnit("substance"),
            VolumeUnits = ModelUnit("volume"),
            AreaUnits = ModelUnit("area"),
            LengthUnits = ModelUnit("length"),
            TimeUnits = ModelUnit("time_unit"),
            ExtentUnits = ModelUnit("extent"),
            UnitDefinitions = units,
            FunctionDefinitions = _functions.ToValueList(),
            Compartments = _compartments.ToValueList(),
            Species = _species.ToValueList(),
            Parameters = _parameters.ToValueList(),
            InitialAssignments = _initialAssignments.ToValueList(),
            Rules = _rules.ToValueList(),
            Constraints = _constraints.ToValueList(),
            Reactions = _reactions.ToValueList(),
            Events = _events.ToValueList(),
            Submodels = _submodels.ToValueList(),
            Ports = EmitPorts(),
            FluxBalance = EmitFluxBalance(),
        });
    }

    private void EmitElement(Variable v)
    {
        switch (v.Kind)
        {
            case VariableKind.Species:
                EmitSpecies(v);
                break;
            case VariableKind.Compartment:
                EmitCompartment(v);
                break;
            case VariableKind.Reaction or VariableKind.Gene:
                EmitReaction(v);
                break;
            case VariableKind.Event:
                EmitEvent(v);
                break;
            case VariableKind.Constraint:
                EmitConstraint(v);
                break;
            case VariableKind.AlgebraicRule:
                _rules.Add(Described(v, new AlgebraicRule { Math = Math(v.Value) }));
                break;
            case VariableKind.Undefined or VariableKind.Formula or VariableKind.Operator or VariableKind.Dna:
                EmitParameter(v);
                break;
            case VariableKind.Stoichiometry:
                EmitRules(v);
                break;
        }
    }

    /// <summary>The id of what a name means here; elements of submodels get a stand-in.</summary>
    private string Id(Variable variable)
    {
        var representative = variable.Representative;
        if (!document.Locator.HasOwnElement(representative) && _mentionedSet.Add(representative))
        {
            _mentioned.Add(representative);
        }

        return ElementLocator.Id(representative);
    }

    /// <summary>The formula with this model's ids in place of names.</summary>
    private Expression? Math(Formula? formula, Variable? strandElement = null)
    {
        if (formula is null)
        {
            return null;
        }

        return Formulas.Map(formula.Math, e => e switch
        {
            Symbol { Id: FormulaParser.Ellipsis } s => Upstream(strandElement, s),
            Symbol s when module.Find(formula.Scope + s.Id) is { } variable => s with { Id = Id(variable) },
            Number { Units: { } units } n when module.Find(formula.Scope + units) is { } unit => n with { Units = UnitId(unit) },
            _ => e,
        });
    }

    /// <summary>What all elements share: id, name, annotations, uncertainties, replacements and place.</summary>
    private T Described<T>(Variable v, T element)
        where T : Element
    {
        var described = element with
        {
            Id = ElementLocator.Id(v),
            Name = v.DisplayName,
            Span = v.Span,
            Uncertainties = EmitUncertainties(v),
            ReplacedElements = Replacements(v).Select(r => r.Element).ToValueList(),
        };
        return v.Annotation?.Apply(described) ?? described;
    }

    private string? ModelUnit(string name) =>
        module.Find(name) is { Kind: VariableKind.Unit, Same: null } unit && unit.IsLocal ? UnitId(unit) : module.Find(name) is { Kind: VariableKind.Unit } joined ? UnitId(joined) : null;

    private ValueList<Port> EmitPorts() => module.Exports.Select(export =>
    {
        var target = export.Representative;
        bool unit = target.Kind == VariableKind.Unit;
        return new Port
        {
            Id = unit ? "unit_" + export.Name : export.Name,
            Target = unit ? new() { UnitRef = UnitId(target) } : new() { IdRef = Id(target) },
            Span = export.Span,
        };
    }).ToValueList();

    private FluxBalance? EmitFluxBalance()
    {
        var reactions = _reactions.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var objective = module.Objective;
        var formula = Math(objective?.Value);
        if (objective is not null && FluxBalanceEmitter.Terms(formula, reactions.Contains) is null)
        {
            document.Document.Diagnostics.Error("AN0127", objective.Value?.Math.Span ?? objective.Span, $"the objective {objective.Value?.Math}",
                "a sum of reactions, each with or without a number as factor");
        }

        return FluxBalanceEmitter.Of(objective, module.Maximize, formula, _constraints, reactions.Contains);
    }
}

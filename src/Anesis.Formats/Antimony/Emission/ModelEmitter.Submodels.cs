using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>Submodels, replacements, stand-ins, deletions and the default compartment.</summary>
internal sealed partial class ModelEmitter
{
    private readonly Dictionary<Variable, List<(Variable Element, string? Factor)>> _replaced = [];
    private bool _replacedIsFilled;

    /// <summary>The elements of submodels whose place a variable takes.</summary>
    private List<(Variable Element, string? Factor)> Replaced(Variable v)
    {
        if (!_replacedIsFilled)
        {
            _replacedIsFilled = true;
            foreach (var sync in module.Synchronizations)
            {
                foreach (var end in new[] { sync.From, sync.To }.Where(e => !e.IsLocal))
                {
                    AddReplaced(end.Representative, end, end == sync.From ? sync.Factor : null);
                }
            }

            foreach (var modified in module.Variables.Where(m => m is { IsLocal: false, Same: null, IsModified: true }))
            {
                AddReplaced(modified, modified, null);
            }
        }

        return _replaced.GetValueOrDefault(v) ?? [];
    }

    private void AddReplaced(Variable by, Variable element, Variable? factor)
    {
        if (!_replaced.TryGetValue(by, out var list))
        {
            _replaced.Add(by, list = []);
        }

        int index = list.FindIndex(r => r.Element == element);
        if (index < 0)
        {
            list.Add((element, factor is null ? null : Id(factor)));
        }
    }

    private List<(ReplacedElement Element, Variable Variable)> Replacements(Variable v)
    {
        var replacements = new List<(ReplacedElement, Variable)>();
        foreach (var (element, factor) in Replaced(v))
        {
            var (submodel, location) = document.Locator.LocateInside(module, element.Name);
            var replaced = new ReplacedElement { SubmodelRef = submodel, Target = ElementLocator.Reference(location), ConversionFactor = factor };
            if (!replacements.Exists(r => r.Item1 == replaced))
            {
                replacements.Add((replaced, element));
            }
        }

        return replacements;
    }

    /// <summary>
    /// Compares a variable's formulas with those of the elements that it replaces: what is the same stays in the submodel, what differs is deleted there.
    /// Says whether this model has to state the value and the rate itself.
    /// </summary>
    private (bool OwnValue, bool OwnRate) SettleWithSubmodels(Variable v)
    {
        bool ownValue = true, ownRate = true;
        foreach (var (element, factor) in Replaced(v))
        {
            var origin = element.Origin!.Representative;
            string prefix = element.Name[..(element.Name.Length - element.Origin!.Name.Length)];
            // What only follows the submodel's own formula, converted, is converted by the replacement itself.
            bool IsSame(Formula? now, Formula? then) => Stays(factor is null ? now : now?.Unconverted, then, prefix);

            bool bothRules = (v.FormulaKind == FormulaKind.Assignment) == (origin.FormulaKind == FormulaKind.Assignment);
            if (ownValue && bothRules && IsSame(v.Value, origin.Value) && (factor is null || !ValueForms.IsPlain(origin)))
            {
                ownValue = false;
            }
            else if (origin.Value is not null && !origin.IsReaction)
            {
                if (origin.FormulaKind == FormulaKind.Assignment)
                {
                    DeletePart(element.Name, DeletedPart.AssignmentRule);
                }
                else if (!ValueForms.IsPlain(origin))
                {
                    DeletePart(element.Name, DeletedPart.InitialAssignment);
                }
            }

            if (ownRate && IsSame(v.Rate, origin.Rate))
            {
                ownRate = false;
            }
            else if (origin.Rate is not null)
            {
                DeletePart(element.Name, DeletedPart.RateRule);
            }
        }

        return (ownValue, ownRate);
    }

    private void EmitStandIn(Variable v)
    {
        var (submodel, location) = document.Locator.LocateInside(module, v.Name);
        var replacedBy = new ReplacedBy { SubmodelRef = submodel, Target = ElementLocator.Reference(location) };
        string id = ElementLocator.Id(v);
        switch (v.Kind)
        {
            case VariableKind.Compartment:
                _compartments.Add(new() { Id = id, SpatialDimensions = null, Constant = false, ReplacedBy = replacedBy, Span = v.Span });
                break;
            case VariableKind.Species:
                string compartment = v.EffectiveCompartment is { } c ? Id(c) : ModuleTable.DefaultCompartment;
                _species.Add(new() { Id = id, Compartment = compartment, BoundaryCondition = v.IsConstant, HasOnlySubstanceUnits = v.SubstanceOnly, ReplacedBy = replacedBy, Span = v.Span });
                break;
            default:
                _parameters.Add(new() { Id = id, Constant = false, ReplacedBy = replacedBy, Span = v.Span });
                break;
        }
    }

    private void EmitDefaultCompartment()
    {
        var submodels = module.Variables.Where(v => v is { IsLocal: true, Submodel: not null } && NeedsDefault(v.Submodel.Definition));
        var replaced = submodels.Select(v => new ReplacedElement { SubmodelRef = v.Name, Target = new() { IdRef = ModuleTable.DefaultCompartment } }).ToValueList();
        int index = _compartments.FindIndex(c => c.Id == ModuleTable.DefaultCompartment);
        if (index >= 0)
        {
            _compartments[index] = _compartments[index] with { ReplacedElements = [.. _compartments[index].ReplacedElements, .. replaced] };
        }
        else if (NeedsDefault(module))
        {
            _compartments.Insert(0, new() { Id = ModuleTable.DefaultCompartment, Size = 1, SboTerm = "SBO:0000410", ReplacedElements = replaced, Span = module.Span });
        }
        else
        {
            foreach (var submodel in replaced)
            {
                DeletionsOf(submodel.SubmodelRef).Add(new() { Target = new() { IdRef = ModuleTable.DefaultCompartment } });
            }
        }
    }

    /// <summary>Whether a species, of the model or of what it holds, stands in no compartment of its own.</summary>
    private static bool NeedsDefault(ModuleTable table) => table.Find(ModuleTable.DefaultCompartment) is null
        && table.Variables.Exists(v => v.Kind == VariableKind.Species && v.Same is null && v.EffectiveCompartment is null);

    private void EmitSubmodel(Variable v)
    {
        var data = v.Submodel!;
        foreach (var record in data.Deletions)
        {
            DeletePart(record);
        }

        _submodels.Add(Described(v, new Submodel
        {
            ModelRef = data.Definition.Name,
            TimeConversionFactor = data.TimeFactor is null ? null : Id(data.TimeFactor),
            ExtentConversionFactor = data.ExtentFactor is null ? null : Id(data.ExtentFactor),
            Deletions = DeletionsOf(v.Name).ToValueList(),
        }));
    }

    private List<Deletion> DeletionsOf(string submodel)
    {
        if (!_deletions.TryGetValue(submodel, out var list))
        {
            _deletions.Add(submodel, list = []);
        }

        return list;
    }

    private void DeletePart(string name, DeletedPart part) => DeletePart(new(name, part));

    private static bool Stays(Formula? now, Formula? then, string prefix) =>
        now is not null && then is not null && now.Scope == prefix + then.Scope && now.Math.Equals(then.Math);

    /// <summary>The element of a deeper submodel whose formula this one only takes over; then the formula stands there.</summary>
    private static Variable? Source(ModuleTable owner, Variable target, DeletedPart part)
    {
        Formula? Of(Variable v) => part == DeletedPart.RateRule ? v.Rate : v.Value;
        return part is not (DeletedPart.InitialAssignment or DeletedPart.AssignmentRule or DeletedPart.RateRule) ? null : owner.Synchronizations
            .SelectMany(s => new[] { s.From, s.To })
            .FirstOrDefault(e => !e.IsLocal && e.Representative == target.Representative && e.Origin is { } origin
                && Stays(Of(target.Representative), Of(origin.Representative), e.Name[..^origin.Name.Length]));
    }

    private void DeletePart(DeletionRecord record)
    {
        var (submodel, location) = document.Locator.LocateInside(module, record.Target);
        var target = location.Element;
        while (Source(location.Owner, target, record.Part) is { } source)
        {
            var (inner, deeper) = document.Locator.LocateInside(location.Owner, source.Name);
            location = deeper with { Submodels = [.. location.Submodels, inner, .. deeper.Submodels] };
            target = location.Element;
        }

        ElementReference reference;
        if (record.Part == DeletedPart.Element)
        {
            reference = ElementLocator.Reference(location);
        }
        else if (!HasPart(target, record.Part))
        {
            return;
        }
        else
        {
            var part = new DeletionRecord(target.Name, record.Part, record.Other);
            string name = char.ToLowerInvariant(record.Part.ToString()[0]) + record.Part.ToString()[1..];
            reference = ElementLocator.Wrap(location.Submodels, new() { MetaIdRef = document.RequestMetaId(location.Owner, part, name) });
        }

        var deletion = new Deletion { Target = reference };
        var list = DeletionsOf(submodel);
        if (!list.Contains(deletion))
        {
            list.Add(deletion);
        }
    }

    private static bool HasPart(Variable v, DeletedPart part) => part switch
    {
        DeletedPart.InitialAssignment => v.Value is not null && v.FormulaKind != FormulaKind.Assignment && !ValueForms.IsPlain(v),
        DeletedPart.AssignmentRule => v.Value is not null && v.FormulaKind == FormulaKind.Assignment,
        DeletedPart.RateRule => v.Rate is not null,
        DeletedPart.KineticLaw => v.Value is not null,
        _ => true,
    };
}

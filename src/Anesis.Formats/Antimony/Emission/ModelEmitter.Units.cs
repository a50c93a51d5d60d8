using Anesis.Formats.Antimony.Semantics;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>Unit definitions, and the units of submodels that come along with what is taken from them.</summary>
internal sealed partial class ModelEmitter
{
    private readonly Dictionary<Variable, string> _promotedUnits = [];
    private readonly Dictionary<string, List<ReplacedElement>> _unitReplacements = new(StringComparer.Ordinal);

    /// <summary>The id of a unit here. One of a submodel gets a definition here too, which takes its place.</summary>
    private string UnitId(Variable unit)
    {
        var representative = unit.Representative;
        if (representative.IsLocal)
        {
            return representative.Name;
        }

        if (UnitNames.Kinds.Contains(representative.LastName))
        {
            return representative.LastName;
        }

        if (_promotedUnits.TryGetValue(representative, out string? id))
        {
            return id;
        }

        var parts = UnitResolver.Resolve(representative) ?? new UnitValue([], representative.LastName, true);
        var local = Interpreter.FindOrAddUnit(module, parts with { Name = representative.LastName }, representative.Span);
        _promotedUnits.Add(representative, local.Name);
        if (!_unitReplacements.TryGetValue(local.Name, out var replacements))
        {
            _unitReplacements.Add(local.Name, replacements = []);
        }

        var (submodel, location) = document.Locator.LocateInside(module, representative.Name);
        replacements.Add(new() { SubmodelRef = submodel, Target = ElementLocator.Reference(location) });
        return local.Name;
    }

    /// <summary>The unit of a species' amount: that of its concentration times that of its compartment. Null when they are not defined.</summary>
    private string? SubstanceUnit(Variable species)
    {
        if (UnitResolver.Resolve(species.HasUnit!) is not { } concentration)
        {
            // A unit that is not defined says nothing of the amount; EmitUnits warns of it.
            return null;
        }

        var volume = species.EffectiveCompartment is not { } compartment ? UnitValue.Of("litre")
            : compartment.HasUnit is { } has ? UnitResolver.Resolve(has)
            : module.Find("volume") is { Kind: VariableKind.Unit } unit ? UnitResolver.Resolve(unit)
            : UnitValue.Of("litre");
        var substance = concentration.Times(volume ?? UnitValue.Of("litre")).Reduced();
        substance = substance with { Name = $"{species.HasUnit!.LastName}_{volume?.Name ?? "litre"}" };
        return substance.Parts is [{ Exponent: 1, Scale: 0, Multiplier: 1 } only] ? only.Kind : Interpreter.FindOrAddUnit(module, substance, species.Span).Name;
    }

    private ValueList<UnitDefinition> EmitUnits()
    {
        var definitions = new List<UnitDefinition>();
        foreach (var v in module.Variables.Where(v => v is { Kind: VariableKind.Unit, Same: null } && v.IsLocal).ToList())
        {
            if (UnitNames.Kinds.Contains(v.Name) && v.Unit!.Parts is [{ } self] && self == new UnitPart(v.Name))
            {
                continue;
            }

            var parts = UnitResolver.Resolve(v);
            if (parts is null)
            {
                document.Document.Diagnostics.Warning("AN0133", v.Span, $"the unit {v.Name} without a definition in base units",
                    $"unit {v.Name} = …", Anesis.Modeling.Diagnostics.Spelling.Nearest(v.Name, UnitNames.Kinds));
            }

            var definition = Described(v, new UnitDefinition { Parts = parts?.Parts.ToValueList() ?? [] });
            definitions.Add(_unitReplacements.TryGetValue(v.Name, out var replacements)
                ? definition with { ReplacedElements = [.. definition.ReplacedElements, .. replacements] }
                : definition);
        }

        return definitions.ToValueList();
    }
}

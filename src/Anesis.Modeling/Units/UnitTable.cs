using Anesis.Modeling.Values;

namespace Anesis.Modeling.Units;

/// <summary>The units of a model's quantities. Null means that the model does not declare them.</summary>
public sealed class UnitTable
{
    private readonly Model _model;
    private readonly Dictionary<string, Unit?> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Unit?> _symbols = new(StringComparer.Ordinal);

    public UnitTable(Model model)
    {
        _model = model;
        foreach (var definition in model.UnitDefinitions)
        {
            _definitions[definition.Id] = Product(definition.Parts);
        }

        Time = Find(model.TimeUnits ?? Redefined("time"));
        Substance = Find(model.SubstanceUnits ?? Redefined("substance"));
        Extent = Find(model.ExtentUnits ?? Redefined("extent")) ?? (model.ExtentUnits is null && _definitions.ContainsKey("substance") ? Substance : null);
        foreach (var compartment in model.Compartments)
        {
            _symbols[compartment.Id] = SizeOf(compartment);
        }

        foreach (var species in model.Species)
        {
            _symbols[species.Id] = UnitOf(species);
        }

        foreach (var parameter in model.Parameters)
        {
            _symbols[parameter.Id] = Find(parameter.Units);
            if (parameter is { Constant: true, Value: { } value })
            {
                _constants[parameter.Id] = value;
            }
        }

        foreach (var reaction in model.Reactions)
        {
            _symbols[reaction.Id] = Extent / Time;
            foreach (var reference in reaction.Reactants.Concat(reaction.Products).Where(r => r.Id.Length > 0))
            {
                _symbols[reference.Id] = Unit.Dimensionless;
            }
        }
    }

    public Unit? Time { get; }

    public Unit? Substance { get; }

    public Unit? Extent { get; }

    /// <summary>A unit by id: a definition of the model or one of SBML's own kinds; null when unknown or not given.</summary>
    public Unit? Find(string? id) =>
        id is null ? null : _definitions.TryGetValue(id, out var defined) ? defined : UnitKinds.Find(id);

    /// <summary>The unit of a symbol of the model in formulas.</summary>
    public Unit? OfSymbol(string id) => _symbols.GetValueOrDefault(id);

    public bool Knows(string id) => _symbols.ContainsKey(id);

    /// <summary>Amounts of the species.</summary>
    public Unit? AmountOf(Species species) => Find(species.SubstanceUnits) ?? Substance;

    /// <summary>Of a kinetic law: extent over time, in the law's own units where Level 1 or Level 2 Version 1 gives it such.</summary>
    public Unit? RateOf(KineticLaw law) => (law.SubstanceUnits is null ? Extent : Find(law.SubstanceUnits)) / (law.TimeUnits is null ? Time : Find(law.TimeUnits));

    /// <summary>The value of a parameter that nothing changes; null for all else.</summary>
    public double? ConstantValue(string id) => _constants.TryGetValue(id, out double value) ? value : null;

    private string? Redefined(string name) => _definitions.ContainsKey(name) ? name : null;

    private Unit? SizeOf(Compartment compartment) => Find(compartment.Units) ?? compartment.SpatialDimensions switch
    {
        3 => Find(_model.VolumeUnits ?? Redefined("volume")),
        2 => Find(_model.AreaUnits ?? Redefined("area")),
        1 => Find(_model.LengthUnits ?? Redefined("length")),
        0 => Unit.Dimensionless,
        _ => null,
    };

    private Unit? UnitOf(Species species)
    {
        var amount = AmountOf(species);
        if (species.HasOnlySubstanceUnits || _model.Compartments.FirstOrDefault(c => c.Id == species.Compartment) is not { } compartment)
        {
            return amount;
        }

        return compartment.SpatialDimensions == 0 ? amount : amount / SizeOf(compartment);
    }

    /// <summary>Π (multiplier · 10^scale · kind)^exponent; null when a kind is unknown.</summary>
    public static Unit? Product(ValueList<UnitPart> parts)
    {
        var unit = Unit.Dimensionless;
        foreach (var part in parts)
        {
            if (UnitKinds.Find(part.Kind) is not { } kind)
            {
                return null;
            }

            double factor = part.Multiplier * PowersOfTen.Of(part.Scale);
            unit *= new Unit(factor * kind.Factor, kind.Powers).Raised(part.Exponent);
        }

        return unit;
    }
}

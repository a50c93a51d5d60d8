using Anesis.Modeling.Expressions;

namespace Anesis.Modeling.Units;

/// <summary>SBML's base units (Level 3 Version 2, table 2, and those that earlier levels had), in SI.</summary>
public static class UnitKinds
{
    private static readonly Dictionary<string, Unit> Kinds = new Dictionary<string, Unit>(StringComparer.Ordinal)
    {
        ["ampere"] = Of(new() { Ampere = 1 }),
        ["avogadro"] = new(NamedConstant.Avogadro, default),
        ["becquerel"] = Of(new() { Second = -1 }),
        ["candela"] = Of(new() { Candela = 1 }),
        ["Celsius"] = Of(new() { Kelvin = 1 }),
        ["coulomb"] = Of(new() { Ampere = 1, Second = 1 }),
        ["dimensionless"] = Unit.Dimensionless,
        ["farad"] = Of(new() { Kilogram = -1, Metre = -2, Second = 4, Ampere = 2 }),
        ["gram"] = new(1e-3, new() { Kilogram = 1 }),
        ["gray"] = Of(new() { Metre = 2, Second = -2 }),
        ["henry"] = Of(new() { Kilogram = 1, Metre = 2, Second = -2, Ampere = -2 }),
        ["hertz"] = Of(new() { Second = -1 }),
        ["item"] = Of(new() { Item = 1 }),
        ["joule"] = Of(new() { Kilogram = 1, Metre = 2, Second = -2 }),
        ["katal"] = Of(new() { Mole = 1, Second = -1 }),
        ["kelvin"] = Of(new() { Kelvin = 1 }),
        ["kilogram"] = Of(new() { Kilogram = 1 }),
        ["liter"] = new(1e-3, new() { Metre = 3 }),
        ["litre"] = new(1e-3, new() { Metre = 3 }),
        ["lumen"] = Of(new() { Candela = 1 }),
        ["lux"] = Of(new() { Candela = 1, Metre = -2 }),
        ["meter"] = Of(new() { Metre = 1 }),
        ["metre"] = Of(new() { Metre = 1 }),
        ["mole"] = Of(new() { Mole = 1 }),
        ["newton"] = Of(new() { Kilogram = 1, Metre = 1, Second = -2 }),
        ["ohm"] = Of(new() { Kilogram = 1, Metre = 2, Second = -3, Ampere = -2 }),
        ["pascal"] = Of(new() { Kilogram = 1, Metre = -1, Second = -2 }),
        ["radian"] = Unit.Dimensionless,
        ["second"] = Of(new() { Second = 1 }),
        ["siemens"] = Of(new() { Kilogram = -1, Metre = -2, Second = 3, Ampere = 2 }),
        ["sievert"] = Of(new() { Metre = 2, Second = -2 }),
        ["steradian"] = Unit.Dimensionless,
        ["tesla"] = Of(new() { Kilogram = 1, Second = -2, Ampere = -1 }),
        ["volt"] = Of(new() { Kilogram = 1, Metre = 2, Second = -3, Ampere = -1 }),
        ["watt"] = Of(new() { Kilogram = 1, Metre = 2, Second = -3 }),
        ["weber"] = Of(new() { Kilogram = 1, Metre = 2, Second = -2, Ampere = -1 }),
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    /// <summary>The unit of a kind, or null when SBML has none of that name.</summary>
    public static Unit? Find(string kind) => Kinds.TryGetValue(kind, out var unit) ? unit : null;

    private static Unit Of(BasePowers powers) => new(1, powers);
}

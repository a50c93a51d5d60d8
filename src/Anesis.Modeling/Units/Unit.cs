using System.Globalization;

namespace Anesis.Modeling.Units;

/// <summary>
/// A physical unit: a factor times a product of powers of the SI base units, with "item" (a count) beside them, as SBML has it.
/// "dimensionless", "radian" and "steradian" have no powers at all.
/// </summary>
/// <param name="Factor">This unit in coherent SI units: 3600 for an hour, 1e-3 for a litre.</param>
/// <param name="Powers">Exponents of the base units.</param>
public readonly record struct Unit(double Factor, BasePowers Powers)
{
    public static Unit Dimensionless { get; } = new(1, default);

    public bool IsDimensionless => Powers.IsZero;

    public static Unit operator *(Unit a, Unit b) => new(a.Factor * b.Factor, a.Powers.Plus(b.Powers, 1));

    public static Unit operator /(Unit a, Unit b) => new(a.Factor / b.Factor, a.Powers.Plus(b.Powers, -1));

    public Unit Raised(double exponent) => new(RaisedFactor(Factor, exponent), default(BasePowers).Plus(Powers, exponent));

    /// <summary>The same dimension and, within rounding, the same size.</summary>
    public bool IsSameAs(Unit other) => HasSameDimensionAs(other) && Math.Abs(Factor - other.Factor) <= 1e-9 * Math.Max(Math.Abs(Factor), Math.Abs(other.Factor));

    public bool HasSameDimensionAs(Unit other) => Powers.Plus(other.Powers, -1).IsZero;

    private static double RaisedFactor(double factor, double exponent) => exponent switch
    {
        1 => factor,
        -1 => 1 / factor,
        2 => factor * factor,
        _ => Mathematics.Elementary.Pow(factor, exponent),
    };

    /// <summary>As people write it, such as "mol/(L·min)".</summary>
    public override string ToString() => UnitText.Of(this);

    /// <summary>In words that follow what has the unit.</summary>
    internal string After() => IsSameAs(Dimensionless) ? "without a unit" : $"in {this}";

    /// <summary>How often another of the same dimension this is, in words to follow it; empty for another dimension.</summary>
    internal string TimesThat(Unit other) => HasSameDimensionAs(other) ? $", {(Factor / other.Factor).ToString("G6", CultureInfo.InvariantCulture)} times that" : "";
}

/// <summary>Exponents of metre, kilogram, second, ampere, kelvin, mole, candela and item.</summary>
public readonly record struct BasePowers(double Metre, double Kilogram, double Second, double Ampere, double Kelvin, double Mole, double Candela, double Item)
{
    public bool IsZero => Near(Metre) && Near(Kilogram) && Near(Second) && Near(Ampere) && Near(Kelvin) && Near(Mole) && Near(Candela) && Near(Item);

    public BasePowers Plus(BasePowers other, double times) => new(
        Metre + (times * other.Metre),
        Kilogram + (times * other.Kilogram),
        Second + (times * other.Second),
        Ampere + (times * other.Ampere),
        Kelvin + (times * other.Kelvin),
        Mole + (times * other.Mole),
        Candela + (times * other.Candela),
        Item + (times * other.Item));

    internal IEnumerable<(string Name, double Power)> Named()
    {
        (string, double)[] all = [("kg", Kilogram), ("m", Metre), ("s", Second), ("A", Ampere), ("K", Kelvin), ("mol", Mole), ("cd", Candela), ("item", Item)];
        return all.Where(p => !Near(p.Item2));
    }

    private static bool Near(double power) => Math.Abs(power) < 1e-9;
}

using System.Globalization;
using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>A unit definition without its multiples: which base units to which power, as SBML simplifies it.</summary>
internal readonly record struct UnitShape(IReadOnlyList<(string Kind, double Exponent)> Parts, bool IsGiven)
{
    /// <summary>One base unit to one power.</summary>
    internal readonly record struct Powers(string Kind, double Exponent);

    public static Powers Length => new("metre", 1);

    public static Powers Area => new("metre", 2);

    /// <summary>Cubic metres; litres are <see cref="Litre"/>.</summary>
    public static Powers Volume => new("metre", 3);

    public static Powers Litre => new("litre", 1);

    public static Powers Time => new("second", 1);

    /// <summary>A definition without any units says nothing, not that there are no dimensions.</summary>
    public bool IsDimensionless => IsGiven && Parts.Count == 0;

    public static UnitShape Of(UnitDefinition definition)
    {
        var parts = definition.Parts.Where(p => p.Kind != "dimensionless").GroupBy(p => p.Kind, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Sum(p => p.Exponent))).Where(p => p.Item2 != 0).ToList();
        return new(parts, !definition.Parts.IsEmpty);
    }

    public bool Is(Powers powers) => Parts is [var part] && part.Kind == powers.Kind && part.Exponent == powers.Exponent;

    public bool IsPowerOf(string kind) => Parts is [var part] && part.Kind == kind;

    public bool IsSubstance(bool masses, bool avogadro = false) => Parts is [{ Exponent: 1 } part] && (part.Kind is "mole" or "item" || (masses && part.Kind is "gram" or "kilogram") || (avogadro && part.Kind == "avogadro"));

    public override string ToString() =>
        !IsGiven ? "nothing" : Parts.Count == 0 ? "dimensionless" : string.Join(' ', Parts.Select(p => p.Exponent == 1 ? p.Kind : p.Kind + "^" + p.Exponent.ToString("R", CultureInfo.InvariantCulture)));
}

using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>Expresses a unit in SBML's base units.</summary>
internal static class UnitResolver
{
    /// <summary>The unit in base units, or null when it, or one that it is made of, is not defined or is made of itself.</summary>
    public static UnitValue? Resolve(Variable unit) => Resolve(unit.Representative, []);

    private static UnitValue? Resolve(Variable unit, HashSet<Variable> open)
    {
        if (unit.Unit is not { } value)
        {
            return null;
        }

        var result = new UnitValue([], value.Name, true);
        open.Add(unit);
        foreach (var part in value.Parts)
        {
            if (UnitNames.Kinds.Contains(part.Kind))
            {
                result.Parts.Add(part);
                continue;
            }

            string prefix = unit.Name[..(unit.Name.LastIndexOf('.') + 1)];
            var inner = (unit.Module.Find(prefix + part.Kind) ?? unit.Module.Find(part.Kind))?.Representative;
            var resolved = inner is null || open.Contains(inner) || open.Count > 50 ? null : Resolve(inner, open);
            if (resolved is null)
            {
                open.Remove(unit);
                return null;
            }

            double factor = part.Multiplier * double.Parse($"1e{part.Scale}", System.Globalization.CultureInfo.InvariantCulture);
            result.Parts.AddRange(resolved.Times(factor).ToThe(part.Exponent).Parts);
        }

        open.Remove(unit);
        return result;
    }
}

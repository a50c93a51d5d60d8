namespace Anesis.Formats.Antimony.Syntax;

/// <summary>The spelling of units: plurals and the American forms are one with SBML's names.</summary>
internal static class UnitNames
{
    /// <summary>The base units of SBML Level 3.</summary>
    public static readonly IReadOnlySet<string> Kinds = new HashSet<string>(StringComparer.Ordinal)
    {
        "ampere", "avogadro", "becquerel", "candela", "coulomb", "dimensionless", "farad", "gram", "gray", "henry", "hertz", "item", "joule",
        "katal", "kelvin", "kilogram", "litre", "lumen", "lux", "metre", "mole", "newton", "ohm", "pascal", "radian", "second", "siemens",
        "sievert", "steradian", "tesla", "volt", "watt", "weber",
    };

    /// <summary>The name without a plural s, "metre" for "meter", "litre" for "liter", "time_unit" for "time".</summary>
    public static string Normal(string name)
    {
        if (name.Length > 2 && name[^1] == 's' && name[^2] != '_' && name is not ("dimensionless" or "celsius")
            && !name.Contains("siemens", StringComparison.Ordinal) && !name.Contains("per_nM", StringComparison.Ordinal))
        {
            name = name[..^1];
        }

        return name switch
        {
            "meter" => "metre",
            "liter" => "litre",
            "time" => "time_unit",
            _ => name,
        };
    }
}

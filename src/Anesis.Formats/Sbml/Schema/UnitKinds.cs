namespace Anesis.Formats.Sbml.Schema;

/// <summary>The base units that SBML names.</summary>
internal static class UnitKinds
{
    private static readonly string[] Always =
    [
        "ampere", "becquerel", "candela", "coulomb", "dimensionless", "farad", "gram", "gray", "henry", "hertz", "item", "joule", "katal", "kelvin", "kilogram",
        "litre", "lumen", "lux", "metre", "mole", "newton", "ohm", "pascal", "radian", "second", "siemens", "sievert", "steradian", "tesla", "volt", "watt", "weber",
    ];

    /// <summary>The kinds that an edition has.</summary>
    public static IEnumerable<string> Of(SbmlEdition edition) => edition switch
    {
        SbmlEdition.L1V1 or SbmlEdition.L1V2 => [.. Always, "liter", "meter", "Celsius", "celsius"],
        SbmlEdition.L2V1 => [.. Always, "Celsius"],
        SbmlEdition.L3V1 or SbmlEdition.L3V2 => [.. Always, "avogadro"],
        _ => Always,
    };

    public static bool IsMisplaced(string kind, SbmlEdition edition) => kind.Length > 0 && !Of(edition).Contains(kind, StringComparer.Ordinal);

    /// <summary>Level 1's other spellings in the spelling of the later levels.</summary>
    public static string Canonical(string kind) => kind switch
    {
        "liter" => "litre",
        "meter" => "metre",
        "celsius" => "Celsius",
        _ => kind,
    };
}

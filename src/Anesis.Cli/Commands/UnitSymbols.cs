using System.Globalization;
using System.Text;
using Anesis.Modeling;

namespace Anesis.Cli.Commands;

/// <summary>A unit definition in symbols: "mmol/L", "1/min", "µmol/(L·s)".</summary>
internal static class UnitSymbols
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["ampere"] = "A", ["becquerel"] = "Bq", ["candela"] = "cd", ["coulomb"] = "C", ["farad"] = "F", ["gram"] = "g", ["gray"] = "Gy", ["hertz"] = "Hz", ["item"] = "items", ["joule"] = "J",
        ["katal"] = "kat", ["kelvin"] = "K", ["kilogram"] = "kg", ["liter"] = "L", ["litre"] = "L", ["meter"] = "m", ["metre"] = "m", ["mole"] = "mol", ["newton"] = "N", ["pascal"] = "Pa",
        ["second"] = "s", ["siemens"] = "S", ["volt"] = "V", ["watt"] = "W", ["weber"] = "Wb", ["ohm"] = "Ω", ["tesla"] = "T", ["henry"] = "H", ["lumen"] = "lm", ["lux"] = "lx", ["sievert"] = "Sv",
    };

    private static readonly Dictionary<int, string> Prefixes = new()
    {
        [-18] = "a", [-15] = "f", [-12] = "p", [-9] = "n", [-6] = "µ", [-3] = "m", [-2] = "c", [-1] = "d", [0] = "", [2] = "h", [3] = "k", [6] = "M", [9] = "G", [12] = "T",
    };

    /// <summary>The symbol of a base unit's name; null when SBML has none of that name.</summary>
    public static string? OfKind(string kind) => kind == "dimensionless" ? "" : Kinds.GetValueOrDefault(kind);

    /// <summary>Null where a part has no plain symbol (a multiplier that is no prefix).</summary>
    public static string? Of(UnitDefinition definition)
    {
        var above = new StringBuilder();
        var below = new StringBuilder();
        int parts = 0;
        foreach (var part in definition.Parts.Where(p => p.Exponent != 0))
        {
            if (part.Kind == "dimensionless" && part is { Multiplier: 1, Scale: 0 })
            {
                continue;
            }

            if (Symbol(part) is not { } symbol)
            {
                return null;
            }

            var side = part.Exponent > 0 ? above : below;
            side.Append(side.Length > 0 ? "·" : "").Append(symbol).Append(Power(Math.Abs(part.Exponent)));
            parts += part.Exponent < 0 ? 1 : 0;
        }

        return below.Length == 0 ? above.ToString() : $"{(above.Length == 0 ? "1" : above)}/{(parts > 1 ? $"({below})" : below)}";
    }

    private static string? Symbol(UnitPart part)
    {
        double seconds = part.Kind == "second" && part.Scale == 0 ? part.Multiplier : double.NaN;
        string? time = seconds switch { 60 => "min", 3600 => "h", 86400 => "d", 604800 => "wk", 31557600 or 31536000 => "a", _ => null };
        if (time is not null || part.Offset != 0)
        {
            return time;
        }

        int scale = part.Scale;
        double multiplier = part.Multiplier;
        foreach (int power in new[] { -18, -15, -12, -9, -6, -3, -2, -1, 2, 3, 6, 9, 12 })
        {
            if (multiplier != 1 && Math.Abs(multiplier - Mathematics.Elementary.Pow(10, power)) <= 1e-12 * multiplier)
            {
                (multiplier, scale) = (1, scale + power);
                break;
            }
        }

        string kind = part.Kind;
        if (kind == "kilogram" && scale != 0)
        {
            (kind, scale) = ("gram", scale + 3);
        }
        else if (kind == "gram" && scale == 3)
        {
            (kind, scale) = ("kilogram", 0);
        }

        return multiplier == 1 && Prefixes.TryGetValue(scale, out string? prefix) && OfKind(kind) is { Length: > 0 } symbol ? prefix + symbol : null;
    }

    private static string Power(double exponent) => exponent switch
    {
        1 => "",
        2 => "²",
        3 => "³",
        _ => "^" + exponent.ToString("G6", CultureInfo.InvariantCulture),
    };
}

using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Writing;

/// <summary>Writes a unit as a product such as 1e-6 mole * litre^-1.</summary>
internal static class UnitText
{
    public static string Of(ValueList<UnitPart> parts) => parts.IsEmpty ? "dimensionless" : string.Join(" * ", parts.Select(Of));

    private static string Of(UnitPart part)
    {
        string unit = part.Kind;
        bool hasFactor = part.Multiplier != 1 || part.Scale != 0;
        if (hasFactor)
        {
            string multiplier = FormulaText.Number(part.Multiplier);
            unit = $"{(part.Scale == 0 ? multiplier : Scaled(multiplier, part.Scale))} {unit}";
        }

        return part.Exponent == 1 ? unit : $"{(hasFactor ? $"({unit})" : unit)}^{FormulaText.Number(part.Exponent)}";
    }

    /// <summary>The digits with the power of ten added, so that no rounding comes in between.</summary>
    private static string Scaled(string digits, int scale)
    {
        int e = digits.IndexOf('e', StringComparison.Ordinal);
        return e < 0 ? $"{digits}e{scale}" : $"{digits[..e]}e{int.Parse(digits.AsSpan(e + 1), System.Globalization.CultureInfo.InvariantCulture) + scale}";
    }
}

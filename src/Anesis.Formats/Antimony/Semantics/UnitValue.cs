using System.Globalization;
using Anesis.Formats.Antimony.Syntax;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>A unit as a product of parts, whose kinds may be units of the model that are not resolved yet. Named by its formula when it has no name.</summary>
internal sealed record UnitValue(List<UnitPart> Parts, string Name, bool IsNamed)
{
    public static UnitValue Of(string name) => new([new(UnitNames.Normal(name))], UnitNames.Normal(name), true);

    /// <summary>The unit that a formula of units and numbers means, or null when it means none.</summary>
    public static UnitValue? From(Expression formula)
    {
        switch (formula)
        {
            case Symbol s:
                return Of(s.Id);
            case Number { Units: { } units } n:
                return Of(units).Times(n.Value);
            case Apply { Operator: Operator.Times } product:
                UnitValue? result = null;
                double factor = 1;
                foreach (var argument in product.Arguments)
                {
                    if (argument is Number { Units: null } number)
                    {
                        factor *= number.Value;
                    }
                    else if (From(argument) is { } unit)
                    {
                        result = result is null ? unit : result.Times(unit);
                    }
                    else
                    {
                        return null;
                    }
                }

                return (result ?? Of("dimensionless")).Times(factor);
            case Apply { Operator: Operator.Divide } quotient:
                return (quotient.Arguments[0], quotient.Arguments[1]) switch
                {
                    (Number { Units: null } top, var bottom) => From(bottom)?.Inverse().Times(top.Value),
                    (var top, Number { Units: null } bottom) => From(top)?.Times(1 / bottom.Value),
                    var (top, bottom) => From(top) is { } a && From(bottom) is { } b ? a.Over(b) : null,
                };
            case Apply { Operator: Operator.Power, Arguments: [var root, Number { Units: null } exponent] }:
                return From(root)?.ToThe(exponent.Value);
            default:
                return null;
        }
    }

    public UnitValue Times(UnitValue other) => new([.. Parts, .. other.Parts], $"{Name}_{other.Name}", false);

    public UnitValue Over(UnitValue other) => new([.. Parts, .. other.Parts.Select(p => p with { Exponent = -p.Exponent })], $"{Name}_per_{other.Name}", false);

    public UnitValue Inverse() => new([.. Parts.Select(p => p with { Exponent = -p.Exponent })], "inv_" + Name, false);

    public UnitValue ToThe(double exponent) =>
        new([.. Parts.Select(p => p with { Exponent = p.Exponent * exponent })], Name + Safe(exponent), false);

    /// <summary>Multiplies: into the first part where its exponent lets that be exact, else as a part of its own without dimension.</summary>
    public UnitValue Times(double factor)
    {
        if (factor == 1 || Parts.Count == 0)
        {
            return this;
        }

        var first = Parts[0];
        string name = $"_{Safe(factor)}_{Name}";
        if (first.Exponent is 1 or -1)
        {
            var (multiplier, scale) = Decimal(first.Exponent == 1 ? factor : 1 / factor);
            (multiplier, int carry) = Decimal(multiplier * first.Multiplier);
            return new([first with { Multiplier = multiplier, Scale = first.Scale + scale + carry }, .. Parts.Skip(1)], name, false);
        }

        var (m, s) = Decimal(factor);
        return new([new("dimensionless", 1, s, m), .. Parts], name, false);
    }

    /// <summary>Without the pairs of parts that cancel.</summary>
    public UnitValue Reduced()
    {
        var parts = new List<UnitPart>();
        foreach (var part in Parts)
        {
            int match = parts.IndexOf(part with { Exponent = -part.Exponent });
            if (match >= 0)
            {
                parts.RemoveAt(match);
            }
            else
            {
                parts.Add(part);
            }
        }

        return this with { Parts = parts.Count == 0 ? [new("dimensionless")] : parts };
    }

    public bool SameParts(UnitValue other) => Parts.Count == other.Parts.Count && Parts.All(other.Parts.Contains) && other.Parts.All(Parts.Contains);

    /// <summary>value = multiplier · 10^scale with one digit before the point, by its shortest decimal digits, so that 0.001 is 1 and −3.</summary>
    private static (double Multiplier, int Scale) Decimal(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return (value, 0);
        }

        // R gives the fewest digits that mean the number: 1E-06, 0.001, 123.4.
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        int exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        string digits = (e < 0 ? shortest : shortest[..e]).TrimStart('-');
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        string all = digits.Replace(".", "", StringComparison.Ordinal);
        string significant = all.TrimStart('0');
        int scale = exponent + (point < 0 ? all.Length : point) - (all.Length - significant.Length) - 1;
        double multiplier = double.Parse($"{significant[0]}.{significant.AsSpan(1)}0", NumberStyles.Float, CultureInfo.InvariantCulture);
        return (value < 0 ? -multiplier : multiplier, scale);
    }

    private static string Safe(double value) =>
        value.ToString("R", CultureInfo.InvariantCulture).Replace('.', '_').Replace("-", "neg", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal);
}

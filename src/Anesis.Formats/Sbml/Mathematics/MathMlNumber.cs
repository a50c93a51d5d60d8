using System.Globalization;
using Anesis.Formats.Sbml.Reading;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Sbml.Mathematics;

/// <summary>Reads MathML's cn in its four types: real, integer, rational and e-notation.</summary>
internal static class MathMlNumber
{
    /// <summary>The number with its unit; infinities and "not a number" become the constants of that name.</summary>
    public static Expression Read(SbmlSource source, XmlNode node, SourceSpan at)
    {
        string? units = null;
        foreach (var attribute in node.Attributes)
        {
            if (attribute.Name == "units" && string.Equals(attribute.Namespace, source.CoreNamespace, StringComparison.Ordinal))
            {
                units = attribute.Value.Trim();
                if (!XsdText.IsId(units))
                {
                    source.Error(attribute, "AN0211", $"the units \"{units}\"", "the id of a unit", 10221, 10311);
                }
            }
        }

        string type = node.Attribute("type")?.Trim() ?? "real";
        string first = node.TextBeforeChildren.Trim(), second = node.TextAfterFirstChild.Trim();
        bool separated = node.Children is [{ Name: "sep" }];
        double value;
        bool good;
        switch (type)
        {
            case "integer":
                good = node.Children.Count == 0 && TryWhole(first, out value) || Fail(out value);
                break;
            case "e-notation":
                good = separated && XsdText.TryReal(first, out _) && TryWhole(second, out _) && XsdText.TryReal(first + "e" + second, out value) || Fail(out value);
                break;
            case "rational":
                good = separated && TryWhole(first, out double numerator) && TryWhole(second, out double denominator) && Quotient(numerator, denominator, out value) || Fail(out value);
                break;
            default:
                good = node.Children.Count == 0 && XsdText.TryReal(first, out value) || Fail(out value);
                break;
        }

        if (!good && type is "real" or "integer" or "e-notation" or "rational")
        {
            source.Error(node, "AN0211", $"\"{(node.Children.Count > 0 ? first + "<sep/>" + second : first)}\" as a number of type \"{type}\"",
                type is "e-notation" or "rational" ? "two numbers with <sep/> between them" : "a number", 10201);
        }

        string written = node.Children.Count > 0 ? first + "<sep/>" + second : first;
        if (good && (double.IsInfinity(value) ? written.Any(char.IsAsciiDigit) : value == 0 && Mantissa(first).Any(c => c is >= '1' and <= '9')))
        {
            source.Report("AN0211", Severity.Warning, at, $"the number {written}, which is read as {(value == 0 ? "0" : double.IsPositive(value) ? "infinity" : "minus infinity")}", "a number that double precision holds: 0, or between 4.9e-324 and 1.8e308 in size", null);
        }

        return units is null && !double.IsFinite(value) && good
            ? (double.IsNaN(value) ? new NamedConstant(ConstantKind.NotANumber) { Span = at }
                : double.IsPositive(value) ? new NamedConstant(ConstantKind.Infinity) { Span = at }
                : new Apply(Operator.Minus, new NamedConstant(ConstantKind.Infinity) { Span = at }) { Span = at })
            : new Number(value, units) { Span = at };
    }

    private static bool TryWhole(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>The digits before the exponent.</summary>
    private static string Mantissa(string number) => number.IndexOfAny(['e', 'E']) is >= 0 and var at ? number[..at] : number;

    private static bool Quotient(double numerator, double denominator, out double value)
    {
        value = numerator / denominator;
        return true;
    }

    private static bool Fail(out double value)
    {
        value = double.NaN;
        return false;
    }
}

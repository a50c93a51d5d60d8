using Anesis.Formats.Sbml.Mathematics;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Reads the uncertainties of the package distrib (Version 1).</summary>
internal sealed class DistribReader(SbmlSource source, ElementReader elements)
{
    private static readonly string[] Kinds =
    [
        "distribution", "externalParameter", "coefficientOfVariation", "kurtosis", "mean", "median", "mode", "sampleSize", "skewness", "standardDeviation", "standardError", "variance",
        "confidenceInterval", "credibleInterval", "interquartileRange", "range",
    ];

    private readonly MathMlReader _math = new(source);

    public ValueList<Uncertainty> Read(XmlNode list)
    {
        var result = new List<Uncertainty>();
        foreach (var node in list.Children)
        {
            if (node.Is(SbmlNamespaces.Distrib, "uncertainty"))
            {
                result.Add(elements.CompletePackage(node, new Uncertainty { Parameters = ReadParameters(node) }));
            }
        }

        return result.ToValueList();
    }

    private ValueList<UncertaintyParameter> ReadParameters(XmlNode parent)
    {
        var result = new List<UncertaintyParameter>();
        foreach (var node in parent.Children)
        {
            if (node.Namespace != SbmlNamespaces.Distrib)
            {
                continue;
            }

            if (node.Name is "uncertParameter" or "uncertSpan")
            {
                result.Add(ReadParameter(node));
            }
            else if (node.Name != "listOfUncertParameters")
            {
                source.Error(node, "AN0214", $"<{node.QualifiedName}> in <{parent.QualifiedName}>", "<distrib:uncertParameter> or <distrib:uncertSpan>");
            }
        }

        return result.ToValueList();
    }

    private UncertaintyParameter ReadParameter(XmlNode node)
    {
        string? kind = Text(node, "type");
        if (kind is null || Array.IndexOf(Kinds, kind) < 0)
        {
            source.Report("AN0214", Modeling.Diagnostics.Severity.Error, source.At(node), kind is null ? $"<{node.QualifiedName}> without a type" : $"the type \"{kind}\"",
                "a type such as \"mean\" or \"standardDeviation\"", kind is null ? null : Modeling.Diagnostics.Spelling.Nearest(kind, Kinds));
        }

        var math = node.Children.Find(c => c.Is(SbmlNamespaces.MathMl, "math"));
        var nested = node.Children.Find(c => c.Is(SbmlNamespaces.Distrib, "listOfUncertParameters"));
        return elements.CompletePackage(node, new UncertaintyParameter
        {
            Kind = kind ?? "",
            IsSpan = node.Name == "uncertSpan",
            Value = Real(node, "value"),
            Variable = Text(node, "var"),
            Units = Text(node, "units"),
            DefinitionUrl = Text(node, "definitionURL"),
            Math = math is null ? null : _math.Read(math),
            Lower = Real(node, "valueLower"),
            LowerVariable = Text(node, "varLower"),
            Upper = Real(node, "valueUpper"),
            UpperVariable = Text(node, "varUpper"),
            Nested = nested is null ? [] : ReadParameters(nested),
        });
    }

    private static string? Text(XmlNode node, string name) => (node.Attribute(SbmlNamespaces.Distrib, name) ?? node.Attribute(name))?.Trim() is { Length: > 0 } text ? text : null;

    private double? Real(XmlNode node, string name)
    {
        if (Text(node, name) is not { } text)
        {
            return null;
        }

        if (XsdText.TryReal(text, out double value))
        {
            return value;
        }

        source.Error(node, "AN0209", $"\"{text}\" as the attribute \"{name}\"", "a number");
        return null;
    }
}

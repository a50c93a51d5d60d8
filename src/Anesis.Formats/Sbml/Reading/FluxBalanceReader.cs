using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Reads the package fbc (Flux Balance Constraints, Versions 1 to 3).</summary>
internal sealed class FluxBalanceReader(SbmlSource source, ElementReader elements)
{
    /// <summary>The model's linear programme, or null when it has none.</summary>
    public FluxBalance? Read(XmlNode model)
    {
        bool? strict = null;
        foreach (var attribute in model.Attributes)
        {
            if (attribute.Name == "strict" && SbmlNamespaces.IsFbc(attribute.Namespace))
            {
                strict = XsdText.TryBoolean(attribute.Value, out bool value) ? value : null;
            }
        }

        var objectives = List(model, "listOfObjectives");
        var result = new FluxBalance
        {
            Strict = strict,
            ActiveObjective = objectives is null ? null : Text(objectives, "activeObjective"),
            Objectives = Items(objectives, "objective", ReadObjective),
            GeneProducts = Items(List(model, "listOfGeneProducts"), "geneProduct", node => elements.CompletePackage(node, new GeneProduct
            {
                Label = Text(node, "label") ?? "",
                AssociatedSpecies = Text(node, "associatedSpecies"),
            })),
            FluxBounds = Items(List(model, "listOfFluxBounds"), "fluxBound", node => elements.CompletePackage(node, new FluxBound
            {
                Reaction = Required(node, "reaction"),
                Operation = Required(node, "operation"),
                Value = Real(node, "value"),
            })),
        };
        return result.Equals(new FluxBalance()) ? null : result;
    }

    public GeneAssociation? ReadAssociation(XmlNode reaction)
    {
        var node = List(reaction, "geneProductAssociation");
        if (node is null)
        {
            return null;
        }

        var rule = node.Children.Find(c => SbmlNamespaces.IsFbc(c.Namespace));
        return elements.CompletePackage(node, new GeneAssociation { Rule = rule is null ? null : ReadRule(rule) });
    }

    /// <summary>An fbc attribute of a core element.</summary>
    public static string? CoreAttribute(XmlNode node, string name)
    {
        foreach (var attribute in node.Attributes)
        {
            if (attribute.Name == name && SbmlNamespaces.IsFbc(attribute.Namespace))
            {
                return attribute.Value.Trim();
            }
        }

        return null;
    }

    private Objective ReadObjective(XmlNode node)
    {
        string type = Required(node, "type");
        if (type is not ("maximize" or "minimize" or "maximise" or "minimise" or ""))
        {
            source.Error(node, "AN0214", $"the objective's type \"{type}\"", "\"maximize\" or \"minimize\"");
        }

        return elements.CompletePackage(node, new Objective
        {
            Maximize = type.StartsWith("max", StringComparison.Ordinal),
            Fluxes = Items(List(node, "listOfFluxObjectives"), "fluxObjective", flux => elements.CompletePackage(flux, new FluxObjective
            {
                Reaction = Required(flux, "reaction"),
                Coefficient = Real(flux, "coefficient"),
                VariableType = Text(flux, "variableType"),
            })),
        });
    }

    private GeneRule ReadRule(XmlNode node)
    {
        switch (node.Name)
        {
            case "geneProductRef":
                return elements.CompletePackage(node, new GeneRule(GeneRuleKind.Product, Required(node, "geneProduct"), []));
            case "and" or "or":
                var operands = node.Children.Where(c => SbmlNamespaces.IsFbc(c.Namespace)).Select(ReadRule).ToValueList();
                return elements.CompletePackage(node, new GeneRule(node.Name == "and" ? GeneRuleKind.All : GeneRuleKind.Any, null, operands));
            default:
                source.Error(node, "AN0214", $"<{node.QualifiedName}> in a gene product association", "<fbc:and>, <fbc:or> or <fbc:geneProductRef>");
                return new GeneRule(GeneRuleKind.All, null, []);
        }
    }

    private static XmlNode? List(XmlNode parent, string name) => parent.Children.Find(c => c.Name == name && SbmlNamespaces.IsFbc(c.Namespace));

    private static ValueList<T> Items<T>(XmlNode? list, string item, Func<XmlNode, T> read) =>
        list is null ? [] : list.Children.Where(c => c.Name == item && SbmlNamespaces.IsFbc(c.Namespace)).Select(read).ToValueList();

    private static string? Text(XmlNode node, string name) => (node.Attribute(node.Namespace, name) ?? node.Attribute(name))?.Trim() is { Length: > 0 } text ? text : null;

    private string Required(XmlNode node, string name)
    {
        if (Text(node, name) is { } text)
        {
            return text;
        }

        source.Error(node, "AN0208", $"<{node.QualifiedName}> without the attribute \"{name}\"", "that attribute");
        return "";
    }

    private double Real(XmlNode node, string name)
    {
        if (XsdText.TryReal(Required(node, name), out double value))
        {
            return value;
        }

        source.Error(node, "AN0209", $"the attribute \"{name}\" of <{node.QualifiedName}>", "a number");
        return double.NaN;
    }
}

using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Reads the package comp (Hierarchical Model Composition, Version 1).</summary>
internal sealed class CompReader(SbmlSource source, ElementReader elements)
{
    public ValueList<Submodel> ReadSubmodels(XmlNode model) => Items(model, "listOfSubmodels", "submodel", node => elements.CompletePackage(node, new Submodel
    {
        ModelRef = Required(node, "modelRef"),
        TimeConversionFactor = Text(node, "timeConversionFactor"),
        ExtentConversionFactor = Text(node, "extentConversionFactor"),
        Deletions = Items(node, "listOfDeletions", "deletion", d => elements.CompletePackage(d, new Deletion { Target = ReadReference(d) })),
    }));

    public ValueList<Port> ReadPorts(XmlNode model) =>
        Items(model, "listOfPorts", "port", node => elements.CompletePackage(node, new Port { Target = ReadReference(node) }));

    public ValueList<ExternalModel> ReadExternalModels(XmlNode sbml) =>
        Items(sbml, "listOfExternalModelDefinitions", "externalModelDefinition",
            node => elements.CompletePackage(node, new ExternalModel(Required(node, "source"), Text(node, "modelRef"), Text(node, "md5"))));

    public ValueList<ReplacedElement> ReadReplacedElements(XmlNode list)
    {
        var result = new List<ReplacedElement>();
        foreach (var node in list.Children)
        {
            if (node.Is(SbmlNamespaces.Comp, "replacedElement"))
            {
                string? deletion = Text(node, "deletion");
                result.Add(elements.CompletePackage(node, new ReplacedElement
                {
                    SubmodelRef = Required(node, "submodelRef"),
                    DeletionRef = deletion,
                    ConversionFactor = Text(node, "conversionFactor"),
                    Target = deletion is null ? ReadReference(node) : null,
                }));
            }
        }

        return result.ToValueList();
    }

    public ReplacedBy ReadReplacedBy(XmlNode node) =>
        elements.CompletePackage(node, new ReplacedBy { SubmodelRef = Required(node, "submodelRef"), Target = ReadReference(node) });

    /// <summary>The reference that an element's attributes and its sBaseRef make: exactly one of the four attributes.</summary>
    private ElementReference ReadReference(XmlNode node)
    {
        var inner = node.Children.Find(c => c.Is(SbmlNamespaces.Comp, "sBaseRef"));
        var reference = new ElementReference
        {
            PortRef = Text(node, "portRef"),
            IdRef = Text(node, "idRef"),
            UnitRef = Text(node, "unitRef"),
            MetaIdRef = Text(node, "metaIdRef"),
            Inner = inner is null ? null : ReadReference(inner),
        };
        int count = new[] { reference.PortRef, reference.IdRef, reference.UnitRef, reference.MetaIdRef }.Count(r => r is not null);
        if (count != 1)
        {
            source.Error(node, "AN0214", $"<{node.QualifiedName}> with {count} references", "exactly one of portRef, idRef, unitRef and metaIdRef");
        }

        return reference;
    }

    private ValueList<T> Items<T>(XmlNode parent, string list, string item, Func<XmlNode, T> read)
    {
        var result = new List<T>();
        foreach (var container in parent.Children)
        {
            if (!container.Is(SbmlNamespaces.Comp, list))
            {
                continue;
            }

            foreach (var node in container.Children)
            {
                if (node.Is(SbmlNamespaces.Comp, item))
                {
                    result.Add(read(node));
                }
                else if (node.Namespace == SbmlNamespaces.Comp)
                {
                    source.Error(node, "AN0214", $"<{node.QualifiedName}> in <{container.QualifiedName}>", $"<comp:{item}>");
                }
            }
        }

        return result.ToValueList();
    }

    private static string? Text(XmlNode node, string name) => (node.Attribute(SbmlNamespaces.Comp, name) ?? node.Attribute(name))?.Trim() is { Length: > 0 } text ? text : null;

    private string Required(XmlNode node, string name)
    {
        if (Text(node, name) is { } text)
        {
            return text;
        }

        source.Error(node, "AN0208", $"<{node.QualifiedName}> without the attribute \"{name}\"", "that attribute");
        return "";
    }
}

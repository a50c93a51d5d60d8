using Anesis.Formats.Sbml.Annotations;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Reading;

/// <summary>Reads what every element may carry: ids, notes, annotation, and the parts that packages add to any element.</summary>
internal sealed class ElementReader
{
    private readonly SbmlSource _source;
    private readonly SchemaCheck _check;
    private readonly CompReader _comp;
    private readonly DistribReader _distrib;

    public ElementReader(SbmlSource source, SchemaCheck check)
    {
        (_source, _check) = (source, check);
        _comp = new(source, this);
        _distrib = new(source, this);
    }

    public CompReader Comp => _comp;

    /// <summary>The element with what its node says of it; Level 1's name is its id.</summary>
    public T Complete<T>(XmlNode node, T element)
        where T : Element
    {
        string? name = SbmlSource.Text(node, "name");
        string? id = SbmlSource.Text(node, "id");
        if (_source.Is(SbmlEdition.L1))
        {
            (id, name) = (node.Name == "parameterRule" ? null : name, null);
        }
        else if (name is null && node.Attribute("name") is { Length: > 0 } blank)
        {
            name = blank;
        }

        element = element with
        {
            Id = id ?? "",
            Name = name is null || _source.Is(SbmlEdition.L1) ? name : node.Attribute("name"),
            MetaId = SbmlSource.Text(node, "metaid"),
            SboTerm = SbmlSource.Text(node, "sboTerm"),
            Span = _source.At(node),
        };
        return node.Children.Count == 0 && node.Attributes.Length == 0 ? element : WithContent(node, element);
    }

    /// <summary>An element of a package: its id and name may carry the package's prefix.</summary>
    public T CompletePackage<T>(XmlNode node, T element)
        where T : Element
    {
        CheckPackageAttributes(node);
        element = Complete(node, element);
        return element with
        {
            Id = node.Attribute(node.Namespace, "id")?.Trim() ?? element.Id,
            Name = node.Attribute(node.Namespace, "name") ?? element.Name,
        };
    }

    /// <summary>What a list says of itself, when it says something.</summary>
    public ListElement? ReadList(XmlNode node)
    {
        var list = Complete(node, new ListElement(node.Name));
        return list.Equals(new ListElement(node.Name)) ? null : list;
    }

    /// <summary>What a list of a package says of itself, when it says something; null for any other node.</summary>
    private ListElement? ReadPackageList(XmlNode node)
    {
        if (!node.Name.StartsWith("listOf", StringComparison.Ordinal) || !(node.Namespace is SbmlNamespaces.Comp or SbmlNamespaces.Distrib || SbmlNamespaces.IsFbc(node.Namespace)))
        {
            return null;
        }

        var list = CompletePackage(node, new ListElement(node.Name));
        return list.Equals(new ListElement(node.Name)) ? null : list;
    }

    private T WithContent<T>(XmlNode node, T element)
        where T : Element
    {
        List<ForeignMarkup>? foreign = null;
        List<ListElement>? lists = null;
        foreach (var attribute in node.Attributes)
        {
            if (attribute.Prefix.Length > 0 && attribute.Prefix != "xml" && !IsRead(node, attribute)
                && !string.Equals(attribute.Namespace, _source.CoreNamespace, StringComparison.Ordinal))
            {
                (foreign ??= []).Add(new(attribute.Namespace, $"{attribute.Name}=\"{XmlText.EscapeAttribute(attribute.Value)}\""));
            }
        }

        foreach (var child in node.Children)
        {
            if (_source.IsCore(child))
            {
                element = WithRemark(node, child, element);
            }
            else if (child.Namespace == SbmlNamespaces.Comp && child.Name == "listOfReplacedElements")
            {
                element = element with { ReplacedElements = _comp.ReadReplacedElements(child) };
            }
            else if (child.Namespace == SbmlNamespaces.Comp && child.Name == "replacedBy")
            {
                element = element with { ReplacedBy = _comp.ReadReplacedBy(child) };
            }
            else if (child.Namespace == SbmlNamespaces.Distrib && child.Name == "listOfUncertainties")
            {
                element = element with { Uncertainties = _distrib.Read(child) };
            }
            else if (SbmlNamespaces.IsPackage(child.Namespace) && !IsRead(node, child))
            {
                (foreign ??= []).Add(new(child.Namespace, _source.Document.Whole(child)));
                continue;
            }

            if (ReadPackageList(child) is { } list)
            {
                (lists ??= []).Add(list);
            }
        }

        return foreign is null && lists is null ? element : element with { Foreign = foreign?.ToValueList() ?? [], Lists = lists?.ToValueList() ?? [] };
    }

    private T WithRemark<T>(XmlNode node, XmlNode child, T element)
        where T : Element
    {
        if (child.Name == "notes")
        {
            NotesReader.Check(_source, child, 10801, 10804);
            string notes = _source.Document.Inside(child);
            return element with { Notes = notes.Length == 0 ? null : notes };
        }

        if (child.Name is "annotation" or "annotations")
        {
            var annotation = AnnotationReader.Read(_source, node, child);
            return element with { CvTerms = annotation.Terms, History = annotation.History, ForeignAnnotation = annotation.Foreign };
        }

        return element;
    }

    /// <summary>Attributes that the readers of comp, distrib and fbc take.</summary>
    private static bool IsRead(XmlNode node, in XmlAttributeText attribute) =>
        string.Equals(attribute.Namespace, node.Namespace, StringComparison.Ordinal)
        || (SbmlNamespaces.IsFbc(attribute.Namespace) && attribute.Name switch
        {
            "chemicalFormula" => node.Name == "species",
            "charge" => node.Name == "species" && XsdText.TryInteger(attribute.Value, out _),
            "lowerFluxBound" or "upperFluxBound" => node.Name == "reaction",
            "strict" => node.Name is "model" or "modelDefinition" && XsdText.TryBoolean(attribute.Value, out _),
            _ => false,
        });

    /// <summary>Children that the readers of comp, distrib and fbc take.</summary>
    private static bool IsRead(XmlNode node, XmlNode child) =>
        string.Equals(child.Namespace, node.Namespace, StringComparison.Ordinal)
        || (child.Namespace == SbmlNamespaces.Comp && child.Name is "listOfSubmodels" or "listOfPorts" or "listOfModelDefinitions" or "listOfExternalModelDefinitions")
        || (SbmlNamespaces.IsFbc(child.Namespace) && child.Name is "listOfObjectives" or "listOfGeneProducts" or "listOfFluxBounds" or "geneProductAssociation");

    private void CheckPackageAttributes(XmlNode node)
    {
        foreach (ref readonly var attribute in node.Attributes.AsSpan())
        {
            if (attribute.Name == "metaid" && attribute.Prefix.Length == 0)
            {
                _check.CheckMetaId(node, attribute);
            }
            else if (attribute.Name == "id" && (attribute.Prefix.Length == 0 || string.Equals(attribute.Namespace, node.Namespace, StringComparison.Ordinal)) && !XsdText.IsId(attribute.Value))
            {
                _source.Error(attribute, "AN0209", $"\"{attribute.Value}\" as the attribute \"id\"", "an identifier: a letter or '_', then letters, digits and '_'", 10310);
            }
        }
    }
}

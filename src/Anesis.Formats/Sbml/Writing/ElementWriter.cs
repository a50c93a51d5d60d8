using System.Globalization;
using System.Xml;
using Anesis.Formats.Sbml.Schema;
using Anesis.Modeling;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Writes what every element may carry, and attributes as far as the edition has them.</summary>
internal sealed class ElementWriter(XmlOutput output, SbmlEdition edition, ValueList<SbmlPackage> packages, Losses losses)
{
    private ElementSchema _schema = CoreSchema.Of("sbml");
    private Element? _element;

    public XmlOutput Output => output;

    public SbmlEdition Edition => edition;

    public Losses Losses => losses;

    public Action<Element>? PackageContent { get; set; }

    public string? PrefixOf(string xmlNamespace)
    {
        foreach (var package in packages.Span)
        {
            if (string.Equals(package.Namespace, xmlNamespace, StringComparison.Ordinal))
            {
                return package.Prefix;
            }
        }

        return null;
    }

    /// <summary>The start of a core element with its ids; further attributes, then <see cref="Content"/> and children follow.</summary>
    public void Begin(string name, Element element)
    {
        output.Begin(name);
        (_schema, _element) = (CoreSchema.Of(name), element);
        MetaAttributes(element, edition.IsIn(SbmlEdition.FromL2V3) || (edition == SbmlEdition.L2V2 && _schema.SboInL2V2));
        bool isNameId = edition.IsIn(SbmlEdition.L1);
        if (element.Id.Length > 0)
        {
            Identifier(isNameId ? "name" : "id", element.Id);
        }

        if (element.Name is not null)
        {
            if (isNameId)
            {
                losses.Lost(element, "the name for people");
            }
            else
            {
                Identifier("name", element.Name);
            }
        }
    }

    /// <summary>The start of a package's element.</summary>
    public void BeginPackage(string prefix, string name, Element element, bool idsWithPrefix = true)
    {
        output.Begin($"{prefix}:{name}");
        _element = element;
        MetaAttributes(element, true);
        if (element.Id.Length > 0)
        {
            output.Attribute(idsWithPrefix ? $"{prefix}:id" : "id", element.Id);
        }

        output.Attribute(idsWithPrefix ? $"{prefix}:name" : "name", element.Name);
    }

    public void Attribute(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (Array.Exists(_schema.Attributes, a => a.Name == name && a.In.IsIn(edition)))
        {
            output.Attribute(name, value);
        }
        else
        {
            losses.Lost(_element!, $"the attribute \"{name}\"");
        }
    }

    public void Attribute(string name, double? value) => Attribute(name, value is null ? null : XsdText.Write(value.Value));

    public void Attribute(string name, int? value) => Attribute(name, value?.ToString(CultureInfo.InvariantCulture));

    public void Attribute(string name, bool value) => Attribute(name, value ? "true" : "false");

    /// <summary>Notes, annotation and package markup, after all attributes.</summary>
    public void Content(Element element)
    {
        foreach (var attribute in element.Foreign)
        {
            if (attribute.IsAttribute && Prefix(element, attribute) is { } prefix)
            {
                output.AttributeMarkup($"{prefix}:{attribute.Xml}");
            }
        }

        if (element.Notes is not null)
        {
            output.Begin("notes");
            output.Markup(Xhtml(element.Notes));
            output.End();
        }

        if (AnnotationWriter.Content(element, element.MetaId ?? "", edition == SbmlEdition.L3V2, edition.IsIn(SbmlEdition.FromL2V2)) is { } annotation)
        {
            output.Begin("annotation");
            output.Markup(annotation);
            output.End();
        }

        foreach (var markup in element.Foreign)
        {
            if (!markup.IsAttribute && Prefix(element, markup) is not null)
            {
                output.Markup(markup.Xml);
            }
        }

        PackageContent?.Invoke(element);
    }

    /// <summary>A list with what it says of itself; nothing when there is neither.</summary>
    public void List<T>(Element owner, string name, ValueList<T> items, Action<T> write)
    {
        var list = FindList(owner, name);
        if (items.IsEmpty && !(list is not null && edition == SbmlEdition.L3V2))
        {
            return;
        }

        string written = name == "listOfLocalParameters" && !edition.IsIn(SbmlEdition.L3) ? "listOfParameters" : name;
        Begin(written, list ?? new ListElement(name));
        if (list is not null)
        {
            Content(list);
        }

        foreach (var item in items)
        {
            write(item);
        }

        output.End();
    }

    /// <summary>XHTML as it stands; text that is no markup becomes a paragraph.</summary>
    public static string Xhtml(string notes) => IsMarkup(notes) ? notes : $"<p xmlns=\"{SbmlNamespaces.Xhtml}\">{Xml.XmlText.EscapeAttribute(notes)}</p>";

    /// <summary>What the owner's list of that name says of itself, or null.</summary>
    public static ListElement? FindList(Element owner, string name)
    {
        foreach (var list in owner.Lists.Span)
        {
            if (list.List == name)
            {
                return list;
            }
        }

        return null;
    }

    private static bool IsMarkup(string text)
    {
        if (!text.TrimStart().StartsWith('<'))
        {
            return false;
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { ConformanceLevel = ConformanceLevel.Fragment, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (reader.Read())
            {
            }

            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private void MetaAttributes(Element element, bool sbo)
    {
        string? metaId = element.MetaId;
        if (metaId is not null && edition.IsIn(SbmlEdition.FromL2))
        {
            output.Attribute("metaid", metaId);
        }
        else if (metaId is not null)
        {
            losses.Lost(element, "the metaid");
        }

        if (element.SboTerm is not null && sbo)
        {
            output.Attribute("sboTerm", element.SboTerm);
        }
        else if (element.SboTerm is not null)
        {
            losses.Lost(element, "the sboTerm");
        }
    }

    private void Identifier(string name, string value)
    {
        if (edition == SbmlEdition.L3V2 || Array.Exists(_schema.Attributes, a => a.Name == name && a.In.IsIn(edition)))
        {
            output.Attribute(name, value);
        }
        else
        {
            losses.Lost(_element!, $"the {name} of <{_schema.Name}>");
        }
    }

    private string? Prefix(Element element, ForeignMarkup markup)
    {
        string? prefix = edition.IsIn(SbmlEdition.L3) ? PrefixOf(markup.Namespace) : null;
        if (prefix is null)
        {
            losses.Lost(element, $"markup of the namespace \"{markup.Namespace}\"");
        }

        return prefix;
    }
}

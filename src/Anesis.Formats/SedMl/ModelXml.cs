using System.Text;
using System.Xml;
using System.Xml.XPath;
using Anesis.Formats.Sbml;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.SedMl;

/// <summary>
/// A model's XML, in which an experiment's targets (XPaths) find elements and changes are made. Without a document type; XPaths reach this text alone.
/// </summary>
public sealed class ModelXml
{
    public const string AmountTerm = "KISAO:0000836";
    public const string ConcentrationTerm = "KISAO:0000838";

    private const int LongestPath = 4096;

    private readonly XmlDocument _document;
    private readonly Dictionary<string, string> _promoted = new(StringComparer.Ordinal);

    private ModelXml(XmlDocument document) => _document = document;

    /// <summary>The text of an SBML file, or why it is not read.</summary>
    public static Checked<ModelXml> Parse(string text, string file)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1024 };
        var document = new XmlDocument { XmlResolver = null, PreserveWhitespace = true };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            document.Load(reader);
            return Checked.Ok(new ModelXml(document));
        }
        catch (XmlException problem)
        {
            return Checked.Refused<ModelXml>(new Diagnostic("AN0202", Severity.Error, new(file, problem.LineNumber, problem.LinePosition), problem.Message.TrimEnd('.'), "well-formed XML"));
        }
    }

    /// <summary>The same XML again, for other changes.</summary>
    public ModelXml Copy() => new((XmlDocument)_document.CloneNode(deep: true));

    public Checked<ModelDocument> Read(string file) => SbmlReader.Read(Text, file);

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
            {
                _document.DocumentElement!.WriteTo(writer);
            }

            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text;
        }
    }

    /// <summary>The id of the element that a target means, and the attribute, when it means one; null when there is none.</summary>
    public (string Id, string Element, string? Attribute)? Locate(SedTarget target) => _promoted.TryGetValue(target.Path, out string? global) ? (global, "parameter", null) : Select(target) switch
    {
        XmlAttribute attribute => (IdOf(attribute.OwnerElement!), attribute.OwnerElement!.LocalName, attribute.LocalName),
        XmlElement element => (IdOf(element), element.LocalName, null),
        _ => null,
    };

    /// <summary>The text of the attribute that a target means; null when it means none.</summary>
    public string? AttributeText(SedTarget target) => (Select(target) as XmlAttribute)?.Value;

    /// <summary>
    /// A parameter inside a rate law that is observed or set becomes one of the model, under a name of its own; nothing else of the model changes.
    /// </summary>
    public void Promote(SedTarget target)
    {
        var node = _promoted.ContainsKey(target.Path) ? null : Select(target);
        var local = node as XmlElement ?? (node as XmlAttribute)?.OwnerElement;
        if (local is not { LocalName: "parameter" or "localParameter" } || local.GetAttribute("id") is not { Length: > 0 } id
            || Around(local, "kineticLaw") is not { } law || Around(law, "reaction") is not { } reaction || Around(reaction, "model") is not { } model)
        {
            return;
        }

        var taken = model.SelectNodes("//@id")!.OfType<XmlAttribute>().Select(a => a.Value).ToHashSet(StringComparer.Ordinal);
        string name = $"{reaction.GetAttribute("id")}_{id}";
        while (taken.Contains(name))
        {
            name += "_";
        }

        foreach (var use in law.GetElementsByTagName("ci", SbmlNamespaces.MathMl).OfType<XmlElement>().Where(c => c.InnerText.Trim() == id))
        {
            use.InnerText = name;
        }

        string core = _document.DocumentElement!.NamespaceURI;
        var global = _document.CreateElement(local.Prefix, "parameter", core);
        foreach (string attribute in (string[])["name", "value", "units"])
        {
            if (local.HasAttribute(attribute))
            {
                global.SetAttribute(attribute, local.GetAttribute(attribute));
            }
        }

        global.SetAttribute("id", name);
        global.SetAttribute("constant", "true");
        var lists = model.ChildNodes.OfType<XmlElement>().ToList();
        var list = lists.Find(e => e.LocalName == "listOfParameters");
        if (list is null)
        {
            list = _document.CreateElement(local.Prefix, "listOfParameters", core);
            model.InsertBefore(list, lists.Find(e => e.LocalName is "listOfInitialAssignments" or "listOfRules" or "listOfConstraints" or "listOfReactions"));
        }

        list.AppendChild(global);
        local.ParentNode!.RemoveChild(local);
        _promoted[target.Path] = name;
    }

    /// <summary>
    /// The element of a target gets a value: a species in the form that is asked for, or else as it is meant in formulas, so that an initial assignment of it gives way.
    /// </summary>
    public bool SetValue(SedTarget target, string? symbol, double value)
    {
        if (Select(target) is not XmlElement element)
        {
            return false;
        }

        string text = Sbml.Schema.XsdText.Write(value);
        bool isSpecies = element.LocalName == "species" && element.NamespaceURI != SbmlNamespaces.Of(SbmlEdition.L1V2);
        if (isSpecies)
        {
            bool asAmount = symbol == AmountTerm || (symbol != ConcentrationTerm && element.GetAttribute("hasOnlySubstanceUnits") is "true" or "1");
            element.RemoveAttribute(asAmount ? "initialConcentration" : "initialAmount");
            element.SetAttribute(asAmount ? "initialAmount" : "initialConcentration", text);
        }
        else
        {
            element.SetAttribute(ValueAttribute(element), text);
        }

        string id = IdOf(element);
        foreach (var assignment in _document.GetElementsByTagName("initialAssignment", element.NamespaceURI).OfType<XmlElement>().Where(a => a.GetAttribute("symbol") == id).ToList())
        {
            var list = assignment.ParentNode!;
            list.RemoveChild(assignment);
            if (!list.ChildNodes.OfType<XmlElement>().Any())
            {
                list.ParentNode!.RemoveChild(list);
            }
        }

        return true;
    }

    private static XmlElement? Around(XmlElement element, string name)
    {
        var place = element.ParentNode as XmlElement;
        while (place is not null && place.LocalName != name)
        {
            place = place.ParentNode as XmlElement;
        }

        return place;
    }

    /// <summary>Carries out a change; an error when its target is not there or its new XML is none.</summary>
    public Diagnostic? Apply(SedChange change, double? computed = null)
    {
        var nodes = SelectAll(change.Target);
        var node = nodes.Count > 0 ? nodes[0] : null;
        if (nodes.Count > 1 && change is not SedChangeXml { Edit: SedXmlEdit.Change or SedXmlEdit.Remove })
        {
            return new("AN0232", Severity.Error, change.Span, $"{nodes.Count} elements or attributes at the target {change.Target.Path}", "one");
        }

        string? value = change is SedChangeAttribute a ? a.NewValue : computed is { } number ? Sbml.Schema.XsdText.Write(number) : null;
        switch (change)
        {
            case SedChangeAttribute or SedComputeChange when value is not null:
                if (node is XmlAttribute attribute)
                {
                    attribute.Value = value;
                    return null;
                }

                // The attribute may be absent: then the path without its last step names the element.
                int slash = change.Target.Path.LastIndexOf("/@", StringComparison.Ordinal);
                string path = slash > 0 ? change.Target.Path[..slash] : change.Target.Path, name = slash > 0 ? change.Target.Path[(slash + 2)..] : "";
                if (slash <= 0 && change is SedComputeChange { Symbol: var symbol } && computed is { } number2 && SetValue(change.Target, symbol, number2))
                {
                    return null;
                }

                var owner = node as XmlElement ?? Select(change.Target with { Path = path }) as XmlElement;
                if (owner is null)
                {
                    return Missing(change);
                }

                owner.SetAttribute(name.Length > 0 ? name : ValueAttribute(owner), value);
                return null;
            case SedChangeXml { Edit: SedXmlEdit.Remove }:
                foreach (var gone in nodes)
                {
                    if (gone is XmlAttribute attributeGone)
                    {
                        attributeGone.OwnerElement!.RemoveAttributeNode(attributeGone);
                    }
                    else
                    {
                        gone.ParentNode!.RemoveChild(gone);
                    }
                }

                return nodes.Count > 0 ? null : Missing(change);
            case SedChangeXml edit when node is XmlElement place:
                // The new elements stand in the first one's place.
                foreach (var further in nodes.Skip(1))
                {
                    further.ParentNode?.RemoveChild(further);
                }

                return Insert(edit, place);
            default:
                return Missing(change);
        }
    }

    private Diagnostic? Insert(SedChangeXml edit, XmlElement place)
    {
        var fragment = _document.CreateDocumentFragment();
        try
        {
            // New elements may leave out the namespace that they stand in.
            using var reader = XmlReader.Create(new StringReader($"<r xmlns=\"{place.NamespaceURI}\">{InOwnLevel(edit.NewXml)}</r>"), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var holder = new XmlDocument { XmlResolver = null };
            holder.Load(reader);
            foreach (XmlNode child in holder.DocumentElement!.ChildNodes)
            {
                fragment.AppendChild(_document.ImportNode(child, deep: true));
            }
        }
        catch (XmlException problem)
        {
            return new("AN0232", Severity.Error, edit.Span, $"new XML that is none ({problem.Message.TrimEnd('.')})", "well-formed XML");
        }

        if (edit.Edit == SedXmlEdit.Add)
        {
            place.AppendChild(fragment);
        }
        else if (place.ParentNode is { } parent)
        {
            parent.ReplaceChild(fragment, place);
        }

        return null;
    }

    /// <summary>The level of SBML that an experiment writes is often not the model's: any core namespace means the model's own.</summary>
    private string InOwnLevel(string markup)
    {
        foreach (var edition in SbmlEditions.All)
        {
            foreach (char quote in "\"'")
            {
                markup = markup.Replace($"{quote}{SbmlNamespaces.Of(edition)}{quote}", $"{quote}{_document.DocumentElement!.NamespaceURI}{quote}", StringComparison.Ordinal);
            }
        }

        return markup;
    }

    private XmlNode? Select(SedTarget target) => SelectAll(target) is [var first, ..] ? first : null;

    private IReadOnlyList<XmlNode> SelectAll(SedTarget target)
    {
        if (target.Path.Length > LongestPath || !IsPlain(target.Path))
        {
            return [];
        }

        var names = new XmlNamespaceManager(_document.NameTable);
        string core = _document.DocumentElement!.NamespaceURI;
        foreach (string prefix in Prefixes(target.Path))
        {
            // The level of SBML that an experiment names is often not the model's: any core namespace means the model's own.
            string? given = target.Namespaces.Where(n => n.Prefix == prefix).Select(n => n.Namespace).FirstOrDefault();
            string? own = _document.DocumentElement.GetNamespaceOfPrefix(prefix) is { Length: > 0 } declared ? declared : null;
            names.AddNamespace(prefix, prefix == "sbml" || given is null || SbmlNamespaces.IsCore(given) ? own ?? core : given);
        }

        try
        {
            return _document.SelectNodes(target.Path, names)?.OfType<XmlNode>().Where(n => n is XmlAttribute or XmlElement { ParentNode: not null }).ToList() ?? [];
        }
        catch (XPathException)
        {
            return [];
        }
    }

    /// <summary>Steps with simple conditions: such a path is found in one walk, whatever it says.</summary>
    private static bool IsPlain(string path)
    {
        int depth = 0, descents = 0;
        char quote = '\0';
        for (int i = 0; i < path.Length; i++)
        {
            char c = path[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                continue;
            }

            switch (c)
            {
                case '\'' or '"':
                    quote = c;
                    break;
                case '[' when ++depth > 1:
                case '(' or '|' or '$':
                    return false;
                case ']':
                    depth--;
                    break;
                case '/' when i > 0 && path[i - 1] == '/' && ++descents > 1:
                case ':' when i > 0 && path[i - 1] == ':':
                    return false;
            }
        }

        return quote == '\0' && depth == 0;
    }

    private static IEnumerable<string> Prefixes(string path)
    {
        bool quoted = false;
        for (int i = 0; i < path.Length; i++)
        {
            quoted ^= path[i] is '\'' or '"';
            if (path[i] == ':' && !quoted && i > 0 && i + 1 < path.Length && path[i + 1] != ':' && path[i - 1] != ':')
            {
                int start = i;
                while (start > 0 && (char.IsAsciiLetterOrDigit(path[start - 1]) || path[start - 1] is '_' or '-'))
                {
                    start--;
                }

                if (start < i)
                {
                    yield return path[start..i];
                }
            }
        }
    }

    private static string IdOf(XmlElement element) =>
        element.LocalName switch
        {
            "initialAssignment" => element.GetAttribute("symbol"),
            "assignmentRule" or "rateRule" => element.GetAttribute("variable"),
            _ => element.GetAttribute("id") is { Length: > 0 } id ? id : element.GetAttribute("name"),
        };

    private static string ValueAttribute(XmlElement element) => element.LocalName switch
    {
        "compartment" => "size",
        "species" => element.HasAttribute("initialAmount") ? "initialAmount" : "initialConcentration",
        "speciesReference" => "stoichiometry",
        _ => "value",
    };

    private static Diagnostic Missing(SedChange change) => new("AN0232", Severity.Error, change.Span, $"the target {change.Target.Path}", "an element or attribute of the model");
}

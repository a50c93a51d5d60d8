using System.Text;

namespace Anesis.Formats.Sbml.Xml;

/// <summary>One attribute of an <see cref="XmlNode"/>, with its place.</summary>
internal readonly record struct XmlAttributeText(string Prefix, string Name, string Namespace, string Value, int Line, int Column);

/// <summary>One namespace declaration; an empty prefix is the default namespace.</summary>
internal readonly record struct NamespaceDeclaration(string Prefix, string Namespace);

/// <summary>One element of a document, with its place and the part of the text that it covers.</summary>
internal sealed class XmlNode(string prefix, string name, string xmlNamespace, XmlNode? parent, int line, int column)
{
    private static readonly List<XmlNode> NoChildren = [];

    private string _text = "";
    private StringBuilder? _more;
    private int _textBeforeChildren = -1;

    public string Prefix { get; } = prefix;

    /// <summary>Local name.</summary>
    public string Name { get; } = name;

    public string Namespace { get; } = xmlNamespace;

    public XmlNode? Parent { get; } = parent;

    /// <summary>Place of the name in the start tag, from 1.</summary>
    public int Line { get; } = line;

    public int Column { get; } = column;

    public XmlAttributeText[] Attributes { get; set; } = [];

    public NamespaceDeclaration[] Declarations { get; set; } = [];

    public List<XmlNode> Children { get; private set; } = NoChildren;

    /// <summary>The text directly inside, without that of the children.</summary>
    public string Text => _more is null ? _text : _more.ToString();

    /// <summary>The part of <see cref="Text"/> that stands before the first child.</summary>
    public string TextBeforeChildren => _textBeforeChildren < 0 ? Text : Text[.._textBeforeChildren];

    /// <summary>The part of <see cref="Text"/> that stands behind the first child.</summary>
    public string TextAfterFirstChild => _textBeforeChildren < 0 ? "" : Text[_textBeforeChildren..];

    /// <summary>Offset of "&lt;" of the start tag.</summary>
    public int Start { get; set; }

    /// <summary>Offset behind the element's last character.</summary>
    public int End { get; set; }

    /// <summary>Offsets of what stands between the tags; both are <see cref="End"/> for an empty element tag.</summary>
    public int ContentStart { get; set; }

    public int ContentEnd { get; set; }

    public string QualifiedName => Prefix.Length == 0 ? Name : Prefix + ":" + Name;

    public void Add(XmlNode child)
    {
        if (ReferenceEquals(Children, NoChildren))
        {
            Children = [];
            _textBeforeChildren = Text.Length;
        }

        Children.Add(child);
    }

    public void AddText(string text)
    {
        if (_text.Length == 0)
        {
            _text = text;
        }
        else
        {
            (_more ??= new StringBuilder(_text)).Append(text);
        }
    }

    public bool Is(string xmlNamespace, string name) =>
        string.Equals(Name, name, StringComparison.Ordinal) && string.Equals(Namespace, xmlNamespace, StringComparison.Ordinal);

    /// <summary>The value of an attribute in no namespace, or null.</summary>
    public string? Attribute(string name)
    {
        foreach (ref readonly var attribute in Attributes.AsSpan())
        {
            if (attribute.Namespace.Length == 0 && string.Equals(attribute.Name, name, StringComparison.Ordinal))
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>The value of an attribute of a namespace, or null.</summary>
    public string? Attribute(string xmlNamespace, string name)
    {
        foreach (ref readonly var attribute in Attributes.AsSpan())
        {
            if (string.Equals(attribute.Name, name, StringComparison.Ordinal) && string.Equals(attribute.Namespace, xmlNamespace, StringComparison.Ordinal))
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>The namespace that a prefix stands for here, or null.</summary>
    public string? Resolve(string prefix)
    {
        for (var node = this; node is not null; node = node.Parent)
        {
            foreach (var declaration in node.Declarations)
            {
                if (string.Equals(declaration.Prefix, prefix, StringComparison.Ordinal))
                {
                    return declaration.Namespace;
                }
            }
        }

        return null;
    }
}

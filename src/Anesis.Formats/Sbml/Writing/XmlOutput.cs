using System.Text;
using Anesis.Formats.Sbml.Xml;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Writes indented XML. Text given as markup is written as it stands.</summary>
internal sealed class XmlOutput
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();
    private bool _inTag;

    public XmlOutput() => _text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    public void Begin(string name)
    {
        CloseTag();
        Indent();
        _text.Append('<').Append(name);
        _open.Push(name);
        _inTag = true;
    }

    public void Attribute(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(XmlText.EscapeAttribute(value)).Append('"');
        }
    }

    /// <summary>An attribute whose text is already escaped, as <c>name="value"</c>.</summary>
    public void AttributeMarkup(string markup) => _text.Append(' ').Append(markup);

    public void End()
    {
        string name = _open.Pop();
        if (_inTag)
        {
            _text.Append("/>\n");
            _inTag = false;
            return;
        }

        Indent();
        _text.Append("</").Append(name).Append(">\n");
    }

    /// <summary>An element with nothing but text.</summary>
    public void TextElement(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        CloseTag();
        Indent();
        _text.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            Attribute(attribute, value);
        }

        _text.Append('>').Append(XmlText.EscapeAttribute(text)).Append("</").Append(name).Append(">\n");
    }

    /// <summary>Ends the open element with this markup as its content, on one line.</summary>
    public void Content(string markup)
    {
        _inTag = false;
        _text.Append('>').Append(markup).Append("</").Append(_open.Pop()).Append(">\n");
    }

    public void EmptyElement(string name)
    {
        CloseTag();
        Indent();
        _text.Append('<').Append(name).Append("/>\n");
    }

    /// <summary>Markup on lines of its own.</summary>
    public void Markup(string markup)
    {
        CloseTag();
        Indent();
        _text.Append(markup).Append('\n');
    }

    public override string ToString() => _text.ToString();

    private void CloseTag()
    {
        if (_inTag)
        {
            _text.Append(">\n");
            _inTag = false;
        }
    }

    private void Indent() => _text.Append(' ', 2 * _open.Count);
}

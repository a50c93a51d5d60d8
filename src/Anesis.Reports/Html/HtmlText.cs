using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Anesis.Reports.Html;

/// <summary>Writes HTML whose every text is encoded; elements close themselves in order.</summary>
internal sealed class HtmlText
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; a null attribute value leaves the attribute out.</summary>
    public HtmlText Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                _text.Append(' ').Append(name).Append("=\"").Append(Encoder.Encode(value)).Append('"');
            }
        }

        _text.Append('>');
        _open.Push(element);
        return this;
    }

    public HtmlText Close()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    public HtmlText Text(string text)
    {
        _text.Append(Encoder.Encode(text));
        return this;
    }

    /// <summary>An element with text alone.</summary>
    public HtmlText Element(string element, string text, string? cssClass = null) => Open(element, ("class", cssClass)).Text(text).Close();

    /// <summary>Markup that this program made itself.</summary>
    public HtmlText Trusted(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A link for http and https addresses, plain text for anything else.</summary>
    public HtmlText Link(string text, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? Open("a", ("href", uri.AbsoluteUri), ("rel", "noreferrer")).Text(text).Close()
            : Text(text);

    public HtmlText Line()
    {
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"<{_open.Peek()}> is not closed");
}

using System.Globalization;
using Anesis.Formats.Sbml;
using Anesis.Formats.Sbml.Mathematics;
using Anesis.Formats.Sbml.Reading;
using Anesis.Formats.Sbml.Schema;
using Anesis.Formats.Sbml.Xml;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.SedMl;

/// <summary>Reads parts that several elements of an experiment share, and collects what is wrong with them (code AN0230).</summary>
internal sealed class SedReading
{
    private readonly XmlDocumentText _document;
    private readonly string _file;
    private readonly List<Diagnostic> _diagnostics;
    private readonly MathMlReader _math;

    public SedReading(XmlDocumentText document, string file, List<Diagnostic> diagnostics)
    {
        (_document, _file, _diagnostics) = (document, file, diagnostics);
        _math = new(new SbmlSource(document, file, SbmlEdition.L3V2, diagnostics))
        {
            ForeignSymbol = url => url.StartsWith("http://sed-ml.org/#", StringComparison.Ordinal) ? url[(url.IndexOf('#', StringComparison.Ordinal) + 1)..] : null,
        };
    }

    public string Namespace => _document.Root.Namespace;

    public IEnumerable<XmlNode> Items(XmlNode node, string list) =>
        node.Children.Where(c => c.Name == list && c.Namespace == Namespace).SelectMany(c => c.Children).Where(c => c.Namespace == Namespace);

    public XmlNode? Child(XmlNode node, string name) => node.Children.Find(c => c.Name == name && c.Namespace == Namespace);

    public SourceSpan At(XmlNode node) => new(_file, node.Line, node.Column, node.QualifiedName.Length);

    public void Error(XmlNode node, string found, string expected, string? nearest = null) =>
        _diagnostics.Add(new("AN0230", Severity.Error, At(node), found, expected, nearest) { SourceLine = _document.Line(node.Line) });

    public static string? Text(XmlNode node, string name) => node.Attribute(name)?.Trim() is { Length: > 0 } text ? text : null;

    public string Required(XmlNode node, string name)
    {
        if (Text(node, name) is { } text)
        {
            return text;
        }

        Error(node, $"<{node.Name}> without the attribute \"{name}\"", "that attribute");
        return "";
    }

    /// <summary>The element with its name, notes, annotation and place.</summary>
    public T Named<T>(XmlNode node, T element)
        where T : SedElement => element with
        {
            Name = Text(node, "name"),
            Notes = Child(node, "notes") is { } notes ? Markup(notes) : null,
            Annotation = Child(node, "annotation") is { } annotation ? Markup(annotation) : null,
            Span = At(node),
        };

    /// <summary>An id that becomes the name of a file; where there is none, the element's name and its place among those of its kind.</summary>
    public string FileId(XmlNode node)
    {
        string id = Text(node, "id") ?? $"{node.Name}{(node.Parent?.Children.Where(c => c.Name == node.Name).ToList().IndexOf(node) ?? 0) + 1}";
        if (id.Length > 200 || id.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or ' ')) || id.StartsWith('.'))
        {
            Error(node, $"the id \"{id}\"", "letters, digits and underscores");
        }

        return id;
    }

    public double Real(XmlNode node, string name)
    {
        string text = Required(node, name);
        if (!XsdText.TryReal(text, out double value) && text.Length > 0)
        {
            Error(node, $"\"{text}\" as the attribute \"{name}\"", "a number");
        }

        return value;
    }

    /// <summary>How many intervals: Version 4 says "numberOfSteps", the earlier ones called the same "numberOfPoints".</summary>
    public int Steps(XmlNode node)
    {
        string? text = Text(node, "numberOfSteps") ?? Text(node, "numberOfPoints");
        if (text is not null && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps <= 10_000_000)
        {
            return steps;
        }

        Error(node, text is null ? $"<{node.Name}> without the attribute \"numberOfSteps\"" : $"\"{text}\" steps", "a whole number from 0 to 10000000");
        return 0;
    }

    public int Integer(XmlNode node, string name)
    {
        string text = Required(node, name);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && text.Length > 0)
        {
            Error(node, $"\"{text}\" as the attribute \"{name}\"", "a whole number");
        }

        return value;
    }

    /// <summary>A whole number from 1; without the attribute <paramref name="absent"/>, or an error where that is 0.</summary>
    public int Whole(XmlNode node, string name, int most, int absent)
    {
        if (absent > 0 && Text(node, name) is null)
        {
            return absent;
        }

        string text = Required(node, name);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= most)
        {
            return value;
        }

        if (text.Length > 0)
        {
            Error(node, $"\"{text}\" as the attribute \"{name}\"", $"a whole number from 1 to {most}");
        }

        return 1;
    }

    /// <summary>True, false, or null without the attribute.</summary>
    public bool? Flag(XmlNode node, string name)
    {
        if (Text(node, name) is not { } text)
        {
            return null;
        }

        if (XsdText.TryBoolean(text, out bool value))
        {
            return value;
        }

        Error(node, $"\"{text}\" as the attribute \"{name}\"", "true or false");
        return null;
    }

    /// <summary>One of the names of an enumeration, which the file begins with a small letter; null without the attribute.</summary>
    public T? Kind<T>(XmlNode node, string name)
        where T : struct, Enum
    {
        if (Text(node, name) is not { } text)
        {
            return null;
        }

        string[] known = [.. Enum.GetNames<T>().Select(SedWriter.NameOf)];
        int at = Array.IndexOf(known, text);
        if (at < 0)
        {
            Error(node, $"\"{text}\" as the attribute \"{name}\"", string.Join(", ", known), Spelling.Nearest(text, known));
            return null;
        }

        return Enum.GetValues<T>()[at];
    }

    public bool Boolean(XmlNode node, string name, bool absent) => Text(node, name) is { } text && XsdText.TryBoolean(text, out bool value) ? value : absent;

    public SedTarget? Target(XmlNode node, string attribute = "target")
    {
        if (Text(node, attribute) is not { } path)
        {
            return null;
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var place = node; place is not null; place = place.Parent)
        {
            foreach (var declaration in place.Declarations.Where(d => d.Prefix.Length > 0))
            {
                found.TryAdd(declaration.Prefix, declaration.Namespace);
            }
        }

        return new(path, found.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => (d.Key, d.Value)).ToValueList());
    }

    public SedFormula Formula(XmlNode node)
    {
        int before = _diagnostics.Count;
        var math = node.Children.Find(c => c.Is(SbmlNamespaces.MathMl, "math"));
        var expression = math is null ? null : _math.Read(math);
        for (int i = before; i < _diagnostics.Count; i++)
        {
            // The numbers are those of SBML's rules.
            _diagnostics[i] = _diagnostics[i] with { Rules = [] };
        }

        return new(expression, Items(node, "listOfVariables").Select(Variable).ToValueList(),
            Items(node, "listOfParameters").Select(p => (Required(p, "id"), Real(p, "value"))).ToValueList());
    }

    public string Markup(XmlNode node) => _document.Inside(node);

    private SedVariable Variable(XmlNode node)
    {
        string? symbol = Text(node, "symbol");
        var target = Target(node);
        if (symbol is null && target is null && Text(node, "term") is null)
        {
            Error(node, "a variable with neither \"target\" nor \"symbol\"", "one of them");
        }

        return new(Required(node, "id"), target, Kisao(symbol), Text(node, "taskReference"), Text(node, "modelReference"), Kisao(Text(node, "term")))
        {
            Dimension = Kisao(Text(node, "dimensionTerm")),
            Target2 = Target(node, "target2"),
            Symbol2 = Kisao(Text(node, "symbol2")),
            AppliedTo = Items(node, "listOfAppliedDimensions").Select(d => Text(d, "target") ?? (Text(d, "dimensionTarget") is { } dimension ? "#" + dimension : Required(d, "target"))).ToValueList(),
            Span = At(node),
        };
    }

    /// <summary>Terms are written KISAO:0000019, KISAO_0000019 or as a URL; here always the first way.</summary>
    public static string? Kisao(string? text)
    {
        int at = text?.IndexOf("KISAO", StringComparison.OrdinalIgnoreCase) ?? -1;
        string digits = at < 0 ? "" : new string([.. text![(at + 5)..].SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]);
        return digits.Length == 0 ? text : "KISAO:" + digits.PadLeft(7, '0');
    }
}

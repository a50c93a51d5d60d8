using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Toml;

/// <summary>
/// Strict reading of one table: each key is asked for by name and type, what is wrong goes to one list of diagnostics,
/// and <see cref="RefuseOthers"/> reports every key that nobody asked for with the nearest that exists.
/// </summary>
public sealed class TomlTable(TomlSection section, string what, List<Diagnostic> errors)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public SourceSpan Span => section.Span;

    public List<Diagnostic> Errors => errors;

    public IEnumerable<string> Keys => section.Entries.Keys;

    public bool Has(string key)
    {
        _asked.Add(key);
        return section.Entries.ContainsKey(key);
    }

    public string Text(string key) => Required(key) is { } node ? AsText(key, node) : "";

    public string? TextOrNull(string key) => Find(key) is { } node ? AsText(key, node) : null;

    public double Number(string key) => Required(key) is { } node ? AsNumber(key, node) : double.NaN;

    public double? NumberOrNull(string key) => Find(key) is { } node ? AsNumber(key, node) : null;

    public bool Truth(string key, bool absent) => Find(key) switch
    {
        null => absent,
        TomlScalar { Value: bool truth } => truth,
        var other => Wrong(key, other, "true or false", absent),
    };

    /// <summary>One of the words, or an error with the nearest.</summary>
    public string Word(string key, string absent, params string[] words)
    {
        string? text = TextOrNull(key);
        if (text is null)
        {
            return absent;
        }

        if (!words.Contains(text, StringComparer.Ordinal))
        {
            errors.Add(new("AN0903", Severity.Error, section.Entries[key].Span, $"{what} with {key} \"{text}\"", $"one of {string.Join(", ", words)}", Spelling.Nearest(text, words)));
        }

        return text;
    }

    public IReadOnlyList<string> Texts(string key) => Items(key).Select(node => AsText(key, node)).ToArray();

    public IReadOnlyList<double> Numbers(string key) => Items(key).Select(node => AsNumber(key, node)).ToArray();

    /// <summary>A subtable, or null.</summary>
    public TomlTable? Table(string key, string its) => Find(key) switch
    {
        null => null,
        TomlSection inner => new(inner, its, errors),
        var other => Wrong<TomlTable?>(key, other, "a table", null),
    };

    /// <summary>An array of tables; empty when absent.</summary>
    public IReadOnlyList<TomlTable> Tables(string key, string its)
    {
        var tables = new List<TomlTable>();
        foreach (var node in Items(key))
        {
            if (node is TomlSection inner)
            {
                tables.Add(new(inner, its, errors));
            }
            else
            {
                Wrong(key, node, "tables", 0);
            }
        }

        return tables;
    }

    /// <summary>The node itself, for values of several kinds; null when absent.</summary>
    public TomlNode? Node(string key) => Find(key);

    public void RefuseOthers()
    {
        foreach (var (key, node) in section.Entries)
        {
            if (!_asked.Contains(key))
            {
                errors.Add(new("AN0902", Severity.Error, node.Span, $"{what} with the key \"{key}\"", $"one of {string.Join(", ", _asked.Order(StringComparer.Ordinal))}", Spelling.Nearest(key, _asked)));
            }
        }
    }

    public void Error(string code, string key, string found, string expected, string? nearest = null) =>
        errors.Add(new(code, Severity.Error, section.Entries.TryGetValue(key, out var node) ? node.Span : section.Span, found, expected, nearest));

    private TomlNode? Find(string key)
    {
        _asked.Add(key);
        return section.Entries.GetValueOrDefault(key);
    }

    private TomlNode? Required(string key)
    {
        var node = Find(key);
        if (node is null)
        {
            errors.Add(new("AN0901", Severity.Error, section.Span, $"{what} without \"{key}\"", $"a key \"{key}\"", Spelling.Nearest(key, section.Entries.Keys)));
        }

        return node;
    }

    private IEnumerable<TomlNode> Items(string key) => Find(key) switch
    {
        null => [],
        TomlList list => list.Items,
        var single => [single],
    };

    private string AsText(string key, TomlNode node) => node is TomlScalar { Value: string text } ? text : Wrong(key, node, "a text in quotes", "");

    private double AsNumber(string key, TomlNode node) => node switch
    {
        TomlScalar { Value: double number } when double.IsFinite(number) => number,
        TomlScalar { Value: double } => Wrong(key, node, "a finite number", double.NaN),
        _ => Wrong(key, node, "a number", double.NaN),
    };

    private T Wrong<T>(string key, TomlNode node, string expected, T instead)
    {
        errors.Add(new("AN0903", Severity.Error, node.Span, $"{node.Kind} for \"{key}\" of {what}", expected));
        return instead;
    }
}

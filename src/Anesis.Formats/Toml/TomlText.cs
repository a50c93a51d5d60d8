using Anesis.Modeling.Diagnostics;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;
using Span = Anesis.Modeling.Diagnostics.SourceSpan;

namespace Anesis.Formats.Toml;

/// <summary>Parses TOML into nodes that know their place.</summary>
public static class TomlText
{
    /// <summary>The file's root table, or its syntax errors (code AN0900).</summary>
    public static Checked<TomlSection> Parse(string text, string source)
    {
        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(text, source, true);
        }
        catch (TomlException)
        {
            return Checked.Refused<TomlSection>(new Diagnostic("AN0900", Severity.Error, new(source), "tables and lists nested too deep", "at most 64 levels"));
        }
        catch (ArgumentOutOfRangeException)
        {
            // The parser turns an escaped character into text before it has looked whether there is such a character.
            return Checked.Refused<TomlSection>(new Diagnostic("AN0900", Severity.Error, new(source), "the number of a character that there is not", "characters of Unicode in strings"));
        }

        string[] lines = text.Split('\n');
        var errors = new List<Diagnostic>();
        foreach (var message in document.Diagnostics)
        {
            int line = message.Span.Start.Line + 1;
            errors.Add(new("AN0900", Severity.Error, new(source, line, message.Span.Start.Column + 1), message.Message.TrimEnd('.'), "TOML")
            {
                SourceLine = line <= lines.Length ? lines[line - 1].TrimEnd('\r') : null,
            });
        }

        var root = new TomlSection(new(StringComparer.Ordinal), new(source, 1, 1));
        if (errors.Count == 0)
        {
            new Builder(source, errors).Fill(root, document);
        }

        return errors.Count > 0 ? Checked.Refused<TomlSection>(errors) : Checked.Ok(root);
    }

    private sealed class Builder(string source, List<Diagnostic> errors)
    {
        public void Fill(TomlSection root, DocumentSyntax document)
        {
            Add(root, document.KeyValues);
            foreach (var table in document.Tables)
            {
                var path = Path(table.Name!);
                var parent = root;
                for (int i = 0; i < path.Count - 1; i++)
                {
                    parent = Enter(parent, path[i].Name, path[i].Span);
                }

                var (last, at) = path[^1];
                Add(table is TableArraySyntax ? Append(parent, last, at) : Enter(parent, last, at), table.Items);
            }
        }

        private void Add(TomlSection section, IEnumerable<KeyValueSyntax> items)
        {
            foreach (var item in items)
            {
                var path = Path(item.Key!);
                var parent = section;
                for (int i = 0; i < path.Count - 1; i++)
                {
                    parent = Enter(parent, path[i].Name, path[i].Span);
                }

                if (!parent.Entries.TryAdd(path[^1].Name, Value(item.Value!)))
                {
                    errors.Add(new("AN0900", Severity.Error, path[^1].Span, $"a second \"{path[^1].Name}\"", "each key once"));
                }
            }
        }

        private TomlSection Enter(TomlSection parent, string name, Span span)
        {
            if (!parent.Entries.TryGetValue(name, out var existing))
            {
                parent.Entries[name] = existing = new TomlSection(new(StringComparer.Ordinal), span);
            }

            switch (existing)
            {
                case TomlSection section:
                    return section;
                case TomlList { Items: [.., TomlSection last] }:
                    return last;
                default:
                    errors.Add(new("AN0900", Severity.Error, span, $"\"{name}\" used as a table", $"{existing.Kind}, as before"));
                    return new(new(StringComparer.Ordinal), span);
            }
        }

        private static TomlSection Append(TomlSection parent, string name, Span span)
        {
            var entry = new TomlSection(new(StringComparer.Ordinal), span);
            parent.Entries[name] = parent.Entries.GetValueOrDefault(name) is TomlList list
                ? list with { Items = [.. list.Items, entry] }
                : new TomlList([entry], span);
            return entry;
        }

        private List<(string Name, Span Span)> Path(KeySyntax key)
        {
            var path = new List<(string, Span)> { (Name(key.Key!), At(key)) };
            foreach (var dot in key.DotKeys)
            {
                path.Add((Name(dot.Key!), At(dot)));
            }

            return path;
        }

        private static string Name(BareKeyOrStringValueSyntax key) => key switch
        {
            StringValueSyntax text => text.Value ?? "",
            BareKeySyntax bare => bare.Key?.Text ?? "",
            _ => key.ToString().Trim(),
        };

        private TomlNode Value(ValueSyntax value)
        {
            var at = At(value);
            switch (value)
            {
                case StringValueSyntax text:
                    return new TomlScalar(text.Value ?? "", at);
                case IntegerValueSyntax integer:
                    return new TomlScalar((double)integer.Value, at);
                case FloatValueSyntax real:
                    return new TomlScalar(real.Value, at);
                case BooleanValueSyntax truth:
                    return new TomlScalar(truth.Value, at);
                case ArraySyntax array:
                    return new TomlList([.. array.Items.Select(i => Value(i.Value!))], at);
                case InlineTableSyntax inline:
                    var section = new TomlSection(new(StringComparer.Ordinal), at);
                    Add(section, inline.Items.Select(i => i.KeyValue!));
                    return section;
                default:
                    return new TomlScalar(value.ToString().Trim(), at);
            }
        }

        private Span At(SyntaxNodeBase node) =>
            new(source, node.Span.Start.Line + 1, node.Span.Start.Column + 1, Math.Max(1, node.Span.End.Column - node.Span.Start.Column + 1));
    }
}

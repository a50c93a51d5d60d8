using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>Collects what is wrong in one text. After <see cref="Limit"/> errors it takes no more: the rest would be noise.</summary>
internal sealed class DiagnosticBag
{
    public const int Limit = 500;

    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    public bool HasErrors { get; private set; }

    public bool IsFull => _diagnostics.Count >= Limit;

    public ValueList<Diagnostic> ToValueList() => _diagnostics.ToValueList();

    /// <summary>Makes a file's lines known, so that diagnostics can show them.</summary>
    public void Register(string file, string text) =>
        _lines[file] = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    public void Error(string code, SourceSpan at, string found, string expected, string? nearest = null) =>
        Add(new(code, Severity.Error, at, found, expected, nearest));

    public void Warning(string code, SourceSpan at, string found, string expected, string? nearest = null) =>
        Add(new(code, Severity.Warning, at, found, expected, nearest));

    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        if (IsFull)
        {
            return;
        }

        if (diagnostic.SourceLine is null && diagnostic.At.Line > 0 && _lines.TryGetValue(diagnostic.At.File, out string[]? lines)
            && diagnostic.At.Line <= lines.Length && lines[diagnostic.At.Line - 1].Length <= 500)
        {
            diagnostic = diagnostic with { SourceLine = lines[diagnostic.At.Line - 1] };
        }

        _diagnostics.Add(diagnostic);
    }
}

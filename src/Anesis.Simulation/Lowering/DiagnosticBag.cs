using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.Simulation.Lowering;

/// <summary>Collects diagnostics, each once, up to a limit that a person can still read.</summary>
internal sealed class DiagnosticBag
{
    private const int Limit = 200;
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<Diagnostic> _seen = [];

    public bool HasErrors { get; private set; }

    public ValueList<Diagnostic> Items => _items.ToValueList();

    public void Error(string code, SourceSpan at, string found, string expected, string? nearest = null) =>
        Add(new(code, Severity.Error, at, found, expected, nearest));

    public void Warning(string code, SourceSpan at, string found, string expected) =>
        Add(new(code, Severity.Warning, at, found, expected));

    private void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        if ((_items.Count < Limit || (diagnostic.Severity == Severity.Error && _items.Count < 2 * Limit)) && _seen.Add(diagnostic))
        {
            _items.Add(diagnostic);
        }
    }
}

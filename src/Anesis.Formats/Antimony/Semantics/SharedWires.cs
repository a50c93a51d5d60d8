using Anesis.Formats.Antimony.Syntax;

namespace Anesis.Formats.Antimony.Semantics;

/// <summary>
/// Warns where several submodels share one quantity, say different things of it, and the model that joins them says nothing itself: what was joined first holds.
/// A rule beside plain initial values is what a wire is for, and holds silently where it was joined first.
/// </summary>
internal sealed class SharedWires(AntimonyDocument document, ModuleTable module)
{
    private readonly DiagnosticBag _diagnostics = document.Diagnostics;

    public void Check()
    {
        foreach (var wire in module.Synchronizations.GroupBy(s => s.To.Representative))
        {
            var kept = wire.Key;
            var holder = (kept.Value ?? kept.Rate) is { } formula ? wire.SelectMany(Ends).FirstOrDefault(e => IsFrom(e, formula)) : null;
            if (holder is null || kept.IsReaction)
            {
                continue;
            }

            foreach (var (sync, end) in wire.SelectMany(s => Ends(s).Select(e => (s, e))).Where(e => e.e != holder && IsLost(e.e.Origin!.Representative, holder.Origin!.Representative)))
            {
                _diagnostics.Warning("AN0132", sync.Span, $"{end.Name} joined to {kept.Name}, of which {holder.Name} says something else, and holds because it was joined first",
                    $"a value or rule of {kept.Name} in this model, or the one that is meant joined first");
            }
        }
    }

    private static IEnumerable<Variable> Ends(Synchronization sync) => new[] { sync.From, sync.To }.Where(e => e is { IsLocal: false, Origin: not null });

    /// <summary>True when the formula that holds is that of this element of a submodel.</summary>
    private static bool IsFrom(Variable element, Formula holds)
    {
        var own = holds.Unconverted ?? holds;
        var origin = element.Origin!.Representative;
        string prefix = element.Name[..^element.Origin!.Name.Length];
        return new[] { origin.Value, origin.Rate }.Any(f => f is not null && own.Scope == prefix + f.Scope && own.Math.Equals(f.Math));
    }

    /// <summary>A value that a rule starts from or that is a rule is never lost in silence, a plain one only to a quantity with a rule; a rate gives way only to another rate.</summary>
    private static bool IsLost(Variable lost, Variable holds)
    {
        bool value = lost.Value is not null && holds.Value is not null && !Equals(lost.Value, holds.Value) && (HasRule(lost) || !HasRule(holds));
        return value || (lost.Rate is not null && holds.Rate is not null && !Equals(lost.Rate, holds.Rate));
    }

    private static bool HasRule(Variable v) => v.Rate is not null || (v.Value is not null && v.FormulaKind == FormulaKind.Assignment);

    private static bool Equals(Formula? a, Formula? b) => a is null ? b is null : b is not null && a.Math.Equals(b.Math);
}

using System.Text;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Diagnostics;

public enum Severity
{
    Information,
    Warning,
    Error,
}

/// <summary>
/// What a user did that cannot be taken as it stands: where, what was found, what was expected, and the nearest right spelling.
/// Codes are "AN" and four digits and are stable: 01xx Antimony, 02xx SBML, 03xx semantics, 04xx units, 05xx lowering, 06xx simulation,
/// 07xx regimens, 08xx data sets, 09xx populations and scenarios, 10xx command line, 11xx results.
/// </summary>
/// <param name="Code">Stable code, such as "AN0142".</param>
/// <param name="Severity">Errors refuse the input; warnings do not.</param>
/// <param name="At">The place.</param>
/// <param name="Found">What stands there, in words that complete "found …".</param>
/// <param name="Expected">What would have been right, in words that complete "expected …".</param>
/// <param name="Nearest">The nearest right spelling, or null.</param>
public sealed record Diagnostic(string Code, Severity Severity, SourceSpan At, string Found, string Expected, string? Nearest = null)
{
    /// <summary>The rule numbers of a specification that this breaks, such as SBML's "10501".</summary>
    public ValueList<string> Rules { get; init; }

    /// <summary>The text of the line that <see cref="At"/> points into, for a caret under the place; null when not at hand.</summary>
    public string? SourceLine { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder();
        if (At.IsKnown)
        {
            text.Append(At).Append(": ");
        }

        text.Append(Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" })
            .Append(' ').Append(Code).Append(": found ").Append(Found).Append(", expected ").Append(Expected);
        if (Nearest is not null)
        {
            text.Append("; did you mean ").Append(Nearest).Append('?');
        }

        if (!Rules.IsEmpty)
        {
            text.Append(" [").AppendJoin(", ", Rules).Append(']');
        }

        if (SourceLine is not null && At.Column > 0)
        {
            text.Append('\n').Append("    ").Append(SourceLine).Append('\n').Append("    ")
                .Append(string.Concat(SourceLine.Take(At.Column - 1).Select(c => c == '\t' ? '\t' : ' ')))
                .Append('^', Math.Clamp(At.Length, 1, Math.Max(1, SourceLine.Length - At.Column + 1)));
        }

        return text.ToString();
    }
}

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

    /// <summary>Signs of a source line, and of a text that a file puts into a sentence, that a message shows.</summary>
    private const int LongestLine = 200, LongestText = 1000;

    private static string Cut(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText / 2), " … ", text.AsSpan(text.Length - (LongestText / 2)));

    public override string ToString()
    {
        var text = new StringBuilder();
        if (At.IsKnown)
        {
            text.Append(At).Append(": ");
        }

        text.Append(Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" })
            .Append(' ').Append(Code).Append(": found ").Append(Cut(Found)).Append(", expected ").Append(Cut(Expected));
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
            // Of a long line only what is around the place.
            int from = SourceLine.Length <= LongestLine ? 0 : Math.Clamp(At.Column - 1 - (LongestLine / 2), 0, SourceLine.Length - LongestLine);
            string line = SourceLine.Substring(from, Math.Min(LongestLine, SourceLine.Length - from)), before = from > 0 ? "…" : "";
            int column = At.Column - from + before.Length;
            text.Append('\n').Append("    ").Append(before).Append(line).Append(from + line.Length < SourceLine.Length ? "…" : "").Append('\n').Append("    ")
                .Append(string.Concat((before + line).Take(column - 1).Select(c => c == '\t' ? '\t' : ' ')))
                .Append('^', Math.Clamp(At.Length, 1, Math.Max(1, before.Length + line.Length - column + 1)));
        }

        return text.ToString();
    }
}

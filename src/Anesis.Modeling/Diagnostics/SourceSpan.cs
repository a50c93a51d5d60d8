namespace Anesis.Modeling.Diagnostics;

/// <summary>
/// A place in a text: file (or another name of the source, such as "--regimen"), line and column from 1, length in characters.
/// Line 0 means that the place inside the file is not known; then <paramref name="Element"/> names it (an id, a path).
/// </summary>
public readonly record struct SourceSpan(string File, int Line = 0, int Column = 0, int Length = 0, string? Element = null)
{
    public static SourceSpan None => new("");

    public bool IsKnown => !string.IsNullOrEmpty(File);

    public override string ToString() =>
        (Line > 0 ? $"{File}:{Line}:{Column}" : File) + (Element is null ? "" : $" ({Element})");
}

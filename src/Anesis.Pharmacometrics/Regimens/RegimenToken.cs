namespace Anesis.Pharmacometrics.Regimens;

internal enum TokenKind
{
    Number,
    Word,
    Comma,
    Semicolon,
    Slash,
    Plus,
    Times,
    Dash,
    Comparison,

    /// <summary>A time of the day, in hours from midnight.</summary>
    Clock,
    End,
}

/// <summary>A word, number or sign of a regimen's text; <paramref name="Text"/> is in lower case, <paramref name="Raw"/> as written.</summary>
internal readonly record struct RegimenToken(TokenKind Kind, string Text, string Raw, double Value, int Column)
{
    public int Length => Math.Max(1, Raw.Length);
}

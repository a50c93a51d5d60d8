using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Antimony.Syntax;

internal enum TokenKind
{
    EndOfFile,
    EndOfLine,
    Word,
    Number,
    Text,

    /// <summary>A sign; which one is its <see cref="Token.Text"/>.</summary>
    Sign,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">The word, the sign, the digits, or the content of a text without its quotes.</param>
/// <param name="Number">The value of a number.</param>
/// <param name="Start">Where it starts in the source, in characters.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct Token(TokenKind Kind, string Text, double Number, int Start, SourceSpan Span)
{
    public int End => Start + Span.Length;

    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == TokenKind.Word && Text == word;

    /// <summary>In words that complete "found …".</summary>
    public string Described => Kind switch
    {
        TokenKind.EndOfFile => "the end of the text",
        TokenKind.EndOfLine => "the end of the line",
        TokenKind.Text => "a text in quotes",
        _ => $"\"{Text}\"",
    };
}

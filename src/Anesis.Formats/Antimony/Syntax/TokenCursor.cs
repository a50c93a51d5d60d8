using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>A place in the list of tokens, shared by the parsers of statements and of formulas.</summary>
internal sealed class TokenCursor(IReadOnlyList<Token> tokens)
{
    public int Position { get; set; }

    public Token Current => tokens[Position];

    public Token Previous => tokens[Math.Max(0, Position - 1)];

    public Token Ahead(int count) => tokens[Math.Min(Position + count, tokens.Count - 1)];

    public Token Take()
    {
        var token = tokens[Position];
        if (Position < tokens.Count - 1)
        {
            Position++;
        }

        return token;
    }

    public bool TryTake(string sign)
    {
        if (!Current.Is(sign))
        {
            return false;
        }

        Take();
        return true;
    }

    public bool TryTakeWord(string word)
    {
        if (!Current.IsWord(word))
        {
            return false;
        }

        Take();
        return true;
    }

    public void SkipEndsOfLines()
    {
        while (Current.Kind == TokenKind.EndOfLine)
        {
            Take();
        }
    }

    public bool AtEndOfStatement => Current.Kind is TokenKind.EndOfFile or TokenKind.EndOfLine || Current.Is(";");

    /// <summary>The place from one token to another; over several lines, to the end of the first token.</summary>
    public static SourceSpan Between(Token first, Token last) =>
        first.Span.Line == last.Span.Line && last.End > first.Start ? first.Span with { Length = last.End - first.Start } : first.Span;
}

/// <summary>Thrown inside the parser to abandon the current statement; its error has been reported already.</summary>
internal sealed class AbandonedStatement : Exception;

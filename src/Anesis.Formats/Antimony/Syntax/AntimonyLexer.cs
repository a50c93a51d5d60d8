using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>
/// Cuts a text into tokens. Comments (//, #, /* */) and a backslash before the end of a line vanish; ends of lines are tokens, since they end statements.
/// Words are letters, digits and underscores of ASCII; other characters are allowed in comments and texts only, as in the reference implementation.
/// </summary>
internal sealed class AntimonyLexer(string text, string file, DiagnosticBag diagnostics)
{
    /// <summary>Longest first, so that the first match is the right one.</summary>
    private static readonly string[] s_signs =
        ["<==>", "...", "<=", ">=", "!=", "=>", "->", "-|", "--", "+", "-", "*", "/", "%", "^", "!", "=", "<", ">", "&", "|", "(", ")", "{", "}", "[", "]", ",", ";", ":", "'", ".", "$", "?"];

    private int _position;
    private int _line = 1;
    private int _lineStart;

    public List<Token> Tokens()
    {
        var tokens = new List<Token>();
        if (text.StartsWith('\uFEFF'))
        {
            _position = 1;
            _lineStart = 1;
        }

        while (true)
        {
            SkipBlanks();
            if (_position >= text.Length)
            {
                tokens.Add(Make(TokenKind.EndOfFile, "", _position));
                return tokens;
            }

            if (Next() is { } token)
            {
                tokens.Add(token);
            }
        }
    }

    private Token? Next()
    {
        char c = text[_position];
        int start = _position;
        if (c is '\n' or '\r')
        {
            var end = new Token(TokenKind.EndOfLine, "\n", 0, start, new(file, _line, start - _lineStart + 1, 1));
            EndLine();
            return end;
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            while (_position < text.Length && (char.IsAsciiLetterOrDigit(text[_position]) || text[_position] == '_'))
            {
                _position++;
            }

            return SboTerm(start) ?? Make(TokenKind.Word, text[start.._position], start);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            return Number(start);
        }

        if (c == '"')
        {
            return QuotedText(start);
        }

        if (c == '`')
        {
            return BackquotedText(start);
        }

        foreach (string sign in s_signs)
        {
            if (string.CompareOrdinal(text, _position, sign, 0, sign.Length) == 0)
            {
                _position += sign.Length;
                if (sign == "--")
                {
                    // A strand may be drawn with any number of dashes; "-->" is not a strand but "-" and an arrow.
                    while (Peek(0) == '-')
                    {
                        _position++;
                    }
                }

                return Make(TokenKind.Sign, sign, start);
            }
        }

        _position += char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek(1)) ? 2 : 1;
        diagnostics.Error("AN0101", SpanFrom(start), char.IsControl(c) ? $"the character U+{(int)c:X4}" : $"\"{text[start.._position]}\"",
            "letters, digits, underscores and signs (other characters only in texts and comments)");
        return null;
    }

    private Token? SboTerm(int start)
    {
        if (_position - start != 3 || Peek(0) != ':' || !char.IsAsciiDigit(Peek(1))
            || !text.AsSpan(start, 3).Equals("sbo", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        int digits = ++_position;
        while (char.IsAsciiDigit(Peek(0)))
        {
            _position++;
        }

        double value = double.Parse(text.AsSpan(digits, _position - digits), NumberStyles.None, CultureInfo.InvariantCulture);
        return Make(TokenKind.Number, text[start.._position], start) with { Number = value };
    }

    private Token Number(int start)
    {
        while (char.IsAsciiDigit(Peek(0)))
        {
            _position++;
        }

        if (Peek(0) == '.' && !(Peek(1) == '.' && Peek(2) == '.'))
        {
            _position++;
            while (char.IsAsciiDigit(Peek(0)))
            {
                _position++;
            }
        }

        // An "e" without digits after it starts the name of a unit ("3 eq" may be written "3eq").
        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            _position += 2;
            while (char.IsAsciiDigit(Peek(0)))
            {
                _position++;
            }
        }

        double value = double.Parse(text.AsSpan(start, _position - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            diagnostics.Error("AN0104", SpanFrom(start), $"\"{Short(text[start.._position])}\"", "a number of at most 1.7976931348623157e308 (or inf)");
            value = 0;
        }

        return Make(TokenKind.Number, text[start.._position], start) with { Number = value };
    }

    private Token? QuotedText(int start)
    {
        int end = _position + 1;
        while (end < text.Length && text[end] is not ('"' or '\n' or '\r'))
        {
            end++;
        }

        if (end >= text.Length || text[end] != '"')
        {
            _position = end;
            diagnostics.Error("AN0102", SpanFrom(start), "a text without its closing quote", "\" before the end of the line (texts of several lines stand between ```)");
            return Make(TokenKind.Text, text[(start + 1)..end], start);
        }

        _position = end + 1;
        return Make(TokenKind.Text, text[(start + 1)..end], start);
    }

    private Token? BackquotedText(int start)
    {
        (int line, int column) = (_line, start - _lineStart + 1);
        if (Peek(1) != '`')
        {
            _position++;
            diagnostics.Error("AN0101", SpanFrom(start), "\"`\"", "``` around a text of several lines");
            return null;
        }

        if (Peek(2) != '`')
        {
            _position += 2;
            return Make(TokenKind.Text, "", start);
        }

        int end = text.IndexOf("```", start + 3, StringComparison.Ordinal);
        if (end < 0)
        {
            diagnostics.Error("AN0102", new(file, line, column, 3), "a text without its closing ```", "``` at the end of the text");
            _position = text.Length;
            return null;
        }

        for (int i = start; i < end; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.Length || text[i + 1] != '\n')))
            {
                _line++;
                _lineStart = i + 1;
            }
        }

        _position = end + 3;
        string content = text[(start + 3)..end].Replace("\r\n", "\n", StringComparison.Ordinal);
        return new Token(TokenKind.Text, content, 0, start, new(file, line, column, _position - start));
    }

    private void SkipBlanks()
    {
        while (_position < text.Length)
        {
            char c = text[_position];
            if (c is ' ' or '\t' or '\f' or '\v' or '\u00A0')
            {
                _position++;
            }
            else if (c == '#' || (c == '/' && Peek(1) == '/'))
            {
                while (_position < text.Length && text[_position] is not ('\n' or '\r'))
                {
                    _position++;
                }
            }
            else if (c == '/' && Peek(1) == '*')
            {
                SkipBlockComment();
            }
            else if (c == '\\')
            {
                int next = _position + 1;
                while (next < text.Length && text[next] is ' ' or '\t')
                {
                    next++;
                }

                if (next < text.Length && text[next] is not ('\n' or '\r'))
                {
                    return;
                }

                _position = next;
                if (_position < text.Length)
                {
                    EndLine();
                }
            }
            else
            {
                return;
            }
        }
    }

    private void SkipBlockComment()
    {
        (int start, int line, int column) = (_position, _line, _position - _lineStart + 1);
        _position += 2;
        while (_position < text.Length && !(text[_position] == '*' && Peek(1) == '/'))
        {
            if (text[_position] is '\n' or '\r')
            {
                EndLine();
            }
            else
            {
                _position++;
            }
        }

        if (_position >= text.Length)
        {
            diagnostics.Error("AN0102", new(file, line, column, 2), "a comment without its end", "*/");
            _position = Math.Max(_position, start);
            return;
        }

        _position += 2;
    }

    private void EndLine()
    {
        _position += text[_position] == '\r' && Peek(1) == '\n' ? 2 : 1;
        _line++;
        _lineStart = _position;
    }

    private char Peek(int ahead) => _position + ahead < text.Length ? text[_position + ahead] : '\0';

    private Token Make(TokenKind kind, string content, int start) => new(kind, content, 0, start, SpanFrom(start));

    private SourceSpan SpanFrom(int start) => new(file, _line, start - _lineStart + 1, Math.Max(1, _position - start));

    private static string Short(string value) => value.Length <= 40 ? value : value[..37] + "...";
}

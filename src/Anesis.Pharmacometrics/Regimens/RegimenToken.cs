using System.Globalization;
using Anesis.Modeling.Diagnostics;

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
    End,
}

/// <summary>A word, number or sign of a regimen's text; <paramref name="Text"/> is in lower case, <paramref name="Raw"/> as written.</summary>
internal readonly record struct RegimenToken(TokenKind Kind, string Text, string Raw, double Value, int Column)
{
    public int Length => Math.Max(1, Raw.Length);
}

/// <summary>Cuts a regimen's text into tokens. "q8h" and "40min" fall apart into number and word; µ and μ read as u.</summary>
internal static class RegimenTokenizer
{
    public static List<RegimenToken> Cut(string text, string source, List<Diagnostic> errors)
    {
        var tokens = new List<RegimenToken>();
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])))
            {
                i = CutNumber(text, i, source, tokens, errors);
            }
            else if (Abbreviation(text, i) is var length and > 0)
            {
                string raw = text.Substring(i, length);
                tokens.Add(new(TokenKind.Word, Fold(raw.Replace(".", "", StringComparison.Ordinal)), raw, 0, i + 1));
                i += length;
            }
            else if (IsWordStart(c))
            {
                int end = i;
                while (end < text.Length && (IsWordStart(text[end]) || text[end] == '-' || (text[end] == '_') || (char.IsAsciiDigit(text[end]) && EndsInDigits(text, i, end))))
                {
                    end++;
                }

                string raw = text[i..end].TrimEnd('-');
                tokens.Add(new(TokenKind.Word, Fold(raw), raw, 0, i + 1));
                i += raw.Length;
                if (raw.Length == 0)
                {
                    i++;
                }
            }
            else if (c == '-' && tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number && i + 1 < text.Length && char.IsLetter(text[i + 1]))
            {
                i++; // "40-minute"
            }
            else
            {
                var kind = c switch
                {
                    ',' => TokenKind.Comma,
                    ';' => TokenKind.Semicolon,
                    '/' => TokenKind.Slash,
                    '+' => TokenKind.Plus,
                    '×' or '*' => TokenKind.Times,
                    _ => TokenKind.End,
                };
                if (kind == TokenKind.End)
                {
                    errors.Add(new("AN0701", Severity.Error, new(source, 1, i + 1, 1), $"the sign '{c}'", "a dose such as \"0.5 mg/kg iv over 40 min\"") { SourceLine = text });
                }
                else
                {
                    tokens.Add(new(kind, c.ToString(), c.ToString(), 0, i + 1));
                }

                i++;
            }
        }

        tokens.Add(new(TokenKind.End, "", "", 0, text.Length + 1));
        return tokens;
    }

    /// <summary>Species ids may hold digits (A1, CENT2) and m2 is a unit; "q8h" and "x4" are a word and a number.</summary>
    private static bool EndsInDigits(string text, int start, int end)
    {
        string word = Fold(text[start..end]);
        return word is not ("q" or "x" or "d" or "day" or "week" or "days" or "weeks") || text[start..end] is "D";
    }

    /// <summary>Length of letters with a point after each, such as "i.v." or "b.i.d"; 0 when there are none.</summary>
    private static int Abbreviation(string text, int start)
    {
        int end = start;
        while (end + 2 < text.Length && char.IsAsciiLetter(text[end]) && text[end + 1] == '.' && char.IsAsciiLetter(text[end + 2]))
        {
            end += 2;
        }

        if (end == start || (end + 1 < text.Length && char.IsAsciiLetterOrDigit(text[end + 1])))
        {
            return 0;
        }

        return end + 1 - start + (end + 1 < text.Length && text[end + 1] == '.' ? 1 : 0);
    }

    private static bool IsWordStart(char c) => char.IsLetter(c) || c is 'µ' or 'μ' or '²' or '°' or '%' || c == '_';

    private static string Fold(string raw) => raw.Replace('µ', 'u').Replace('μ', 'u').Replace('²', '2').ToLowerInvariant();

    private static int CutNumber(string text, int start, string source, List<RegimenToken> tokens, List<Diagnostic> errors)
    {
        int end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
        {
            end++;
        }

        if (end + 1 < text.Length && text[end] is 'e' or 'E' && (char.IsAsciiDigit(text[end + 1]) || (text[end + 1] is '-' or '+' && end + 2 < text.Length && char.IsAsciiDigit(text[end + 2]))))
        {
            end += 2;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
        }

        // "0,5" and "1,000" could each be read two ways: refused.
        if (end + 1 < text.Length && text[end] == ',' && char.IsAsciiDigit(text[end + 1]))
        {
            int tail = end + 1;
            while (tail < text.Length && char.IsAsciiDigit(text[tail]))
            {
                tail++;
            }

            string found = text[start..tail];
            errors.Add(new("AN0702", Severity.Error, new(source, 1, start + 1, tail - start), $"\"{found}\"", "a number with a decimal point and no separator of thousands", $"\"{(tail - end - 1 == 3 && text[start] != '0' ? found.Replace(",", "", StringComparison.Ordinal) : found.Replace(',', '.'))}\"") { SourceLine = text });
            tokens.Add(new(TokenKind.Number, found, found, double.NaN, start + 1));
            return tail;
        }

        string raw = text[start..end];
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            errors.Add(new("AN0702", Severity.Error, new(source, 1, start + 1, raw.Length), $"\"{raw}\"", "a number such as 0.5") { SourceLine = text });
            value = double.NaN;
        }

        tokens.Add(new(TokenKind.Number, raw, raw, value, start + 1));
        return end;
    }
}

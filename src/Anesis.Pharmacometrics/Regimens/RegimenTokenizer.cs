using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>
/// Cuts a regimen's text into tokens. "q8h" and "40min" fall apart into number and word, "i.v." is one word, "mg·kg⁻¹" reads as "mg/kg"; µ and μ read as u.
/// </summary>
internal sealed class RegimenTokenizer(string text, string source, List<Diagnostic> errors)
{
    private static readonly (string Written, string Word)[] Enantiomers =
    [
        ("(R,S)-ketamine", "rs-ketamine"), ("(RS)-ketamine", "rs-ketamine"), ("R,S-ketamine", "rs-ketamine"), ("S(+)-ketamine", "s-ketamine"), ("R(-)-ketamine", "r-ketamine"),
        ("S(+) ketamine", "s-ketamine"), ("R(-) ketamine", "r-ketamine"), ("(S)-ketamine", "s-ketamine"), ("(R)-ketamine", "r-ketamine"), ("(S)ketamine", "s-ketamine"), ("(R)ketamine", "r-ketamine"),
    ];

    private static readonly HashSet<string> Inverted = new(StringComparer.Ordinal) { "kg", "m", "h", "hr", "min", "day", "d", "s" };

    private readonly List<RegimenToken> _tokens = [];
    private int _at;

    public static List<RegimenToken> Cut(string text, string source, List<Diagnostic> errors) => new RegimenTokenizer(text, source, errors).Cut();

    private char Next => _at + 1 < text.Length ? text[_at + 1] : '\0';

    private List<RegimenToken> Cut()
    {
        while (_at < text.Length)
        {
            char c = text[_at];
            if (char.IsWhiteSpace(c) || c is '·' or '⋅')
            {
                _at++;
            }
            else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Next)))
            {
                CutNumber();
            }
            else if (!CutEnantiomer() && !CutFraction(c))
            {
                if (IsLetter(c))
                {
                    CutWord();
                }
                else
                {
                    CutSign(c);
                }
            }
        }

        _tokens.Add(new(TokenKind.End, "", "", 0, text.Length + 1));
        return _tokens;
    }

    private void Add(TokenKind kind, string folded, int length, double value = 0)
    {
        _tokens.Add(new(kind, folded, text.Substring(_at, length), value, _at + 1));
        _at += length;
    }

    private bool CutEnantiomer()
    {
        foreach (var (written, word) in Enantiomers)
        {
            if (text.AsSpan(_at).StartsWith(written, StringComparison.OrdinalIgnoreCase))
            {
                Add(TokenKind.Word, word, written.Length);
                return true;
            }
        }

        return false;
    }

    private bool CutFraction(char c)
    {
        if (c is not ('½' or '¼' or '¾'))
        {
            return false;
        }

        double value = c == '½' ? 0.5 : c == '¼' ? 0.25 : 0.75;
        if (_tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number && _tokens[^1].Column + _tokens[^1].Length == _at + 1)
        {
            var whole = _tokens[^1];
            _tokens[^1] = whole with { Value = whole.Value + value, Raw = whole.Raw + c };
            _at++;
        }
        else
        {
            Add(TokenKind.Number, c.ToString(), 1, value);
        }

        return true;
    }

    private void CutWord()
    {
        if (CutHoursAndMinutes())
        {
            return;
        }

        int end = _at + Abbreviation();
        if (end == _at)
        {
            end++;
            while (end < text.Length && (IsLetter(text[end]) || text[end] is '-' or '_' || (char.IsAsciiDigit(text[end]) && EndsInDigits(_at, end))))
            {
                end++;
            }
        }

        string raw = text[_at..end].TrimEnd('-');
        int hyphen = raw.IndexOf('-', StringComparison.Ordinal);
        if (hyphen > 0 && !Known.Contains(Fold(raw)))
        {
            // "twice-weekly" and "one-hour" are two words; "s-ketamine" is one.
            raw = raw[..hyphen];
        }

        string folded = Fold(raw.Replace(".", "", StringComparison.Ordinal));
        CutInverse(ref raw, ref folded);
        if (folded == "m" && _at + raw.Length + 1 < text.Length && text[_at + raw.Length] == '^' && text[_at + raw.Length + 1] == '2')
        {
            (raw, folded) = (raw + "^2", "m2");
        }

        Add(TokenKind.Word, folded, raw.Length);
    }

    /// <summary>"1h30" and "2h05": the minutes have no unit of their own.</summary>
    private bool CutHoursAndMinutes()
    {
        bool follows = _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number && _tokens[^1].Column + _tokens[^1].Length == _at + 1 && text[_at] is 'h' or 'H';
        if (!follows || _at + 2 >= text.Length || !char.IsAsciiDigit(text[_at + 1]) || !char.IsAsciiDigit(text[_at + 2]) || (_at + 3 < text.Length && (char.IsAsciiDigit(text[_at + 3]) || IsLetter(text[_at + 3]))))
        {
            return false;
        }

        Add(TokenKind.Word, "h", 1);
        Add(TokenKind.Number, text.Substring(_at, 2), 2, int.Parse(text.AsSpan(_at, 2), CultureInfo.InvariantCulture));
        _tokens.Add(new(TokenKind.Word, "min", "", 0, _at + 1));
        return true;
    }

    /// <summary>"kg-1" and "kg⁻¹" stand for "/kg".</summary>
    private void CutInverse(ref string raw, ref string folded)
    {
        if (!Inverted.Contains(folded))
        {
            return;
        }

        var rest = text.AsSpan(_at + raw.Length);
        foreach (string inverse in (ReadOnlySpan<string>)["-1", "⁻¹", "−1", "^-1", "-2", "⁻²", "−2", "^-2"])
        {
            if (!rest.StartsWith(inverse, StringComparison.Ordinal) || (inverse.EndsWith('2') || inverse.EndsWith('²')) != (folded == "m"))
            {
                continue;
            }

            _tokens.Add(new(TokenKind.Slash, "/", "/", 0, _at + 1));
            folded = folded == "m" ? "m2" : folded;
            raw += inverse;
            return;
        }
    }

    /// <summary>Length of "i.v." or "b.i.d": single letters with dots between; 0 where there are none.</summary>
    private int Abbreviation()
    {
        int end = _at;
        while (end + 1 < text.Length && IsLetter(text[end]) && text[end + 1] == '.')
        {
            end += 2;
        }

        if (end == _at)
        {
            return 0;
        }

        bool lastWithoutDot = end < text.Length && IsLetter(text[end]) && (end + 1 == text.Length || !IsLetter(text[end + 1]));
        int letters = ((end - _at) / 2) + (lastWithoutDot ? 1 : 0);
        return letters > 1 ? end - _at + (lastWithoutDot ? 1 : 0) : 0;
    }

    private void CutSign(char c)
    {
        bool afterNumber = _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number;
        bool joins = _tokens.Count > 0 && _tokens[^1].Kind is TokenKind.Number or TokenKind.Word && _tokens[^1].Column + _tokens[^1].Length == _at + 1;
        if (c is '-' or '–' or '—' or '−' && joins && char.IsLetter(Next) && RegimenSchedules.WeekdayOf(_tokens[^1]) < 0)
        {
            _at++; // "40-minute", "half-hourly"
            return;
        }

        if (c == '.' && _tokens.Count > 0)
        {
            _at++; // the end of a sentence or of an abbreviation
            return;
        }

        if (c is '\'' or '′' or '’' && afterNumber && joins)
        {
            Add(TokenKind.Word, "min", 1); // 40'
            return;
        }

        if (c is '<' or '>' or '≤' or '≥')
        {
            bool equal = c is '<' or '>' && Next == '=';
            Add(TokenKind.Comparison, (c, equal) switch { ('<', true) => "≤", ('>', true) => "≥", _ => c.ToString() }, equal ? 2 : 1);
            return;
        }

        if (c == '=' && _tokens.Count > 0 && _tokens[^1].Text == "t")
        {
            _at++; // "at t = 0, 2 and 6 h"
            return;
        }

        bool dash = c is '-' or '–' or '—' or '−';
        if (dash && !afterNumber && (char.IsAsciiDigit(Next) || Next == '.'))
        {
            int end = _at + 1;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            {
                end++;
            }

            Wrong("AN0701", end - _at, $"\"{text[_at..end]}\"", "a number above 0");
            _at = end;
            return;
        }

        var kind = c switch
        {
            ',' or '(' or ')' or ':' when c != ':' || !afterNumber || !char.IsAsciiDigit(Next) => TokenKind.Comma,
            ';' => TokenKind.Semicolon,
            '/' => TokenKind.Slash,
            '+' or '&' => TokenKind.Plus,
            '×' or '*' => TokenKind.Times,
            _ when dash => TokenKind.Dash,
            _ => TokenKind.End,
        };
        if (kind == TokenKind.End)
        {
            string expected = c == ':' ? "times from the start of the regimen, such as \"at 0 and 12 h\"" : c == '=' ? "words, such as \"0.5 mg/kg iv over 40 min\"" : "a dose such as \"0.5 mg/kg iv over 40 min\"";
            Wrong("AN0701", 1, $"the sign '{c}'", expected);
            _at++;
            return;
        }

        Add(kind, c.ToString(), 1);
    }

    private void CutNumber()
    {
        int end = _at;
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

        if ((Clock(end) ?? MilitaryClock(end)) is var (hours, minutes, length))
        {
            if (hours > 23 || minutes > 59)
            {
                Wrong("AN0702", length, $"\"{text.Substring(_at, length)}\"", "a time of the day from 0:00 to 23:59");
            }

            Add(TokenKind.Clock, text.Substring(_at, length), length, hours + (minutes / 60.0));
            return;
        }

        // "0,5" and "1,000" could each be read two ways: refused.
        if (end + 1 < text.Length && text[end] == ',' && char.IsAsciiDigit(text[end + 1]) && !IsListOfDays())
        {
            int tail = end + 1;
            while (tail < text.Length && char.IsAsciiDigit(text[tail]))
            {
                tail++;
            }

            string found = text[_at..tail];
            Wrong("AN0702", tail - _at, $"\"{found}\"", "a number with a decimal point and no separator of thousands, or a space after the comma of a list", $"\"{(tail - end - 1 == 3 && text[_at] != '0' ? found.Replace(",", "", StringComparison.Ordinal) : found.Replace(',', '.'))}\"");
            Add(TokenKind.Number, found, tail - _at, double.NaN);
            return;
        }

        string raw = text[_at..end].TrimEnd('.');
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            Wrong("AN0702", raw.Length, $"\"{raw}\"", "a number such as 0.5");
            value = double.NaN;
        }

        Add(TokenKind.Number, raw, raw.Length, value);
    }

    /// <summary>"8:00" and "20:30": hours, minutes and how many signs they take.</summary>
    private (int Hours, int Minutes, int Length)? Clock(int end)
    {
        bool clock = end - _at is 1 or 2 && end + 2 < text.Length && text[end] == ':' && char.IsAsciiDigit(text[end + 1]) && char.IsAsciiDigit(text[end + 2])
            && (end + 3 == text.Length || !char.IsAsciiDigit(text[end + 3])) && text.AsSpan(_at, end - _at).IndexOf('.') < 0;
        return clock ? (int.Parse(text.AsSpan(_at, end - _at), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(end + 1, 2), CultureInfo.InvariantCulture), end + 3 - _at) : null;
    }

    /// <summary>"at 0800 and 2000": four figures after "at", the first of them 0, or after such a time.</summary>
    private (int Hours, int Minutes, int Length)? MilitaryClock(int end)
    {
        int last = _tokens.Count - 1;
        bool goesOn = last >= 1 && (_tokens[last].Kind == TokenKind.Comma || _tokens[last].Text is "and" or "&") && _tokens[last - 1].Kind == TokenKind.Clock;
        bool starts = last >= 0 && _tokens[last].Text == "at" && text[_at] == '0';
        return end - _at == 4 && (starts || goesOn) && text.AsSpan(_at, 4).IndexOf('.') < 0
            ? (int.Parse(text.AsSpan(_at, 2), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(_at + 2, 2), CultureInfo.InvariantCulture), 4)
            : null;
    }

    /// <summary>After "days", a comma between numbers is a list's: "on days 1,4,8".</summary>
    private bool IsListOfDays()
    {
        int last = _tokens.Count - 1;
        while (last >= 0 && _tokens[last].Kind is TokenKind.Number or TokenKind.Comma)
        {
            last--;
        }

        return last >= 0 && _tokens[last].Text is "days" or "weeks";
    }

    /// <summary>D1 is a day where it stands after "on", or in the list that goes on from there; else the id of a species.</summary>
    private bool IsDayHere()
    {
        int last = _tokens.Count - 1;
        while (last > 0 && (_tokens[last].Kind is TokenKind.Number or TokenKind.Comma || _tokens[last].Text is "d" or "and" or "&"))
        {
            last--;
        }

        return last >= 0 && _tokens[last].Text == "on";
    }

    private void Wrong(string code, int length, string found, string expected, string? nearest = null) =>
        errors.Add(new(code, Severity.Error, new(source, 1, _at + 1, Math.Max(1, length)), found, expected, nearest) { SourceLine = text });

    /// <summary>Species ids may hold digits (A1, CENT2) and m2 is a unit; "q8h" and "x4" are a word and a number.</summary>
    private bool EndsInDigits(int start, int end) =>
        Fold(text[start..end]) is not ("q" or "x" or "d" or "day" or "week" or "days" or "weeks") || (text[start..end] is "D" && !IsDayHere());

    private static bool IsLetter(char c) => (char.IsLetter(c) && c is not ('½' or '¼' or '¾')) || c is 'µ' or 'μ' or '²' or '°' or '%' or '_';

    private static string Fold(string raw) => raw.Replace('µ', 'u').Replace('μ', 'u').Replace('²', '2').ToLowerInvariant();

    private static readonly HashSet<string> Known = new(RegimenWords.All, StringComparer.Ordinal);
}

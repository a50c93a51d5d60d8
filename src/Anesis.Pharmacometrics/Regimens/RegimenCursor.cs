using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.Regimens;

/// <summary>Where the reading of a regimen stands among its tokens, and what has been found wrong so far.</summary>
internal sealed class RegimenCursor(string text, string source, List<RegimenToken> tokens, List<Diagnostic> errors, List<string> readings)
{
    private int _position;

    public RegimenToken Here => tokens[_position];

    public RegimenToken Last => tokens[Math.Max(0, _position - 1)];

    public int Position => _position;

    public int ErrorCount => errors.Count;

    public bool AtEnd => Here.Kind == TokenKind.End;

    public RegimenToken Ahead(int by = 1) => tokens[Math.Min(_position + by, tokens.Count - 1)];

    public void Skip(int count = 1) => _position = Math.Min(_position + count, tokens.Count - 1);

    /// <summary>True where the text names a day 0 or a week 0: then its days, or its weeks, count from 0.</summary>
    public bool CountsFromZero(string unit) =>
        Enumerable.Range(0, tokens.Count - 1).Any(i => (tokens[i].Text == unit || tokens[i].Text == unit + "s") && tokens[i + 1] is { Kind: TokenKind.Number, Value: 0 });

    public RegimenToken Take()
    {
        var token = Here;
        Skip();
        return token;
    }

    /// <summary>Undoes a <see cref="Take"/>.</summary>
    public void Back() => _position--;

    /// <summary>Skips the present token when it is one of these words.</summary>
    public bool TakeIf(params ReadOnlySpan<string> words)
    {
        if (!words.Contains(Here.Text))
        {
            return false;
        }

        Skip();
        return true;
    }

    public void SkipAll(params ReadOnlySpan<string> words)
    {
        while (words.Contains(Here.Text))
        {
            Skip();
        }
    }

    /// <summary>One error a place: a clause that fails is skipped word by word.</summary>
    public void Error(string code, RegimenToken at, string found, string expected, string? nearest = null)
    {
        if (!errors.Exists(e => e.At.Column == at.Column))
        {
            errors.Add(new(code, Severity.Error, new(source, 1, at.Column, at.Length), found, expected, nearest) { SourceLine = text });
        }
    }

    /// <summary>A convention that was applied, for the reader to see.</summary>
    public void Note(string reading) => readings.Add(reading);

    public SourceSpan SpanOf(RegimenToken token) => new(source, 1, token.Column, token.Length);

    /// <summary>Changes a course where that part of it is still free; else an error.</summary>
    public Course Set(Course course, bool free, RegimenToken token, string found, Func<Course, Course> change)
    {
        if (!free)
        {
            Error("AN0706", token, found, "one of each in a dose; join doses by \"then\" or \"and\"");
        }

        return change(course);
    }

    public Course Fail(Course course, RegimenToken at, string code, string expected, string? nearest = null)
    {
        Error(code, at, Found(at), expected, nearest);
        return course;
    }

    public static string Found(RegimenToken token) => token.Kind == TokenKind.End ? "the end of the text" : $"\"{token.Raw}\"";
}

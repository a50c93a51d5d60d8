using Anesis.Formats.Sbml.Schema;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Mathematics;

/// <summary>
/// Reads the formula text of SBML Level 1 (Version 2, section 3.2 and appendix C): ^ * / + - from left to right with ^ above * and / above + and -, the sign above them all, and its functions, where "log" is the natural logarithm.
/// </summary>
internal sealed class Level1Formula
{
    private const int MaximumDepth = 500;

    private static readonly Dictionary<string, (Operator Operator, int Arguments)> Functions = new(StringComparer.Ordinal)
    {
        ["abs"] = (Operator.Abs, 1), ["acos"] = (Operator.Arccos, 1), ["asin"] = (Operator.Arcsin, 1), ["atan"] = (Operator.Arctan, 1), ["ceil"] = (Operator.Ceiling, 1),
        ["cos"] = (Operator.Cos, 1), ["exp"] = (Operator.Exp, 1), ["floor"] = (Operator.Floor, 1), ["log"] = (Operator.Ln, 1), ["pow"] = (Operator.Power, 2),
        ["sin"] = (Operator.Sin, 1), ["tan"] = (Operator.Tan, 1),
    };

    private readonly string _text;
    private readonly SourceSpan _start;
    private readonly List<Diagnostic> _diagnostics;
    private int _at;
    private int _depth;
    private bool _failed;

    private Level1Formula(string text, SourceSpan start, List<Diagnostic> diagnostics) => (_text, _start, _diagnostics) = (text, start, diagnostics);

    /// <summary>The expression, or null after diagnostics. <paramref name="start"/> is the place of the text's first character.</summary>
    public static Expression? Parse(string text, SourceSpan start, List<Diagnostic> diagnostics)
    {
        var parser = new Level1Formula(text, start, diagnostics);
        var result = parser.Sum();
        parser.SkipSpace();
        if (!parser._failed && parser._at < text.Length)
        {
            parser.Fail($"\"{text[parser._at]}\"", "an operator or the formula's end");
        }

        return parser._failed ? null : result;
    }

    private Expression Sum()
    {
        var left = Product();
        while (!_failed)
        {
            SkipSpace();
            var at = Here();
            if (Accept('+'))
            {
                var right = Product();
                left = left is Apply { Operator: Operator.Plus } sum && sum.Arguments.Count >= 2
                    ? sum with { Arguments = sum.Arguments.Add(right) }
                    : new Apply(Operator.Plus, left, right) { Span = at };
            }
            else if (Accept('-'))
            {
                left = new Apply(Operator.Minus, left, Product()) { Span = at };
                Deepen();
            }
            else
            {
                break;
            }
        }

        return left;
    }

    private Expression Product()
    {
        var left = Power();
        while (!_failed)
        {
            SkipSpace();
            var at = Here();
            if (Accept('*'))
            {
                left = new Apply(Operator.Times, left, Power()) { Span = at };
            }
            else if (Accept('/'))
            {
                left = new Apply(Operator.Divide, left, Power()) { Span = at };
            }
            else
            {
                break;
            }

            Deepen();
        }

        return left;
    }

    private Expression Power()
    {
        var left = Signed();
        while (!_failed)
        {
            SkipSpace();
            var at = Here();
            if (!Accept('^'))
            {
                break;
            }

            left = new Apply(Operator.Power, left, Signed()) { Span = at };
            Deepen();
        }

        return left;
    }

    private Expression Signed()
    {
        SkipSpace();
        var at = Here();
        if (!Accept('-'))
        {
            return Primary();
        }

        Deepen();
        var operand = Signed();
        return operand is Number number ? number with { Value = -number.Value, Span = at } : new Apply(Operator.Minus, operand) { Span = at };
    }

    private Expression Primary()
    {
        SkipSpace();
        var at = Here();
        if (_failed || _at >= _text.Length)
        {
            return Fail("the formula's end", "a number, a name or \"(\"");
        }

        char c = _text[_at];
        if (Accept('('))
        {
            Deepen();
            var inner = Sum();
            SkipSpace();
            return _failed || Accept(')') ? inner : Fail(Next(), "\")\"");
        }

        if (char.IsAsciiDigit(c) || c == '.')
        {
            return Literal(at);
        }

        return char.IsAsciiLetter(c) || c == '_' ? NameOrCall(at) : Fail($"\"{c}\"", "a number, a name or \"(\"");
    }

    private Expression Literal(SourceSpan at)
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
        {
            _at++;
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            int digits = _at + 1 < _text.Length && _text[_at + 1] is '+' or '-' ? _at + 2 : _at + 1;
            if (digits < _text.Length && char.IsAsciiDigit(_text[digits]))
            {
                _at = digits;
                while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
                {
                    _at++;
                }
            }
        }

        return XsdText.TryReal(_text.AsSpan(start, _at - start), out double value)
            ? new Number(value) { Span = at with { Length = _at - start } }
            : Fail($"\"{_text[start.._at]}\"", "a number");
    }

    private Expression NameOrCall(SourceSpan at)
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_'))
        {
            _at++;
        }

        string name = _text[start.._at];
        at = at with { Length = name.Length };
        SkipSpace();
        if (!Accept('('))
        {
            return new Symbol(name) { Span = at };
        }

        Deepen();
        var arguments = new List<Expression>();
        SkipSpace();
        if (!Accept(')'))
        {
            do
            {
                arguments.Add(Sum());
                SkipSpace();
            }
            while (!_failed && Accept(','));
            if (!_failed && !Accept(')'))
            {
                return Fail(Next(), "\",\" or \")\"");
            }
        }

        return _failed ? new Symbol(name) : Function(name, [.. arguments], at);
    }

    private Expression Function(string name, ValueList<Expression> arguments, SourceSpan at)
    {
        int expected = Functions.TryGetValue(name, out var known) ? known.Arguments : name is "log10" or "sqr" or "sqrt" ? 1 : -1;
        if (expected >= 0 && arguments.Count != expected)
        {
            return Fail($"{arguments.Count} arguments of \"{name}\"", $"{expected}", at);
        }

        switch (name)
        {
            case "log10":
                return new Apply(Operator.Log, new Number(10) { Span = at }, arguments[0]) { Span = at };
            case "sqr":
                return new Apply(Operator.Power, arguments[0], new Number(2) { Span = at }) { Span = at };
            case "sqrt":
                return new Apply(Operator.Root, new Number(2) { Span = at }, arguments[0]) { Span = at };
        }

        if (known.Arguments > 0)
        {
            return new Apply(known.Operator, arguments) { Span = at };
        }

        if (name is "mass" or "massi" or "massr")
        {
            int least = name == "massr" ? 3 : 2;
            return arguments.Count < least ? Fail($"{arguments.Count} arguments of \"{name}\"", $"at least {least}", at)
                : name == "massr" ? new Call(name, arguments) { Span = at }
                : PredefinedRateLaws.Irreversible(arguments, at);
        }

        string law = PredefinedRateLaws.Named(name, arguments.Count);
        if (PredefinedRateLaws.ArgumentsOf(law) is { } count)
        {
            if (arguments.Count != count)
            {
                return Fail($"{arguments.Count} arguments of \"{name}\"", $"{count}", at);
            }

            if (PredefinedRateLaws.AsPrinted(law) is { } oddity)
            {
                _diagnostics.Add(new("AN0215", Severity.Warning, at, $"the predefined rate law \"{name}\", taken {oddity}", "the rate law written out"));
            }

            return new Call(law, arguments) { Span = at };
        }

        return Fail($"the function \"{name}\"", "a function of Level 1", at, Spelling.Nearest(name, Functions.Keys.Concat(["log10", "sqr", "sqrt"]).Concat(PredefinedRateLaws.Names)));
    }

    private bool Accept(char c)
    {
        if (_failed || _at >= _text.Length || _text[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    /// <summary>Counts every step that makes the expression deeper; the sum of a whole formula is bounded, which bounds its depth.</summary>
    private void Deepen()
    {
        if (++_depth > MaximumDepth)
        {
            Fail($"a formula nested more than {MaximumDepth} deep", "a shorter formula");
        }
    }

    private string Next() => _at < _text.Length ? $"\"{_text[_at]}\"" : "the formula's end";

    private SourceSpan Here() => _start with { Column = _start.Column + _at, Length = 1 };

    private Symbol Fail(string found, string expected, SourceSpan? at = null, string? nearest = null)
    {
        if (!_failed)
        {
            _failed = true;
            _diagnostics.Add(new("AN0215", Severity.Error, at ?? Here(), found, expected, nearest));
        }

        return new Symbol("");
    }
}

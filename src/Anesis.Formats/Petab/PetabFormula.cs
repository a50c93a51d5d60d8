using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Petab;

/// <summary>
/// Reads the formulas of PEtab's tables: infix text with ^ (or **) above the sign, * and /, + and −, comparisons, not, and, or; "log" is the natural logarithm.
/// </summary>
internal sealed class PetabFormula
{
    private const int MaximumDepth = 200;

    private static readonly Dictionary<string, Operator> Functions = new(StringComparer.Ordinal)
    {
        ["exp"] = Operator.Exp, ["log"] = Operator.Ln, ["ln"] = Operator.Ln, ["abs"] = Operator.Abs, ["sin"] = Operator.Sin, ["cos"] = Operator.Cos, ["tan"] = Operator.Tan,
        ["asin"] = Operator.Arcsin, ["acos"] = Operator.Arccos, ["atan"] = Operator.Arctan, ["arcsin"] = Operator.Arcsin, ["arccos"] = Operator.Arccos, ["arctan"] = Operator.Arctan,
        ["sinh"] = Operator.Sinh, ["cosh"] = Operator.Cosh, ["tanh"] = Operator.Tanh, ["asinh"] = Operator.Arcsinh, ["acosh"] = Operator.Arccosh, ["atanh"] = Operator.Arctanh,
        ["sec"] = Operator.Sec, ["csc"] = Operator.Csc, ["cot"] = Operator.Cot, ["floor"] = Operator.Floor, ["ceil"] = Operator.Ceiling, ["ceiling"] = Operator.Ceiling,
        ["min"] = Operator.Min, ["max"] = Operator.Max, ["pow"] = Operator.Power,
    };

    private readonly string _text;
    private readonly SourceSpan _at;
    private readonly List<Diagnostic> _diagnostics;
    private int _position;
    private int _depth;
    private bool _failed;

    private PetabFormula(string text, SourceSpan at, List<Diagnostic> diagnostics) => (_text, _at, _diagnostics) = (text, at, diagnostics);

    /// <summary>The expression, or a diagnostic (code AN0822) and a number in its place.</summary>
    public static Expression Parse(string text, SourceSpan at, List<Diagnostic> diagnostics)
    {
        var parser = new PetabFormula(text, at, diagnostics);
        var result = parser.Or();
        parser.Skip();
        if (parser._position < text.Length)
        {
            parser.Fail($"\"{text[parser._position]}\"", "an operator or the formula's end");
        }

        return parser._failed ? new Number(double.NaN) : result;
    }

    private Expression Or() => Chain(And, ("||", Operator.Or), ("or ", Operator.Or));

    private Expression And() => Chain(Comparison, ("&&", Operator.And), ("and ", Operator.And));

    private Expression Comparison() => Chain(Sum, ("<=", Operator.LessOrEqual), (">=", Operator.GreaterOrEqual), ("==", Operator.Equal), ("!=", Operator.NotEqual), ("<", Operator.Less), (">", Operator.Greater));

    private Expression Sum() => Chain(Product, ("+", Operator.Plus), ("-", Operator.Minus));

    private Expression Product() => Chain(Signed, ("*", Operator.Times), ("/", Operator.Divide));

    private Expression Chain(Func<Expression> next, params ReadOnlySpan<(string Text, Operator Operator)> operators)
    {
        var left = next();
        while (!_failed)
        {
            bool found = false;
            foreach (var (text, op) in operators)
            {
                if (!(text == "*" && StartsWith("**")) && Accept(text))
                {
                    left = new Apply(op, left, next());
                    found = true;
                    break;
                }
            }

            if (!found)
            {
                break;
            }

            Deepen();
        }

        return left;
    }

    private Expression Signed()
    {
        Deepen();
        if (_failed)
        {
            return Broken;
        }

        if (Accept("-"))
        {
            return new Apply(Operator.Minus, Signed());
        }

        return Accept("+") ? Signed() : !StartsWith("!=") && Accept("!") ? new Apply(Operator.Not, Signed()) : Power();
    }

    private Expression Power()
    {
        var left = Primary();
        return Accept("**") || Accept("^") ? new Apply(Operator.Power, left, Signed()) : left;
    }

    private Expression Primary()
    {
        Skip();
        if (Accept("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        int start = _position;
        if (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == '.'))
        {
            return ReadNumber(start);
        }

        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '_'))
        {
            _position++;
        }

        if (_position == start)
        {
            return Fail(_position < _text.Length ? $"\"{_text[_position]}\"" : "the formula's end", "a number, a name or \"(\"");
        }

        string name = _text[start.._position];
        if (!Accept("("))
        {
            return name switch
            {
                "time" => new NamedConstant(ConstantKind.Time),
                "pi" => new NamedConstant(ConstantKind.Pi),
                "inf" => new NamedConstant(ConstantKind.Infinity),
                "true" or "True" => new NamedConstant(ConstantKind.True),
                "false" or "False" => new NamedConstant(ConstantKind.False),
                _ => new Symbol(name),
            };
        }

        var arguments = new List<Expression>();
        if (!Accept(")"))
        {
            do
            {
                arguments.Add(Or());
            }
            while (Accept(","));
            Expect(")");
        }

        return CallOf(name, arguments);
    }

    private Expression ReadNumber(int start)
    {
        while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] == '.'))
        {
            _position++;
        }

        if (_position < _text.Length && _text[_position] is 'e' or 'E')
        {
            int exponent = _position + 1;
            exponent += exponent < _text.Length && _text[exponent] is '+' or '-' ? 1 : 0;
            if (exponent < _text.Length && char.IsAsciiDigit(_text[exponent]))
            {
                _position = exponent;
                while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
                {
                    _position++;
                }
            }
        }

        return double.TryParse(_text.AsSpan(start, _position - start), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? new Number(value) : Fail($"\"{_text[start.._position]}\"", "a number");
    }

    private Expression CallOf(string name, List<Expression> arguments)
    {
        switch (name)
        {
            case "sqrt" when arguments.Count == 1:
                return new Apply(Operator.Root, new Number(2), arguments[0]);
            case "log10" when arguments.Count == 1:
                return new Apply(Operator.Log, new Number(10), arguments[0]);
            case "log2" when arguments.Count == 1:
                return new Apply(Operator.Log, new Number(2), arguments[0]);
            case "log" when arguments.Count == 2:
                return new Apply(Operator.Log, arguments[1], arguments[0]);
            case "sign" when arguments.Count == 1:
                return new Piecewise([new Piece(new Number(1), new Apply(Operator.Greater, arguments[0], new Number(0))), new Piece(new Number(-1), new Apply(Operator.Less, arguments[0], new Number(0)))], new Number(0));
            case "piecewise" when arguments.Count > 1:
                var pieces = new List<Piece>();
                for (int i = 0; i + 1 < arguments.Count; i += 2)
                {
                    pieces.Add(new(arguments[i], arguments[i + 1]));
                }

                return new Piecewise(pieces.ToValueList(), arguments.Count % 2 == 1 ? arguments[^1] : null);
        }

        if (!Functions.TryGetValue(name, out var op))
        {
            return Fail($"the function \"{name}\"", "a function of PEtab", Spelling.Nearest(name, Functions.Keys.Concat(["sqrt", "log10", "log2", "piecewise", "sign"])));
        }

        int wanted = op == Operator.Power ? 2 : op is Operator.Min or Operator.Max ? Math.Max(1, arguments.Count) : 1;
        return arguments.Count == wanted ? new Apply(op, arguments.ToValueList()) : Fail($"{arguments.Count} arguments of {name}", $"{wanted}");
    }

    private static Expression Broken => new Number(double.NaN);

    private void Skip()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private bool StartsWith(string text)
    {
        Skip();
        return string.CompareOrdinal(_text, _position, text, 0, text.Length) == 0;
    }

    private bool Accept(string text)
    {
        if (_failed || !StartsWith(text))
        {
            return false;
        }

        _position += text.Length;
        return true;
    }

    private void Expect(string text)
    {
        if (!Accept(text))
        {
            Fail(_position < _text.Length ? $"\"{_text[_position]}\"" : "the formula's end", $"\"{text}\"");
        }
    }

    private void Deepen()
    {
        if (++_depth > MaximumDepth * 50)
        {
            Fail("a formula with too many parts", "a shorter one");
        }
    }

    private Expression Fail(string found, string expected, string? nearest = null)
    {
        if (!_failed)
        {
            _failed = true;
            _diagnostics.Add(new("AN0822", Severity.Error, _at, $"{found} in the formula {Short}, at its character {_position + 1}", expected, nearest));
        }

        return Broken;
    }

    private string Short => _text.Length <= 60 ? _text : _text[..57] + "…";
}

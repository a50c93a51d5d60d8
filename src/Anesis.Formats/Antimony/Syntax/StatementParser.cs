using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>
/// Reads the statements of a text. A statement that can't be read is reported and skipped to its end of line or semicolon,
/// so that one pass finds all errors.
/// </summary>
internal sealed partial class StatementParser
{
    private readonly TokenCursor _cursor;
    private readonly FormulaParser _formulas;
    private readonly DiagnosticBag _diagnostics;

    /// <summary>Names marked with $ in the statement at hand; they become declarations of their own.</summary>
    private readonly List<NameSyntax> _boundaries = [];

    /// <summary>The token that the statement at hand starts with.</summary>
    private Token _first;

    public StatementParser(IReadOnlyList<Token> tokens, DiagnosticBag diagnostics)
    {
        _cursor = new(tokens);
        _diagnostics = diagnostics;
        _formulas = new(_cursor, diagnostics);
    }

    /// <summary>The whole text: modules, functions and imports among the statements of the unnamed model.</summary>
    public ValueList<Statement> ParseFile()
    {
        var statements = new List<Statement>();
        while (_cursor.Current.Kind != TokenKind.EndOfFile && !_diagnostics.IsFull)
        {
            ParseInto(statements, topLevel: true);
        }

        return statements.ToValueList();
    }

    private void ParseInto(List<Statement> statements, bool topLevel)
    {
        int before = _cursor.Position;
        var first = _cursor.Current;
        _first = first;
        try
        {
            if (_cursor.AtEndOfStatement)
            {
                _cursor.Take();
                return;
            }

            if (ParseStatement(topLevel) is { } statement)
            {
                AddBoundaries(statements);
                statements.Add(statement with { Span = TokenCursor.Between(first, _cursor.Previous) });
            }
        }
        catch (AbandonedStatement)
        {
            _boundaries.Clear();
            _formulas.Boundaries.Clear();
            while (!_cursor.AtEndOfStatement)
            {
                _cursor.Take();
            }
        }

        if (_cursor.Position == before)
        {
            _cursor.Take();
        }
    }

    private void AddBoundaries(List<Statement> statements)
    {
        _boundaries.AddRange(_formulas.Boundaries);
        if (_boundaries.Count > 0)
        {
            statements.Add(new Declaration(DeclaredType.Any, true, false,
                _boundaries.Select(name => new Assigned(name, AssignmentKind.None, null)).ToValueList()) { Span = _boundaries[0].Span });
        }

        _boundaries.Clear();
        _formulas.Boundaries.Clear();
    }

    private Statement? ParseStatement(bool topLevel)
    {
        var token = _cursor.Current;
        if (token.Kind == TokenKind.Word)
        {
            switch (token.Text)
            {
                case "model" or "module":
                    return topLevel ? Module() : ModelAnnotation();
                case "function":
                    return topLevel ? Function() : throw Fail(token, "a statement (functions are defined outside of models)");
                case "import":
                    return topLevel ? Import() : throw Fail(token, "a statement (imports stand outside of models)");
                case "end":
                    _cursor.Take();
                    throw Fail(token, "a statement (no model or function is open here)", "AN0109");
                case "unit":
                    return Unit();
                case "delete":
                    return Delete();
                case "at":
                    return Event(null);
                case "constraint":
                    return Constraint();
                case "maximize" or "minimize":
                    return Objective(null);
                case "var" or "const" or "ext" or "substanceOnly" or "species" or "formula" or "reaction" or "DNA" or "gene" or "operator" or "compartment":
                    return Declare();
            }

            if (AntimonyWords.Constants.ContainsKey(token.Text))
            {
                return Finish(new ConstraintStatement(null, _formulas.Parse("a condition")));
            }
        }

        return token.Kind switch
        {
            TokenKind.Number => AfterNumber(),
            TokenKind.Text => throw Fail(token, "a statement"),
            _ when token.Is("--") => Strand(null),
            _ when token.Is("-") && !ArrowIsHere() => Finish(new ConstraintStatement(null, _formulas.Parse("a condition"))),
            _ when ArrowIsHere() => Reaction(null),
            _ when token.Is("$") || token.Kind == TokenKind.Word => AfterName(),
            _ => throw Fail(token, "a statement"),
        };
    }

    private Statement AfterNumber()
    {
        if (_cursor.Ahead(1).Is("=") && !_cursor.Ahead(2).Is("="))
        {
            return AlgebraicRule(null);
        }

        return _cursor.Ahead(1).Kind == TokenKind.Word || _cursor.Ahead(1).Is("$")
            ? Reaction(null)
            : Finish(new ConstraintStatement(null, _formulas.Parse("a condition")));
    }

    private Statement? AfterName()
    {
        int start = _cursor.Position;
        var name = Name();
        if (_cursor.Current.IsWord("in"))
        {
            _cursor.Take();
            name = name with { In = Name() };
        }

        var token = _cursor.Current;
        if (token.Is(":"))
        {
            if (_cursor.Ahead(1).Is("="))
            {
                return Finish(new AssignmentStatement(AssignmentAfter(name)));
            }

            _cursor.Take();
            return AfterLabel(name);
        }

        if ((token.Is("=") && !_cursor.Ahead(1).Is("=")) || token.Is("'") || token.IsWord("has"))
        {
            return Finish(new AssignmentStatement(AssignmentAfter(name)));
        }

        if (token.IsWord("is"))
        {
            _cursor.Take();
            return Is(name, null);
        }

        if (token.Is("*"))
        {
            _cursor.Take();
            var factor = Name();
            Expect("is");
            return Finish(new SynchronizeStatement(name, Name(), factor));
        }

        if (token.Is("("))
        {
            return Submodel(null, name);
        }

        if (token.Is("--"))
        {
            _cursor.Position = start;
            return Strand(null);
        }

        if (token.Kind == TokenKind.Text || (token.Kind == TokenKind.Word && AnnotationFollows()))
        {
            return Annotation(name);
        }

        if (token is { Kind: TokenKind.Sign, Text: "<" or ">" or "<=" or ">=" or "!=" or "=" })
        {
            _cursor.Position = start;
            return Finish(new ConstraintStatement(null, _formulas.Parse("a condition")));
        }

        if (name.In is not null && (_cursor.AtEndOfStatement || token.Kind == TokenKind.Word || token.Is("$")))
        {
            return new AssignmentStatement(new(name, AssignmentKind.None, null));
        }

        if (token.Kind == TokenKind.Word || token.Is("+") || token.Is("$") || ArrowIsHere())
        {
            _cursor.Position = start;
            return Reaction(null);
        }

        throw Fail(token, $"what to say of {name.Text}: =, :=, '=, is, has, in, a colon, an arrow, or a qualifier with a text",
            nearest: Spelling.Nearest(name.Text, AntimonyWords.Keywords));
    }

    /// <summary>What follows "name:".</summary>
    private Statement AfterLabel(NameSyntax name)
    {
        var token = _cursor.Current;
        if (token.IsWord("at"))
        {
            return Event(name);
        }

        if (token.IsWord("maximize") || token.IsWord("minimize"))
        {
            return Objective(name);
        }

        if (token.Kind == TokenKind.Number && _cursor.Ahead(1).Is("="))
        {
            return AlgebraicRule(name);
        }

        if (token.Is("--"))
        {
            return Strand(name);
        }

        if (token.Kind == TokenKind.Word && _cursor.Ahead(1).Is("("))
        {
            return Submodel(name, Name());
        }

        int start = _cursor.Position;
        if (token.Kind == TokenKind.Word && !AntimonyWords.IsReserved(token.Text))
        {
            Name();
            bool strand = _cursor.Current.Is("--");
            _cursor.Position = start;
            if (strand)
            {
                return Strand(name);
            }
        }

        return Reaction(name);
    }

    private Statement Is(NameSyntax name, NameSyntax? factor)
    {
        if (_cursor.Current.Kind == TokenKind.Text)
        {
            return Finish(new DisplayNameStatement(name, _cursor.Take().Text));
        }

        var right = Name();
        if (_cursor.TryTake("/"))
        {
            factor = Name();
        }

        return Finish(new SynchronizeStatement(name, right, factor));
    }

    /// <summary>"name qualifier "text"" or "name creator1.part "text"", and not "stoichiometry species -> …".</summary>
    private bool AnnotationFollows() =>
        _cursor.Ahead(1).Kind == TokenKind.Text
        || (_cursor.Ahead(1).Is(".") && _cursor.Ahead(2).Kind == TokenKind.Word && _cursor.Ahead(3).Kind is TokenKind.Text or TokenKind.Number);

    /// <summary>Checks that the statement ends here.</summary>
    private T Finish<T>(T statement)
        where T : Statement =>
        _cursor.AtEndOfStatement ? statement : throw Fail(_cursor.Current, "the end of the statement (a new line or ;)");

    /// <summary>A name with its dots; $ marks a boundary species.</summary>
    private NameSyntax Name()
    {
        bool boundary = false;
        while (_cursor.TryTake("$"))
        {
            boundary = true;
        }

        var first = _cursor.Current;
        if (first.Kind != TokenKind.Word)
        {
            throw Fail(first, "a name");
        }

        if (AntimonyWords.IsReserved(first.Text))
        {
            throw Fail(first, $"a name (\"{first.Text}\" is a word of the language)", "AN0108", first.Text + "_");
        }

        string text = _cursor.Take().Text;
        var last = first;
        while (_cursor.Current.Is(".") && _cursor.Ahead(1).Kind == TokenKind.Word)
        {
            _cursor.Take();
            last = _cursor.Take();
            text += "." + last.Text;
        }

        var name = new NameSyntax(text, TokenCursor.Between(first, last), boundary);
        if (boundary)
        {
            _boundaries.Add(name);
        }

        return name;
    }

    private void Expect(string text)
    {
        if (!_cursor.TryTake(text) && !_cursor.TryTakeWord(text))
        {
            throw Fail(_cursor.Current, $"\"{text}\"");
        }
    }

    private AbandonedStatement Fail(Token at, string expected, string code = "AN0103", string? nearest = null)
    {
        _diagnostics.Error(code, at.Span, at.Described, expected, nearest);
        return new AbandonedStatement();
    }
}

using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>Models, functions, imports and annotations.</summary>
internal sealed partial class StatementParser
{
    private ModuleStatement Module()
    {
        var keyword = _cursor.Take();
        bool isMain = _cursor.TryTake("*");
        var name = Name();
        var exports = Exports();
        var body = new List<Statement>();
        while (!_cursor.TryTakeWord("end"))
        {
            bool opensAnother = (_cursor.Current.IsWord("model") || _cursor.Current.IsWord("module")) && ModuleFollows();
            if (_cursor.Current.Kind == TokenKind.EndOfFile || _diagnostics.IsFull || opensAnother)
            {
                _diagnostics.Error("AN0109", keyword.Span, $"the model {name.Text} without its end",
                    $"end before {(opensAnother ? $"line {_cursor.Current.Span.Line}, where another model starts" : "the end of the text")}");
                break;
            }

            ParseInto(body, topLevel: false);
        }

        return new ModuleStatement(name, isMain, exports, body.ToValueList());
    }

    /// <summary>The interface of a model. One that can't be read is reported and left out, so that the body is still read as the model's.</summary>
    private ValueList<NameSyntax> Exports()
    {
        if (!_cursor.TryTake("("))
        {
            return [];
        }

        try
        {
            return NameList();
        }
        catch (AbandonedStatement)
        {
            while (!_cursor.AtEndOfStatement)
            {
                _cursor.Take();
            }

            return [];
        }
    }

    /// <summary>Whether "model" at the cursor starts a model rather than a statement on the model (model notes "…", model.sboTerm = 9).</summary>
    private bool ModuleFollows() =>
        _cursor.Ahead(1).Is("*")
        || (_cursor.Ahead(1).Kind == TokenKind.Word && (_cursor.Ahead(2).Is("(") || _cursor.Ahead(2).Kind == TokenKind.EndOfLine || _cursor.Ahead(2).Is(";")));

    private FunctionStatement Function()
    {
        var keyword = _cursor.Take();
        var name = Name();
        Expect("(");
        var arguments = NameList();
        while (_cursor.Current.Kind == TokenKind.EndOfLine || _cursor.Current.Is(";"))
        {
            _cursor.Take();
        }

        var body = _cursor.Current.IsWord("end") ? null : _formulas.ParseOptional();
        while (_cursor.Current.Kind == TokenKind.EndOfLine || _cursor.Current.Is(";"))
        {
            _cursor.Take();
        }

        if (!_cursor.TryTakeWord("end"))
        {
            _diagnostics.Error("AN0109", keyword.Span, $"the function {name.Text} without its end", "one formula and then end");
            throw new AbandonedStatement();
        }

        return new FunctionStatement(name, arguments, body);
    }

    /// <summary>Names up to the closing parenthesis.</summary>
    private ValueList<NameSyntax> NameList()
    {
        var names = new List<NameSyntax>();
        _cursor.SkipEndsOfLines();
        if (_cursor.TryTake(")"))
        {
            return [];
        }

        do
        {
            _cursor.SkipEndsOfLines();
            names.Add(Name());
            _cursor.SkipEndsOfLines();
        }
        while (_cursor.TryTake(","));
        Expect(")");
        return names.ToValueList();
    }

    private ImportStatement Import()
    {
        _cursor.Take();
        return _cursor.Current.Kind == TokenKind.Text
            ? Finish(new ImportStatement(_cursor.Take().Text))
            : throw Fail(_cursor.Current, "the name of a file in quotes");
    }

    /// <summary>model notes "…", model creator1.email "…", model created.year 2019, model.sboTerm = 9.</summary>
    private Statement ModelAnnotation()
    {
        var keyword = _cursor.Take();
        if (_cursor.TryTake("."))
        {
            var attribute = _cursor.Take();
            if (!attribute.Text.Equals("sboTerm", StringComparison.OrdinalIgnoreCase))
            {
                throw Fail(attribute, "sboTerm (nothing else of a model is set in this way)", "AN0110", "sboTerm");
            }

            Expect("=");
            return _cursor.Current.Kind == TokenKind.Number
                ? Finish(new ModelSboStatement(_cursor.Take().Number))
                : throw Fail(_cursor.Current, "a number or SBO:0000000");
        }

        if (_cursor.Current.Kind != TokenKind.Word)
        {
            throw Fail(keyword, "a statement (models can't be defined inside models)");
        }

        return Annotation(null);
    }

    private AnnotationStatement Annotation(NameSyntax? name)
    {
        var word = _cursor.Current;
        if (word.Kind != TokenKind.Word)
        {
            throw Fail(word, "a qualifier before the text, such as notes, identity or description");
        }

        var qualifier = new NameSyntax(_cursor.Take().Text, word.Span);
        string? part = null;
        if (_cursor.TryTake("."))
        {
            part = _cursor.Current.Kind == TokenKind.Word ? _cursor.Take().Text : throw Fail(_cursor.Current, "a part, such as email or year");
            if (_cursor.Current.Kind == TokenKind.Number)
            {
                return Finish(new AnnotationStatement(name, qualifier, part, [_cursor.Take().Text]));
            }
        }

        var texts = new List<string>();
        do
        {
            if (texts.Count > 0)
            {
                _cursor.SkipEndsOfLines();
            }

            texts.Add(_cursor.Current.Kind == TokenKind.Text ? _cursor.Take().Text : throw Fail(_cursor.Current, "a text in quotes"));
        }
        while (_cursor.TryTake(","));
        return Finish(new AnnotationStatement(name, qualifier, part, texts.ToValueList()));
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>Declarations, assignments, reactions, events, units and the other statements inside a model.</summary>
internal sealed partial class StatementParser
{
    private Declaration Declare()
    {
        bool? constant = null;
        bool substanceOnly = false;
        DeclaredType? type = null;
        while (_cursor.Current.Kind == TokenKind.Word && type is null)
        {
            switch (_cursor.Current.Text)
            {
                case "var":
                    constant = false;
                    break;
                case "const" or "ext":
                    constant = true;
                    break;
                case "substanceOnly":
                    substanceOnly = true;
                    break;
                case "species":
                    type = DeclaredType.Species;
                    break;
                case "formula":
                    type = DeclaredType.Formula;
                    break;
                case "reaction":
                    type = DeclaredType.Reaction;
                    break;
                case "DNA":
                    type = DeclaredType.Dna;
                    break;
                case "gene":
                    type = DeclaredType.Gene;
                    break;
                case "operator":
                    type = DeclaredType.Operator;
                    break;
                case "compartment":
                    type = DeclaredType.Compartment;
                    break;
                default:
                    type = DeclaredType.Any;
                    continue;
            }

            var word = _cursor.Take();
            if (constant == true && type is DeclaredType.Reaction or DeclaredType.Gene)
            {
                throw Fail(word, "var or no word before it (reactions and genes are never constant)", "AN0130");
            }
        }

        if (substanceOnly && type is null or DeclaredType.Any)
        {
            type = DeclaredType.Species;
        }
        else if (substanceOnly && type != DeclaredType.Species)
        {
            throw Fail(_cursor.Previous, "species (nothing else can be substanceOnly)");
        }

        var items = new List<Assigned>();
        do
        {
            if (items.Count > 0)
            {
                _cursor.SkipEndsOfLines();
            }

            var name = Name();
            if (_cursor.TryTakeWord("in"))
            {
                name = name with { In = Name() };
            }

            items.Add(_cursor.Current.Is("=") || _cursor.Current.Is(":") || _cursor.Current.Is("'") || _cursor.Current.IsWord("has")
                ? AssignmentAfter(name)
                : new(name, AssignmentKind.None, null));
        }
        while (_cursor.TryTake(","));
        return Finish(new Declaration(type ?? DeclaredType.Any, constant, substanceOnly, items.ToValueList()));
    }

    /// <summary>= formula, := formula, ' = formula or has unit, after a name; braces only for the bounds of an uncertainty.</summary>
    private Assigned AssignmentAfter(NameSyntax name)
    {
        if (_cursor.TryTakeWord("has"))
        {
            return new(name, AssignmentKind.Units, _formulas.Parse("a unit"));
        }

        if (_cursor.TryTake("'"))
        {
            Expect("=");
            return new(name, AssignmentKind.Rate, _formulas.ParseOptional());
        }

        if (_cursor.TryTake(":"))
        {
            Expect("=");
            return new(name, AssignmentKind.Rule, _formulas.ParseOptional());
        }

        Expect("=");
        return _formulas.ParseVector() is { } vector
            ? new(name, AssignmentKind.Initial, null, vector)
            : new(name, AssignmentKind.Initial, _formulas.ParseOptional());
    }

    private bool ArrowIsHere()
    {
        var token = _cursor.Current;
        return token is { Kind: TokenKind.Sign, Text: "->" or "=>" or "<==>" or "-|" }
            || (token.Is("-") && _cursor.Ahead(1).Start == token.End && (_cursor.Ahead(1).IsWord("o") || _cursor.Ahead(1).Is("(")));
    }

    private Arrow TakeArrow()
    {
        if (!ArrowIsHere())
        {
            // "spcies S" looks like a stoichiometry and a species.
            string? keyword = _first.Kind == TokenKind.Word && _first.Text.Length > 4 ? Spelling.Nearest(_first.Text, AntimonyWords.Keywords) : null;
            throw Fail(_cursor.Current, "an arrow: ->, =>, -|, -o or -(", nearest: keyword == _first.Text ? null : keyword);
        }

        var sign = _cursor.Take();
        if (sign.Is("-"))
        {
            return _cursor.Take().Is("(") ? Arrow.Influences : Arrow.Activates;
        }

        return sign.Text switch { "=>" => Arrow.Irreversible, "-|" => Arrow.Inhibits, _ => Arrow.Reversible };
    }

    private ReactionStatement Reaction(NameSyntax? name)
    {
        var left = ArrowIsHere() ? [] : Reactants();
        var arrow = TakeArrow();
        var right = _cursor.AtEndOfStatement ? [] : Reactants();
        if (!_cursor.Current.Is(";"))
        {
            throw Fail(_cursor.Current, "; and then the rate (A -> B; k*A), or ; alone for no rate");
        }

        _cursor.Take();
        var rate = _formulas.ParseOptional();
        var compartment = _cursor.TryTakeWord("in") ? Name() : null;
        return Finish(new ReactionStatement(name, left, arrow, right, rate, compartment));
    }

    private ValueList<ReactantSyntax> Reactants()
    {
        var reactants = new List<ReactantSyntax>();
        do
        {
            if (_cursor.Current.Kind == TokenKind.Number)
            {
                double number = _cursor.Take().Number;
                reactants.Add(new(number, null, Name()));
                continue;
            }

            var name = Name();
            reactants.Add(_cursor.Current.Kind == TokenKind.Word || _cursor.Current.Is("$")
                ? new(null, name, Name())
                : new(1, null, name));
        }
        while (_cursor.TryTake("+"));
        return reactants.ToValueList();
    }

    private AlgebraicRuleStatement AlgebraicRule(NameSyntax? name)
    {
        double left = _cursor.Take().Number;
        Expect("=");
        return Finish(new AlgebraicRuleStatement(name, left, _formulas.Parse("a formula")));
    }

    private EventStatement Event(NameSyntax? name)
    {
        Expect("at");
        var first = _formulas.Parse("the condition that triggers the event");
        Expression? delay = null;
        if (_cursor.TryTakeWord("after"))
        {
            (delay, first) = (first, _formulas.Parse("the condition that triggers the event"));
        }

        var options = Options("priority, t0, fromTrigger or persistent");
        if (!_cursor.TryTake(":"))
        {
            throw Fail(_cursor.Current, ": and then the assignments (at x > 3: y = 0)");
        }

        var assignments = new List<Assigned>();
        do
        {
            _cursor.SkipEndsOfLines();
            var target = Name();
            Expect("=");
            assignments.Add(new(target, AssignmentKind.Initial, _formulas.Parse("the new value")));
        }
        while (_cursor.TryTake(",") || _cursor.TryTake(":"));
        return Finish(new EventStatement(name, delay, first, options, assignments.ToValueList()));
    }

    /// <summary>, name = formula, …</summary>
    private ValueList<OptionSyntax> Options(string expected)
    {
        var options = new List<OptionSyntax>();
        while (_cursor.TryTake(","))
        {
            _cursor.SkipEndsOfLines();
            if (_cursor.Current.Kind != TokenKind.Word)
            {
                throw Fail(_cursor.Current, expected);
            }

            var option = Name();
            Expect("=");
            options.Add(new(option, _formulas.Parse("a value")));
        }

        return options.ToValueList();
    }

    private SubmodelStatement Submodel(NameSyntax? name, NameSyntax module)
    {
        Expect("(");
        var arguments = new List<ArgumentSyntax>();
        _cursor.SkipEndsOfLines();
        if (!_cursor.Current.Is(")"))
        {
            do
            {
                _cursor.SkipEndsOfLines();
                var token = _cursor.Current;
                bool negative = _cursor.TryTake("-");
                if (_cursor.Current.Kind == TokenKind.Number)
                {
                    double number = _cursor.Take().Number;
                    arguments.Add(new(null, negative ? -number : number, token.Span));
                }
                else
                {
                    arguments.Add(new(Name(), null, token.Span));
                }

                _cursor.SkipEndsOfLines();
            }
            while (_cursor.TryTake(","));
        }

        Expect(")");
        var options = Options("timeconv or extentconv");
        var compartment = _cursor.TryTakeWord("in") ? Name() : null;
        return Finish(new SubmodelStatement(name, module, arguments.ToValueList(), options, compartment));
    }

    private UnitStatement Unit()
    {
        _cursor.Take();
        var name = Name();
        return Finish(new UnitStatement(name, _cursor.TryTake("=") ? _formulas.Parse("a unit, such as 1e-3 litre") : null));
    }

    private DeleteStatement Delete()
    {
        _cursor.Take();
        var names = new List<NameSyntax>();
        do
        {
            _cursor.SkipEndsOfLines();
            names.Add(Name());
        }
        while (_cursor.TryTake(","));
        return Finish(new DeleteStatement(names.ToValueList()));
    }

    private ConstraintStatement Constraint()
    {
        _cursor.Take();
        var name = _cursor.Current.Is(":") ? null : Name();
        Expect(":");
        return Finish(new ConstraintStatement(name, _formulas.Parse("a condition")));
    }

    private ObjectiveStatement Objective(NameSyntax? name)
    {
        bool maximize = _cursor.Take().Text == "maximize";
        return Finish(new ObjectiveStatement(name, maximize, _formulas.Parse("a sum of reactions")));
    }

    private StrandStatement Strand(NameSyntax? name)
    {
        bool openUpstream = _cursor.TryTake("--");
        var elements = new List<NameSyntax> { Name() };
        bool openDownstream = false;
        while (_cursor.TryTake("--"))
        {
            if (_cursor.AtEndOfStatement)
            {
                openDownstream = true;
                break;
            }

            elements.Add(Name());
        }

        return Finish(new StrandStatement(name, elements.ToValueList(), openUpstream, openDownstream));
    }
}

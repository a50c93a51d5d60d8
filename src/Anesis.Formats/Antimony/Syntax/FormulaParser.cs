using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Syntax;

/// <summary>
/// Reads a formula with the grammar of SBML's Level 3 infix as Antimony sets it: <c>log(x)</c> is the natural logarithm, minus signs before numbers
/// belong to them, + and * are n-ary, relations chain (<c>0 &lt; x &lt; 1</c>). From loose to tight: &amp;&amp; and || (one level, from the left), relations,
/// + −, * / %, unary − + !, ^ (from the right). Names may be dotted; a name in a formula becomes a <see cref="Symbol"/> with its dots.
/// </summary>
internal sealed class FormulaParser(TokenCursor cursor, DiagnosticBag diagnostics)
{
    /// <summary>How deep parentheses, calls and signs may nest.</summary>
    public const int DepthLimit = 500;

    /// <summary>How deep the tree of a formula may be: chains such as a−b+c−… nest to the left without parentheses.</summary>
    public const int TreeLimit = 2000;

    private int _depth;
    private int _parentheses;

    /// <summary>The name in a formula that stands for the upstream element of a DNA strand.</summary>
    public const string Ellipsis = "...";

    /// <summary>Names that carried a $ in the formulas read so far.</summary>
    public List<NameSyntax> Boundaries { get; } = [];

    /// <summary>The formula at the cursor, or null when a statement ends here.</summary>
    public Expression? ParseOptional()
    {
        (_depth, _parentheses) = (0, 0);
        return AtEnd ? null : Logical().Expression;
    }

    public Expression Parse(string what)
    {
        (_depth, _parentheses) = (0, 0);
        return AtEnd ? throw Fail("AN0103", cursor.Current, what) : Logical().Expression;
    }

    /// <summary>{a, b} as the two formulas, or null when no brace opens here.</summary>
    public ValueList<Expression>? ParseVector()
    {
        (_depth, _parentheses) = (0, 1);
        if (!cursor.TryTake("{"))
        {
            return null;
        }

        var items = new List<Expression>();
        if (!cursor.TryTake("}"))
        {
            Arguments(items, "}");
        }

        return items.ToValueList();
    }

    private bool AtEnd => cursor.AtEndOfStatement || cursor.Current.Is(",") || cursor.Current.Is(":")
        || cursor.Current.IsWord("in") || cursor.Current.IsWord("after");

    private readonly record struct Node(Expression Expression, int Depth);

    private Node Logical()
    {
        Enter();
        var left = new Chain(Relation());
        while (LogicalOperator() is { } op)
        {
            left.Add(op, Relation());
        }

        var node = Checked(left.Node);
        _depth--;
        return node;
    }

    private Operator? LogicalOperator()
    {
        Continue();
        var token = cursor.Current;
        if ((token.Is("&") && cursor.Ahead(1).Is("&")) || (token.Is("|") && cursor.Ahead(1).Is("|")))
        {
            cursor.Take();
            cursor.Take();
            return token.Is("&") ? Operator.And : Operator.Or;
        }

        if (token.IsWord("and") || token.IsWord("or") || token.IsWord("AND") || token.IsWord("OR"))
        {
            cursor.Take();
            return token.Text is "and" or "AND" ? Operator.And : Operator.Or;
        }

        return null;
    }

    private Node Relation()
    {
        var left = Sum();
        var relations = new List<Node>();
        var last = left;
        int length = 0;
        while (RelationOperator() is { } op)
        {
            var right = Sum();
            if (++length > DepthLimit)
            {
                throw Fail("AN0105", cursor.Previous, $"at most {DepthLimit} relations in a chain");
            }

            if (relations.Count > 0 && relations[^1].Expression is Apply chain && chain.Operator == op && op != Operator.NotEqual)
            {
                relations[^1] = new(At(new Apply(op, chain.Arguments.Add(right.Expression)), left), Deeper(relations[^1].Depth - 1, right.Depth));
            }
            else
            {
                relations.Add(Binary(op, last, right));
            }

            last = right;
        }

        return relations.Count switch
        {
            0 => left,
            1 => relations[0],
            _ => new(At(new Apply(Operator.And, relations.Select(r => r.Expression).ToValueList()), left), Deeper(relations.Max(r => r.Depth), 0)),
        };
    }

    private Operator? RelationOperator()
    {
        Continue();
        var token = cursor.Current;
        Operator? op = token.Kind != TokenKind.Sign ? null : token.Text switch
        {
            "<" when cursor.Ahead(1).Is(">") => Operator.NotEqual,
            ">" when cursor.Ahead(1).Is("<") => Operator.NotEqual,
            "<" => Operator.Less,
            ">" => Operator.Greater,
            "<=" => Operator.LessOrEqual,
            ">=" => Operator.GreaterOrEqual,
            "!=" => Operator.NotEqual,
            "=" when cursor.Ahead(1).Is("=") => Operator.Equal,
            _ => null,
        };
        if (op is not null)
        {
            cursor.Take();
            if (op == Operator.Equal || (op == Operator.NotEqual && token.Text != "!="))
            {
                cursor.Take();
            }
        }

        return op;
    }

    private Node Sum()
    {
        var left = new Chain(Product());
        while (true)
        {
            Continue();
            if (cursor.TryTake("+"))
            {
                left.Add(Operator.Plus, Product());
            }
            else if (cursor.TryTake("-"))
            {
                left.Set(Binary(Operator.Minus, left.Node, Product()));
            }
            else if (cursor.Current.Is("--") && cursor.Current.Span.Length == 2)
            {
                cursor.Take();
                left.Set(Binary(Operator.Minus, left.Node, Negated(Product())));
            }
            else
            {
                return Checked(left.Node);
            }
        }
    }

    private Node Product()
    {
        var left = new Chain(Unary());
        while (true)
        {
            Continue();
            if (cursor.TryTake("*"))
            {
                left.Add(Operator.Times, Unary());
            }
            else if (cursor.TryTake("/"))
            {
                left.Set(Binary(Operator.Divide, left.Node, Unary()));
            }
            else if (cursor.TryTake("%"))
            {
                left.Set(Binary(Operator.Rem, left.Node, Unary()));
            }
            else
            {
                return Checked(left.Node);
            }
        }
    }

    private Node Unary()
    {
        Continue();
        var token = cursor.Current;
        if (token.Is("--") && token.Span.Length == 2)
        {
            cursor.Take();
            return Nested(() => Negated(Negated(Unary())), token);
        }

        if (token.Is("-"))
        {
            cursor.Take();
            return Nested(() => Negated(Unary()), token);
        }

        if (token.Is("+"))
        {
            cursor.Take();
            return Nested(Unary, token);
        }

        if (token.Is("!") || ((token.IsWord("not") || token.IsWord("NOT")) && !cursor.Ahead(1).Is("(")))
        {
            cursor.Take();
            return Nested(
                () =>
                {
                    var operand = Unary();
                    return new(new Apply(Operator.Not, operand.Expression), Deeper(operand.Depth, 0));
                },
                token);
        }

        return Power();
    }

    private Node Power()
    {
        var left = Primary();
        if (!cursor.TryTake("^"))
        {
            return left;
        }

        Enter();
        var token = cursor.Current;
        var right = token.Is("-") || token.Is("+") || token.Is("!") ? Unary() : Power();
        _depth--;
        return Binary(Operator.Power, left, right);
    }

    private Node Negated(Node operand) => operand.Expression switch
    {
        Number n => operand with { Expression = n with { Value = -n.Value } },
        Apply { Operator: Operator.Minus, Arguments: { Count: 1 } inner } => new(inner[0], operand.Depth - 1),
        _ => new(new Apply(Operator.Minus, operand.Expression), Deeper(operand.Depth, 0)),
    };

    private Node Primary()
    {
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Literal();
            case TokenKind.Word when AntimonyWords.Constants.TryGetValue(token.Text, out var constant):
                cursor.Take();
                return new(new NamedConstant(constant) { Span = token.Span }, 1);
            case TokenKind.Word when cursor.Ahead(1).Is("(") && !AntimonyWords.Keywords.Contains(token.Text):
                return Call();
            case TokenKind.Word when !AntimonyWords.IsReserved(token.Text):
                var name = Name();
                return new(new Symbol(name.Text) { Span = name.Span }, 1);
            case TokenKind.Word when AntimonyWords.Functions.ContainsKey(token.Text):
                throw Fail("AN0103", cursor.Ahead(1), $"( after the function {token.Text}");
        }

        if (token.Is("$"))
        {
            cursor.Take();
            if (cursor.Current.Kind == TokenKind.Word && !AntimonyWords.IsReserved(cursor.Current.Text))
            {
                var name = Name();
                Boundaries.Add(name);
                return new(new Symbol(name.Text) { Span = name.Span }, 1);
            }
        }

        if (token.Is(Ellipsis))
        {
            cursor.Take();
            return new(new Symbol(Ellipsis) { Span = token.Span }, 1);
        }

        if (token.Is("("))
        {
            cursor.Take();
            _parentheses++;
            Continue();
            var inner = Logical();
            Close(")", token);

            // Parentheses keep a relation or a sum apart from what follows it.
            return inner;
        }

        if (token.Is("{"))
        {
            throw Fail("AN0122", token, "a formula (lists in braces are for the bounds of an uncertainty, such as a.range = {1, 2})");
        }

        throw Fail("AN0103", token, "a number, a name, a function or (");
    }

    private Node Literal()
    {
        var token = cursor.Take();
        string? units = null;
        var last = token;
        if (cursor.Current.Kind == TokenKind.Word && !AntimonyWords.IsReserved(cursor.Current.Text) && !cursor.Ahead(1).Is("("))
        {
            last = cursor.Take();
            units = UnitNames.Normal(last.Text);
        }

        return new(new Number(token.Number, units) { Span = TokenCursor.Between(token, last) }, 1);
    }

    private NameSyntax Name()
    {
        var first = cursor.Take();
        string text = first.Text;
        var last = first;
        while (cursor.Current.Is(".") && cursor.Ahead(1).Kind == TokenKind.Word)
        {
            cursor.Take();
            last = cursor.Take();
            text += "." + last.Text;
        }

        return new(text, TokenCursor.Between(first, last));
    }

    private Node Call()
    {
        var name = cursor.Take();
        var open = cursor.Take();
        Enter();
        _parentheses++;
        var arguments = new List<Expression>();
        Continue();
        int depth = cursor.TryTake(")") ? Closed() : Arguments(arguments, ")");
        _depth--;
        var span = TokenCursor.Between(name, cursor.Previous);
        var call = BuiltInCalls.Make(name, arguments, span, diagnostics);
        if (depth + 2 > TreeLimit)
        {
            throw Fail("AN0105", open, $"a formula at most {TreeLimit} levels deep");
        }

        return new(call, depth + 2);
    }

    private int Closed()
    {
        _parentheses--;
        return 0;
    }

    /// <summary>Arguments up to the closing sign; the depth of the deepest.</summary>
    private int Arguments(List<Expression> arguments, string close)
    {
        int depth = 0;
        var open = cursor.Previous;
        while (true)
        {
            Continue();
            var argument = Logical();
            depth = Math.Max(depth, argument.Depth);
            arguments.Add(argument.Expression);
            Continue();
            if (!cursor.TryTake(","))
            {
                Close(close, open);
                return depth;
            }
        }
    }

    private void Close(string sign, Token open)
    {
        Continue();
        if (!cursor.TryTake(sign))
        {
            throw Fail("AN0103", cursor.Current, $"an operator or {sign} (for the {open.Text} at line {open.Span.Line}, column {open.Span.Column})");
        }

        _parentheses--;
    }

    /// <summary>
    /// Inside parentheses an end of line is a blank where the formula plainly goes on: after a sign, or before one.
    /// Elsewhere it ends the statement, so that a forgotten parenthesis costs one line and not the file.
    /// </summary>
    private void Continue()
    {
        if (_parentheses == 0 || cursor.Current.Kind != TokenKind.EndOfLine)
        {
            return;
        }

        int ahead = 1;
        while (cursor.Ahead(ahead).Kind == TokenKind.EndOfLine)
        {
            ahead++;
        }

        bool openBefore = cursor.Previous.Kind == TokenKind.Sign && cursor.Previous.Text is not (")" or "}");
        bool goesOn = cursor.Ahead(ahead) is { Kind: TokenKind.Sign, Text: ")" or "}" or "," or "+" or "*" or "/" or "^" or "&" or "|" or "<" or ">" or "<=" or ">=" or "!=" };
        if (openBefore || goesOn)
        {
            cursor.SkipEndsOfLines();
        }
    }

    /// <summary>Collects a chain of one n-ary operator, so that a long sum takes time in proportion to its length.</summary>
    private sealed class Chain(Node first)
    {
        private Node _left = first;
        private Operator? _operator;
        private List<Expression>? _operands;
        private int _depth;

        public Node Node
        {
            get
            {
                if (_operands is not null)
                {
                    _left = new(At(new Apply(_operator!.Value, _operands.ToValueList()), _left), _depth + 1);
                    _operands = null;
                }

                return _left;
            }
        }

        public void Add(Operator op, Node right)
        {
            if (_operands is null || _operator != op)
            {
                var left = Node;
                bool flat = left.Expression is Apply same && same.Operator == op && same.Arguments.Count >= 2;
                _operands = flat ? [.. ((Apply)left.Expression).Arguments] : [left.Expression];
                _depth = flat ? left.Depth - 1 : left.Depth;
                _operator = op;
            }

            _operands.Add(right.Expression);
            _depth = Math.Max(_depth, right.Depth);
        }

        public void Set(Node node) => (_left, _operands) = (node, null);
    }

    private Node Checked(Node node) => node with { Depth = Deeper(node.Depth - 1, 0) };

    private Node Binary(Operator op, Node left, Node right) =>
        new(At(new Apply(op, left.Expression, right.Expression), left), Deeper(left.Depth, right.Depth));

    private static Expression At(Expression expression, Node left) => expression with { Span = left.Expression.Span };

    private Node Nested(Func<Node> parse, Token token)
    {
        Enter();
        var node = parse();
        _depth--;
        return node with { Expression = node.Expression with { Span = token.Span } };
    }

    private int Deeper(int left, int right)
    {
        int depth = Math.Max(left, right) + 1;
        return depth > TreeLimit ? throw Fail("AN0105", cursor.Previous, $"a formula at most {TreeLimit} levels deep") : depth;
    }

    private void Enter()
    {
        if (++_depth > DepthLimit)
        {
            throw Fail("AN0105", cursor.Current, $"at most {DepthLimit} nested parentheses, calls and signs");
        }
    }

    private AbandonedStatement Fail(string code, Token at, string expected)
    {
        string? nearest = at.Kind == TokenKind.Word ? Spelling.Nearest(at.Text, AntimonyWords.Functions.Keys) : null;
        diagnostics.Error(code, at.Span, at.Described, expected, nearest == at.Text ? null : nearest);
        return new AbandonedStatement();
    }
}

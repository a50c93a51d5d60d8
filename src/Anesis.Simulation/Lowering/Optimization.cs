namespace Anesis.Simulation.Lowering;

/// <summary>
/// Rewrites nodes into cheaper ones whose values differ by rounding only. What is rewritten follows from structure alone, so every machine computes the same bits:
/// <list type="bullet">
/// <item>the constant and parameter-only factors of a product become one factor, computed once after each change of parameters;</item>
/// <item>division by parameters becomes multiplication by their reciprocal (literal divisors stay divisors);</item>
/// <item>a product that only one sum uses is added to it by a fused multiply-add.</item>
/// </list>
/// Whatever a relation, floor or other jump depends on is left as it is written: a condition such as time/24 &gt;= 3 keeps its exact meaning.
/// </summary>
internal sealed class Optimization
{
    private readonly ExpressionGraph _graph;
    private readonly bool[] _needed;
    private readonly bool[] _exact;
    private readonly int[] _uses;
    private readonly int[] _map;

    private Optimization(ExpressionGraph graph, ReadOnlySpan<int> roots, ReadOnlySpan<int> exactRoots)
    {
        _graph = graph;
        int last = -1;
        foreach (int root in roots)
        {
            last = Math.Max(last, root);
        }

        foreach (int root in exactRoots)
        {
            last = Math.Max(last, root);
        }

        _needed = Reachability.Of(graph, [.. roots, .. exactRoots], last + 1);
        _exact = new bool[last + 1];
        _uses = new int[last + 1];
        _map = new int[last + 1];
        foreach (int root in roots)
        {
            _uses[root]++;
        }

        foreach (int root in exactRoots)
        {
            _exact[root] = true;
            _uses[root]++;
        }

        for (int n = last; n >= 0; n--)
        {
            if (!_needed[n])
            {
                continue;
            }

            bool exact = _exact[n] || graph.Kind(n).IsDiscontinuous();
            for (int k = 0; k < graph.Kind(n).Arity(); k++)
            {
                int operand = Operand(n, k);
                _uses[operand]++;
                _exact[operand] |= exact;
            }
        }
    }

    /// <summary>The rewritten roots; those of <paramref name="exactRoots"/> and what they depend on are kept.</summary>
    public static int[] Apply(ExpressionGraph graph, ReadOnlySpan<int> roots, ReadOnlySpan<int> exactRoots = default)
    {
        var optimization = new Optimization(graph, roots, exactRoots);
        optimization.Rewrite();
        int[] result = new int[roots.Length];
        for (int i = 0; i < roots.Length; i++)
        {
            result[i] = optimization._map[roots[i]];
        }

        return result;
    }

    private int Operand(int n, int k) => k == 0 ? _graph.A(n) : k == 1 ? _graph.B(n) : _graph.C(n);

    /// <summary>Only its one user sees it: it may become a part of that.</summary>
    private bool IsOpen(int n) => _uses[n] == 1 && !_exact[n];

    private void Rewrite()
    {
        bool[] absorbed = FindAbsorbed();
        for (int n = 0; n < _map.Length; n++)
        {
            _map[n] = n;
            if (!_needed[n] || absorbed[n] || _exact[n] || _graph.IsHoistable(n))
            {
                continue;
            }

            _map[n] = _graph.Kind(n) switch
            {
                NodeKind.Multiply or NodeKind.Divide => Product(n, negative: false).Build(_graph),
                NodeKind.Negate when IsProduct(_graph.A(n)) && IsOpen(_graph.A(n)) => Product(_graph.A(n), negative: true).Build(_graph),
                NodeKind.Negate => _graph.Negate(_map[_graph.A(n)]),
                NodeKind.Add or NodeKind.Subtract => Sum(n),
                _ => Rebuild(n),
            };
        }
    }

    /// <summary>Products inside products and products that only a sum uses are built there.</summary>
    private bool[] FindAbsorbed()
    {
        bool[] absorbed = new bool[_map.Length];
        for (int n = 0; n < _map.Length; n++)
        {
            if (!_needed[n] || _exact[n] || _graph.IsHoistable(n))
            {
                continue;
            }

            var kind = _graph.Kind(n);
            if (kind is NodeKind.Multiply or NodeKind.Divide or NodeKind.Add or NodeKind.Subtract or NodeKind.Negate)
            {
                for (int k = 0; k < kind.Arity(); k++)
                {
                    int operand = Operand(n, k);
                    bool negatedProduct = _graph.Kind(operand) == NodeKind.Negate && IsProduct(_graph.A(operand)) && IsOpen(_graph.A(operand));
                    absorbed[operand] |= IsOpen(operand) && !_graph.IsHoistable(operand) && (IsProduct(operand) || negatedProduct);
                }
            }
        }

        return absorbed;
    }

    private bool IsProduct(int n) => _graph.Kind(n) is NodeKind.Multiply or NodeKind.Divide && !_graph.IsHoistable(n);

    private int Rebuild(int n)
    {
        int arity = _graph.Kind(n).Arity();
        return arity == 0 ? n : _graph.Make(_graph.Kind(n), _map[_graph.A(n)], arity > 1 ? _map[_graph.B(n)] : 0, arity > 2 ? _map[_graph.C(n)] : 0);
    }

    /// <summary>Collects the factors of a product and of the products inside it that nothing else uses.</summary>
    private Factors Product(int root, bool negative)
    {
        var factors = new Factors { Negative = negative };
        var work = new Stack<(int Node, bool Below)>();
        work.Push((root, false));
        bool first = true;
        while (work.TryPop(out var item))
        {
            (int n, bool below) = item;
            if (_graph.Kind(n) == NodeKind.Negate && IsOpen(n) && !_graph.IsHoistable(n) && IsProduct(_graph.A(n)) && IsOpen(_graph.A(n)))
            {
                factors.Negative = !factors.Negative;
                n = _graph.A(n);
            }

            bool expand = IsProduct(n) && (first || IsOpen(n));
            first = false;
            if (expand)
            {
                work.Push((_graph.B(n), _graph.Kind(n) == NodeKind.Divide ? !below : below));
                work.Push((_graph.A(n), below));
            }
            else if (_graph.IsHoistable(n))
            {
                // Dividing by a literal number is exact in the last place; by a parameter it is once removed.
                (below ? _graph.IsConstant(n) ? factors.LiteralDivisors : factors.HoistedBelow : factors.HoistedAbove).Add(n);
            }
            else
            {
                (below ? factors.Below : factors.Above).Add(_map[n]);
            }
        }

        return factors;
    }

    private int Sum(int n)
    {
        (int a, int b) = (_graph.A(n), _graph.B(n));
        bool minus = _graph.Kind(n) == NodeKind.Subtract;
        var right = Term(b, minus);
        if (right is { } last && last.AsPair(_graph) is { } pair)
        {
            var left = Term(a, false);
            return _graph.MultiplyAdd(pair.X, pair.Y, left is null ? _map[a] : left.Build(_graph));
        }

        if (Term(a, false) is { } leading && leading.AsPair(_graph) is { } leadingPair)
        {
            int rest = right is null ? minus ? _graph.Negate(_map[b]) : _map[b] : right.Build(_graph);
            return _graph.MultiplyAdd(leadingPair.X, leadingPair.Y, rest);
        }

        int x = Term(a, false)?.Build(_graph) ?? _map[a];
        return right is null
            ? minus ? _graph.Subtract(x, _map[b]) : _graph.Add(x, _map[b])
            : _graph.Add(x, right.Build(_graph));
    }

    /// <summary>A term that is a product of its own, or null.</summary>
    private Factors? Term(int n, bool negative)
    {
        if (!IsOpen(n) || _graph.IsHoistable(n))
        {
            return null;
        }

        if (_graph.Kind(n) == NodeKind.Negate)
        {
            return IsProduct(_graph.A(n)) && IsOpen(_graph.A(n)) ? Product(_graph.A(n), !negative) : null;
        }

        return IsProduct(n) ? Product(n, negative) : null;
    }

    private sealed class Factors
    {
        public bool Negative { get; set; }

        public List<int> Above { get; } = [];

        public List<int> Below { get; } = [];

        public List<int> HoistedAbove { get; } = [];

        public List<int> HoistedBelow { get; } = [];

        public List<int> LiteralDivisors { get; } = [];

        public int Build(ExpressionGraph graph) => AsPair(graph) is { } pair ? graph.Multiply(pair.X, pair.Y) : Whole(graph);

        /// <summary>The product as x·y, the sign inside; null where it ends in a division or has one factor.</summary>
        public (int X, int Y)? AsPair(ExpressionGraph graph)
        {
            if (Below.Count > 0 || LiteralDivisors.Count > 0 || Above.Count == 0)
            {
                return null;
            }

            int coefficient = Coefficient(graph);
            if (coefficient >= 0)
            {
                return (coefficient, Chain(graph, Above));
            }

            return Above.Count < 2 ? null : (Chain(graph, Above[..^1]), Above[^1]);
        }

        private int Whole(ExpressionGraph graph)
        {
            int coefficient = Coefficient(graph);
            int above = Above.Count == 0 ? -1 : Chain(graph, Above);
            int value = coefficient < 0 ? above < 0 ? graph.Constant(1) : above : above < 0 ? coefficient : graph.Multiply(coefficient, above);
            if (Below.Count > 0)
            {
                value = graph.Divide(value, Chain(graph, Below));
            }

            foreach (int divisor in LiteralDivisors)
            {
                value = graph.Divide(value, divisor);
            }

            return value;
        }

        /// <summary>Sign, constants and parameters as one node; −1 where it is 1.</summary>
        private int Coefficient(ExpressionGraph graph)
        {
            if (HoistedAbove.Count == 0 && HoistedBelow.Count == 0)
            {
                return Negative ? graph.Constant(-1) : -1;
            }

            int value = HoistedAbove.Count == 0 ? graph.Constant(1) : Chain(graph, HoistedAbove);
            if (HoistedBelow.Count > 0)
            {
                value = graph.Divide(value, Chain(graph, HoistedBelow));
            }

            return Negative ? graph.Negate(value) : value;
        }

        private static int Chain(ExpressionGraph graph, List<int> factors)
        {
            int product = factors[0];
            for (int i = 1; i < factors.Count; i++)
            {
                product = graph.Multiply(product, factors[i]);
            }

            return product;
        }
    }
}

namespace Anesis.Simulation.Lowering;

/// <summary>Partial derivatives of a node by the leaves that it depends on: leaf nodes ascending, and the node of each derivative.</summary>
public readonly record struct Gradient(int[] Leaves, int[] Derivatives)
{
    public static Gradient Empty { get; } = new([], []);

    /// <summary>The derivative by a leaf, or −1 where it is zero by structure.</summary>
    public int By(int leaf)
    {
        int at = Array.BinarySearch(Leaves, leaf);
        return at < 0 ? -1 : Derivatives[at];
    }
}

/// <summary>
/// Symbolic differentiation on the graph, forwards: the gradient of every node from those of its operands, common parts once, zeros never stored.
/// A sum of any length is differentiated as one.
/// </summary>
/// <remarks>A step's slope is 0, a kink's that of one side. Derivatives of factorials and of draws' quantiles count as 0.</remarks>
public sealed class Gradients
{
    private readonly ExpressionGraph _graph;
    private readonly Func<int, bool> _isVariable;
    private readonly Dictionary<int, Gradient> _known = [];
    private readonly Dependence _mask;

    /// <param name="graph">Derivatives become nodes of it.</param>
    /// <param name="isVariable">Which leaves to differentiate by.</param>
    /// <param name="mask">What those leaves depend on, to pass over all else.</param>
    public Gradients(ExpressionGraph graph, Func<int, bool> isVariable, Dependence mask)
    {
        (_graph, _isVariable, _mask) = (graph, isVariable, mask);
    }

    /// <summary>By states and time.</summary>
    public static Gradients ByStatesAndTime(ExpressionGraph graph) =>
        new(graph, leaf => graph.Kind(leaf) is NodeKind.State or NodeKind.Time, Dependence.States | Dependence.Time);

    public Gradient[] Of(ReadOnlySpan<int> roots)
    {
        int last = -1;
        foreach (int root in roots)
        {
            last = Math.Max(last, root);
        }

        bool[] needed = Reachability.Of(_graph, roots, last + 1);
        bool[] inside = SumsInsideSums(needed, roots);
        for (int n = 0; n <= last; n++)
        {
            if (needed[n] && !inside[n] && (_graph.DependsOn(n) & _mask) != Dependence.None && !_known.ContainsKey(n))
            {
                _known[n] = Differentiate(n);
            }
        }

        var result = new Gradient[roots.Length];
        for (int i = 0; i < roots.Length; i++)
        {
            result[i] = Known(roots[i]);
        }

        return result;
    }

    private Gradient Known(int node) => _known.TryGetValue(node, out var gradient) ? gradient : Gradient.Empty;

    private bool IsSum(int node) => _graph.Kind(node) is NodeKind.Add or NodeKind.Subtract or NodeKind.Negate;

    /// <summary>Sums that are used by one other sum only: their gradients are not wanted.</summary>
    private bool[] SumsInsideSums(bool[] needed, ReadOnlySpan<int> roots)
    {
        int[] uses = new int[needed.Length];
        bool[] inside = new bool[needed.Length];
        foreach (int root in roots)
        {
            uses[root] = 2;
        }

        for (int n = needed.Length - 1; n >= 0; n--)
        {
            if (!needed[n])
            {
                continue;
            }

            int arity = _graph.Kind(n).Arity();
            for (int k = 0; k < arity; k++)
            {
                int operand = k == 0 ? _graph.A(n) : k == 1 ? _graph.B(n) : _graph.C(n);
                uses[operand]++;
                inside[operand] = IsSum(n) && IsSum(operand);
            }
        }

        for (int n = 0; n < inside.Length; n++)
        {
            inside[n] &= uses[n] == 1;
        }

        return inside;
    }

    private Gradient Differentiate(int n)
    {
        var g = _graph;
        var kind = g.Kind(n);
        if (kind.IsLeaf())
        {
            return _isVariable(n) ? new([n], [g.Constant(1)]) : Gradient.Empty;
        }

        switch (kind)
        {
            case NodeKind.Add or NodeKind.Subtract or NodeKind.Negate:
                return OfSum(n);
            case NodeKind.Multiply:
                return Merge(Known(g.A(n)), Known(g.B(n)), (da, db) => Plus(Times(da, g.B(n)), Times(db, g.A(n))));
            case NodeKind.FusedMultiplyAdd:
                var product = Merge(Known(g.A(n)), Known(g.B(n)), (da, db) => Plus(Times(da, g.B(n)), Times(db, g.A(n))));
                return Merge(product, Known(g.C(n)), Plus);
            case NodeKind.Divide when g.Kind(g.B(n)) is NodeKind.Cosh or NodeKind.Sinh && Known(g.A(n)).Leaves.Length == 0:
                return OfHyperbolicReciprocal(n);
            case NodeKind.Divide:
                return Merge(Known(g.A(n)), Known(g.B(n)), (da, db) => g.Divide(Minus(da, Times(db, n)), g.B(n)));
            case NodeKind.Power:
                return OfPower(n);
            case NodeKind.Minimum:
                return OfChoice(g.Make(NodeKind.Less, g.B(n), g.A(n)), g.B(n), g.A(n));
            case NodeKind.Maximum:
                return OfChoice(g.Make(NodeKind.Less, g.A(n), g.B(n)), g.B(n), g.A(n));
            case NodeKind.Select:
                return OfChoice(g.A(n), g.B(n), g.C(n));
            case NodeKind.NormalQuantile or NodeKind.GammaQuantile or NodeKind.PoissonQuantile or NodeKind.BinomialQuantile
                or NodeKind.NormalCumulative or NodeKind.GammaCumulative or NodeKind.PoissonCumulative or NodeKind.BinomialCumulative:
                return Gradient.Empty;
        }

        if (kind.IsCondition() || kind is NodeKind.FromCondition or NodeKind.Floor or NodeKind.Ceiling or NodeKind.Truncate or NodeKind.Factorial)
        {
            return Gradient.Empty;
        }

        var inner = Known(g.A(n));
        if (inner.Leaves.Length == 0)
        {
            return inner;
        }

        int slope = Slope(n);
        return new(inner.Leaves, Array.ConvertAll(inner.Derivatives, d => g.Multiply(slope, d)));
    }

    /// <summary>Of c/cosh(x) and c/sinh(x): by the tangent, since the functions themselves overflow where these quotients have long been zero.</summary>
    private Gradient OfHyperbolicReciprocal(int n)
    {
        var g = _graph;
        int x = g.A(g.B(n));
        int tangent = g.Make(NodeKind.Tanh, x);
        int slope = g.Negate(g.Kind(g.B(n)) == NodeKind.Cosh ? g.Multiply(n, tangent) : g.Divide(n, tangent));
        var inner = Known(x);
        return new(inner.Leaves, Array.ConvertAll(inner.Derivatives, d => g.Multiply(slope, d)));
    }

    /// <summary>f'(a) of a function of one number.</summary>
    private int Slope(int n)
    {
        var g = _graph;
        int a = g.A(n);
        int one = g.Constant(1);
        int Square(int x) => g.Multiply(x, x);
        int Root(int x) => g.Make(NodeKind.SquareRoot, x);
        return g.Kind(n) switch
        {
            NodeKind.SquareRoot => g.Divide(g.Constant(0.5), n),
            NodeKind.Absolute => g.Select(g.Make(NodeKind.Less, a, g.Constant(0)), g.Constant(-1), one),
            NodeKind.Exp => n,
            NodeKind.Log => g.Divide(one, a),
            NodeKind.Log10 => g.Divide(g.Constant(0.43429448190325182765), a),
            NodeKind.Sin => g.Make(NodeKind.Cos, a),
            NodeKind.Cos => g.Negate(g.Make(NodeKind.Sin, a)),
            NodeKind.Tan => g.Add(one, Square(n)),
            NodeKind.Sinh => g.Make(NodeKind.Cosh, a),
            NodeKind.Cosh => g.Make(NodeKind.Sinh, a),
            NodeKind.Tanh => g.Subtract(one, Square(n)),
            NodeKind.Arcsin => g.Divide(one, Root(g.Subtract(one, Square(a)))),
            NodeKind.Arccos => g.Divide(g.Constant(-1), Root(g.Subtract(one, Square(a)))),
            NodeKind.Arctan => g.Divide(one, g.Add(one, Square(a))),
            NodeKind.Arcsinh => g.Divide(one, Root(g.Add(Square(a), one))),
            NodeKind.Arccosh => g.Divide(one, Root(g.Subtract(Square(a), one))),
            NodeKind.Arctanh => g.Divide(one, g.Subtract(one, Square(a))),
            _ => throw new ArgumentOutOfRangeException(nameof(n), g.Kind(n), "no derivative is known"),
        };
    }

    /// <summary>By the base b·a^(b−1), which is right at a = 0 where b·a^b/a is not; by the exponent a^b·ln a, 0 where the base is not positive.</summary>
    private Gradient OfPower(int n)
    {
        var g = _graph;
        (int a, int b) = (g.A(n), g.B(n));
        var (da, db) = (Known(a), Known(b));
        int byBase = da.Leaves.Length == 0 ? -1 : g.Multiply(b, g.Power(a, g.Subtract(b, g.Constant(1))));
        int byExponent = db.Leaves.Length == 0 ? -1
            : g.Select(g.Make(NodeKind.Less, g.Constant(0), a), g.Multiply(n, g.Make(NodeKind.Log, a)), g.Constant(0));
        return Merge(da, db, (x, y) => Plus(Times(x, byBase), Times(y, byExponent)));
    }

    private Gradient OfChoice(int condition, int whenTrue, int whenFalse)
    {
        int zero = _graph.Constant(0);
        return Merge(Known(whenTrue), Known(whenFalse), (x, y) => _graph.Select(condition, x < 0 ? zero : x, y < 0 ? zero : y));
    }

    private Gradient OfSum(int root)
    {
        var terms = new List<(int Leaf, int Derivative, bool Negative)>();
        var work = new Stack<(int Node, bool Negative)>();
        work.Push((root, false));
        bool first = true;
        while (work.TryPop(out var item))
        {
            (int n, bool negative) = item;
            if (!first && (!IsSum(n) || _known.ContainsKey(n)))
            {
                var gradient = Known(n);
                for (int i = 0; i < gradient.Leaves.Length; i++)
                {
                    terms.Add((gradient.Leaves[i], gradient.Derivatives[i], negative));
                }

                continue;
            }

            first = false;
            if (_graph.Kind(n) == NodeKind.Negate)
            {
                work.Push((_graph.A(n), !negative));
            }
            else
            {
                work.Push((_graph.B(n), _graph.Kind(n) == NodeKind.Subtract ? !negative : negative));
                work.Push((_graph.A(n), negative));
            }
        }

        var leaves = new List<int>();
        var derivatives = new List<int>();
        foreach (var (leaf, derivative, negative) in terms.OrderBy(t => t.Leaf))
        {
            if (leaves.Count > 0 && leaves[^1] == leaf)
            {
                derivatives[^1] = negative ? _graph.Subtract(derivatives[^1], derivative) : _graph.Add(derivatives[^1], derivative);
            }
            else
            {
                leaves.Add(leaf);
                derivatives.Add(negative ? _graph.Negate(derivative) : derivative);
            }
        }

        return new([.. leaves], [.. derivatives]);
    }

    private static Gradient Merge(Gradient x, Gradient y, Func<int, int, int> combine)
    {
        if (x.Leaves.Length == 0 && y.Leaves.Length == 0)
        {
            return Gradient.Empty;
        }

        var leaves = new List<int>(x.Leaves.Length + y.Leaves.Length);
        var derivatives = new List<int>(leaves.Capacity);
        int i = 0;
        int j = 0;
        while (i < x.Leaves.Length || j < y.Leaves.Length)
        {
            int left = i < x.Leaves.Length ? x.Leaves[i] : int.MaxValue;
            int right = j < y.Leaves.Length ? y.Leaves[j] : int.MaxValue;
            int leaf = Math.Min(left, right);
            leaves.Add(leaf);
            derivatives.Add(combine(left == leaf ? x.Derivatives[i++] : -1, right == leaf ? y.Derivatives[j++] : -1));
        }

        return new([.. leaves], [.. derivatives]);
    }

    private int Times(int derivative, int factor) => derivative < 0 ? -1 : _graph.Multiply(factor, derivative);

    private int Plus(int x, int y) => x < 0 ? y : y < 0 ? x : _graph.Add(x, y);

    private int Minus(int x, int y) => y < 0 ? x : x < 0 ? _graph.Negate(y) : _graph.Subtract(x, y);
}

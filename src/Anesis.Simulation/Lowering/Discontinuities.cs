namespace Anesis.Simulation.Lowering;

/// <summary>
/// Finds what makes f or a trigger jump: for each relation of continuous quantities a function whose sign changes there, and where a relation of time
/// and parameters can be solved for the time, that time itself. Floors and their like jump where sin(π·x) changes its sign.
/// </summary>
internal sealed class Discontinuities
{
    private readonly ExpressionGraph _graph;
    private readonly List<int> _roots = [];
    private readonly List<int> _stops = [];
    private readonly HashSet<int> _seen = [];

    private Discontinuities(ExpressionGraph graph) => _graph = graph;

    public static (int[] Roots, int[] Stops) Find(ExpressionGraph graph, ReadOnlySpan<int> nodes)
    {
        var finder = new Discontinuities(graph);
        int count = graph.Count;
        bool[] needed = Reachability.Of(graph, nodes, count);
        for (int n = 0; n < count; n++)
        {
            if (needed[n])
            {
                finder.Visit(n);
            }
        }

        return ([.. finder._roots], [.. finder._stops]);
    }

    private void Visit(int n)
    {
        var kind = _graph.Kind(n);
        if (kind is NodeKind.Less or NodeKind.LessOrEqual or NodeKind.Equal or NodeKind.NotEqual)
        {
            (int a, int b) = (_graph.A(n), _graph.B(n));
            var depends = _graph.DependsOn(n) & Dependence.Continuous;
            if (depends == Dependence.None)
            {
                return;
            }

            if (depends == Dependence.Time && SolveForTime(a, b) is { } time)
            {
                if (!(_graph.IsConstant(time) && !double.IsFinite(_graph.Value(time))))
                {
                    Add(_stops, time);
                }

                return;
            }

            int difference = _graph.Subtract(a, b);
            if (!_seen.Contains(_graph.Subtract(b, a)))
            {
                Add(_roots, difference);
            }
        }
        else if (kind is NodeKind.Floor or NodeKind.Ceiling or NodeKind.Truncate && (_graph.DependsOn(n) & Dependence.Continuous) != Dependence.None)
        {
            Add(_roots, _graph.Make(NodeKind.Sin, _graph.Multiply(_graph.Constant(Math.PI), _graph.A(n))));
        }
    }

    private void Add(List<int> list, int node)
    {
        if (_seen.Add(node))
        {
            list.Add(node);
        }
    }

    /// <summary>The t at which a = b, or null where that is not plain.</summary>
    private int? SolveForTime(int a, int b)
    {
        if (!HasTime(b) && Invert(a, b) is { } left)
        {
            return left;
        }

        if (!HasTime(a) && Invert(b, a) is { } right)
        {
            return right;
        }

        int difference = _graph.Subtract(a, b);
        var gradient = new Gradients(_graph, n => _graph.Kind(n) == NodeKind.Time, Dependence.Time).Of([difference])[0];
        if (gradient.Leaves.Length == 0 || HasTime(gradient.Derivatives[0]))
        {
            return null;
        }

        int atZero = Substitution.Apply(_graph, [difference], new Dictionary<int, int> { [_graph.Time()] = _graph.Constant(0) })[0];
        return _graph.Negate(_graph.Divide(atZero, gradient.Derivatives[0]));
    }

    private bool HasTime(int node) => (_graph.DependsOn(node) & Dependence.Time) != Dependence.None;

    /// <summary>The t at which <paramref name="node"/> has the value <paramref name="target"/>, undoing one operation after the other.</summary>
    private int? Invert(int node, int target)
    {
        var g = _graph;
        while (g.Kind(node) != NodeKind.Time)
        {
            (int a, int b) = (g.A(node), g.B(node));
            var kind = g.Kind(node);
            if (kind.Arity() == 2 && HasTime(a) == HasTime(b))
            {
                return null;
            }

            switch (kind)
            {
                case NodeKind.Negate:
                    (node, target) = (a, g.Negate(target));
                    break;
                case NodeKind.Add:
                    (node, target) = HasTime(a) ? (a, g.Subtract(target, b)) : (b, g.Subtract(target, a));
                    break;
                case NodeKind.Subtract:
                    (node, target) = HasTime(a) ? (a, g.Add(target, b)) : (b, g.Subtract(a, target));
                    break;
                case NodeKind.Multiply:
                    (node, target) = HasTime(a) ? (a, g.Divide(target, b)) : (b, g.Divide(target, a));
                    break;
                case NodeKind.Divide:
                    (node, target) = HasTime(a) ? (a, g.Multiply(target, b)) : (b, g.Divide(a, target));
                    break;
                default:
                    return null;
            }
        }

        return target;
    }
}

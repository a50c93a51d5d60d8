namespace Anesis.Simulation.Lowering;

/// <summary>Evaluates nodes for one individual, without compiling: for tests, and for values that are wanted once.</summary>
public static class Interpreter
{
    /// <summary>The values of <paramref name="roots"/> (conditions: 1 or 0) for the given leaves. Only what the roots need is computed.</summary>
    public static double[] Evaluate(
        ExpressionGraph graph,
        ReadOnlySpan<int> roots,
        double time,
        ReadOnlySpan<double> states,
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> delayed = default,
        ReadOnlySpan<double> draws = default)
    {
        int last = -1;
        foreach (int root in roots)
        {
            last = Math.Max(last, root);
        }

        bool[] needed = Reachability.Of(graph, roots, last + 1);
        double[] values = new double[last + 1];
        for (int n = 0; n <= last; n++)
        {
            if (needed[n])
            {
                values[n] = Value(graph, n, values, time, states, parameters, delayed, draws);
            }
        }

        double[] results = new double[roots.Length];
        for (int i = 0; i < roots.Length; i++)
        {
            results[i] = values[roots[i]];
        }

        return results;
    }

    private static double Value(
        ExpressionGraph graph,
        int node,
        double[] values,
        double time,
        ReadOnlySpan<double> states,
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> delayed,
        ReadOnlySpan<double> draws)
    {
        var kind = graph.Kind(node);
        switch (kind)
        {
            case NodeKind.Constant:
                return graph.Value(node);
            case NodeKind.Time:
                return time;
            case NodeKind.State:
                return states[graph.A(node)];
            case NodeKind.Parameter:
                return parameters[graph.A(node)];
            case NodeKind.Delayed:
                return delayed[graph.A(node)];
            case NodeKind.Draw:
                return draws[graph.A(node)];
        }

        int arity = kind.Arity();
        double x = arity > 0 ? values[graph.A(node)] : 0;
        double y = arity > 1 ? values[graph.B(node)] : 0;
        double z = arity > 2 ? values[graph.C(node)] : 0;
        return kind.IsCondition() ? ScalarOperations.Holds(kind, x, y) ? 1 : 0 : ScalarOperations.Evaluate(kind, x, y, z);
    }
}

internal static class Reachability
{
    /// <summary>Which of the first <paramref name="count"/> nodes the roots need.</summary>
    public static bool[] Of(ExpressionGraph graph, ReadOnlySpan<int> roots, int count)
    {
        bool[] needed = new bool[count];
        foreach (int root in roots)
        {
            needed[root] = true;
        }

        for (int n = count - 1; n >= 0; n--)
        {
            if (needed[n])
            {
                int arity = graph.Kind(n).Arity();
                if (arity > 0)
                {
                    needed[graph.A(n)] = true;
                }

                if (arity > 1)
                {
                    needed[graph.B(n)] = true;
                }

                if (arity > 2)
                {
                    needed[graph.C(n)] = true;
                }
            }
        }

        return needed;
    }
}

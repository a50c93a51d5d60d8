namespace Anesis.Simulation.Lowering;

/// <summary>Rebuilds nodes with some nodes replaced by others.</summary>
internal static class Substitution
{
    /// <summary>
    /// <paramref name="roots"/> with every key of <paramref name="replacements"/> replaced by its value, which is not itself substituted in.
    /// Parts without a replaced node stay the same nodes.
    /// </summary>
    public static int[] Apply(ExpressionGraph graph, ReadOnlySpan<int> roots, IReadOnlyDictionary<int, int> replacements)
    {
        int last = -1;
        foreach (int root in roots)
        {
            last = Math.Max(last, root);
        }

        bool[] needed = Reachability.Of(graph, roots, last + 1);
        int[] map = new int[last + 1];
        for (int n = 0; n <= last; n++)
        {
            map[n] = !needed[n] ? n : replacements.TryGetValue(n, out int replacement) ? replacement : Rebuild(graph, n, map);
        }

        int[] result = new int[roots.Length];
        for (int i = 0; i < roots.Length; i++)
        {
            result[i] = map[roots[i]];
        }

        return result;
    }

    private static int Rebuild(ExpressionGraph graph, int n, int[] map)
    {
        var kind = graph.Kind(n);
        int arity = kind.Arity();
        if (arity == 0)
        {
            return n;
        }

        int a = map[graph.A(n)];
        int b = arity > 1 ? map[graph.B(n)] : 0;
        int c = arity > 2 ? map[graph.C(n)] : 0;
        bool same = a == graph.A(n) && (arity < 2 || b == graph.B(n)) && (arity < 3 || c == graph.C(n));
        return same ? n : graph.Make(kind, a, b, c);
    }
}

namespace Anesis.Simulation.Lowering;

/// <summary>
/// Writes minima and maxima as choices, for emission: min(a, b) is b where b &lt; a, else a where b is a number, else b. So NaN in either gives NaN, and no code depends
/// on what a processor or the JIT makes of zeros of both signs. Before emission they are nodes of their own, so that a kink is not taken for a jump.
/// </summary>
internal static class ExtremumSelection
{
    public static int[] Apply(ExpressionGraph graph, ReadOnlySpan<int> roots)
    {
        int last = -1;
        foreach (int root in roots)
        {
            last = Math.Max(last, root);
        }

        bool[] needed = Reachability.Of(graph, roots, last + 1);
        var replacements = new Dictionary<int, int>();
        for (int n = 0; n <= last; n++)
        {
            if (needed[n] && graph.Kind(n) is NodeKind.Minimum or NodeKind.Maximum)
            {
                replacements[n] = n;
            }
        }

        if (replacements.Count == 0)
        {
            return roots.ToArray();
        }

        // Inner ones first: node numbers ascend from operands to users.
        int[] nodes = [.. replacements.Keys.Order()];
        foreach (int n in nodes)
        {
            int[] operands = Substitution.Apply(graph, [graph.A(n), graph.B(n)], replacements);
            (int a, int b) = (operands[0], operands[1]);
            int better = graph.Kind(n) == NodeKind.Minimum ? graph.Make(NodeKind.Less, b, a) : graph.Make(NodeKind.Less, a, b);
            replacements[n] = graph.Select(better, b, graph.Select(graph.Make(NodeKind.Equal, b, b), a, b));
        }

        return Substitution.Apply(graph, roots, replacements);
    }
}

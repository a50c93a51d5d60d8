namespace Anesis.Formats.Sbml.Validation;

/// <summary>Finds circular dependencies.</summary>
internal static class Circles
{
    /// <summary>
    /// The strongly connected groups of a directed graph that hold a circle, each as one circle's nodes in order (Tarjan 1972, without recursion, since models may be long chains).
    /// </summary>
    public static IEnumerable<IReadOnlyList<string>> In(IReadOnlyDictionary<string, IReadOnlyList<string>> edges)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var low = new Dictionary<string, int>(StringComparer.Ordinal);
        var onStack = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<string>();
        var found = new List<IReadOnlyList<string>>();
        foreach (string start in edges.Keys)
        {
            if (index.ContainsKey(start))
            {
                continue;
            }

            var work = new Stack<(string Node, int Next)>();
            Enter(start, work);
            while (work.TryPop(out var top))
            {
                var next = Next(top.Node);
                if (top.Next < next.Count)
                {
                    work.Push((top.Node, top.Next + 1));
                    string child = next[top.Next];
                    if (!index.TryGetValue(child, out int seen))
                    {
                        Enter(child, work);
                    }
                    else if (onStack.Contains(child))
                    {
                        low[top.Node] = Math.Min(low[top.Node], seen);
                    }

                    continue;
                }

                if (work.TryPeek(out var parent))
                {
                    low[parent.Node] = Math.Min(low[parent.Node], low[top.Node]);
                }

                if (low[top.Node] == index[top.Node])
                {
                    Leave(top.Node);
                }
            }
        }

        return found;

        IReadOnlyList<string> Next(string node) => edges.TryGetValue(node, out var list) ? list : [];

        void Enter(string node, Stack<(string Node, int Next)> work)
        {
            index[node] = low[node] = index.Count;
            stack.Push(node);
            onStack.Add(node);
            work.Push((node, 0));
        }

        void Leave(string root)
        {
            var group = new HashSet<string>(StringComparer.Ordinal);
            string node;
            do
            {
                node = stack.Pop();
                onStack.Remove(node);
                group.Add(node);
            }
            while (node != root);
            if (group.Count > 1 || Next(root).Contains(root))
            {
                found.Add(OneCircle(root, group));
            }
        }

        // A shortest way from the root back to it, inside the group.
        IReadOnlyList<string> OneCircle(string root, HashSet<string> group)
        {
            var from = new Dictionary<string, string>(StringComparer.Ordinal);
            var open = new Queue<string>([root]);
            while (open.TryDequeue(out string? node))
            {
                foreach (string next in Next(node).Where(group.Contains))
                {
                    if (next == root)
                    {
                        var circle = new List<string> { node };
                        while (circle[^1] != root)
                        {
                            circle.Add(from[circle[^1]]);
                        }

                        circle.Reverse();
                        return circle;
                    }

                    if (from.TryAdd(next, node))
                    {
                        open.Enqueue(next);
                    }
                }
            }

            return [root];
        }
    }
}

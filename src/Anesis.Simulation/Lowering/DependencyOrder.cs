namespace Anesis.Simulation.Lowering;

/// <summary>Puts items after what they depend on, without recursion.</summary>
internal static class DependencyOrder
{
    /// <summary>
    /// <paramref name="items"/> and what they depend on, each after its dependencies; and the cycles that prevent that, each a list whose items
    /// depend on the next one and the last on the first. Items on a cycle are still listed.
    /// </summary>
    public static (List<T> Order, List<List<T>> Cycles) Sort<T>(IEnumerable<T> items, Func<T, IReadOnlyList<T>> dependencies, IEqualityComparer<T>? comparer = null)
        where T : notnull
    {
        var order = new List<T>();
        var cycles = new List<List<T>>();
        var done = new Dictionary<T, bool>(comparer);
        var path = new List<(T Item, IReadOnlyList<T> Needs, int Next)>();
        foreach (var start in items)
        {
            if (!done.TryAdd(start, false))
            {
                continue;
            }

            path.Add((start, dependencies(start), 0));
            while (path.Count > 0)
            {
                var (item, needs, next) = path[^1];
                if (next == needs.Count)
                {
                    done[item] = true;
                    order.Add(item);
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                path[^1] = (item, needs, next + 1);
                var need = needs[next];
                if (done.TryAdd(need, false))
                {
                    path.Add((need, dependencies(need), 0));
                }
                else if (!done[need])
                {
                    int first = path.FindIndex(p => done.Comparer.Equals(p.Item, need));
                    cycles.Add([.. path.Skip(first).Select(p => p.Item)]);
                }
            }
        }

        return (order, cycles);
    }
}

using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Chooses what is computed once after each change of parameters.</summary>
internal static class Hoisting
{
    /// <summary>
    /// Nodes of parameters alone that a continuously changing node or a kernel's result needs, with their places in the parameter array
    /// from <paramref name="first"/> on.
    /// </summary>
    public static Dictionary<int, int> Find(ExpressionGraph graph, ReadOnlySpan<int> roots, int first)
    {
        int count = graph.Count;
        bool[] needed = Reachability.Of(graph, roots, count);
        bool[] wanted = new bool[count];
        foreach (int root in roots)
        {
            wanted[root] = true;
        }

        for (int n = 0; n < count; n++)
        {
            if (!needed[n] || graph.IsHoistable(n))
            {
                continue;
            }

            int arity = graph.Kind(n).Arity();
            for (int k = 0; k < arity; k++)
            {
                wanted[k == 0 ? graph.A(n) : k == 1 ? graph.B(n) : graph.C(n)] = true;
            }
        }

        var places = new Dictionary<int, int>();
        for (int n = 0; n < count; n++)
        {
            if (wanted[n] && graph.IsHoistable(n) && !graph.Kind(n).IsLeaf())
            {
                places[n] = first + places.Count;
            }
        }

        return places;
    }
}

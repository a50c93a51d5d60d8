using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// How the states of a linear model depend on each other: groups of states that act on each other both ways, in the order in which groups act on later ones.
/// Within a group the exchange must have the shape of a tree (a central compartment with its peripheral ones, a chain): such a matrix becomes symmetric when its states are scaled,
/// so that its eigenvalues are real and its eigenvectors orthogonal.
/// </summary>
internal sealed class ModalStructure
{
    /// <summary>The work on modes grows with the cube of the states; the series is better for many.</summary>
    private const int MostStates = 12;

    private readonly int[] _group;
    private readonly int[,] _entry;

    private ModalStructure(int[][] groups, int[] group, int[,] entry, bool[,] reaches)
    {
        Groups = groups;
        _group = group;
        _entry = entry;
        Reaches = reaches;
    }

    /// <summary>States of each group, each but the first joined to one before it in its group. A group has as many modes as states, under the same numbers.</summary>
    public int[][] Groups { get; }

    /// <summary>[from, to] whether the first group of states acts on the second, directly or by others, or is it.</summary>
    public bool[,] Reaches { get; }

    public int GroupOf(int state) => _group[state];

    /// <summary>Place of ∂f_row/∂y_column in the Jacobian, or −1.</summary>
    public int Entry(int row, int column) => _entry[row, column];

    /// <summary>Whether state <paramref name="state"/> has a part in mode <paramref name="mode"/>.</summary>
    public bool Shows(int state, int mode) => Reaches[_group[mode], _group[state]];

    /// <summary>The structure of a pattern, or null where it has no such shape.</summary>
    public static ModalStructure? Of(SparsityPattern pattern)
    {
        int n = pattern.Size;
        if (n is 0 or > MostStates)
        {
            return null;
        }

        int[,] entry = new int[n, n];
        bool[,] path = new bool[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                entry[i, j] = -1;
            }

            for (int e = pattern.RowStarts[i]; e < pattern.RowStarts[i + 1]; e++)
            {
                entry[i, pattern.Columns[e]] = e;
                path[pattern.Columns[e], i] = true;
            }

            path[i, i] = true;
        }

        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    path[i, j] |= path[i, k] && path[k, j];
                }
            }
        }

        // A state that many act on comes late: the number of those is less for whoever acts on it and not the other way.
        int Before(int state) => Enumerable.Range(0, n).Count(i => path[i, state]);
        int[] group = new int[n];
        Array.Fill(group, -1);
        var groups = new List<int[]>();
        foreach (int first in Enumerable.Range(0, n).OrderBy(Before))
        {
            if (group[first] >= 0)
            {
                continue;
            }

            int[] members = [.. Enumerable.Range(0, n).Where(i => path[first, i] && path[i, first])];
            if (Tree(members, entry) is not { } tree)
            {
                return null;
            }

            foreach (int member in members)
            {
                group[member] = groups.Count;
            }

            groups.Add(tree);
        }

        bool[,] reaches = new bool[groups.Count, groups.Count];
        for (int p = 0; p < groups.Count; p++)
        {
            for (int q = 0; q < groups.Count; q++)
            {
                reaches[p, q] = path[groups[p][0], groups[q][0]];
            }
        }

        return new ModalStructure([.. groups], group, entry, reaches);
    }

    private static int[]? Tree(int[] members, int[,] entry)
    {
        var order = new List<int> { members[0] };
        var edges = 0;
        for (int a = 0; a < members.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                bool one = entry[members[a], members[b]] >= 0;
                if (one != entry[members[b], members[a]] >= 0)
                {
                    return null;
                }

                edges += one ? 1 : 0;
            }
        }

        for (int at = 0; at < order.Count; at++)
        {
            order.AddRange(members.Where(m => !order.Contains(m) && entry[m, order[at]] >= 0).ToList());
        }

        return edges == members.Length - 1 && order.Count == members.Length ? [.. order] : null;
    }
}

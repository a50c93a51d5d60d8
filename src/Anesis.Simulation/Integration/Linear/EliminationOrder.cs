using System.Runtime.CompilerServices;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// The order in which a sparse matrix is eliminated without regard to its values, and the pattern of its factors L (unit diagonal) and U.
/// Pivots are chosen by Markowitz' rule, the least (entries in the row − 1)(entries in the column − 1), among the positions of a fixed matching
/// of equations and unknowns: the diagonal where it may be used, else a perfect matching found by augmenting paths. Of equal products the pivot that waits for the
/// fewest others in a row is taken: substitution is a chain of additions along such waits, and where it is the shortest, most of it can be done side by side. Of large systems, where looking for the least
/// product takes longer than it saves, by approximate minimum degree (<see cref="MinimumDegree"/>) of the pattern made symmetric.
/// </summary>
internal sealed class EliminationOrder
{
    /// <summary>From this size on minimum degree makes the order.</summary>
    public const int LargeSize = 400;

    /// <summary>Orders of patterns with their whole diagonals: made once for all threads of all runs.</summary>
    private static readonly ConditionalWeakTable<SparsityPattern, EliminationOrder> s_known = [];

    private EliminationOrder(int[] equations, int[] unknowns, int[] rowStarts, int[] pivots, int[] columns)
    {
        Equations = equations;
        Unknowns = unknowns;
        RowStarts = rowStarts;
        Pivots = pivots;
        Columns = columns;
    }

    /// <summary>Equation of each elimination step.</summary>
    public int[] Equations { get; }

    /// <summary>Unknown of each elimination step.</summary>
    public int[] Unknowns { get; }

    /// <summary>Row k of the factors is Columns[RowStarts[k]..RowStarts[k + 1]].</summary>
    public int[] RowStarts { get; }

    /// <summary>Where in <see cref="Columns"/> row k has its pivot: L lies before, U after.</summary>
    public int[] Pivots { get; }

    /// <summary>Elimination steps of the unknowns, ascending in each row.</summary>
    public int[] Columns { get; }

    /// <summary>The order for a pattern to which the whole diagonal is added.</summary>
    public static EliminationOrder WithDiagonal(SparsityPattern pattern) => s_known.GetValue(pattern, static p => Of(p, static _ => false)!);

    /// <summary>
    /// The order for a pattern to which the whole diagonal is added, except where <paramref name="withoutDiagonal"/> says that the diagonal is only what the pattern has.
    /// Null when no choice of pivots can succeed: the matrix is singular whatever its values.
    /// </summary>
    public static EliminationOrder? Of(SparsityPattern pattern, Func<int, bool> withoutDiagonal)
    {
        int n = pattern.Size;
        var rows = new List<int>[n];
        for (int r = 0; r < n; r++)
        {
            rows[r] = [.. pattern.Columns.AsSpan(pattern.RowStarts[r], pattern.RowStarts[r + 1] - pattern.RowStarts[r])];
            int at = rows[r].BinarySearch(r);
            if (at < 0 && !withoutDiagonal(r))
            {
                rows[r].Insert(~at, r);
            }
        }

        int[]? unknownOf = Match(rows, r => !withoutDiagonal(r)) ?? Match(rows, static _ => false);
        return unknownOf is null ? null : n < LargeSize ? Eliminate(rows, unknownOf) : MinimumDegreeOrder(rows, unknownOf);
    }

    /// <summary>An unknown for each equation: its own where it may, the rest by augmenting paths.</summary>
    private static int[]? Match(List<int>[] rows, Func<int, bool> keepsDiagonal)
    {
        int n = rows.Length;
        int[] unknownOf = new int[n];
        int[] equationOf = new int[n];
        Array.Fill(unknownOf, -1);
        Array.Fill(equationOf, -1);
        for (int r = 0; r < n; r++)
        {
            if (rows[r].BinarySearch(r) >= 0)
            {
                unknownOf[r] = r;
                equationOf[r] = r;
            }
        }

        for (int r = 0; r < n; r++)
        {
            if (unknownOf[r] < 0 && !Augment(r))
            {
                return null;
            }
        }

        return unknownOf;

        // Breadth first, so that a long chain of exchanges needs no deep recursion.
        bool Augment(int start)
        {
            int[] from = new int[n];
            Array.Fill(from, -1);
            var queue = new Queue<int>([start]);
            while (queue.TryDequeue(out int equation))
            {
                foreach (int unknown in rows[equation])
                {
                    if (from[unknown] >= 0 || (equationOf[unknown] == unknown && keepsDiagonal(unknown)))
                    {
                        continue;
                    }

                    from[unknown] = equation;
                    if (equationOf[unknown] >= 0)
                    {
                        queue.Enqueue(equationOf[unknown]);
                        continue;
                    }

                    int free = unknown;
                    while (true)
                    {
                        int owner = from[free];
                        int before = unknownOf[owner];
                        unknownOf[owner] = free;
                        equationOf[free] = owner;
                        if (owner == start)
                        {
                            return true;
                        }

                        free = before;
                    }
                }
            }

            return false;
        }
    }

    private static EliminationOrder MinimumDegreeOrder(List<int>[] rows, int[] unknownOf)
    {
        // A node is an unknown with the equation that it is the pivot of.
        int n = rows.Length;
        var graph = new List<int>[n];
        int[] equationOf = new int[n];
        for (int r = 0; r < n; r++)
        {
            graph[r] = [];
            equationOf[unknownOf[r]] = r;
        }

        for (int r = 0; r < n; r++)
        {
            int own = unknownOf[r];
            foreach (int c in rows[r])
            {
                if (c != own)
                {
                    graph[own].Add(c);
                    graph[c].Add(own);
                }
            }
        }

        for (int i = 0; i < n; i++)
        {
            graph[i] = [.. graph[i].Distinct().Order()];
        }

        int[] unknowns = MinimumDegree.Order(graph);
        int[] stepOf = new int[n];
        for (int step = 0; step < n; step++)
        {
            stepOf[unknowns[step]] = step;
        }

        int[] equations = [.. unknowns.Select(u => equationOf[u])];
        var (starts, pivots, columns) = SymbolicFactors.Of(rows, equations, stepOf);
        return new EliminationOrder(equations, unknowns, starts, pivots, columns);
    }

    private static EliminationOrder Eliminate(List<int>[] rows, int[] unknownOf)
    {
        int n = rows.Length;
        var columns = new List<int>[n];
        for (int c = 0; c < n; c++)
        {
            columns[c] = [];
        }

        for (int r = 0; r < n; r++)
        {
            foreach (int c in rows[r])
            {
                columns[c].Add(r);
            }
        }

        // Live entries only: rows lose eliminated unknowns, columns lose eliminated equations.
        var lower = new List<int>[n];
        var upper = new List<int>[n];
        int[] equations = new int[n];
        int[] unknowns = new int[n];
        int[] stepOf = new int[n];
        int[] equationOf = new int[n];
        int[] waits = new int[n];
        bool[] done = new bool[n];
        for (int r = 0; r < n; r++)
        {
            lower[r] = [];
            equationOf[unknownOf[r]] = r;
        }

        var merged = new List<int>();
        for (int step = 0; step < n; step++)
        {
            int pivot = -1;
            long least = long.MaxValue;
            for (int r = 0; r < n; r++)
            {
                if (!done[r])
                {
                    long cost = (long)(rows[r].Count - 1) * (columns[unknownOf[r]].Count - 1);
                    if (cost < least || (cost == least && waits[r] < waits[pivot]))
                    {
                        least = cost;
                        pivot = r;
                    }
                }
            }

            int unknown = unknownOf[pivot];
            done[pivot] = true;
            equations[step] = pivot;
            unknowns[step] = unknown;
            stepOf[unknown] = step;
            rows[pivot].Remove(unknown);
            upper[pivot] = rows[pivot];
            foreach (int c in upper[pivot])
            {
                columns[c].Remove(pivot);
                waits[equationOf[c]] = Math.Max(waits[equationOf[c]], waits[pivot] + 1);
            }

            foreach (int r in columns[unknown])
            {
                if (r == pivot)
                {
                    continue;
                }

                rows[r].Remove(unknown);
                lower[r].Add(unknown);
                waits[r] = Math.Max(waits[r], waits[pivot] + 1);
                Merge(rows[r], upper[pivot], merged, r, columns);
                (rows[r], merged) = (merged, rows[r]);
            }

            columns[unknown] = [];
        }

        int[] starts = new int[n + 1];
        int[] pivots = new int[n];
        var all = new List<int>();
        for (int step = 0; step < n; step++)
        {
            int equation = equations[step];
            starts[step] = all.Count;
            all.AddRange(lower[equation].Select(c => stepOf[c]).Order());
            pivots[step] = all.Count;
            all.Add(step);
            all.AddRange(upper[equation].Select(c => stepOf[c]).Order());
        }

        starts[n] = all.Count;
        return new EliminationOrder(equations, unknowns, starts, pivots, [.. all]);
    }

    /// <summary>The union of two ascending lists; entries new to row <paramref name="row"/> are added to their columns.</summary>
    private static void Merge(List<int> own, List<int> other, List<int> result, int row, List<int>[] columns)
    {
        result.Clear();
        int i = 0;
        foreach (int c in other)
        {
            while (i < own.Count && own[i] < c)
            {
                result.Add(own[i++]);
            }

            if (i < own.Count && own[i] == c)
            {
                i++;
            }
            else
            {
                columns[c].Add(row);
            }

            result.Add(c);
        }

        while (i < own.Count)
        {
            result.Add(own[i++]);
        }
    }
}

using System.Numerics;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>The pattern of the factors for a given order of pivots, row by row: a row meets every row above in whose column it has an entry, the lowest first.</summary>
internal static class SymbolicFactors
{
    /// <param name="rows">Unknowns of each equation.</param>
    /// <param name="equations">Equation of each step.</param>
    /// <param name="stepOf">Step of each unknown.</param>
    /// <returns>Where each row starts, where it has its pivot, and its steps, ascending.</returns>
    public static (int[] Starts, int[] Pivots, int[] Columns) Of(List<int>[] rows, int[] equations, int[] stepOf)
    {
        int n = rows.Length;
        int[] starts = new int[n + 1];
        int[] pivots = new int[n];
        var columns = new List<int>(16 * n);
        ulong[] present = new ulong[(n + 63) / 64];
        for (int step = 0; step < n; step++)
        {
            starts[step] = columns.Count;
            int first = step;
            int last = step;
            Add(step);
            foreach (int unknown in rows[equations[step]])
            {
                Add(stepOf[unknown]);
            }

            // What a row above brings lies after it: one ascending pass meets all.
            for (int at = Next(first); at <= last; at = Next(at + 1))
            {
                if (at == step)
                {
                    pivots[step] = columns.Count;
                }

                columns.Add(at);
                if (at < step)
                {
                    for (int u = pivots[at] + 1; u < starts[at + 1]; u++)
                    {
                        Add(columns[u]);
                    }
                }
            }

            for (int at = starts[step]; at < columns.Count; at++)
            {
                present[columns[at] >> 6] = 0;
            }

            void Add(int at)
            {
                present[at >> 6] |= 1UL << at;
                first = Math.Min(first, at);
                last = Math.Max(last, at);
            }

            int Next(int from)
            {
                int word = from >> 6;
                if (word >= present.Length)
                {
                    return n;
                }

                ulong bits = present[word] & (ulong.MaxValue << from);
                while (bits == 0)
                {
                    if (++word >= present.Length)
                    {
                        return n;
                    }

                    bits = present[word];
                }

                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        starts[n] = columns.Count;
        return (starts, pivots, [.. columns]);
    }
}

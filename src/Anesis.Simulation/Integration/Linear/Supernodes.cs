using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// The elimination of <see cref="LaneFactors{TLanes}"/> for one large system alone, with vectors along its rows. Consecutive rows of U with the same entries after their own
/// block lie as dense rows in memory: a row below that meets one of them meets the rest, and its entries there are taken together, eight at a time.
/// Each entry undergoes the same operations in the same order as lane by lane, so the factors have the same bits.
/// </summary>
internal sealed unsafe class Supernodes
{
    private const int Wide = 8;
    private const int MostRows = 64;

    private readonly int _size;
    private readonly int* _equations;
    private readonly int* _starts;
    private readonly int* _pivots;
    private readonly int* _columns;

    /// <summary>For each step the step after the last of its supernode.</summary>
    private readonly int* _ends;
    private readonly int* _entryStarts;
    private readonly int* _entries;
    private readonly int* _entryColumns;
    private readonly int* _diagonals;
    private readonly double* _values;
    private readonly double* _row;
    private readonly double* _multipliers;

    public Supernodes(EliminationOrder order, int* entryStarts, int* entries, int* entryColumns, int* diagonals, double* values, LaneMemory memory)
    {
        _size = order.Pivots.Length;
        _equations = memory.Copy(order.Equations);
        _starts = memory.Copy(order.RowStarts);
        _pivots = memory.Copy(order.Pivots);
        _columns = memory.Copy(order.Columns);
        _entryStarts = entryStarts;
        _entries = entries;
        _entryColumns = entryColumns;
        _diagonals = diagonals;
        _values = values;
        _row = memory.Doubles(_size);
        _multipliers = memory.Doubles(MostRows);
        _ends = memory.Integers(_size);
        for (int first = 0; first < _size;)
        {
            int end = first + 1;
            while (end < _size && end - first < MostRows && GoesOn(order, end - 1))
            {
                end++;
            }

            for (int k = first; k < end; k++)
            {
                _ends[k] = end;
            }

            first = end;
        }
    }

    /// <summary>Factors diag(shift) − J, nothing on the diagonal of algebraic equations. False where a pivot breaks down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Factor(double* jacobian, double shift, bool* algebraic)
    {
        bool held = true;
        double* row = _row;
        for (int k = 0; k < _size; k++)
        {
            int pivot = _pivots[k];
            int end = _starts[k + 1];
            for (int at = _starts[k]; at < end; at++)
            {
                row[_columns[at]] = 0;
            }

            double size = 0;
            for (int e = _entryStarts[k]; e < _entryStarts[k + 1]; e++)
            {
                double value = jacobian[_entries[e]];
                row[_entryColumns[e]] = value;
                size += Math.Abs(value);
            }

            if (!algebraic[_equations[k]])
            {
                double value = row[_diagonals[k]] - shift;
                row[_diagonals[k]] = value;
                size += Math.Abs(value);
            }

            for (int at = _starts[k]; at < pivot;)
            {
                int above = _columns[at];
                int count = Math.Min(_ends[above], k) - above;
                if (count == 1)
                {
                    Single(above, at);
                }
                else
                {
                    Several(above, count, at);
                }

                at += count;
            }

            double divisor = row[k];
            held &= Math.Abs(divisor) > size * FactorsLimits.LeastPivot;
            _values[pivot] = -1 / divisor;
            for (int at = pivot + 1; at < end; at++)
            {
                _values[at] = row[_columns[at]];
            }
        }

        return held;
    }

    private static bool GoesOn(EliminationOrder order, int step)
    {
        var own = order.Columns.AsSpan((order.Pivots[step] + 1)..order.RowStarts[step + 1]);
        var next = order.Columns.AsSpan(order.Pivots[step + 1]..order.RowStarts[step + 2]);
        return own.SequenceEqual(next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Single(int above, int at)
    {
        double* row = _row;
        int pivot = _pivots[above];
        double factor = row[above] * _values[pivot];
        _values[at] = factor;
        int end = _starts[above + 1];
        for (int u = pivot + 1; u < end; u++)
        {
            int column = _columns[u];
            row[column] = Math.FusedMultiplyAdd(factor, _values[u], row[column]);
        }
    }

    /// <summary>The present row meets this many rows of a supernode, the first of which is <paramref name="above"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Several(int above, int count, int at)
    {
        double* row = _row;
        double* factors = _multipliers;
        for (int a = 0; a < count; a++)
        {
            int step = above + a;
            double* upper = _values + _pivots[step];
            double factor = row[step] * *upper;
            factors[a] = factor;
            _values[at + a] = factor;
            double* entry = row + step;
            for (int b = 1; b < count - a; b++)
            {
                entry[b] = Math.FusedMultiplyAdd(factor, upper[b], entry[b]);
            }
        }

        // The entries behind those of the rows met, the same in each: of the first row they lie count places after the pivot, of the next one place nearer.
        int* columns = _columns + _pivots[above] + count;
        int length = _starts[above + 1] - _pivots[above] - count;
        double** uppers = stackalloc double*[MostRows];
        for (int a = 0; a < count; a++)
        {
            uppers[a] = _values + _pivots[above + a] + (count - a);
        }

        double* values = stackalloc double[Wide];
        int j = 0;
        for (; j + Wide <= length; j += Wide)
        {
            int* c = columns + j;
            bool together = c[Wide - 1] - c[0] == Wide - 1;
            Lanes8 sum = together
                ? Lanes8.Load(row + c[0])
                : new(System.Runtime.Intrinsics.Vector512.Create(row[c[0]], row[c[1]], row[c[2]], row[c[3]], row[c[4]], row[c[5]], row[c[6]], row[c[7]]));
            for (int a = 0; a < count; a++)
            {
                sum = Lanes8.FusedMultiplyAdd(Lanes8.Create(factors[a]), Lanes8.Load(uppers[a] + j), sum);
            }

            if (together)
            {
                Lanes8.Store(sum, row + c[0]);
                continue;
            }

            Lanes8.Store(sum, values);
            for (int i = 0; i < Wide; i++)
            {
                row[c[i]] = values[i];
            }
        }

        for (; j < length; j++)
        {
            double sum = row[columns[j]];
            for (int a = 0; a < count; a++)
            {
                sum = Math.FusedMultiplyAdd(factors[a], uppers[a][j], sum);
            }

            row[columns[j]] = sum;
        }

    }
}

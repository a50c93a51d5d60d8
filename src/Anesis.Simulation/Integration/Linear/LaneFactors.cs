using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// Factors of shift − J for all lanes at once, in a fixed order without a branch on values: row by row, each with the rows above that it meets.
/// Kept are the factors of J − shift, L negated and the pivots as −1/pivot: then elimination and solution are chains of fused additions without a change of sign.
/// Small systems have code of their own (<see cref="FactorsCode"/>), which keeps rows of U times −1/pivot.
/// A lane whose pivots break down is reported, and its numbers are without meaning; the others' are untouched by that.
/// </summary>
internal sealed unsafe class LaneFactors<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly int _size;
    private readonly int* _equations;
    private readonly int* _unknowns;
    private readonly int* _starts;
    private readonly int* _pivots;
    private readonly int* _columns;
    private readonly int* _entryStarts;
    private readonly int* _entries;
    private readonly int* _entryColumns;
    private readonly int* _diagonals;
    private readonly double* _values;
    private readonly double* _row;
    private readonly double* _solution;
    private readonly double* _shift;
    private readonly double* _nothing;
    private readonly bool[] _algebraic;
    private readonly FactorsCode? _code;
    private readonly Supernodes? _supernodes;

    public LaneFactors(Elimination elimination, LaneMemory memory)
    {
        (SparsityPattern pattern, EliminationOrder order, Func<int, bool> algebraic, _code) = elimination;
        _size = pattern.Size;
        _equations = memory.Copy(order.Equations);
        _unknowns = memory.Copy(order.Unknowns);
        _starts = memory.Copy(order.RowStarts);
        _pivots = memory.Copy(order.Pivots);
        _columns = memory.Copy(order.Columns);
        int[] stepOf = new int[_size];
        for (int step = 0; step < _size; step++)
        {
            stepOf[order.Unknowns[step]] = step;
        }

        var starts = new int[_size + 1];
        var entries = new List<int>();
        var columns = new List<int>();
        for (int step = 0; step < _size; step++)
        {
            starts[step] = entries.Count;
            int equation = order.Equations[step];
            for (int at = pattern.RowStarts[equation]; at < pattern.RowStarts[equation + 1]; at++)
            {
                entries.Add(at);
                columns.Add(stepOf[pattern.Columns[at]]);
            }
        }

        starts[_size] = entries.Count;
        _entryStarts = memory.Copy(starts);
        _entries = memory.Copy([.. entries]);
        _entryColumns = memory.Copy([.. columns]);
        _diagonals = memory.Copy([.. order.Equations.Select(equation => stepOf[equation])]);
        _values = memory.Doubles((long)order.Columns.Length * TLanes.Count);
        _row = memory.Doubles((long)_size * TLanes.Count);
        _solution = memory.Doubles((long)_size * TLanes.Count);
        _shift = memory.Doubles(2 * TLanes.Count);
        _nothing = memory.Doubles((long)_size * TLanes.Count);
        _algebraic = [.. Enumerable.Range(0, _size).Select(algebraic)];
        if (_code is null && TLanes.Count == 1)
        {
            _supernodes = new Supernodes(order, _entryStarts, _entries, _entryColumns, _diagonals, _values, memory);
        }
    }

    /// <summary>
    /// Factors diag(shift) − J. Equation i has <paramref name="shift"/> on its diagonal, nothing where <paramref name="algebraic"/>;
    /// with <paramref name="algebraicOnly"/> the other equations are those of the unit matrix. Returns the lanes whose pivots hold.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint Factor(double* jacobian, TLanes shift, bool* algebraic, bool algebraicOnly)
    {
        if (_code is not null && !algebraicOnly)
        {
            double* pivots = _shift + TLanes.Count;
            TLanes.Store(shift, _shift);
            TLanes.Store(TLanes.One, pivots);
            _code.Factor(jacobian, _shift, _values);
            return TLanes.MaskBits(TLanes.Equal(TLanes.Load(pivots), TLanes.One));
        }

        if (_supernodes is not null && !algebraicOnly)
        {
            return _supernodes.Factor(jacobian, TLanes.Get(shift, 0), algebraic) ? 1u : 0;
        }

        TLanes held = TLanes.Equal(TLanes.Zero, TLanes.Zero);
        TLanes minusOne = TLanes.Create(-1);
        TLanes share = TLanes.Create(FactorsLimits.LeastPivot);
        for (int k = 0; k < _size; k++)
        {
            int start = _starts[k];
            int pivot = _pivots[k];
            int end = _starts[k + 1];
            for (int at = start; at < end; at++)
            {
                TLanes.Store(TLanes.Zero, _row + ((long)_columns[at] * TLanes.Count));
            }

            TLanes size = TLanes.Zero;
            bool unit = algebraicOnly && !algebraic[_equations[k]];
            if (!unit)
            {
                for (int e = _entryStarts[k]; e < _entryStarts[k + 1]; e++)
                {
                    TLanes value = TLanes.Load(jacobian + ((long)_entries[e] * TLanes.Count));
                    TLanes.Store(value, _row + ((long)_entryColumns[e] * TLanes.Count));
                    size += TLanes.Abs(value);
                }
            }

            if (!algebraic[_equations[k]])
            {
                double* diagonal = _row + ((long)_diagonals[k] * TLanes.Count);
                TLanes value = TLanes.Load(diagonal) - (unit ? TLanes.One : shift);
                TLanes.Store(value, diagonal);
                size += TLanes.Abs(value);
            }

            for (int at = start; at < pivot; at++)
            {
                int above = _columns[at];
                int abovePivot = _pivots[above];
                double* target = _row + ((long)above * TLanes.Count);
                TLanes factor = TLanes.Load(target) * TLanes.Load(_values + ((long)abovePivot * TLanes.Count));
                TLanes.Store(factor, _values + ((long)at * TLanes.Count));
                double* upper = _values + ((long)(abovePivot + 1) * TLanes.Count);
                int aboveEnd = _starts[above + 1];
                for (int u = abovePivot + 1; u < aboveEnd; u++, upper += TLanes.Count)
                {
                    double* entry = _row + ((long)_columns[u] * TLanes.Count);
                    TLanes.Store(TLanes.FusedMultiplyAdd(factor, TLanes.Load(upper), TLanes.Load(entry)), entry);
                }
            }

            TLanes divisor = TLanes.Load(_row + ((long)_columns[pivot] * TLanes.Count));
            held &= TLanes.GreaterThan(TLanes.Abs(divisor), size * share);
            TLanes.Store(minusOne / divisor, _values + ((long)pivot * TLanes.Count));
            for (int at = pivot + 1; at < end; at++)
            {
                TLanes.Store(TLanes.Load(_row + ((long)_columns[at] * TLanes.Count)), _values + ((long)at * TLanes.Count));
            }
        }

        if (_code is not null)
        {
            ScaleUpper();
        }

        return TLanes.MaskBits(held);
    }

    /// <summary>Solves with the factors; both sides are in the order of the states and may be the same memory.</summary>
    public void Solve(double* right, double* result)
    {
        if (_code is not null)
        {
            _code.Solve(_values, right, _nothing, _nothing, result, _solution);
        }
        else
        {
            Substitute(right, result);
        }
    }

    /// <summary>Solves for right + weight · history, in algebraic equations for right alone; <paramref name="right"/> is lost.</summary>
    public void Solve(double* right, TLanes weight, double* history, double* result)
    {
        if (_code is not null)
        {
            TLanes.Store(weight, _shift);
            _code.Solve(_values, right, _shift, history, result, _solution);
            return;
        }

        for (int i = 0; i < _size; i++)
        {
            if (!_algebraic[i])
            {
                long at = (long)i * TLanes.Count;
                TLanes.Store(TLanes.FusedMultiplyAdd(weight, TLanes.Load(history + at), TLanes.Load(right + at)), right + at);
            }
        }

        Substitute(right, result);
    }

    private void ScaleUpper()
    {
        for (int k = 0; k < _size; k++)
        {
            TLanes factor = TLanes.Load(_values + ((long)_pivots[k] * TLanes.Count));
            for (int at = _pivots[k] + 1; at < _starts[k + 1]; at++)
            {
                double* value = _values + ((long)at * TLanes.Count);
                TLanes.Store(TLanes.Load(value) * factor, value);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Substitute(double* right, double* result)
    {
        double* solution = _solution;
        for (int k = 0; k < _size; k++)
        {
            int start = _starts[k];
            TLanes sum = TLanes.Load(right + ((long)_equations[k] * TLanes.Count));
            TLanes.Store(Accumulate(sum, start, _pivots[k], solution), solution + ((long)k * TLanes.Count));
        }

        for (int k = _size - 1; k >= 0; k--)
        {
            int pivot = _pivots[k];
            TLanes sum = AccumulateBack(TLanes.Load(solution + ((long)k * TLanes.Count)), pivot + 1, _starts[k + 1], solution);
            sum *= TLanes.Load(_values + ((long)pivot * TLanes.Count));
            TLanes.Store(sum, solution + ((long)k * TLanes.Count));
            TLanes.Store(sum, result + ((long)_unknowns[k] * TLanes.Count));
        }
    }

    /// <summary>sum + Σ value · solution over a part of a row: four chains, since one alone waits for each of its links.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes Accumulate(TLanes sum, int at, int end, double* solution)
    {
        double* value = _values + ((long)at * TLanes.Count);
        int* column = _columns + at;
        int* last = _columns + end;
        if (end - at >= 8)
        {
            TLanes b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
            for (int* whole = last - 3; column < whole; column += 4, value += 4 * TLanes.Count)
            {
                sum = TLanes.FusedMultiplyAdd(TLanes.Load(value), TLanes.Load(solution + ((long)column[0] * TLanes.Count)), sum);
                b = TLanes.FusedMultiplyAdd(TLanes.Load(value + TLanes.Count), TLanes.Load(solution + ((long)column[1] * TLanes.Count)), b);
                c = TLanes.FusedMultiplyAdd(TLanes.Load(value + (2 * TLanes.Count)), TLanes.Load(solution + ((long)column[2] * TLanes.Count)), c);
                d = TLanes.FusedMultiplyAdd(TLanes.Load(value + (3 * TLanes.Count)), TLanes.Load(solution + ((long)column[3] * TLanes.Count)), d);
            }

            sum = (sum + b) + (c + d);
        }

        for (; column < last; column++, value += TLanes.Count)
        {
            sum = TLanes.FusedMultiplyAdd(TLanes.Load(value), TLanes.Load(solution + ((long)*column * TLanes.Count)), sum);
        }

        return sum;
    }

    /// <summary>As <see cref="Accumulate"/>, but from the row's end: what was solved for last is wanted last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLanes AccumulateBack(TLanes sum, int at, int end, double* solution)
    {
        double* value = _values + ((long)(end - 1) * TLanes.Count);
        int* column = _columns + end - 1;
        int* first = _columns + at;
        if (end - at >= 8)
        {
            TLanes b = TLanes.Zero, c = TLanes.Zero, d = TLanes.Zero;
            for (int* whole = first + 3; column >= whole; column -= 4, value -= 4 * TLanes.Count)
            {
                sum = TLanes.FusedMultiplyAdd(TLanes.Load(value), TLanes.Load(solution + ((long)column[0] * TLanes.Count)), sum);
                b = TLanes.FusedMultiplyAdd(TLanes.Load(value - TLanes.Count), TLanes.Load(solution + ((long)column[-1] * TLanes.Count)), b);
                c = TLanes.FusedMultiplyAdd(TLanes.Load(value - (2 * TLanes.Count)), TLanes.Load(solution + ((long)column[-2] * TLanes.Count)), c);
                d = TLanes.FusedMultiplyAdd(TLanes.Load(value - (3 * TLanes.Count)), TLanes.Load(solution + ((long)column[-3] * TLanes.Count)), d);
            }

            sum = (sum + b) + (c + d);
        }

        for (; column >= first; column--, value -= TLanes.Count)
        {
            sum = TLanes.FusedMultiplyAdd(TLanes.Load(value), TLanes.Load(solution + ((long)*column * TLanes.Count)), sum);
        }

        return sum;
    }
}

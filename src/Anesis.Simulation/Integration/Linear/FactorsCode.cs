using System.Reflection.Emit;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>jacobian; pivots: shift, then 1 in the lanes whose pivots held so far and 0 in the others, in and out; values.</summary>
internal unsafe delegate void FactorCode(double* jacobian, double* pivots, double* values);

/// <summary>values, right, result, solution in the order of elimination.</summary>
internal unsafe delegate void SolveCode(double* values, double* right, double* result, double* solution);

/// <summary>
/// Elimination of one pattern as straight code: the very operations of <see cref="LaneFactors{TLanes}"/> in their order, without its index lists and short loops,
/// whose mispredicted ends cost more than the arithmetic (on HIRES a stiff step takes half the time). It is cut into methods that the compiler still optimises.
/// </summary>
internal sealed unsafe class FactorsCode
{
    /// <summary>Above this many fused additions the code takes longer to compile than most runs to finish.</summary>
    private const long MostOperations = 4000;

    /// <summary>Operations of a method: far from 20,000 instructions and 8,000 uses of locals, past which it would not be optimised.</summary>
    private const int LargestMethod = 400;

    private readonly FactorCode[] _factor;
    private readonly SolveCode[] _solve;

    private FactorsCode(FactorCode[] factor, SolveCode[] solve)
    {
        _factor = factor;
        _solve = solve;
    }

    /// <summary>The code, or null where the system is too large for it.</summary>
    public static FactorsCode? For(int lanes, SparsityPattern pattern, EliminationOrder order, Func<int, bool> algebraic) =>
        Operations(order) > MostOperations ? null : new FactorsCode([.. FactorMethods(lanes, pattern, order, algebraic)], [.. SolveMethods(lanes, order)]);

    public void Factor(double* jacobian, double* pivots, double* values)
    {
        foreach (FactorCode part in _factor)
        {
            part(jacobian, pivots, values);
        }
    }

    public void Solve(double* values, double* right, double* result, double* solution)
    {
        foreach (SolveCode part in _solve)
        {
            part(values, right, result, solution);
        }
    }

    private static long Operations(EliminationOrder order)
    {
        long count = order.Columns.Length;
        for (int k = 0; k < order.Pivots.Length; k++)
        {
            count += Operations(order, k);
        }

        return count;
    }

    private static int Operations(EliminationOrder order, int step)
    {
        int count = order.RowStarts[step + 1] - order.RowStarts[step];
        for (int at = order.RowStarts[step]; at < order.Pivots[step]; at++)
        {
            int above = order.Columns[at];
            count += order.RowStarts[above + 1] - order.Pivots[above];
        }

        return count;
    }

    private static IEnumerable<FactorCode> FactorMethods(int lanes, SparsityPattern pattern, EliminationOrder order, Func<int, bool> algebraic)
    {
        int size = pattern.Size;
        int[] stepOf = new int[size];
        for (int step = 0; step < size; step++)
        {
            stepOf[order.Unknowns[step]] = step;
        }

        for (int k = 0; k < size;)
        {
            var emit = new LaneEmitter("factor", lanes, typeof(double*), typeof(double*), typeof(double*));
            var rows = new FactorRows(emit, pattern, order, stepOf, algebraic);
            int operations = 0;
            do
            {
                rows.Eliminate(k);
                operations += Operations(order, k);
                k++;
            }
            while (k < size && operations + Operations(order, k) <= LargestMethod);

            yield return rows.Done();
        }
    }

    private static IEnumerable<SolveCode> SolveMethods(int lanes, EliminationOrder order)
    {
        int size = order.Pivots.Length;
        int[] steps = [.. Enumerable.Range(0, size), .. Enumerable.Range(0, size).Reverse()];
        for (int i = 0; i < steps.Length;)
        {
            var emit = new LaneEmitter("solve", lanes, typeof(double*), typeof(double*), typeof(double*), typeof(double*));
            var known = new Dictionary<int, LocalBuilder>();
            int operations = 0;
            do
            {
                int k = steps[i];
                bool forward = i < size;
                LocalBuilder sum = emit.Local();
                if (forward)
                {
                    emit.Load(1, order.Equations[k], sum);
                }
                else
                {
                    emit.Get(Solution(k));
                    emit.Set(sum);
                }

                (int first, int end) = forward ? (order.RowStarts[k], order.Pivots[k]) : (order.Pivots[k] + 1, order.RowStarts[k + 1]);
                for (int at = first; at < end; at++)
                {
                    emit.Accumulate(Solution(order.Columns[at]), 0, at, sum);
                }

                if (!forward)
                {
                    emit.Get(sum);
                    emit.Load(0, order.Pivots[k]);
                    emit.Operate(NodeKind.Multiply);
                    emit.Set(sum);
                    emit.Store(2, order.Unknowns[k], sum);
                }

                emit.Store(3, k, sum);
                known[k] = sum;
                operations += end - first + 3;
                i++;
            }
            while (i < steps.Length && operations < LargestMethod);

            yield return emit.Done<SolveCode>();

            LocalBuilder Solution(int step)
            {
                if (!known.TryGetValue(step, out LocalBuilder? row))
                {
                    row = emit.Local();
                    emit.Load(3, step, row);
                    known[step] = row;
                }

                return row;
            }
        }
    }
}

/// <summary>The code of some rows of the elimination.</summary>
internal sealed class FactorRows
{
    private readonly LaneEmitter _emit;
    private readonly SparsityPattern _pattern;
    private readonly EliminationOrder _order;
    private readonly int[] _stepOf;
    private readonly Func<int, bool> _algebraic;
    private readonly Dictionary<int, LocalBuilder> _rows = [];
    private readonly LocalBuilder _held;
    private readonly LocalBuilder _zero;
    private readonly LocalBuilder _shift;
    private readonly LocalBuilder _share;
    private readonly LocalBuilder _minusOne;
    private readonly LocalBuilder _sum;
    private readonly LocalBuilder _factor;

    public FactorRows(LaneEmitter emit, SparsityPattern pattern, EliminationOrder order, int[] stepOf, Func<int, bool> algebraic)
    {
        (_emit, _pattern, _order, _stepOf, _algebraic) = (emit, pattern, order, stepOf, algebraic);
        (_held, _zero, _shift, _share, _minusOne, _sum, _factor) = (emit.Local(), emit.Local(), emit.Local(), emit.Local(), emit.Local(), emit.Local(), emit.Local());
        emit.Load(1, 0, _shift);
        emit.Load(1, 1, _held);
        emit.Constant(FactorsLimits.LeastPivot, _share);
        emit.Constant(-1, _minusOne);
        emit.Constant(0, _zero);
    }

    public void Eliminate(int k)
    {
        int start = _order.RowStarts[k], pivot = _order.Pivots[k], end = _order.RowStarts[k + 1], equation = _order.Equations[k];
        var given = new HashSet<int>();
        _emit.Constant(0, _sum);
        for (int e = _pattern.RowStarts[equation]; e < _pattern.RowStarts[equation + 1]; e++)
        {
            int step = _stepOf[_pattern.Columns[e]];
            given.Add(step);
            _emit.Load(0, e, Row(step));
            _emit.AddSize(_sum, Row(step));
        }

        for (int at = start; at < end; at++)
        {
            if (!given.Contains(_order.Columns[at]))
            {
                _emit.Constant(0, Row(_order.Columns[at]));
            }
        }

        if (!_algebraic(equation))
        {
            LocalBuilder entry = Row(_stepOf[equation]);
            _emit.Get(entry);
            _emit.Get(_shift);
            _emit.Operate(NodeKind.Subtract);
            _emit.Set(entry);
            _emit.AddSize(_sum, entry);
        }

        for (int at = start; at < pivot; at++)
        {
            int above = _order.Columns[at];
            _emit.Get(Row(above));
            _emit.Load(2, _order.Pivots[above]);
            _emit.Operate(NodeKind.Multiply);
            _emit.Set(_factor);
            _emit.Store(2, at, _factor);
            for (int u = _order.Pivots[above] + 1; u < _order.RowStarts[above + 1]; u++)
            {
                _emit.Accumulate(_factor, 2, u, Row(_order.Columns[u]));
            }
        }

        LocalBuilder divisor = Row(_order.Columns[pivot]);
        _emit.Get(divisor);
        _emit.Operate(NodeKind.Absolute);
        _emit.Get(_sum);
        _emit.Get(_share);
        _emit.Operate(NodeKind.Multiply);
        _emit.Operate(NodeKind.Subtract);
        _emit.Set(_sum);

        // A margin that is no number is not above zero either.
        _emit.Get(_zero);
        _emit.Get(_sum);
        _emit.Operate(NodeKind.Less);
        _emit.Get(_held);
        _emit.Get(_zero);
        _emit.Operate(NodeKind.Select);
        _emit.Set(_held);
        _emit.Get(_minusOne);
        _emit.Get(divisor);
        _emit.Operate(NodeKind.Divide);
        _emit.Set(_factor);
        _emit.Store(2, pivot, _factor);
        for (int at = pivot + 1; at < end; at++)
        {
            _emit.Store(2, at, Row(_order.Columns[at]));
        }
    }

    public FactorCode Done()
    {
        _emit.Store(1, 1, _held);
        return _emit.Done<FactorCode>();
    }

    private LocalBuilder Row(int step)
    {
        if (!_rows.TryGetValue(step, out LocalBuilder? row))
        {
            row = _emit.Local();
            _rows[step] = row;
        }

        return row;
    }
}

/// <summary>What both forms of the elimination hold to.</summary>
internal static class FactorsLimits
{
    /// <summary>A pivot below this share of its row's largest entry before elimination leaves no digits.</summary>
    public const double LeastPivot = 1e-13;
}

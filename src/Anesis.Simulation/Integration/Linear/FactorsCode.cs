using System.Reflection.Emit;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>jacobian; pivots: shift, then 1 in the lanes whose pivots held so far and 0 in the others, in and out; values.</summary>
internal unsafe delegate void FactorCode(double* jacobian, double* pivots, double* values);

/// <summary>Solves for right + weight · history: values, right, weight, history, result, solution in the order of elimination.</summary>
internal unsafe delegate void SolveCode(double* values, double* right, double* weight, double* history, double* result, double* solution);

/// <summary>
/// Elimination of one pattern as straight code without the index lists and short loops of <see cref="LaneFactors{TLanes}"/>,
/// whose mispredicted ends cost more than the arithmetic (on HIRES a stiff step takes half the time). It is cut into methods that the compiler still optimises.
/// Rows of U are kept times −1/pivot, so that each unknown follows from the one before it by one fused addition: solutions wait for such chains.
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
        Operations(order) > MostOperations ? null : new FactorsCode([.. FactorMethods(lanes, pattern, order, algebraic)], [.. SolveMethods(lanes, order, algebraic)]);

    public void Factor(double* jacobian, double* pivots, double* values)
    {
        foreach (FactorCode part in _factor)
        {
            part(jacobian, pivots, values);
        }
    }

    public void Solve(double* values, double* right, double* weight, double* history, double* result, double* solution)
    {
        foreach (SolveCode part in _solve)
        {
            part(values, right, weight, history, result, solution);
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
            FactorRows[] parts = [.. Enumerable.Range(0, emit.Parts).Select(part => new FactorRows(emit, part, pattern, order, stepOf, algebraic))];
            int operations = 0;
            do
            {
                foreach (FactorRows rows in parts)
                {
                    rows.Eliminate(k);
                }

                operations += Operations(order, k);
                k++;
            }
            while (k < size && parts.Length * (operations + Operations(order, k)) <= LargestMethod);

            foreach (FactorRows rows in parts)
            {
                rows.End();
            }

            yield return emit.Done<FactorCode>();
        }
    }

    private static IEnumerable<SolveCode> SolveMethods(int lanes, EliminationOrder order, Func<int, bool> algebraic)
    {
        int size = order.Pivots.Length;
        int[] steps = [.. Enumerable.Range(0, size), .. Enumerable.Range(0, size).Reverse()];
        int[][] ready = [.. Enumerable.Range(0, LaneInstructions.For(lanes).Parts).Select(_ => new int[size])];
        for (int i = 0; i < steps.Length;)
        {
            var emit = new LaneEmitter("solve", lanes, [.. Enumerable.Repeat(typeof(double*), 6)]);
            SolveRows[] parts = [.. ready.Select((waits, part) => new SolveRows(emit, part, order, algebraic, waits))];
            int operations = 0;
            do
            {
                foreach (SolveRows rows in parts)
                {
                    operations += i < size ? rows.Forward(steps[i]) : rows.Back(steps[i]);
                }

                i++;
            }
            while (i < steps.Length && operations < LargestMethod);

            yield return emit.Done<SolveCode>();
        }
    }
}

/// <summary>The code of some rows of the elimination, for one vector of individuals.</summary>
internal sealed class FactorRows
{
    private readonly LaneEmitter _emit;
    private readonly int _part;
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
    private readonly LocalBuilder _product;

    public FactorRows(LaneEmitter emit, int part, SparsityPattern pattern, EliminationOrder order, int[] stepOf, Func<int, bool> algebraic)
    {
        (_emit, _part, _pattern, _order, _stepOf, _algebraic) = (emit, part, pattern, order, stepOf, algebraic);
        emit.Part = part;
        (_held, _zero, _shift, _share, _minusOne, _sum, _factor, _product) = (emit.Local(), emit.Local(), emit.Local(), emit.Local(), emit.Local(), emit.Local(), emit.Local(), emit.Local());
        emit.Load(1, 0, _shift);
        emit.Load(1, 1, _held);
        emit.Constant(FactorsLimits.LeastPivot, _share);
        emit.Constant(-1, _minusOne);
        emit.Constant(0, _zero);
    }

    public void Eliminate(int k)
    {
        _emit.Part = _part;
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
            for (int u = _order.Pivots[above] + 1; u < _order.RowStarts[above + 1]; u++)
            {
                _emit.Accumulate(Row(above), 2, u, Row(_order.Columns[u]));
            }

            _emit.Get(Row(above));
            _emit.Load(2, _order.Pivots[above]);
            _emit.Operate(NodeKind.Multiply);
            _emit.Set(_product);
            _emit.Store(2, at, _product);
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
            _emit.Get(_factor);
            _emit.Get(Row(_order.Columns[at]));
            _emit.Operate(NodeKind.Multiply);
            _emit.Set(_product);
            _emit.Store(2, at, _product);
        }
    }

    /// <summary>Hands on which lanes' pivots held.</summary>
    public void End()
    {
        _emit.Part = _part;
        _emit.Store(1, 1, _held);
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

using System.Reflection;
using System.Reflection.Emit;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>jacobian, shift (out: the lanes whose pivots held), values.</summary>
internal unsafe delegate void FactorCode(double* jacobian, double* shift, double* values);

/// <summary>values, right, result.</summary>
internal unsafe delegate void SolveCode(double* values, double* right, double* result);

/// <summary>
/// Elimination of one pattern as straight code: the very operations of <see cref="LaneFactors{TLanes}"/> in their order, without its index lists and short loops,
/// whose mispredicted ends cost more than the arithmetic (on HIRES a stiff step takes half the time).
/// </summary>
internal sealed unsafe class FactorsCode
{
    /// <summary>Above this many fused additions the code takes longer to compile than most runs to finish.</summary>
    private const long MostOperations = 1500;

    private FactorsCode(FactorCode factor, SolveCode solve)
    {
        Factor = factor;
        Solve = solve;
    }

    public FactorCode Factor { get; }

    public SolveCode Solve { get; }

    /// <summary>The code, or null where the system is too large for it.</summary>
    public static FactorsCode? For<TLanes>(SparsityPattern pattern, EliminationOrder order, Func<int, bool> algebraic)
        where TLanes : struct, ILanes<TLanes> =>
        Operations(order) > MostOperations
            ? null
            : new FactorsCode(
                (FactorCode)EmitFactor<TLanes>(pattern, order, algebraic).CreateDelegate(typeof(FactorCode)),
                (SolveCode)EmitSolve<TLanes>(order).CreateDelegate(typeof(SolveCode)));

    private static long Operations(EliminationOrder order)
    {
        long count = order.Columns.Length;
        for (int k = 0; k < order.Pivots.Length; k++)
        {
            for (int at = order.RowStarts[k]; at < order.Pivots[k]; at++)
            {
                int above = order.Columns[at];
                count += order.RowStarts[above + 1] - order.Pivots[above];
            }
        }

        return count;
    }

    private static DynamicMethod EmitFactor<TLanes>(SparsityPattern pattern, EliminationOrder order, Func<int, bool> algebraic)
        where TLanes : struct, ILanes<TLanes>
    {
        int size = pattern.Size;
        int[] stepOf = new int[size];
        for (int step = 0; step < size; step++)
        {
            stepOf[order.Unknowns[step]] = step;
        }

        var emit = new LaneEmitter<TLanes>("factor", typeof(double*), typeof(double*), typeof(double*));
        LocalBuilder held = emit.Local();
        LocalBuilder shift = emit.Local();
        LocalBuilder share = emit.Local();
        LocalBuilder minusOne = emit.Local();
        LocalBuilder sum = emit.Local();
        LocalBuilder factor = emit.Local();
        LocalBuilder[] row = [.. Enumerable.Range(0, size).Select(_ => emit.Local())];
        emit.Load(1, 0, shift);
        emit.Constant(FactorsLimits.LeastPivot, share);
        emit.Constant(-1, minusOne);
        emit.Zero();
        emit.Zero();
        emit.Call("Equal");
        emit.Set(held);
        for (int k = 0; k < size; k++)
        {
            int start = order.RowStarts[k], pivot = order.Pivots[k], end = order.RowStarts[k + 1], equation = order.Equations[k];
            var given = new HashSet<int>();
            emit.Zero();
            emit.Set(sum);
            for (int e = pattern.RowStarts[equation]; e < pattern.RowStarts[equation + 1]; e++)
            {
                given.Add(stepOf[pattern.Columns[e]]);
                LocalBuilder entry = row[stepOf[pattern.Columns[e]]];
                emit.Load(0, e, entry);
                emit.AddSize(sum, entry);
            }

            for (int at = start; at < end; at++)
            {
                if (!given.Contains(order.Columns[at]))
                {
                    emit.Zero();
                    emit.Set(row[order.Columns[at]]);
                }
            }

            if (!algebraic(equation))
            {
                LocalBuilder entry = row[stepOf[equation]];
                emit.Get(entry);
                emit.Get(shift);
                emit.Call("op_Subtraction");
                emit.Set(entry);
                emit.AddSize(sum, entry);
            }

            for (int at = start; at < pivot; at++)
            {
                int above = order.Columns[at];
                emit.Get(row[above]);
                emit.Load(2, order.Pivots[above]);
                emit.Call("op_Multiply");
                emit.Set(factor);
                emit.Get(factor);
                emit.Store(2, at);
                for (int u = order.Pivots[above] + 1; u < order.RowStarts[above + 1]; u++)
                {
                    LocalBuilder entry = row[order.Columns[u]];
                    emit.Get(factor);
                    emit.Load(2, u);
                    emit.Get(entry);
                    emit.Call("FusedMultiplyAdd");
                    emit.Set(entry);
                }
            }

            LocalBuilder divisor = row[order.Columns[pivot]];
            emit.Get(held);
            emit.Get(divisor);
            emit.Call("Abs");
            emit.Get(sum);
            emit.Get(share);
            emit.Call("op_Multiply");
            emit.Call("GreaterThan");
            emit.Call("op_BitwiseAnd");
            emit.Set(held);
            emit.Get(minusOne);
            emit.Get(divisor);
            emit.Call("op_Division");
            emit.Store(2, pivot);
            for (int at = pivot + 1; at < end; at++)
            {
                emit.Get(row[order.Columns[at]]);
                emit.Store(2, at);
            }
        }

        emit.Get(held);
        emit.Store(1, 0);
        return emit.Done();
    }

    private static DynamicMethod EmitSolve<TLanes>(EliminationOrder order)
        where TLanes : struct, ILanes<TLanes>
    {
        int size = order.Pivots.Length;
        var emit = new LaneEmitter<TLanes>("solve", typeof(double*), typeof(double*), typeof(double*));
        LocalBuilder[] solution = [.. Enumerable.Range(0, size).Select(_ => emit.Local())];
        for (int k = 0; k < size; k++)
        {
            emit.Load(1, order.Equations[k], solution[k]);
            for (int at = order.RowStarts[k]; at < order.Pivots[k]; at++)
            {
                emit.Load(0, at);
                emit.Get(solution[order.Columns[at]]);
                emit.Get(solution[k]);
                emit.Call("FusedMultiplyAdd");
                emit.Set(solution[k]);
            }
        }

        for (int k = size - 1; k >= 0; k--)
        {
            for (int at = order.Pivots[k] + 1; at < order.RowStarts[k + 1]; at++)
            {
                emit.Load(0, at);
                emit.Get(solution[order.Columns[at]]);
                emit.Get(solution[k]);
                emit.Call("FusedMultiplyAdd");
                emit.Set(solution[k]);
            }

            emit.Get(solution[k]);
            emit.Load(0, order.Pivots[k]);
            emit.Call("op_Multiply");
            emit.Set(solution[k]);
            emit.Get(solution[k]);
            emit.Store(2, order.Unknowns[k]);
        }

        return emit.Done();
    }
}

/// <summary>What both forms of the elimination hold to.</summary>
internal static class FactorsLimits
{
    /// <summary>A pivot below this share of its row's largest entry before elimination leaves no digits.</summary>
    public const double LeastPivot = 1e-13;
}

using System.Reflection.Emit;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>The code of some rows of the two substitutions. Each row adds first what is known first: what it waits for comes last.</summary>
internal sealed class SolveRows
{
    /// <summary>So many solutions stay in registers; older ones are read from memory, where they lie anyway.</summary>
    private const int Registers = 8;

    private const short Values = 0, Right = 1, Weight = 2, History = 3, Result = 4, Solution = 5;

    private readonly LaneEmitter _emit;
    private readonly int _part;
    private readonly EliminationOrder _order;
    private readonly Func<int, bool> _algebraic;
    private readonly int[] _ready;
    private readonly LocalBuilder _weight;
    private readonly LocalBuilder[] _kept = new LocalBuilder[Registers];
    private readonly int[] _keptSteps = new int[Registers];
    private int _next;

    /// <param name="emit">Where the code goes.</param>
    /// <param name="part">The vector of individuals.</param>
    /// <param name="order">The order of elimination.</param>
    /// <param name="algebraic">Equations without a history.</param>
    /// <param name="ready">[step] how many additions its solution waits for; kept from method to method.</param>
    public SolveRows(LaneEmitter emit, int part, EliminationOrder order, Func<int, bool> algebraic, int[] ready)
    {
        (_emit, _part, _order, _algebraic, _ready) = (emit, part, order, algebraic, ready);
        emit.Part = part;
        _weight = emit.Local();
        emit.Load(Weight, 0, _weight);
        for (int i = 0; i < Registers; i++)
        {
            _kept[i] = emit.Local();
            _keptSteps[i] = -1;
        }
    }

    /// <summary>Row <paramref name="k"/> of the forward substitution. Returns how many operations it takes.</summary>
    public int Forward(int k)
    {
        _emit.Part = _part;
        int equation = _order.Equations[k];
        LocalBuilder sum = Keep(k);
        if (_algebraic(equation))
        {
            _emit.Load(Right, equation, sum);
        }
        else
        {
            _emit.Get(_weight);
            _emit.Load(History, equation);
            _emit.Load(Right, equation);
            _emit.Operate(NodeKind.FusedMultiplyAdd);
            _emit.Set(sum);
        }

        _ready[k] = 0;
        int count = Accumulate(k, _order.RowStarts[k], _order.Pivots[k], sum);
        _emit.Store(Solution, k, sum);
        return count;
    }

    /// <summary>Row <paramref name="k"/> of the back substitution. Returns how many operations it takes.</summary>
    public int Back(int k)
    {
        _emit.Part = _part;
        Get(k);
        _emit.Load(Values, _order.Pivots[k]);
        _emit.Operate(NodeKind.Multiply);
        LocalBuilder sum = Keep(k);
        _emit.Set(sum);
        _ready[k]++;
        int count = Accumulate(k, _order.Pivots[k] + 1, _order.RowStarts[k + 1], sum);
        _emit.Store(Result, _order.Unknowns[k], sum);
        _emit.Store(Solution, k, sum);
        return count;
    }

    private int Accumulate(int k, int first, int end, LocalBuilder sum)
    {
        foreach (int at in Enumerable.Range(first, end - first).OrderBy(at => _ready[_order.Columns[at]]))
        {
            int step = _order.Columns[at];
            Get(step);
            _emit.Load(Values, at);
            _emit.Get(sum);
            _emit.Operate(NodeKind.FusedMultiplyAdd);
            _emit.Set(sum);
            _ready[k] = Math.Max(_ready[k], _ready[step]) + 1;
        }

        return end - first + 3;
    }

    private void Get(int step)
    {
        int kept = Array.IndexOf(_keptSteps, step);
        if (kept >= 0)
        {
            _emit.Get(_kept[kept]);
        }
        else
        {
            _emit.Load(Solution, step);
        }
    }

    private LocalBuilder Keep(int step)
    {
        int kept = Array.IndexOf(_keptSteps, step);
        int place = kept >= 0 ? kept : _next++ % Registers;
        _keptSteps[place] = step;
        return _kept[place];
    }
}

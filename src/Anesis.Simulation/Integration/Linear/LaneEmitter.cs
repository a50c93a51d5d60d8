using System.Reflection.Emit;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>
/// Writes straight code over rows of lanes: locals are rows, arguments are pointers to rows one after another. It uses the processor's vectors themselves:
/// of a few thousand calls to a wrapper's operators the compiler inlines the first few hundred (measured: half the time of a stiff step of 80 states).
/// </summary>
internal sealed class LaneEmitter
{
    private static readonly object s_nothing = new();

    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly LaneInstructions _lanes;

    public LaneEmitter(string name, int lanes, params Type[] arguments)
    {
        _lanes = LaneInstructions.For(lanes);
        _method = new DynamicMethod(name, typeof(void), [typeof(object), .. arguments], typeof(LaneEmitter).Module, skipVisibility: true);
        _il = _method.GetILGenerator();
    }

    /// <summary>How many vectors the lanes fill.</summary>
    public int Parts => _lanes.Parts;

    /// <summary>The vector that code is written for.</summary>
    public int Part { get; set; }

    public LocalBuilder Local() => _il.DeclareLocal(_lanes.Number);

    public void Get(LocalBuilder row) => _il.Emit(OpCodes.Ldloc, row);

    public void Set(LocalBuilder row) => _il.Emit(OpCodes.Stloc, row);

    /// <summary>[operands] → [result].</summary>
    public void Operate(NodeKind kind) => _lanes.Operate(_il, kind);

    public void Constant(double value) => _lanes.Constant(_il, value);

    public void Constant(double value, LocalBuilder target)
    {
        Constant(value);
        Set(target);
    }

    public void Load(short argument, int row)
    {
        Address(argument, row);
        _lanes.Load(_il);
    }

    public void Load(short argument, int row, LocalBuilder target)
    {
        Load(argument, row);
        Set(target);
    }

    public void Store(short argument, int row, LocalBuilder value)
    {
        Address(argument, row);
        Get(value);
        _lanes.Store(_il);
    }

    /// <summary>target = a·b + target, rounded once.</summary>
    public void Accumulate(LocalBuilder a, short argument, int row, LocalBuilder target)
    {
        Get(a);
        Load(argument, row);
        Get(target);
        Operate(NodeKind.FusedMultiplyAdd);
        Set(target);
    }

    /// <summary>sum += |row|.</summary>
    public void AddSize(LocalBuilder sum, LocalBuilder row)
    {
        Get(sum);
        Get(row);
        Operate(NodeKind.Absolute);
        Operate(NodeKind.Add);
        Set(sum);
    }

    public TDelegate Done<TDelegate>()
        where TDelegate : Delegate
    {
        _il.Emit(OpCodes.Ret);
        return (TDelegate)_method.CreateDelegate(typeof(TDelegate), s_nothing);
    }

    private void Address(short argument, int row)
    {
        // What a delegate is bound to comes first: calls of delegates bound to nothing move all their arguments.
        switch (argument)
        {
            case 0:
                _il.Emit(OpCodes.Ldarg_1);
                break;
            case 1:
                _il.Emit(OpCodes.Ldarg_2);
                break;
            case 2:
                _il.Emit(OpCodes.Ldarg_3);
                break;
            default:
                _il.Emit(OpCodes.Ldarg_S, (byte)(argument + 1));
                break;
        }

        int offset = _lanes.Offset(row, Part);
        if (offset != 0)
        {
            _il.Emit(OpCodes.Ldc_I4, offset);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }
}

using System.Reflection;
using System.Reflection.Emit;
using Anesis.Mathematics.Lanes;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>Writes straight code over rows of lanes: locals are rows, arguments are pointers to rows one after another.</summary>
internal sealed class LaneEmitter<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly DynamicMethod _method;
    private readonly ILGenerator _il;
    private readonly Dictionary<string, MethodInfo> _operations = new(StringComparer.Ordinal);

    public LaneEmitter(string name, params Type[] arguments)
    {
        _method = new DynamicMethod(name, typeof(void), arguments, typeof(LaneEmitter<TLanes>).Module, skipVisibility: true);
        _il = _method.GetILGenerator();
        foreach (MethodInfo operation in typeof(TLanes).GetMethods(BindingFlags.Public | BindingFlags.Static))
        {
            // Negation and subtraction have names of their own, so a name is enough.
            _operations[operation.Name] = operation;
        }
    }

    public LocalBuilder Local() => _il.DeclareLocal(typeof(TLanes));

    public void Get(LocalBuilder row) => _il.Emit(OpCodes.Ldloc, row);

    public void Set(LocalBuilder row) => _il.Emit(OpCodes.Stloc, row);

    /// <summary>An operation of the lanes by its name.</summary>
    public void Call(string operation) => _il.Emit(OpCodes.Call, _operations[operation]);

    public void Zero() => Call("get_Zero");

    public void Load(short argument, int row)
    {
        Address(argument, row);
        Call("Load");
    }

    public void Load(short argument, int row, LocalBuilder target)
    {
        Load(argument, row);
        Set(target);
    }

    /// <summary>Stores what lies on the stack.</summary>
    public void Store(short argument, int row)
    {
        Address(argument, row);
        Call("Store");
    }

    public void Constant(double value, LocalBuilder target)
    {
        _il.Emit(OpCodes.Ldc_R8, value);
        Call("Create");
        Set(target);
    }

    /// <summary>sum += |row|.</summary>
    public void AddSize(LocalBuilder sum, LocalBuilder row)
    {
        Get(sum);
        Get(row);
        Call("Abs");
        Call("op_Addition");
        Set(sum);
    }

    public DynamicMethod Done()
    {
        _il.Emit(OpCodes.Ret);
        return _method;
    }

    private void Address(short argument, int row)
    {
        _il.Emit(OpCodes.Ldarg, argument);
        if (row != 0)
        {
            _il.Emit(OpCodes.Ldc_I4, row * TLanes.Count * sizeof(double));
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }
}

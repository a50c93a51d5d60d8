using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>The instructions of one lane count: a number is a double or a vector of doubles; a condition is an int32 (0, 1) or a mask vector.</summary>
internal abstract class LaneInstructions
{
    private static readonly LaneInstructions?[] Known = new LaneInstructions?[17];

    private readonly Dictionary<NodeKind, MethodInfo> _functions = [];

    /// <summary>How many individuals stand side by side.</summary>
    public abstract int Lanes { get; }

    /// <summary>How many vectors they fill: code is written for one of them after the other, statement by statement, so that the results of one are waited for while the others' are computed.</summary>
    public virtual int Parts => 1;

    /// <summary>Where a vector of a quantity's lanes lies behind the first quantity's first, in bytes.</summary>
    public int Offset(int quantity, int part) => ((quantity * Lanes) + (part * (Lanes / Parts))) * sizeof(double);

    /// <summary>Type of a number on the evaluation stack.</summary>
    public abstract Type Number { get; }

    /// <summary>Type of a condition on the evaluation stack.</summary>
    public abstract Type Condition { get; }

    protected abstract Type LaneType { get; }

    public static LaneInstructions For(int lanes) => Known[lanes] ??= lanes switch
    {
        1 => new ScalarInstructions(),
        2 => new VectorInstructions(2, typeof(Vector128), typeof(Vector128<double>), typeof(Lanes2)),
        4 => new VectorInstructions(4, typeof(Vector256), typeof(Vector256<double>), typeof(Lanes4)),
        8 => new VectorInstructions(8, typeof(Vector512), typeof(Vector512<double>), typeof(Lanes8)),
        16 => new VectorInstructions(8, typeof(Vector512), typeof(Vector512<double>), typeof(Lanes8), parts: 2),
        _ => throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "1, 2, 4, 8 or 16"),
    };

    /// <summary>[address] → [number].</summary>
    public abstract void Load(ILGenerator il);

    /// <summary>[address, number] → [].</summary>
    public abstract void Store(ILGenerator il);

    public abstract void Constant(ILGenerator il, double value);

    public abstract void TruthValue(ILGenerator il, bool value);

    /// <summary>[condition] → [number] with the same truth, to be stored and read again with <see cref="Unpack"/>.</summary>
    public abstract void Pack(ILGenerator il);

    public abstract void Unpack(ILGenerator il);

    /// <summary>[operands] → [result], for every kind that is neither leaf nor function call.</summary>
    public abstract void Operate(ILGenerator il, NodeKind kind);

    public static bool IsCall(NodeKind kind) => kind is NodeKind.Power or (>= NodeKind.Exp and < NodeKind.Select);

    /// <summary>Scratch quantities that a call's arguments and result pass through.</summary>
    public const int CallArea = 4;

    /// <summary>A function on memory: (pointers to its arguments, pointer to the result).</summary>
    public MethodInfo Function(NodeKind kind)
    {
        lock (_functions)
        {
            if (!_functions.TryGetValue(kind, out var method))
            {
                method = PointerFunctions.Find(kind).MakeGenericMethod(LaneType);
                _functions[kind] = method;
            }

            return method;
        }
    }
}

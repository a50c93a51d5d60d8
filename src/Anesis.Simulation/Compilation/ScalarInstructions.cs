using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>One lane: plain doubles.</summary>
internal sealed class ScalarInstructions : LaneInstructions
{
    private static readonly Dictionary<NodeKind, MethodInfo> Methods = new()
    {
        [NodeKind.FusedMultiplyAdd] = typeof(Math).GetMethod(nameof(Math.FusedMultiplyAdd), [typeof(double), typeof(double), typeof(double)])!,
        [NodeKind.SquareRoot] = typeof(Math).GetMethod(nameof(Math.Sqrt), [typeof(double)])!,
        [NodeKind.Absolute] = typeof(Math).GetMethod(nameof(Math.Abs), [typeof(double)])!,
        [NodeKind.Minimum] = typeof(Math).GetMethod(nameof(Math.Min), [typeof(double), typeof(double)])!,
        [NodeKind.Floor] = typeof(Math).GetMethod(nameof(Math.Floor), [typeof(double)])!,
        [NodeKind.Ceiling] = typeof(Math).GetMethod(nameof(Math.Ceiling), [typeof(double)])!,
        [NodeKind.Truncate] = typeof(Math).GetMethod(nameof(Math.Truncate), [typeof(double)])!,
        [NodeKind.LessOrEqual] = Own(nameof(LessOrEqual)),
        [NodeKind.Select] = Own(nameof(Select)),
    };

    public override int Lanes => 1;

    public override Type Number => typeof(double);

    public override Type Condition => typeof(int);

    protected override Type LaneType => typeof(Lanes1);

    public override void Load(ILGenerator il) => il.Emit(OpCodes.Ldind_R8);

    public override void Store(ILGenerator il) => il.Emit(OpCodes.Stind_R8);

    public override void Constant(ILGenerator il, double value) => il.Emit(OpCodes.Ldc_R8, value);

    public override void TruthValue(ILGenerator il, bool value) => il.Emit(value ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);

    public override void Pack(ILGenerator il) => il.Emit(OpCodes.Conv_R8);

    public override void Unpack(ILGenerator il)
    {
        il.Emit(OpCodes.Ldc_R8, 1.0);
        il.Emit(OpCodes.Ceq);
    }

    public override void Operate(ILGenerator il, NodeKind kind)
    {
        switch (kind)
        {
            case NodeKind.Add:
                il.Emit(OpCodes.Add);
                break;
            case NodeKind.Subtract:
                il.Emit(OpCodes.Sub);
                break;
            case NodeKind.Multiply:
                il.Emit(OpCodes.Mul);
                break;
            case NodeKind.Divide:
                il.Emit(OpCodes.Div);
                break;
            case NodeKind.Negate:
                il.Emit(OpCodes.Neg);
                break;
            case NodeKind.FromCondition:
                il.Emit(OpCodes.Conv_R8);
                break;
            case NodeKind.Less:
                il.Emit(OpCodes.Clt);
                break;
            case NodeKind.Equal:
                il.Emit(OpCodes.Ceq);
                break;
            case NodeKind.NotEqual:
                il.Emit(OpCodes.Ceq);
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ceq);
                break;
            case NodeKind.And:
                il.Emit(OpCodes.And);
                break;
            case NodeKind.Or:
                il.Emit(OpCodes.Or);
                break;
            case NodeKind.ExclusiveOr:
                il.Emit(OpCodes.Xor);
                break;
            case NodeKind.Not:
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ceq);
                break;
            default:
                il.Emit(OpCodes.Call, Methods[kind]);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LessOrEqual(double a, double b) => a <= b ? 1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Select(int condition, double whenTrue, double whenFalse) => condition != 0 ? whenTrue : whenFalse;

    private static MethodInfo Own(string name) => typeof(ScalarInstructions).GetMethod(name, BindingFlags.Static | BindingFlags.Public)!;
}

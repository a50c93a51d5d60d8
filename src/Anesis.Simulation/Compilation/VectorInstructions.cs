using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Two, four or eight lanes in a vector of 128, 256 or 512 bits, one or several vectors side by side. Every instruction works lane by lane.</summary>
internal sealed class VectorInstructions : LaneInstructions
{
    private static readonly FieldInfo NanField = typeof(VectorInstructions).GetField(nameof(Nan), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly MethodInfo BitsToDouble = typeof(BitConverter).GetMethod(nameof(BitConverter.Int64BitsToDouble))!;

    /// <summary>
    /// NaN that the JIT cannot see as a constant: that of .NET 10 folds comparisons of a vector with a constant NaN to true where the mask is used twice
    /// (found by comparing random formulas with the interpreter).
    /// </summary>
    [SuppressMessage("Design", "MA0069:Non-constant static fields should not be visible", Justification = "not readonly on purpose: the JIT takes readonly fields for constants")]
    private static double Nan = double.NaN;

    private readonly Dictionary<NodeKind, MethodInfo> _methods;
    private readonly MethodInfo _create;
    private readonly MethodInfo _or;
    private readonly MethodInfo _andBits;

    public VectorInstructions(int width, Type functions, Type vector, Type laneType, int parts = 1)
    {
        (Lanes, Parts, Number, LaneType) = (parts * width, parts, vector, laneType);
        MethodInfo Operator(string name, int operands) =>
            vector.GetMethod(name, BindingFlags.Static | BindingFlags.Public, [.. Enumerable.Repeat(vector, operands)])!;
        var byName = functions.GetMethods(BindingFlags.Static | BindingFlags.Public).ToLookup(m => m.Name, StringComparer.Ordinal);
        MethodInfo Function(string name, int operands)
        {
            foreach (var method in byName[name])
            {
                var parameters = method.GetParameters();
                if (parameters.Length != operands)
                {
                    continue;
                }

                var candidate = method.IsGenericMethodDefinition && method.GetGenericArguments().Length == 1 ? method.MakeGenericMethod(typeof(double)) : method;
                if (!candidate.IsGenericMethodDefinition && candidate.ReturnType == vector && candidate.GetParameters().All(p => p.ParameterType == vector))
                {
                    return candidate;
                }
            }

            throw new MissingMethodException(functions.Name, name);
        }

        _create = functions.GetMethod("Create", [typeof(double)])!;
        _or = Operator("op_BitwiseOr", 2);
        _andBits = Operator("op_BitwiseAnd", 2);
        _methods = new()
        {
            [NodeKind.Add] = Operator("op_Addition", 2),
            [NodeKind.Subtract] = Operator("op_Subtraction", 2),
            [NodeKind.Multiply] = vector.GetMethod("op_Multiply", [vector, vector])!,
            [NodeKind.Divide] = vector.GetMethod("op_Division", [vector, vector])!,
            [NodeKind.Negate] = Operator("op_UnaryNegation", 1),
            [NodeKind.FusedMultiplyAdd] = Function("FusedMultiplyAdd", 3),
            [NodeKind.SquareRoot] = Function("Sqrt", 1),
            [NodeKind.Absolute] = Function("Abs", 1),
            [NodeKind.Floor] = Function("Floor", 1),
            [NodeKind.Ceiling] = Function("Ceiling", 1),
            [NodeKind.Truncate] = Function("Truncate", 1),
            [NodeKind.Minimum] = Function("Min", 2),
            [NodeKind.Select] = Function("ConditionalSelect", 3),
            [NodeKind.Less] = Function("LessThan", 2),
            [NodeKind.LessOrEqual] = Function("LessThanOrEqual", 2),
            [NodeKind.Equal] = Function("Equals", 2),
            [NodeKind.And] = _andBits,
            [NodeKind.Or] = _or,
            [NodeKind.ExclusiveOr] = Operator("op_ExclusiveOr", 2),
            [NodeKind.Not] = Operator("op_OnesComplement", 1),
        };
    }

    public override int Lanes { get; }

    public override int Parts { get; }

    public override Type Number { get; }

    public override Type Condition => Number;

    protected override Type LaneType { get; }

    public override void Load(ILGenerator il)
    {
        il.Emit(OpCodes.Unaligned, (byte)4);
        il.Emit(OpCodes.Ldobj, Number);
    }

    public override void Store(ILGenerator il)
    {
        il.Emit(OpCodes.Unaligned, (byte)4);
        il.Emit(OpCodes.Stobj, Number);
    }

    public override void Constant(ILGenerator il, double value)
    {
        if (double.IsNaN(value))
        {
            il.Emit(OpCodes.Ldsfld, NanField);
        }
        else
        {
            il.Emit(OpCodes.Ldc_R8, value);
        }

        il.Emit(OpCodes.Call, _create);
    }

    public override void TruthValue(ILGenerator il, bool value) =>
        Bits(il, value ? -1 : 0);

    private void Bits(ILGenerator il, long bits)
    {
        il.Emit(OpCodes.Ldc_I8, bits);
        il.Emit(OpCodes.Call, BitsToDouble);
        il.Emit(OpCodes.Call, _create);
    }

    public override void Pack(ILGenerator il)
    {
        // A mask is stored as it is.
    }

    public override void Unpack(ILGenerator il)
    {
        // A mask is stored as it is.
    }

    public override void Operate(ILGenerator il, NodeKind kind)
    {
        switch (kind)
        {
            case NodeKind.FromCondition:
                Constant(il, 1);
                il.Emit(OpCodes.Call, _andBits);
                break;
            case NodeKind.NotEqual:
                il.Emit(OpCodes.Call, _methods[NodeKind.Equal]);
                il.Emit(OpCodes.Call, _methods[NodeKind.Not]);
                break;
            default:
                il.Emit(OpCodes.Call, _methods[kind]);
                break;
        }
    }
}

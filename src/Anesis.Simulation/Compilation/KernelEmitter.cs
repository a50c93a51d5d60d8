using System.Reflection.Emit;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>Emits the IL of a kernel plan: one dynamic method a chunk, and one that calls them where there are several.</summary>
internal sealed unsafe partial class KernelEmitter(ExpressionGraph graph, LaneInstructions lanes, ParameterLayout layout, IReadOnlyDictionary<int, int> hoisted)
{
    // Delegates closed over an object are called without shuffling arguments.
    private static readonly object Target = new();

    private static readonly Type[] Signature = [typeof(object), typeof(double*), typeof(double*), typeof(double*), typeof(double*), typeof(double*)];

    private static readonly Kernel Empty = Nothing;

    /// <summary>Stands among the locals of nodes for the one that arguments of calls pass through.</summary>
    private const int PassingLocal = -1;

    /// <summary>The vector of individuals that code is being written for.</summary>
    private int _part;

    /// <summary>The machine code and how many scratch quantities it needs.</summary>
    public (Kernel Kernel, int Scratch) Emit(string name, IReadOnlyList<(int Node, Destination Store)> targets, bool staged = false)
    {
        if (targets.Count == 0)
        {
            return (Empty, 0);
        }

        var plan = new KernelPlan(graph, targets, hoisted.ContainsKey, staged, lanes.Parts);
        var methods = new List<DynamicMethod>();
        foreach (var chunk in plan.Chunks)
        {
            methods.Add(EmitChunk(name, plan, chunk));
        }

        var entry = methods.Count == 1 ? methods[0] : EmitSequence(name, methods);
        return (entry.CreateDelegate<Kernel>(Target), plan.ScratchCount);
    }

    private static void Nothing(double* time, double* states, double* parameters, double* result, double* scratch)
    {
    }

    private static DynamicMethod Method(string name) => new(name, typeof(void), Signature, typeof(KernelEmitter).Module, skipVisibility: true) { InitLocals = false };

    private static DynamicMethod EmitSequence(string name, List<DynamicMethod> methods)
    {
        var method = Method(name);
        var il = method.GetILGenerator(64 + (20 * methods.Count));
        foreach (var chunk in methods)
        {
            for (int i = 0; i < Signature.Length; i++)
            {
                il.Emit(OpCodes.Ldarg, (short)i);
            }

            il.Emit(OpCodes.Call, chunk);
        }

        il.Emit(OpCodes.Ret);
        return method;
    }

    private DynamicMethod EmitChunk(string name, KernelPlan plan, List<Statement> statements)
    {
        var method = Method(name);
        var il = method.GetILGenerator(4096);
        EmitStatements(il, plan, statements);
        il.Emit(OpCodes.Ret);
        return method;
    }

    private void EmitStatements(ILGenerator il, KernelPlan plan, List<Statement> statements)
    {
        var locals = new Dictionary<int, LocalBuilder>[lanes.Parts];
        for (int part = 0; part < locals.Length; part++)
        {
            locals[part] = [];
        }

        foreach (var statement in statements)
        {
            for (_part = 0; _part < lanes.Parts; _part++)
            {
                Emit(il, plan, locals[_part], statement);
            }
        }

        _part = 0;
    }

    private void Emit(ILGenerator il, KernelPlan plan, Dictionary<int, LocalBuilder> locals, Statement statement)
    {
        if (statement.Node < 0)
        {
            Address(il, statement.Store!.Value);
            Address(il, new(KernelArray.Scratch, statement.CopyFrom));
            lanes.Load(il);
            lanes.Store(il);
        }
        else if (statement.Store is { Array: KernelArray.Result } slope && _stages is { } stages)
        {
            Number(il, plan, locals, statement.Node, packed: false);
            stages[_part].Keep(il, slope.Index);
        }
        else if (statement.Store is { } store)
        {
            Address(il, store);
            Number(il, plan, locals, statement.Node, packed: store.Array == KernelArray.Parameters);
            lanes.Store(il);
        }
        else
        {
            bool condition = graph.Kind(statement.Node).IsCondition();
            Compute(il, plan, locals, statement.Node);
            var local = il.DeclareLocal(condition ? lanes.Condition : lanes.Number);
            locals[statement.Node] = local;
            il.Emit(OpCodes.Stloc, local);
            if (plan.Crossing.TryGetValue(statement.Node, out int slot))
            {
                Address(il, new(KernelArray.Scratch, slot));
                il.Emit(OpCodes.Ldloc, local);
                if (condition)
                {
                    lanes.Pack(il);
                }

                lanes.Store(il);
            }
        }
    }

    /// <summary>A target's value: a condition is stored as 1 or 0, in the hoisted region as code reads it back.</summary>
    private void Number(ILGenerator il, KernelPlan plan, Dictionary<int, LocalBuilder> locals, int node, bool packed)
    {
        Push(il, plan, locals, node);
        if (!graph.Kind(node).IsCondition())
        {
            return;
        }

        if (packed)
        {
            lanes.Pack(il);
        }
        else
        {
            lanes.Operate(il, NodeKind.FromCondition);
        }
    }

    private void Push(ILGenerator il, KernelPlan plan, Dictionary<int, LocalBuilder> locals, int node)
    {
        if (hoisted.TryGetValue(node, out int slot))
        {
            Address(il, new(KernelArray.Parameters, slot));
            lanes.Load(il);
            Unpack(il, node);
        }
        else if (locals.TryGetValue(node, out var local))
        {
            il.Emit(OpCodes.Ldloc, local);
        }
        else if (plan.Crossing.TryGetValue(node, out int crossing))
        {
            Address(il, new(KernelArray.Scratch, crossing));
            lanes.Load(il);
            Unpack(il, node);
        }
        else
        {
            Compute(il, plan, locals, node);
        }
    }

    private void Unpack(ILGenerator il, int node)
    {
        if (graph.Kind(node).IsCondition())
        {
            lanes.Unpack(il);
        }
    }

    private void Compute(ILGenerator il, KernelPlan plan, Dictionary<int, LocalBuilder> locals, int node)
    {
        var kind = graph.Kind(node);
        switch (kind)
        {
            case NodeKind.Constant:
                lanes.Constant(il, graph.Value(node));
                return;
            case NodeKind.True or NodeKind.False:
                lanes.TruthValue(il, kind == NodeKind.True);
                return;
            case NodeKind.Time when _stages is { } stages:
                il.Emit(OpCodes.Ldloc, stages[_part].Time);
                return;
            case NodeKind.State when _stages is { } stages:
                il.Emit(OpCodes.Ldloc, stages[_part].Places[graph.A(node)]);
                return;
            case NodeKind.Time:
                Load(il, new(KernelArray.Time, 0));
                return;
            case NodeKind.State:
                Load(il, new(KernelArray.States, graph.A(node)));
                return;
            case NodeKind.Parameter:
                Load(il, new(KernelArray.Parameters, graph.A(node)));
                return;
            case NodeKind.Delayed:
                Load(il, new(KernelArray.Parameters, layout.DelayedStart + graph.A(node)));
                return;
            case NodeKind.Draw:
                Load(il, new(KernelArray.Parameters, layout.DrawsStart + graph.A(node)));
                return;
        }

        int arity = kind.Arity();
        for (int k = 0; k < arity; k++)
        {
            Push(il, plan, locals, k == 0 ? graph.A(node) : k == 1 ? graph.B(node) : graph.C(node));
        }

        if (LaneInstructions.IsCall(kind))
        {
            Call(il, locals, kind, arity);
        }
        else
        {
            lanes.Operate(il, kind);
        }
    }

    /// <summary>[arguments] → [number]: through scratch memory, which is aligned; vectors passed by value would not be.</summary>
    private void Call(ILGenerator il, Dictionary<int, LocalBuilder> locals, NodeKind kind, int arity)
    {
        if (!locals.TryGetValue(PassingLocal, out var passing))
        {
            locals[PassingLocal] = passing = il.DeclareLocal(lanes.Number);
        }

        for (int k = arity - 1; k >= 0; k--)
        {
            il.Emit(OpCodes.Stloc, passing);
            Address(il, new(KernelArray.Scratch, k));
            il.Emit(OpCodes.Ldloc, passing);
            lanes.Store(il);
        }

        for (int k = 0; k <= arity; k++)
        {
            Address(il, new(KernelArray.Scratch, k));
        }

        il.Emit(OpCodes.Call, lanes.Function(kind));
        Load(il, new(KernelArray.Scratch, arity));
    }

    private void Load(ILGenerator il, Destination source)
    {
        Address(il, source);
        lanes.Load(il);
    }

    private void Address(ILGenerator il, Destination place)
    {
        il.Emit(OpCodes.Ldarg, (short)((int)place.Array + 1));
        int offset = lanes.Offset(place.Index, _part);
        if (offset != 0)
        {
            il.Emit(OpCodes.Ldc_I4, offset);
            il.Emit(OpCodes.Add);
        }
    }
}

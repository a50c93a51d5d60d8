using System.Reflection.Emit;
using Anesis.Simulation.Integration.Explicit;
using Anesis.Simulation.Lowering;

namespace Anesis.Simulation.Compilation;

/// <summary>
/// All stages of an explicit step of a small model in one method: what passes from stage to stage stays in registers, where the general method waits for memory
/// between f and its sums. The operations and their order are those of the general method, so the bits are too.
/// </summary>
internal sealed unsafe partial class KernelEmitter
{
    private const int MostStates = 12;

    /// <summary>Nodes of f: the method holds them once a stage.</summary>
    private const int LargestSlopes = 150;

    /// <summary>The stage that f is emitted for; null outside of steps.</summary>
    private StageLocals? _stage;

    /// <summary>
    /// time[Lanes] followed by the step's size [Lanes]; states[StateCount] at its start; result: the slopes stage by stage, the first of which are given, then the states at the end of the step.
    /// Null for models that are too large to gain by it.
    /// </summary>
    public Kernel? EmitStages(ExplicitTableau tableau, IReadOnlyList<int> slopes)
    {
        int states = slopes.Count;
        if (states is 0 or > MostStates)
        {
            return null;
        }

        var plan = new KernelPlan(graph, [.. slopes.Select((node, i) => (node, new Destination(KernelArray.Result, i)))], hoisted.ContainsKey, staged: false);
        if (plan.Chunks.Count != 1 || plan.Size > LargestSlopes)
        {
            return null;
        }

        var method = Method("explicit step");
        var il = method.GetILGenerator(16384);
        LocalBuilder Number() => il.DeclareLocal(lanes.Number);
        LocalBuilder Loaded(Destination source)
        {
            var local = Number();
            Load(il, source);
            il.Emit(OpCodes.Stloc, local);
            return local;
        }

        LocalBuilder start = Loaded(new(KernelArray.Time, 0));
        LocalBuilder step = Loaded(new(KernelArray.Time, 1));
        LocalBuilder[] first = [.. Enumerable.Range(0, states).Select(i => Loaded(new(KernelArray.States, i)))];
        LocalBuilder[][] stages = new LocalBuilder[tableau.StepStages][];
        stages[0] = [.. Enumerable.Range(0, states).Select(i => Loaded(new(KernelArray.Result, i)))];
        LocalBuilder sum = Number();
        LocalBuilder time = Number();
        LocalBuilder[] places = [.. Enumerable.Range(0, states).Select(_ => Number())];
        int last = tableau.StepStages - 1;
        for (int stage = 1; stage <= last; stage++)
        {
            for (int i = 0; i < states; i++)
            {
                Sum(il, tableau.A[stage], stages, i, sum);
                il.Emit(OpCodes.Ldloc, step);
                il.Emit(OpCodes.Ldloc, sum);
                il.Emit(OpCodes.Ldloc, first[i]);
                lanes.Operate(il, NodeKind.FusedMultiplyAdd);
                il.Emit(OpCodes.Stloc, places[i]);
                if (stage == last)
                {
                    Address(il, new(KernelArray.Result, (tableau.Stages * states) + i));
                    il.Emit(OpCodes.Ldloc, places[i]);
                    lanes.Store(il);
                }
            }

            lanes.Constant(il, tableau.C[stage]);
            il.Emit(OpCodes.Ldloc, step);
            il.Emit(OpCodes.Ldloc, start);
            lanes.Operate(il, NodeKind.FusedMultiplyAdd);
            il.Emit(OpCodes.Stloc, time);
            stages[stage] = [.. Enumerable.Range(0, states).Select(_ => Number())];
            _stage = new(time, places, stages[stage]);
            EmitStatements(il, plan, plan.Chunks[0]);
            _stage = null;
            for (int i = 0; i < states; i++)
            {
                Address(il, new(KernelArray.Result, (stage * states) + i));
                il.Emit(OpCodes.Ldloc, stages[stage][i]);
                lanes.Store(il);
            }
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Kernel>(Target);
    }

    /// <summary>The sum of what the row weighs, as <see cref="Integration.StageSums"/> has it.</summary>
    private void Sum(ILGenerator il, double[] row, LocalBuilder[][] stages, int state, LocalBuilder sum)
    {
        bool begun = false;
        for (int j = 0; j < row.Length; j++)
        {
            if (row[j] == 0)
            {
                continue;
            }

            lanes.Constant(il, row[j]);
            il.Emit(OpCodes.Ldloc, stages[j][state]);
            if (begun)
            {
                il.Emit(OpCodes.Ldloc, sum);
                lanes.Operate(il, NodeKind.FusedMultiplyAdd);
            }
            else
            {
                lanes.Operate(il, NodeKind.Multiply);
            }

            il.Emit(OpCodes.Stloc, sum);
            begun = true;
        }
    }

    /// <summary>Where a stage's time and states are read and its slopes go.</summary>
    private sealed record StageLocals(LocalBuilder Time, LocalBuilder[] Places, LocalBuilder[] Slopes)
    {
        public void Keep(ILGenerator il, int state) => il.Emit(OpCodes.Stloc, Slopes[state]);
    }
}

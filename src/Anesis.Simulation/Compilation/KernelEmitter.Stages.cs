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

    /// <summary>The stage that f is emitted for, by vector of individuals; null outside of steps.</summary>
    private StageLocals[]? _stages;

    /// <summary>
    /// time[Lanes] followed by the step's size [Lanes]; states[StateCount] at its start; result: the slopes stage by stage, the first of which are given, then the states at the end of the step,
    /// then the weighted sums of slopes that estimate its error.
    /// Null for models that are too large to gain by it.
    /// </summary>
    public Kernel? EmitStages(ExplicitTableau tableau, IReadOnlyList<int> slopes)
    {
        int states = slopes.Count;
        if (states is 0 or > MostStates)
        {
            return null;
        }

        var plan = new KernelPlan(graph, [.. slopes.Select((node, i) => (node, new Destination(KernelArray.Result, i)))], hoisted.ContainsKey, staged: false, lanes.Parts);
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

        var steps = new StepLocals[lanes.Parts];
        for (_part = 0; _part < lanes.Parts; _part++)
        {
            steps[_part] = new(
                Loaded(new(KernelArray.Time, 0)),
                Loaded(new(KernelArray.Time, 1)),
                [.. Enumerable.Range(0, states).Select(i => Loaded(new(KernelArray.States, i)))],
                [.. Enumerable.Range(0, tableau.StepStages).Select(stage => Enumerable.Range(0, states).Select(i => stage == 0 ? Loaded(new(KernelArray.Result, i)) : Number()).ToArray())],
                Number(),
                Number(),
                [.. Enumerable.Range(0, states).Select(_ => Number())]);
        }

        int last = tableau.StepStages - 1;
        for (int stage = 1; stage <= last; stage++)
        {
            for (int i = 0; i < states; i++)
            {
                for (_part = 0; _part < lanes.Parts; _part++)
                {
                    Place(il, tableau, steps[_part], stage, i, stage == last ? (tableau.Stages * states) + i : null);
                }
            }

            for (_part = 0; _part < lanes.Parts; _part++)
            {
                lanes.Constant(il, tableau.C[stage]);
                il.Emit(OpCodes.Ldloc, steps[_part].Size);
                il.Emit(OpCodes.Ldloc, steps[_part].Start);
                lanes.Operate(il, NodeKind.FusedMultiplyAdd);
                il.Emit(OpCodes.Stloc, steps[_part].Time);
            }

            _part = 0;
            _stages = [.. steps.Select(step => new StageLocals(step.Time, step.Places, step.Slopes[stage]))];
            EmitStatements(il, plan, plan.Chunks[0]);
            _stages = null;
            for (int i = 0; i < states; i++)
            {
                for (_part = 0; _part < lanes.Parts; _part++)
                {
                    Address(il, new(KernelArray.Result, (stage * states) + i));
                    il.Emit(OpCodes.Ldloc, steps[_part].Slopes[stage][i]);
                    lanes.Store(il);
                }
            }
        }

        for (int i = 0; i < states; i++)
        {
            for (_part = 0; _part < lanes.Parts; _part++)
            {
                Sum(il, tableau.Error, steps[_part].Slopes, i, steps[_part].Sum);
                Address(il, new(KernelArray.Result, ((tableau.Stages + 1) * states) + i));
                il.Emit(OpCodes.Ldloc, steps[_part].Sum);
                lanes.Store(il);
            }
        }

        _part = 0;
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Kernel>(Target);
    }

    /// <summary>Where a state is at a stage; the last stage's places are the end of the step, and are kept.</summary>
    private void Place(ILGenerator il, ExplicitTableau tableau, StepLocals step, int stage, int state, int? keptAt)
    {
        Sum(il, tableau.A[stage], step.Slopes, state, step.Sum);
        il.Emit(OpCodes.Ldloc, step.Size);
        il.Emit(OpCodes.Ldloc, step.Sum);
        il.Emit(OpCodes.Ldloc, step.First[state]);
        lanes.Operate(il, NodeKind.FusedMultiplyAdd);
        il.Emit(OpCodes.Stloc, step.Places[state]);
        if (keptAt is { } end)
        {
            Address(il, new(KernelArray.Result, end));
            il.Emit(OpCodes.Ldloc, step.Places[state]);
            lanes.Store(il);
        }
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

    /// <summary>What one vector of individuals keeps through a step.</summary>
    private sealed record StepLocals(LocalBuilder Start, LocalBuilder Size, LocalBuilder[] First, LocalBuilder[][] Slopes, LocalBuilder Sum, LocalBuilder Time, LocalBuilder[] Places);

    /// <summary>Where a stage's time and states are read and its slopes go.</summary>
    private sealed record StageLocals(LocalBuilder Time, LocalBuilder[] Places, LocalBuilder[] Slopes)
    {
        public void Keep(ILGenerator il, int state) => il.Emit(OpCodes.Stloc, Slopes[state]);
    }
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Events;
using Anesis.Simulation.History;
using Anesis.Simulation.Integration;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// As many individuals as a stepper has lanes, each at its own time. <see cref="Advance"/> makes one attempt at a step for each and carries out what
/// happens between steps; a lane whose individual has ended is idle until Begin gives it the next.
/// </summary>
internal sealed unsafe class LaneGroup : IndividualGroup
{
    private readonly CompiledModel model;
    private readonly LaneFrame frame;
    private readonly LaneStepper stepper;
    private readonly Lane[] lanes;
    private readonly Agenda agenda;
    private readonly OutputRows rows;
    private readonly Crossings crossings;
    private readonly Delays? delays;
    private readonly NativeDoubles arrival;
    /// <summary>[Lanes] the latest time inside its step up to which a lane's rows are written.</summary>
    private readonly NativeDoubles through;
    private readonly NativeDoubles? held;
    private readonly LinearCovariates? lines;
    private readonly long[] lastAttempt;
    private readonly long maximumSteps;
    private uint active;
    private bool gathering = true;
    private long attempts;
    private long nextCheck = long.MaxValue;

    /// <summary>With <paramref name="special"/>, for individuals whose compartments are switched off or whose covariates run in straight lines: f then takes a detour.</summary>
    public LaneGroup(CompiledModel compiled, EnsembleOptions options, StepperFactory factory, bool special)
    {
        int count = compiled.Lanes;
        held = special ? new NativeDoubles(compiled.StateCount * count) : null;
        lanes = [.. Enumerable.Range(0, count).Select(l => new Lane(l, compiled))];
        lines = special ? new LinearCovariates(compiled, lanes) : null;
        model = special ? Detour.Wrap(compiled, held!, lines!.Fill) : compiled;
        frame = new LaneFrame(model);
        delays = model.Layout.Delayed > 0 ? new Delays(frame, lanes) : null;
        DelayedValues? before = delays is null ? null : delays.Fill;
        stepper = factory(model, options, before);
        frame.Attach(stepper, lines is null ? before : lines.Fill + before);
        rows = new OutputRows(frame, lanes);
        crossings = new Crossings(frame);
        arrival = new NativeDoubles(count);
        through = new NativeDoubles(count);
        lastAttempt = new long[count];
        maximumSteps = options.MaximumSteps;
        agenda = new Agenda(frame, lanes, rows, crossings, delays, new LaneDraws(model, options.Seed), options.RelativeTolerance, held is null ? null : held.Pointer, arrival.Pointer);
    }

    public override bool IsIdle => active == 0;

    public override bool HasIdleLane => BitOperations.PopCount(active) < lanes.Length && (gathering || !stepper.IsBestInStep);

    /// <summary>True for a plan that only a special group can carry out.</summary>
    public static bool IsSpecial(IndividualPlan plan) =>
        (plan.CovariateRule == CovariateRule.Linear && plan.CovariateSlots.Length > 0) || Array.Exists(plan.Records, r => r.SwitchOff);

    /// <summary>Gives the next individual of a block to an idle lane.</summary>
    public override void Begin(BlockBuilder block, int individual, IndividualPlan plan, ReadOnlySpan<double> inputs)
    {
        int place = block.Open(ObservationCount(plan) + plan.OutputTimes.Length);
        Attach(block);
        Begin(block, place, individual, plan, inputs);
    }

    /// <summary>As the other, for an individual whose place in its block was opened before.</summary>
    public void Begin(BlockBuilder block, int place, int individual, IndividualPlan plan, ReadOnlySpan<double> inputs)
    {
        Lane lane = lanes[BitOperations.TrailingZeroCount(~active)];
        lane.Individual = individual;
        lane.Plan = plan;
        lane.RecordRows = ObservationCount(plan);
        lane.Place = place;
        lane.Block = block;
        rows.Begin(lane, block.RowStart(lane.Place));
        active |= 1u << lane.Index;
        lastAttempt[lane.Index] = attempts + maximumSteps;
        nextCheck = Math.Min(nextCheck, lastAttempt[lane.Index]);
        stepper.Belongs(lane.Index, individual);
        crossings.Begin(lane.Index);
        agenda.Begin(lane, inputs);
        CloseIfDone(lane);
    }

    /// <summary>Takes a block's arrays again, which move when it opens a place.</summary>
    public void Attach(BlockBuilder block)
    {
        foreach (Lane lane in lanes)
        {
            if (lane.Block == block)
            {
                rows.Attach(lane);
            }
        }
    }

    /// <summary>One attempt at a step for each busy lane, and all that follows from it. Returns the lanes that became idle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override uint Advance()
    {
        uint before = active;
        gathering = false;
        attempts++;
        uint stepped = stepper.Step(active);
        uint refused = active & ~stepped;
        for (uint waiting = stepper.Waiting; waiting != 0; waiting &= waiting - 1)
        {
            lastAttempt[BitOperations.TrailingZeroCount(waiting)]++;
        }

        if (stepped != 0)
        {
            Follow(stepped);
        }

        for (; refused != 0; refused &= refused - 1)
        {
            int l = BitOperations.TrailingZeroCount(refused);
            Outcome? failure = stepper.Failure(l);
            if (failure is not null)
            {
                Close(lanes[l], failure);
            }
        }

        if (attempts >= nextCheck)
        {
            GiveUp();
        }

        return before & ~active;
    }

    public override void Dispose()
    {
        frame.Dispose();
        rows.Dispose();
        crossings.Dispose();
        delays?.Dispose();
        arrival.Dispose();
        through.Dispose();
        held?.Dispose();
        lines?.Dispose();
    }

    private static int ObservationCount(IndividualPlan plan)
    {
        int count = 0;
        foreach (ref readonly DosingRecord record in plan.Records.AsSpan())
        {
            count += record.Kind == RecordKind.Observation ? 1 : 0;
        }

        return count;
    }

    /// <summary>Rows inside the steps, then what happens at their ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Follow(uint stepped)
    {
        uint crossed = crossings.Any ? crossings.Look(stepped) : 0;
        Reach(stepped, crossed, out uint arrived, out uint open);
        if (delays is not null)
        {
            AppendHistory(stepped, crossed);
        }

        uint ended = open != 0 ? rows.Serve(open, through.Pointer) : 0;
        for (uint rest = arrived; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            Arrive(lanes[l], (crossed >> l & 1) != 0);
        }

        for (uint rest = ended | arrived; rest != 0; rest &= rest - 1)
        {
            CloseIfDone(lanes[BitOperations.TrailingZeroCount(rest)]);
        }
    }

    /// <summary>Lanes that have come to where they were going or something has crossed in, and those that have a row within what holds of their step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Reach(uint stepped, uint crossed, out uint arrived, out uint open)
    {
        double* time = frame.Time;
        double* next = rows.Next;
        double* last = through.Pointer;
        uint atTarget = 0;
        open = 0;
        if (lanes.Length % 8 == 0)
        {
            // The commonest case, without a branch a lane that nothing foretells.
            for (int l = 0; l < lanes.Length; l += 8)
            {
                Vector512<double> end = Vector512.Load(time + l);
                atTarget |= (uint)Vector512.Equals(end, Vector512.Load(arrival.Pointer + l)).ExtractMostSignificantBits() << l;
                open |= (uint)Vector512.LessThanOrEqual(Vector512.Load(next + l), end).ExtractMostSignificantBits() << l;
                end.Store(last + l);
            }
        }
        else
        {
            for (int l = 0; l < lanes.Length; l++)
            {
                atTarget |= time[l] == arrival.Pointer[l] ? 1u << l : 0;
                open |= next[l] <= time[l] ? 1u << l : 0;
                last[l] = time[l];
            }
        }

        open &= stepped;
        arrived = crossed | (stepped & atTarget);
        for (uint rest = arrived; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            last[l] = Math.BitDecrement((crossed >> l & 1) != 0 ? crossings.Beyond(l) : Moments.Earliest(lanes[l].Target));
            open = next[l] <= last[l] ? open | (1u << l) : open & ~(1u << l);
        }
    }

    private void Arrive(Lane lane, bool crossed)
    {
        int l = lane.Index;
        if (!crossed)
        {
            agenda.Arrive(lane, lane.Target);
            return;
        }

        double beyond = crossings.Beyond(l);
        stepper.Truncate(l, beyond);
        frame.Time[l] = beyond;
        if (lane.Phase == Phase.Steady)
        {
            agenda.Resume(lane);
        }
        else
        {
            agenda.Arrive(lane, beyond);
        }
    }

    private void AppendHistory(uint stepped, uint crossed)
    {
        double* ends = frame.StepEnds;
        for (int l = 0; l < lanes.Length; l++)
        {
            ends[l] = (crossed >> l & 1) != 0 ? crossings.Beyond(l) : frame.Time[l];
        }

        delays!.Append(stepped, ends);
        delays.Measure();
        for (uint rest = stepped; rest != 0; rest &= rest - 1)
        {
            agenda.LimitStep(lanes[BitOperations.TrailingZeroCount(rest)]);
        }
    }

    private void CloseIfDone(Lane lane)
    {
        if (lane.Failure is not null)
        {
            Close(lane, lane.Failure);
        }
        else if (lane.Phase == Phase.Stepping && rows.IsDone(lane))
        {
            Close(lane, Outcome.Completed);
        }
    }

    private void Close(Lane lane, Outcome outcome)
    {
        int l = lane.Index;
        RunCounters work = lane.Fresh ? lane.Work : lane.Work + stepper.Counters(l);
        (int done, int firstRow) = rows.Served(l);
        lane.Plan.OutputTimes.AsSpan(0, done).CopyTo(lane.Block!.Times.AsSpan(firstRow));
        lane.Block.Close(lane.Place, lane.RecordRows, lane.RecordRowsDone, done, outcome, work);
        lane.Block = null;
        lane.Failure = null;
        rows.Rest(l);
        arrival.Pointer[l] = double.NaN;
        active &= ~(1u << l);
        gathering |= active == 0;
    }

    private void GiveUp()
    {
        nextCheck = long.MaxValue;
        for (uint rest = active; rest != 0; rest &= rest - 1)
        {
            int l = BitOperations.TrailingZeroCount(rest);
            if (attempts >= lastAttempt[l])
            {
                Close(lanes[l], new Outcome(OutcomeKind.TooManySteps, frame.Time[l]));
            }
            else
            {
                nextCheck = Math.Min(nextCheck, lastAttempt[l]);
            }
        }
    }
}

using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// Writes rows: those that lie inside steps by the interpolant, several lanes at a time, and those at a moment in order with what happens there.
/// An observation record at which nothing changes counts among the former, so that observing never steers a step.
/// </summary>
internal sealed unsafe class OutputRows : IDisposable
{
    private readonly LaneFrame frame;
    private readonly CompiledModel model;
    private readonly Lane[] lanes;
    private readonly NativeDoubles next;
    private readonly NativeDoubles values;
    private readonly int width;

    public OutputRows(LaneFrame frame, Lane[] lanes)
    {
        this.frame = frame;
        model = frame.Model;
        this.lanes = lanes;
        width = model.Outputs.Count;
        next = new NativeDoubles(lanes.Length);
        values = new NativeDoubles(width * lanes.Length);
        next.Span.Fill(double.PositiveInfinity);
    }

    /// <summary>[Lanes] when each lane's next row inside steps is wanted, or +∞.</summary>
    public double* Next => next.Pointer;

    /// <summary>Looks up the lane's next row.</summary>
    public void Aim(Lane lane)
    {
        IndividualPlan plan = lane.Plan;
        double time = lane.OutputsDone < plan.OutputTimes.Length ? plan.OutputTimes[lane.OutputsDone] : double.PositiveInfinity;
        if (lane.Record < lane.ActiveRecord)
        {
            time = Math.Min(time, plan.Records[lane.Record].Time);
        }

        next.Pointer[lane.Index] = time;
    }

    /// <summary>No rows for a lane that is idle or on its way to a steady state.</summary>
    public void Rest(int lane) => next.Pointer[lane] = double.PositiveInfinity;

    /// <summary>Writes every row of these lanes before <paramref name="until"/> ([Lanes]) from their last steps.</summary>
    public void Serve(uint stepped, double* until)
    {
        uint open = 0;
        for (int l = 0; l < lanes.Length; l++)
        {
            open |= next.Pointer[l] < until[l] ? 1u << l : 0;
        }

        open &= stepped;
        while (open != 0)
        {
            Buffer.MemoryCopy(next.Pointer, frame.ProbeTime, sizeof(double) * lanes.Length, sizeof(double) * lanes.Length);
            frame.Interpolate();
            frame.Evaluate(model.Observe, frame.ProbeTime, frame.ProbeStates, values.Pointer);
            for (uint rest = open; rest != 0; rest &= rest - 1)
            {
                int l = System.Numerics.BitOperations.TrailingZeroCount(rest);
                Lane lane = lanes[l];
                WriteNext(lane);
                if (!(next.Pointer[l] < until[l]))
                {
                    open &= ~(1u << l);
                }
            }
        }
    }

    /// <summary>Writes the row of an observation record, with the states as they are now.</summary>
    public void WriteRecord(Lane lane, double time)
    {
        frame.Evaluate(model.Observe, frame.Time, frame.States, values.Pointer);
        Write(lane, lane.FirstRow + lane.RecordRowsDone++, time);
    }

    /// <summary>Writes the rows of output times up to <paramref name="moment"/>, with the states as they are now.</summary>
    public void WriteOutputs(Lane lane, double moment)
    {
        double[] times = lane.Plan.OutputTimes;
        if (lane.OutputsDone >= times.Length || !(times[lane.OutputsDone] <= moment))
        {
            return;
        }

        frame.Evaluate(model.Observe, frame.Time, frame.States, values.Pointer);
        while (lane.OutputsDone < times.Length && times[lane.OutputsDone] <= moment)
        {
            double time = times[lane.OutputsDone];
            Write(lane, lane.FirstRow + lane.RecordRows + lane.OutputsDone++, time);
        }
    }

    public void Dispose()
    {
        next.Dispose();
        values.Dispose();
    }

    private void WriteNext(Lane lane)
    {
        double[] times = lane.Plan.OutputTimes;
        int done = lane.OutputsDone;
        double time = next.Pointer[lane.Index];
        if (lane.Record < lane.ActiveRecord && lane.Plan.Records[lane.Record].Time == time)
        {
            lane.Record++;
            Write(lane, lane.FirstRow + lane.RecordRowsDone++, time);
            Aim(lane);
            return;
        }

        Write(lane, lane.FirstRow + lane.RecordRows + done, time);
        lane.OutputsDone = ++done;
        if (lane.Record < lane.ActiveRecord)
        {
            Aim(lane);
        }
        else
        {
            next.Pointer[lane.Index] = done < times.Length ? times[done] : double.PositiveInfinity;
        }
    }

    private void Write(Lane lane, int row, double time)
    {
        BlockBuilder block = lane.Block!;
        block.Times[row] = time;
        int stride = lanes.Length;
        double* value = values.Pointer + lane.Index;
        Span<double> into = block.Values.AsSpan(row * width, width);
        for (int o = 0; o < into.Length; o++)
        {
            into[o] = value[o * stride];
        }
    }
}

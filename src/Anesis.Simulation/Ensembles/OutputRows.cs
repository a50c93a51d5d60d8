using System.Numerics;
using System.Runtime.CompilerServices;
using Anesis.Simulation.Compilation;

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
    private readonly Cursor[] cursors;
    private readonly NativeDoubles next;
    private readonly NativeDoubles values;
    private readonly int width;

    public OutputRows(LaneFrame frame, Lane[] lanes)
    {
        this.frame = frame;
        model = frame.Model;
        this.lanes = lanes;
        cursors = new Cursor[lanes.Length];
        width = model.Outputs.Count;
        next = new NativeDoubles(lanes.Length);
        values = new NativeDoubles(width * lanes.Length);
        next.Span.Fill(double.PositiveInfinity);
    }

    /// <summary>[Lanes] when each lane's next row inside steps is wanted, or +∞.</summary>
    public double* Next => next.Pointer;

    /// <summary>Starts a lane's individual, whose rows begin at <paramref name="firstRow"/> of its block.</summary>
    public void Begin(Lane lane, int firstRow)
    {
        cursors[lane.Index] = new Cursor { Times = lane.Plan.OutputTimes, FirstRow = firstRow + lane.RecordRows, RecordRow = firstRow };
        Attach(lane);
    }

    /// <summary>Takes the arrays of the lane's block, which move when it grows.</summary>
    public void Attach(Lane lane)
    {
        cursors[lane.Index].RowTimes = lane.Block!.Times;
        cursors[lane.Index].RowValues = lane.Block.Values;
    }

    /// <summary>How many output times have been served, and where their rows start.</summary>
    public (int Done, int FirstRow) Served(int lane) => (cursors[lane].Done, cursors[lane].FirstRow);

    public bool IsDone(Lane lane) => cursors[lane.Index].Done == lane.Plan.OutputTimes.Length && lane.Record >= lane.Plan.Records.Length;

    /// <summary>Looks up the lane's next row.</summary>
    public void Aim(Lane lane)
    {
        ref Cursor cursor = ref cursors[lane.Index];
        double time = cursor.Done < cursor.Times.Length ? cursor.Times[cursor.Done] : double.PositiveInfinity;
        cursor.AmongRecords = lane.Record < lane.ActiveRecord;
        if (cursor.AmongRecords)
        {
            time = Math.Min(time, lane.Plan.Records[lane.Record].Time);
        }

        next.Pointer[lane.Index] = time;
    }

    /// <summary>No rows for a lane that is idle or on its way to a steady state.</summary>
    public void Rest(int lane) => next.Pointer[lane] = double.PositiveInfinity;

    /// <summary>Writes every row of the lanes <paramref name="open"/> up to the times <paramref name="through"/> ([Lanes]) from their last steps; each has at least one. Returns the lanes that ran out of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint Serve(uint open, double* through)
    {
        uint ended = 0;
        while (open != 0)
        {
            frame.Stepper.InterpolateObserved(next.Pointer, frame.ProbeStates);
            frame.Evaluate(model.Observe, next.Pointer, frame.ProbeStates, values.Pointer);
            for (uint rest = open; rest != 0; rest &= rest - 1)
            {
                int l = BitOperations.TrailingZeroCount(rest);
                ref Cursor cursor = ref cursors[l];
                double time;
                if (cursor.AmongRecords)
                {
                    time = WriteAmongRecords(lanes[l]);
                }
                else
                {
                    Write(ref cursor, cursor.FirstRow + cursor.Done, l);
                    int done = ++cursor.Done;
                    double[] times = cursor.Times;
                    time = (uint)done < (uint)times.Length ? times[done] : double.PositiveInfinity;
                    next.Pointer[l] = time;
                }

                if (!(time <= through[l]))
                {
                    open &= ~(1u << l);
                    ended |= time == double.PositiveInfinity ? 1u << l : 0;
                }
            }
        }

        return ended;
    }

    /// <summary>Writes the row of an observation record, with the states as they are now.</summary>
    public void WriteRecord(Lane lane, double time)
    {
        frame.Evaluate(model.Observe, frame.Time, frame.States, values.Pointer);
        WriteRecordRow(lane, time);
    }

    /// <summary>Writes the rows of output times up to <paramref name="moment"/>, with the states as they are now.</summary>
    public void WriteOutputs(Lane lane, double moment)
    {
        ref Cursor cursor = ref cursors[lane.Index];
        double[] times = cursor.Times;
        if (cursor.Done >= times.Length || !(times[cursor.Done] <= moment))
        {
            return;
        }

        frame.Evaluate(model.Observe, frame.Time, frame.States, values.Pointer);
        while (cursor.Done < times.Length && times[cursor.Done] <= moment)
        {
            Write(ref cursor, cursor.FirstRow + cursor.Done++, lane.Index);
        }
    }

    public void Dispose()
    {
        next.Dispose();
        values.Dispose();
    }

    private double WriteAmongRecords(Lane lane)
    {
        int l = lane.Index;
        double time = next.Pointer[l];
        if (lane.Plan.Records[lane.Record].Time == time)
        {
            lane.Record++;
            WriteRecordRow(lane, time);
        }
        else
        {
            Write(ref cursors[l], cursors[l].FirstRow + cursors[l].Done++, l);
        }

        Aim(lane);
        return next.Pointer[l];
    }

    private void WriteRecordRow(Lane lane, double time)
    {
        ref Cursor cursor = ref cursors[lane.Index];
        int row = cursor.RecordRow + lane.RecordRowsDone++;
        cursor.RowTimes[row] = time;
        Write(ref cursor, row, lane.Index);
    }

    private void Write(ref Cursor cursor, int row, int lane)
    {
        double* value = values.Pointer + lane;
        double[] into = cursor.RowValues;
        if (width == 1)
        {
            into[row] = *value;
            return;
        }

        Span<double> to = into.AsSpan(row * width, width);
        int stride = lanes.Length;
        for (int o = 0; o < to.Length; o++)
        {
            to[o] = value[o * stride];
        }
    }

    /// <summary>Where one lane stands in its output times, and its block's arrays.</summary>
    private struct Cursor
    {
        public double[] Times;
        public double[] RowValues;
        public double[] RowTimes;
        public int Done;
        public int FirstRow;
        public int RecordRow;
        public bool AmongRecords;
    }
}

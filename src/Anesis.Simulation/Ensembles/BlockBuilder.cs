namespace Anesis.Simulation.Ensembles;

/// <summary>The arrays of a block's rows.</summary>
internal readonly record struct BlockRows(double[] Times, double[] Values)
{
    public static BlockRows None { get; } = new([], []);
}

/// <summary>Collects the rows of consecutive individuals while they are computed, in whatever order they end.</summary>
internal sealed class BlockBuilder
{
    private readonly int[] rowStarts;
    private readonly (int Records, int RecordsDone, int OutputsDone)[] extents;
    private readonly Outcome[] outcomes;
    private readonly int outputs;
    private double[] times;
    private double[] values;
    private RunCounters counters;
    private int opened;
    private int open;

    /// <summary>Rows go into <paramref name="rows"/>, arrays of an earlier block or empty, as long as they suffice.</summary>
    public BlockBuilder(int index, int first, int count, int outputs, BlockRows rows)
    {
        (times, values) = (rows.Times, rows.Values);
        Index = index;
        First = first;
        Count = count;
        this.outputs = outputs;
        rowStarts = new int[count + 1];
        extents = new (int, int, int)[count];
        outcomes = new Outcome[count];
        open = count;
    }

    public int Index { get; }

    public int First { get; }

    public int Count { get; }

    /// <summary>True when every individual has been opened.</summary>
    public bool IsExhausted => opened == Count;

    /// <summary>True when every individual has been closed.</summary>
    public bool IsComplete => open == 0;

    public int NextIndividual => First + opened;

    public double[] Times => times;

    public double[] Values => values;

    /// <summary>Makes room for the next individual's rows. Returns its place in the block.</summary>
    public int Open(int rows)
    {
        int place = opened++;
        int end = checked(rowStarts[place] + rows);
        rowStarts[place + 1] = end;
        if (end > times.Length)
        {
            int guess = opened == 1 ? checked(rows * Count) : Math.Max(end, (int)Math.Min(2L * times.Length, Array.MaxLength / Math.Max(outputs, 1)));
            times = Grow(times, rowStarts[place], guess);
            values = Grow(values, rowStarts[place] * outputs, checked(guess * outputs));
        }

        return place;
    }

    public int RowStart(int place) => rowStarts[place];

    public void Close(int place, int records, int recordsDone, int outputsDone, Outcome outcome, RunCounters work)
    {
        extents[place] = (records, recordsDone, outputsDone);
        outcomes[place] = outcome;
        counters += work;
        open--;
    }

    public ResultBlock Build()
    {
        if (outcomes.Any(o => !o.IsCompleted))
        {
            Compact();
        }

        int rows = rowStarts[Count];
        Array.Resize(ref times, rows);   // keeps an array of that length
        Array.Resize(ref values, rows * outputs);
        return new ResultBlock(First, Count, outputs, rowStarts, times, values, outcomes) { Counters = counters };
    }

    /// <summary>Removes the rows that failed individuals did not reach.</summary>
    private void Compact()
    {
        int to = 0;
        for (int place = 0; place < Count; place++)
        {
            int from = rowStarts[place];
            (int records, int recordsDone, int outputsDone) = extents[place];
            rowStarts[place] = to;
            Move(from, recordsDone, ref to);
            Move(from + records, outputsDone, ref to);
        }

        rowStarts[Count] = to;
    }

    private void Move(int from, int rows, ref int to)
    {
        Array.Copy(times, from, times, to, rows);
        Array.Copy(values, from * outputs, values, to * outputs, rows * outputs);
        to += rows;
    }

    private static double[] Grow(double[] old, int used, int length)
    {
        double[] grown = GC.AllocateUninitializedArray<double>(length);
        Array.Copy(old, grown, used);
        return grown;
    }
}

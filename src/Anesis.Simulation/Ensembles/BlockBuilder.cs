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
    private Timetable? shared;
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

    /// <summary>Times of the rows; to be asked for again after a place was opened.</summary>
    public double[] Times
    {
        get
        {
            KeepOwnTimes();
            return times;
        }
    }

    /// <summary>True while everyone has the times of one timetable, so that none are written: blocks of such have their times in common.</summary>
    public bool SharesTimes => shared is not null;

    public double[] Values => values;

    /// <summary>Makes room for the next individual's rows. Returns its place in the block.</summary>
    public int Open(int rows)
    {
        KeepOwnTimes();
        return OpenPlace(rows);
    }

    /// <summary>As the other, for one whose rows have the timetable's times; where <see cref="SharesTimes"/> then holds they need not be written.</summary>
    public int Open(Timetable table)
    {
        if (opened == 0)
        {
            shared = table;
        }
        else if (shared != table)
        {
            KeepOwnTimes();
        }

        return OpenPlace(table.Rows.Length);
    }

    private int OpenPlace(int rows)
    {
        int place = opened++;
        int end = checked(rowStarts[place] + rows);
        rowStarts[place + 1] = end;
        if (end * outputs > values.Length)
        {
            values = Grow(values, rowStarts[place] * outputs, checked(Guess(rows, end) * outputs));
        }

        if (shared is null && end > times.Length)
        {
            times = Grow(times, rowStarts[place], Guess(rows, end));
        }

        return place;
    }

    private int Guess(int rows, int end) =>
        opened == 1 ? checked(rows * Count) : Math.Max(end, (int)Math.Min(2L * end, Array.MaxLength / Math.Max(outputs, 1)));

    private void KeepOwnTimes()
    {
        if (shared is null)
        {
            return;
        }

        int rows = rowStarts[opened];
        int each = shared.Rows.Length;
        times = times.Length >= rows ? times : GC.AllocateUninitializedArray<double>(Math.Max(rows, checked(each * Count)));
        for (int place = 0; place < opened; place++)
        {
            shared.WriteTimes(times.AsSpan(rowStarts[place], each));
        }

        shared = null;
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
            KeepOwnTimes();
            Compact();
        }

        int rows = rowStarts[Count];
        if (shared is not null)
        {
            times = shared.TimesOf(Count);
        }

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

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// Hands out blocks of individuals to workers and takes them to the sink in order. At most a window of blocks is under way,
/// so that memory does not grow with the number of individuals or with a slow sink.
/// </summary>
internal sealed class BlockLine
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim moved = new(0);
    private readonly BlockBuilder?[] done;
    private readonly Action<ResultBlock> deliver;
    private readonly int individuals;
    private readonly int size;
    private readonly int blocks;
    private readonly int outputs;
    private readonly bool recycles;
    private readonly Stack<BlockRows> spare = [];
    private int claimed;
    private int delivered;
    private int waiting;
    private bool delivering;
    private Exception? fault;

    /// <param name="individuals">How many individuals there are.</param>
    /// <param name="size">Individuals of a block.</param>
    /// <param name="window">Blocks that may be under way at once.</param>
    /// <param name="outputs">Values of a row.</param>
    /// <param name="deliver">Takes the blocks in order.</param>
    /// <param name="recycles">True where a block's arrays are free once it was delivered.</param>
    public BlockLine(int individuals, int size, int window, int outputs, Action<ResultBlock> deliver, bool recycles)
    {
        this.recycles = recycles;
        this.individuals = individuals;
        this.size = size;
        this.outputs = outputs;
        this.deliver = deliver;
        blocks = (int)(((long)individuals + size - 1) / size);
        done = new BlockBuilder?[window];
    }

    public enum Claim
    {
        Granted,

        /// <summary>The window is full; come again when your own lanes have moved.</summary>
        Later,

        /// <summary>No block is left.</summary>
        Never,
    }

    /// <summary>What a worker or the sink threw, or null.</summary>
    public Exception? Fault => Volatile.Read(ref fault);

    public Claim TryClaim(out BlockBuilder? block)
    {
        lock (gate)
        {
            block = null;
            if (claimed == blocks || fault is not null)
            {
                return Claim.Never;
            }

            if (claimed - delivered >= done.Length)
            {
                return Claim.Later;
            }

            int first = claimed * size;
            block = new BlockBuilder(claimed++, first, Math.Min(size, individuals - first), outputs, spare.Count > 0 ? spare.Pop() : BlockRows.None);
            return Claim.Granted;
        }
    }

    /// <summary>Waits until a block has been delivered, or a little while.</summary>
    public void Wait()
    {
        Interlocked.Increment(ref waiting);
        moved.Wait(TimeSpan.FromMilliseconds(20));
        Interlocked.Decrement(ref waiting);
    }

    /// <summary>Takes a finished block; whoever completes the next block in order delivers it and its finished successors.</summary>
    public void Complete(BlockBuilder block)
    {
        lock (gate)
        {
            done[block.Index % done.Length] = block;
            if (delivering)
            {
                return;
            }

            delivering = true;
        }

        while (true)
        {
            BlockBuilder? next;
            lock (gate)
            {
                next = fault is null ? done[delivered % done.Length] : null;
                if (next is null)
                {
                    delivering = false;
                    return;
                }

                done[delivered % done.Length] = null;
            }

            ResultBlock? handed = null;
            try
            {
                handed = next.Build();
                deliver(handed);
            }
            catch (Exception e)
            {
                Abandon(e);
            }

            lock (gate)
            {
                delivered++;
                if (recycles && handed is not null)
                {
                    spare.Push(new(next.SharesTimes ? [] : handed.Times, handed.Values));
                }
            }

            for (int w = Volatile.Read(ref waiting); w > 0; w--)
            {
                moved.Release();
            }
        }
    }

    /// <summary>Stops all work: <paramref name="e"/> is thrown to the caller of the run.</summary>
    public void Abandon(Exception e)
    {
        lock (gate)
        {
            fault ??= e;
        }
    }
}

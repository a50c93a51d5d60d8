using System.Collections.Concurrent;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Columns;

/// <summary>
/// Gathers rows in batches of exactly <c>capacity</c>, so that what is written does not depend on how the run was cut into blocks. Batches are written on other
/// threads while the next ones are gathered; there are <c>buffers</c> of them in all, and whoever fills the last one waits for the first to be written.
/// </summary>
internal sealed class RowGathering : IDisposable
{
    private readonly BlockingCollection<RowBuffer> _free = [];
    private RowBuffer? _gathered;

    public RowGathering(int outputs, int capacity, int buffers = 2)
    {
        for (int i = 0; i < buffers; i++)
        {
            _free.Add(new RowBuffer(outputs, capacity));
        }
    }

    /// <summary>Adds the rows of the block's individual <paramref name="k"/>; each batch that fills up goes to <paramref name="write"/> when <paramref name="order"/> comes to it.</summary>
    public void Add(ResultBlock block, int k, WriteOrder order, Action<RowBuffer> write)
    {
        int end = block.RowStarts[k + 1];
        for (int row = block.RowStarts[k]; row < end;)
        {
            _gathered ??= _free.Take();
            row += _gathered.Take(block, row, end, block.First + k);
            if (_gathered.IsFull)
            {
                Flush(order, write);
            }
        }
    }

    /// <summary>Has the rows written that are held, if any. What an earlier piece of the order threw is thrown here.</summary>
    public void Flush(WriteOrder order, Action<RowBuffer> write)
    {
        if (order.HasFailed)
        {
            order.Wait();
        }

        if (_gathered is { Count: > 0 } rows)
        {
            _gathered = null;
            order.Then(write, rows, this);
        }
    }

    /// <summary>Takes back a buffer whose rows are written, or given up.</summary>
    public void Return(RowBuffer rows)
    {
        rows.Clear();
        _free.Add(rows);
    }

    /// <summary>Forgets the rows held.</summary>
    public void Abandon() => _gathered?.Clear();

    public void Dispose() => _free.Dispose();
}

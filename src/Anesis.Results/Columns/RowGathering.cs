using System.Runtime.ExceptionServices;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Columns;

/// <summary>
/// Gathers rows in batches of exactly <c>capacity</c>, so that what is written does not depend on how the run was cut into blocks. A batch is written on another
/// thread while the next one is gathered; all that is to be written is written in order, one piece at a time. What a piece throws is thrown by the next call.
/// </summary>
internal sealed class RowGathering(int outputs, int capacity)
{
    private RowBuffer _gathered = new(outputs, capacity);
    private RowBuffer _written = new(outputs, capacity);
    private Task _writing = Task.CompletedTask;

    /// <summary>Adds the rows of the block's individual <paramref name="k"/>; <paramref name="write"/> takes each batch that fills up.</summary>
    public void Add(ResultBlock block, int k, Action<RowBuffer> write)
    {
        int end = block.RowStarts[k + 1];
        for (int row = block.RowStarts[k]; row < end;)
        {
            row += _gathered.Take(block, row, end, block.First + k);
            if (_gathered.IsFull)
            {
                Flush(write);
            }
        }
    }

    /// <summary>Has the rows written that are held, if any.</summary>
    public void Flush(Action<RowBuffer> write)
    {
        if (_gathered.Count == 0)
        {
            return;
        }

        Wait();
        (_gathered, _written) = (_written, _gathered);
        var batch = _written;
        _writing = Task.Run(() =>
        {
            write(batch);
            batch.Clear();
        });
    }

    /// <summary>Does <paramref name="work"/> on the other thread, after what is being written.</summary>
    public void Then(Action work)
    {
        var before = _writing;
        _writing = Task.Run(async () =>
        {
            await before.ConfigureAwait(false);
            work();
        });
    }

    /// <summary>Returns when all is written.</summary>
    public void Wait()
    {
        try
        {
            _writing.Wait();
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerException!);
        }
    }

    /// <summary>Returns when nothing is being written any more, whatever became of it, and forgets the rows held.</summary>
    public void Abandon()
    {
        Task.WhenAny(_writing).Wait();
        _writing = Task.CompletedTask;
        _gathered.Clear();
        _written.Clear();
    }
}

using System.Runtime.ExceptionServices;

namespace Anesis.Results.Columns;

/// <summary>
/// What is to be written to one file, in order, one piece at a time, on other threads. Once a piece has thrown, those behind it are left out and <see cref="Wait"/> throws the same.
/// </summary>
internal sealed class WriteOrder
{
    private Task _last = Task.CompletedTask;

    public bool HasFailed => _last.IsFaulted;

    /// <summary>Does <paramref name="work"/> after all that was given before.</summary>
    public void Then(Action work)
    {
        var before = _last;
        _last = Task.Run(async () =>
        {
            await before.ConfigureAwait(false);
            work();
        });
    }

    /// <summary>Does <paramref name="work"/> with the rows after all that was given before; the buffer goes back to <paramref name="owner"/> whatever becomes of them.</summary>
    public void Then(Action<RowBuffer> work, RowBuffer rows, RowGathering owner)
    {
        var before = _last;
        _last = Task.Run(async () =>
        {
            try
            {
                await before.ConfigureAwait(false);
                work(rows);
            }
            finally
            {
                owner.Return(rows);
            }
        });
    }

    /// <summary>Returns when all is written.</summary>
    public void Wait()
    {
        try
        {
            _last.Wait();
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerException!);
        }
    }

    /// <summary>Returns when nothing is being written any more, whatever became of it.</summary>
    public void Settle() => Task.WhenAny(_last).Wait();
}

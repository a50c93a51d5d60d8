using System.Runtime.InteropServices;

namespace Anesis.Results.Summaries;

/// <summary>Lists of doubles by slot, in the order they were added; past a budget of memory they move to a temporary file, a run a slot.</summary>
internal sealed class SampleStore(long memory) : IDisposable
{
    private readonly long _budget = Math.Max(memory, 1L << 20) / sizeof(double);
    private readonly List<List<double>> _held = [];
    private readonly List<List<(long Offset, int Count)>> _runs = [];
    private FileStream? _file;
    private string? _path;
    private long _heldCount;
    private double[] _values = [];

    public void Add(int slot, double value)
    {
        while (_held.Count <= slot)
        {
            _held.Add([]);
            _runs.Add([]);
        }

        _held[slot].Add(value);
        if (++_heldCount >= _budget)
        {
            Spill();
        }
    }

    /// <summary>All values of a slot; the span holds until the next call and may be reordered.</summary>
    public Span<double> Read(int slot)
    {
        if (slot >= _held.Count)
        {
            return [];
        }

        var held = CollectionsMarshal.AsSpan(_held[slot]);
        int total = held.Length + _runs[slot].Sum(r => r.Count);
        if (_values.Length < total)
        {
            _values = new double[total];
        }

        int at = 0;
        foreach (var (offset, count) in _runs[slot])
        {
            _file!.Position = offset;
            _file.ReadExactly(MemoryMarshal.AsBytes(_values.AsSpan(at, count)));
            at += count;
        }

        held.CopyTo(_values.AsSpan(at));
        return _values.AsSpan(0, total);
    }

    public void Dispose() => _file?.Dispose();

    private void Spill()
    {
        try
        {
            if (_file is null)
            {
                _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
                _file = new FileStream(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
                if (!OperatingSystem.IsWindows())
                {
                    File.Delete(_path);   // the open file lives on without a name, and goes even when the process is killed
                }
            }

            _file.Position = _file.Length;
            for (int slot = 0; slot < _held.Count; slot++)
            {
                var held = CollectionsMarshal.AsSpan(_held[slot]);
                if (!held.IsEmpty)
                {
                    _runs[slot].Add((_file.Position, held.Length));
                    _file.Write(MemoryMarshal.AsBytes(held));
                    _held[slot].Clear();
                }
            }

            _file.Flush();
            _heldCount = 0;
        }
        catch (Exception cause) when (ResultDiagnostics.IsWriteFailure(cause))
        {
            throw new ResultWriteException(ResultDiagnostics.Writing(_path ?? Path.GetTempPath(), cause), cause);
        }
    }
}

using System.Runtime.InteropServices;

namespace Anesis.Simulation.Integration;

/// <summary>Native memory of one stepper: zeroed, aligned to 64 bytes, handed out in pieces and freed together.</summary>
internal sealed unsafe class LaneMemory : IDisposable
{
    private const nuint Alignment = 64;

    private readonly List<nint> _pieces = [];

    /// <summary>Room for that many doubles, all zero.</summary>
    public double* Doubles(long count) => (double*)Bytes(count * sizeof(double));

    /// <summary>Room for that many integers, all zero.</summary>
    public int* Integers(long count) => (int*)Bytes(count * sizeof(int));

    /// <summary>A copy of the values.</summary>
    public double* Copy(ReadOnlySpan<double> values)
    {
        double* piece = Doubles(values.Length);
        values.CopyTo(new Span<double>(piece, values.Length));
        return piece;
    }

    /// <summary>A copy of the values.</summary>
    public int* Copy(ReadOnlySpan<int> values)
    {
        int* piece = Integers(values.Length);
        values.CopyTo(new Span<int>(piece, values.Length));
        return piece;
    }

    public void Dispose()
    {
        foreach (nint piece in _pieces)
        {
            NativeMemory.AlignedFree((void*)piece);
        }

        _pieces.Clear();
    }

    private void* Bytes(long count)
    {
        // A line more than asked, so that no piece is empty and neighbours never share a cache line.
        nuint size = ((nuint)count + Alignment) & ~(Alignment - 1);
        void* piece = NativeMemory.AlignedAlloc(size, Alignment);
        NativeMemory.Clear(piece, size);
        _pieces.Add((nint)piece);
        return piece;
    }
}

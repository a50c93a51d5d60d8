using System.Runtime.InteropServices;

namespace Anesis.Simulation.Ensembles;

/// <summary>Zeroed doubles outside the managed heap, aligned to 64 bytes.</summary>
internal sealed unsafe class NativeDoubles : IDisposable
{
    public NativeDoubles(int length)
    {
        Length = length;
        nuint bytes = (nuint)Math.Max(length, 1) * sizeof(double);
        Pointer = (double*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(Pointer, bytes);
    }

    public double* Pointer { get; private set; }

    public int Length { get; }

    public Span<double> Span => new(Pointer, Length);

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}

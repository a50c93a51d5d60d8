using System.Diagnostics.CodeAnalysis;

namespace Anesis.Simulation.Compilation;

/// <summary>A kernel made after the scratch count was told, which needs more: each thread keeps an array for it, aligned as the scratch of others.</summary>
internal sealed unsafe class OwnScratch
{
    private const int Alignment = 64;

    [ThreadStatic]
    [SuppressMessage("Design", "MA0069:Non-constant static fields should not be visible", Justification = "grows on demand, one for all kernels of a thread")]
    private static double[]? _memory;

    private readonly Kernel _kernel;
    private readonly int _length;

    private OwnScratch(Kernel kernel, int length) => (_kernel, _length) = (kernel, length);

    /// <summary>The kernel itself where the scratch that was told is enough.</summary>
    public static Kernel For(Kernel kernel, int needed, int told, int lanes) => needed <= told ? kernel : new OwnScratch(kernel, needed * lanes).Run;

    private void Run(double* time, double* states, double* parameters, double* result, double* scratch)
    {
        int size = _length + (Alignment / sizeof(double));
        if (_memory is null || _memory.Length < size)
        {
            _memory = GC.AllocateUninitializedArray<double>(size, pinned: true);
        }

        fixed (double* own = _memory)
        {
            _kernel(time, states, parameters, result, (double*)(((nint)own + Alignment - 1) & -Alignment));
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Anesis.Simulation.Ensembles;

/// <summary>From eight lanes side by side, of which there may be more, to eight rows one after another, eight values at a time.</summary>
internal static unsafe class LaneTransposition
{
    public const int Lanes = 8;

    public static bool IsFast => Avx512F.IsSupported;

    /// <summary>Value i of lane l, at values[i · stride + l], goes to target[l · length + i], for as many i as make whole squares of eight. Returns their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(double* values, int stride, int length, double* target)
    {
        int i = 0;
        for (; i + 8 <= length; i += 8)
        {
            double* from = values + ((long)stride * i);
            Vector512<double> r0 = Vector512.Load(from), r1 = Vector512.Load(from += stride), r2 = Vector512.Load(from += stride), r3 = Vector512.Load(from += stride);
            Vector512<double> r4 = Vector512.Load(from += stride), r5 = Vector512.Load(from += stride), r6 = Vector512.Load(from += stride), r7 = Vector512.Load(from += stride);

            // Lanes 0, 2, 4, 6 of two values, and 1, 3, 5, 7.
            Vector512<double> a0 = Avx512F.UnpackLow(r0, r1), a1 = Avx512F.UnpackHigh(r0, r1), a2 = Avx512F.UnpackLow(r2, r3), a3 = Avx512F.UnpackHigh(r2, r3);
            Vector512<double> a4 = Avx512F.UnpackLow(r4, r5), a5 = Avx512F.UnpackHigh(r4, r5), a6 = Avx512F.UnpackLow(r6, r7), a7 = Avx512F.UnpackHigh(r6, r7);

            // Of four values: lanes 0 and 4, then 2 and 6, and the odd ones alike.
            Vector512<double> b0 = Avx512F.Shuffle4x128(a0, a2, 0x88), b2 = Avx512F.Shuffle4x128(a0, a2, 0xDD), b1 = Avx512F.Shuffle4x128(a1, a3, 0x88), b3 = Avx512F.Shuffle4x128(a1, a3, 0xDD);
            Vector512<double> b4 = Avx512F.Shuffle4x128(a4, a6, 0x88), b6 = Avx512F.Shuffle4x128(a4, a6, 0xDD), b5 = Avx512F.Shuffle4x128(a5, a7, 0x88), b7 = Avx512F.Shuffle4x128(a5, a7, 0xDD);
            double* to = target + i;
            Avx512F.Shuffle4x128(b0, b4, 0x88).Store(to);
            Avx512F.Shuffle4x128(b1, b5, 0x88).Store(to += length);
            Avx512F.Shuffle4x128(b2, b6, 0x88).Store(to += length);
            Avx512F.Shuffle4x128(b3, b7, 0x88).Store(to += length);
            Avx512F.Shuffle4x128(b0, b4, 0xDD).Store(to += length);
            Avx512F.Shuffle4x128(b1, b5, 0xDD).Store(to += length);
            Avx512F.Shuffle4x128(b2, b6, 0xDD).Store(to += length);
            Avx512F.Shuffle4x128(b3, b7, 0xDD).Store(to += length);
        }

        return i;
    }
}

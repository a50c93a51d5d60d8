using System.Diagnostics;
using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Cli.Bench;

/// <summary>What one core of this machine can do at most with rows of eight doubles: fused multiply-adds in registers, and with one operand from the nearest cache.</summary>
internal static unsafe class MachinePeak
{
    private const int Rounds = 200_000;

    /// <summary>Floating-point operations a second, a fused multiply-add counted as two: the best of several tries.</summary>
    public static (double Registers, double Cache) Measure()
    {
        double registers = 0, cache = 0;
        for (int i = 0; i < 200; i++)
        {
            registers = Math.Max(registers, Rate(&InRegisters, 12.0 * Lanes8.Count));
            cache = Math.Max(cache, Rate(&FromCache, 12.0 * Lanes8.Count));
        }

        return (registers, cache);
    }

    private static double Rate(delegate*<double*, int, void> loop, double additions)
    {
        const int row = 16 * 8;
        double* memory = stackalloc double[row];
        for (int i = 0; i < row; i++)
        {
            memory[i] = 1.0 / (i + 3);
        }

        long start = Stopwatch.GetTimestamp();
        loop(memory, Rounds);
        return 2 * additions * Rounds / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Twelve chains that don't wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void InRegisters(double* memory, int rounds)
    {
        Lanes8 x = Lanes8.Load(memory), y = Lanes8.Load(memory + 8);
        Lanes8 a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < rounds; n++)
        {
            a = Lanes8.FusedMultiplyAdd(a, x, y);
            b = Lanes8.FusedMultiplyAdd(b, x, y);
            c = Lanes8.FusedMultiplyAdd(c, x, y);
            d = Lanes8.FusedMultiplyAdd(d, x, y);
            e = Lanes8.FusedMultiplyAdd(e, x, y);
            f = Lanes8.FusedMultiplyAdd(f, x, y);
            g = Lanes8.FusedMultiplyAdd(g, x, y);
            h = Lanes8.FusedMultiplyAdd(h, x, y);
            i = Lanes8.FusedMultiplyAdd(i, x, y);
            j = Lanes8.FusedMultiplyAdd(j, x, y);
            k = Lanes8.FusedMultiplyAdd(k, x, y);
            l = Lanes8.FusedMultiplyAdd(l, x, y);
        }

        Lanes8.Store(a + b + c + d + e + f + g + h + i + j + k + l, memory);
    }

    /// <summary>As sums of stages are made: each addition loads one operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void FromCache(double* memory, int rounds)
    {
        Lanes8 x = Lanes8.Load(memory);
        Lanes8 a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < rounds; n++)
        {
            a = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 8), a);
            b = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 16), b);
            c = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 24), c);
            d = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 32), d);
            e = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 40), e);
            f = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 48), f);
            g = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 56), g);
            h = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 64), h);
            i = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 72), i);
            j = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 80), j);
            k = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 88), k);
            l = Lanes8.FusedMultiplyAdd(x, Lanes8.Load(memory + 96), l);
        }

        Lanes8.Store(a + b + c + d + e + f + g + h + i + j + k + l, memory);
    }
}

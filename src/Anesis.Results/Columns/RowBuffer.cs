using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Columns;

/// <summary>Up to <c>capacity</c> rows, column by column: individual, time, outputs. The arrays grow to what is needed and are used again.</summary>
internal sealed class RowBuffer(int outputs, int capacity)
{
    // Rows whose cache lines stay in the first cache while the outputs beside each other on them are picked.
    private const int Tile = 128;

    /// <summary>Rows held.</summary>
    public int Count { get; private set; }

    public bool IsFull => Count == capacity;

    /// <summary>Index of the individual, from 0, by row; as long as has been needed, like the others.</summary>
    public int[] Individuals { get; private set; } = [];

    public double[] Times { get; private set; } = [];

    /// <summary>[output][row].</summary>
    public double[][] Outputs { get; } = [.. Enumerable.Repeat(Array.Empty<double>(), outputs)];

    /// <summary>Takes the block's rows from <paramref name="row"/> to before <paramref name="end"/>, which are one individual's, as far as there is room. Returns how many it took.</summary>
    public int Take(ResultBlock block, int row, int end, int individual)
    {
        int take = Math.Min(end - row, capacity - Count);
        Reserve(Count + take);
        Individuals.AsSpan(Count, take).Fill(individual);
        block.Times.AsSpan(row, take).CopyTo(Times.AsSpan(Count));
        for (int done = 0; done < take; done += Tile)
        {
            Transpose(block, row + done, Math.Min(Tile, take - done), Count + done);
        }

        Count += take;
        return take;
    }

    public void Clear() => Count = 0;

    // Compiled for speed at once: all of a study's values pass here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Transpose(ResultBlock block, int row, int rows, int to)
    {
        int width = block.OutputCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(width, Outputs.Length, nameof(block));
        int output = 0;
        fixed (double* values = &MemoryMarshal.GetReference(block.Values.AsSpan(row * width, rows * width)))
        {
            for (; output + 4 <= Outputs.Length; output += 4)
            {
                // Four at a time: each line of the block is fetched once, and the four columns are written side by side.
                fixed (double* a = &MemoryMarshal.GetReference(Outputs[output].AsSpan(to, rows)),
                    b = &MemoryMarshal.GetReference(Outputs[output + 1].AsSpan(to, rows)),
                    c = &MemoryMarshal.GetReference(Outputs[output + 2].AsSpan(to, rows)),
                    d = &MemoryMarshal.GetReference(Outputs[output + 3].AsSpan(to, rows)))
                {
                    FourColumns(values + output, width, rows, a, b, c, d);
                }
            }
        }

        for (; output < Outputs.Length; output++)
        {
            var column = Outputs[output].AsSpan(to, rows);
            var values = block.Values.AsSpan(row * width, rows * width);
            for (int i = 0, from = output; i < column.Length; i++, from += width)
            {
                column[i] = values[from];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void FourColumns(double* from, int width, int rows, double* a, double* b, double* c, double* d)
    {
        int i = 0;
        if (Avx.IsSupported)
        {
            for (; i + 4 <= rows; i += 4, from += 4 * width)
            {
                var first = Vector256.Load(from);
                var second = Vector256.Load(from + width);
                var third = Vector256.Load(from + (2 * width));
                var fourth = Vector256.Load(from + (3 * width));
                var evenLow = Avx.UnpackLow(first, second);
                var oddLow = Avx.UnpackHigh(first, second);
                var evenHigh = Avx.UnpackLow(third, fourth);
                var oddHigh = Avx.UnpackHigh(third, fourth);
                Avx.Permute2x128(evenLow, evenHigh, 0x20).Store(a + i);
                Avx.Permute2x128(oddLow, oddHigh, 0x20).Store(b + i);
                Avx.Permute2x128(evenLow, evenHigh, 0x31).Store(c + i);
                Avx.Permute2x128(oddLow, oddHigh, 0x31).Store(d + i);
            }
        }

        for (; i < rows; i++, from += width)
        {
            (a[i], b[i], c[i], d[i]) = (from[0], from[1], from[2], from[3]);
        }
    }

    private void Reserve(int rows)
    {
        if (rows <= Times.Length)
        {
            return;
        }

        int length = (int)Math.Min(capacity, Math.Max(rows, 2L * Times.Length));
        Individuals = Grown(Individuals, length);
        Times = Grown(Times, length);
        for (int output = 0; output < Outputs.Length; output++)
        {
            Outputs[output] = Grown(Outputs[output], length);
        }
    }

    private T[] Grown<T>(T[] old, int length)
    {
        var grown = GC.AllocateUninitializedArray<T>(length);
        old.AsSpan(0, Count).CopyTo(grown);
        return grown;
    }
}

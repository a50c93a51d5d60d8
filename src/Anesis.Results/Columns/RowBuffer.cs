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

    private void Transpose(ResultBlock block, int row, int rows, int to)
    {
        int width = block.OutputCount;
        var values = block.Values.AsSpan(row * width, rows * width);
        int output = 0;
        for (; output + 4 <= Outputs.Length; output += 4)
        {
            // Four at a time: each line of the block is fetched once, and the four columns are written side by side.
            var a = Outputs[output].AsSpan(to, rows);
            var b = Outputs[output + 1].AsSpan(to, rows);
            var c = Outputs[output + 2].AsSpan(to, rows);
            var d = Outputs[output + 3].AsSpan(to, rows);
            for (int i = 0, from = output; i < a.Length && i < b.Length && i < c.Length && i < d.Length; i++, from += width)
            {
                var four = values.Slice(from, 4);
                a[i] = four[0];
                b[i] = four[1];
                c[i] = four[2];
                d[i] = four[3];
            }
        }

        for (; output < Outputs.Length; output++)
        {
            var column = Outputs[output].AsSpan(to, rows);
            for (int i = 0, from = output; i < column.Length; i++, from += width)
            {
                column[i] = values[from];
            }
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

using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Columns;

/// <summary>
/// Rows gathered column by column: individual, time, outputs. Takes blocks of any size and hands on batches of exactly <c>capacity</c> rows,
/// so that what is written does not depend on how the run was cut into blocks. The arrays grow to what is needed, and serve one file after another.
/// </summary>
internal sealed class RowBuffer(int outputs, int capacity)
{
    // Rows whose cache lines stay in the first cache while the outputs beside each other on them are picked.
    private const int Tile = 128;

    public int Capacity { get; } = capacity;

    /// <summary>Rows held, 0 to <see cref="Capacity"/> − 1 between calls.</summary>
    public int Count { get; private set; }

    /// <summary>Index of the individual, from 0, by row; as long as has been needed, like the others.</summary>
    public int[] Individuals { get; private set; } = [];

    public double[] Times { get; private set; } = [];

    /// <summary>[output][row].</summary>
    public double[][] Outputs { get; } = [.. Enumerable.Repeat(Array.Empty<double>(), outputs)];

    /// <summary>Adds the rows of the block's individual <paramref name="k"/>; <paramref name="full"/> takes each batch that fills up.</summary>
    public void Add(ResultBlock block, int k, Action<RowBuffer> full)
    {
        int row = block.RowStarts[k];
        int end = block.RowStarts[k + 1];
        while (row < end)
        {
            int take = Math.Min(end - row, Capacity - Count);
            Reserve(Count + take);
            Individuals.AsSpan(Count, take).Fill(block.First + k);
            block.Times.AsSpan(row, take).CopyTo(Times.AsSpan(Count));
            for (int done = 0; done < take; done += Tile)
            {
                Transpose(block, row + done, Math.Min(Tile, take - done), Count + done);
            }

            row += take;
            Count += take;
            if (Count == Capacity)
            {
                Flush(full);
            }
        }
    }

    /// <summary>Hands on what is held, if anything.</summary>
    public void Flush(Action<RowBuffer> full)
    {
        if (Count > 0)
        {
            full(this);
            Count = 0;
        }
    }

    /// <summary>Forgets the rows held: those of a file that is given up.</summary>
    public void Clear() => Count = 0;

    private void Transpose(ResultBlock block, int row, int rows, int to)
    {
        int width = block.OutputCount;
        var values = block.Values.AsSpan(row * width, rows * width);
        for (int output = 0; output < Outputs.Length; output++)
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

        int length = (int)Math.Min(Capacity, Math.Max(rows, 2L * Times.Length));
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

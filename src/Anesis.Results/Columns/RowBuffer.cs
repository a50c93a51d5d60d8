using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Columns;

/// <summary>
/// Rows gathered column by column: individual, time, outputs. Takes blocks of any size and hands on batches of exactly <c>capacity</c> rows,
/// so that what is written does not depend on how the run was cut into blocks.
/// </summary>
internal sealed class RowBuffer
{
    private readonly Action<RowBuffer> _full;

    public RowBuffer(int outputs, int capacity, Action<RowBuffer> full)
    {
        Capacity = capacity;
        _full = full;
        Individuals = new int[capacity];
        Times = new double[capacity];
        Outputs = new double[outputs][];
        for (int k = 0; k < outputs; k++)
        {
            Outputs[k] = new double[capacity];
        }
    }

    public int Capacity { get; }

    /// <summary>Rows held, 0 to <see cref="Capacity"/> − 1 between calls.</summary>
    public int Count { get; private set; }

    /// <summary>Index of the individual, from 0, by row.</summary>
    public int[] Individuals { get; }

    public double[] Times { get; }

    /// <summary>[output][row].</summary>
    public double[][] Outputs { get; }

    /// <summary>Adds the rows of the block's individual <paramref name="k"/>.</summary>
    public void Add(ResultBlock block, int k)
    {
        int row = block.RowStarts[k];
        int end = block.RowStarts[k + 1];
        while (row < end)
        {
            int take = Math.Min(end - row, Capacity - Count);
            Individuals.AsSpan(Count, take).Fill(block.First + k);
            block.Times.AsSpan(row, take).CopyTo(Times.AsSpan(Count));
            for (int output = 0; output < Outputs.Length; output++)
            {
                double[] column = Outputs[output];
                int from = (row * block.OutputCount) + output;
                for (int i = 0; i < take; i++, from += block.OutputCount)
                {
                    column[Count + i] = block.Values[from];
                }
            }

            row += take;
            Count += take;
            if (Count == Capacity)
            {
                Flush();
            }
        }
    }

    /// <summary>Hands on what is held, if anything.</summary>
    public void Flush()
    {
        if (Count > 0)
        {
            _full(this);
            Count = 0;
        }
    }
}

using Anesis.Mathematics;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Conformance;

/// <summary>Mean and variance of each output at each time over the replicates of a stochastic case (Welford's update).</summary>
internal sealed class MomentSink(int outputs, int rows, bool logarithms) : IResultSink
{
    private readonly double[] _mean = new double[outputs * rows * 2];
    private readonly double[] _squares = new double[outputs * rows * 2];
    private long _count;

    public string? Failure { get; private set; }

    public bool KeepsBlocks => false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            if (!block.Outcomes[k].IsCompleted)
            {
                Failure ??= $"replicate {block.First + k}: {block.Outcomes[k].Sentence}";
                continue;
            }

            _count++;
            int start = block.RowStarts[k] * outputs;
            for (int i = 0; i < outputs * rows; i++)
            {
                double value = block.Values[start + i];
                Add(i, value);
                if (logarithms)
                {
                    Add((outputs * rows) + i, Elementary.Log(value));
                }
            }
        }
    }

    public (double Mean, double Variance) Of(int row, int output, bool logarithmic)
    {
        int i = (logarithmic ? outputs * rows : 0) + (row * outputs) + output;
        return (_mean[i], _squares[i] / (_count - 1));
    }

    private void Add(int i, double value)
    {
        double difference = value - _mean[i];
        _mean[i] += difference / _count;
        _squares[i] += difference * (value - _mean[i]);
    }
}

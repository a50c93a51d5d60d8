using Anesis.Mathematics.Randomness;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Observations;

/// <summary>An output that is observed with an error, and down to a limit.</summary>
/// <param name="Output">Its name.</param>
/// <param name="Error">What an observation differs by from the prediction.</param>
/// <param name="Limit">Limit of quantification, and what becomes of values below it.</param>
public sealed record ObservedOutput(string Output, ResidualError Error, Quantification Limit);

/// <summary>
/// Turns predictions into observations on their way to another sink. A draw depends on the seed, the individual, the output's name and the row alone, so that the same individual alone is observed the same.
/// Values below the limit that are left out, or known only to be below, are not a number.
/// </summary>
public sealed class ObservedSink : IResultSink
{
    private readonly IResultSink _next;
    private readonly (int Column, ulong Seed, ObservedOutput Output)[] _observed;

    /// <param name="next">Takes the observations.</param>
    /// <param name="outputs">The model's outputs, in order.</param>
    /// <param name="observed">Which of them are observed with an error.</param>
    /// <param name="seed">The study's.</param>
    public ObservedSink(IResultSink next, IReadOnlyList<string> outputs, IEnumerable<ObservedOutput> observed, ulong seed)
    {
        _next = next;
        _observed = [.. observed.Select(o => (outputs.ToList().IndexOf(o.Output), seed ^ Name(o.Output), o)).Where(o => o.Item1 >= 0)];
    }

    /// <summary>The first of the individuals has this number where a slice of them is run; 0 for all.</summary>
    public int Offset { get; init; }

    /// <summary>The values are copied, the times are handed on.</summary>
    public bool KeepsBlocks => _next.KeepsBlocks;

    public void Accept(ResultBlock block)
    {
        double[] values = [.. block.Values];
        for (int k = 0; k < block.Count; k++)
        {
            foreach (var (column, seed, output) in _observed)
            {
                bool before = false;
                double epsilon = double.NaN, time = 0;
                for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
                {
                    int own = row - block.RowStarts[k], at = (row * block.OutputCount) + column;
                    epsilon = output.Error.Next(epsilon, block.Times[row] - time, ResidualError.Draw(seed, Offset + block.First + k, own));
                    time = block.Times[row];
                    double value = output.Error.IsNone ? values[at]
                        : output.Limit is { IsNone: false, Method: BelowLimit.M4 } ? output.Error.ObservePositive(values[at], epsilon)
                        : output.Error.Observe(values[at], epsilon);
                    bool below = !output.Limit.IsNone && value < output.Limit.Limit;
                    double kept = output.Limit.Ranked(value, false, !before);
                    values[at] = double.IsInfinity(kept) ? double.NaN : kept;
                    before = below;
                }
            }
        }

        _next.Accept(block with { Values = values });
    }

    private static ulong Name(string text) => TextHash.Of(text);
}

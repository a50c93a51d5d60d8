using Anesis.Modeling.Values;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.KeyNumbers;

/// <summary>Computes key numbers of each individual while results stream by, and hands the results on.</summary>
/// <param name="numbers">What to compute.</param>
/// <param name="outputs">Names of the ensemble's outputs, in order.</param>
/// <param name="individuals">How many there are.</param>
/// <param name="next">Where the results go then; null: nowhere.</param>
public sealed class KeyNumberSink(ValueList<KeyNumber> numbers, IReadOnlyList<string> outputs, int individuals, IResultSink? next) : IResultSink
{
    private readonly double[][] _values = [.. numbers.Select(_ => Filled(individuals))];
    private readonly int[] _columns = [.. numbers.Select(n => Enumerable.Range(0, outputs.Count).First(i => outputs[i] == n.Output))];
    private double[] _course = [];

    public ValueList<KeyNumber> Numbers => numbers;

    /// <summary>[individual] values of the n-th number; NaN for individuals that failed.</summary>
    public ReadOnlySpan<double> Of(int number) => _values[number];

    public bool KeepsBlocks => next?.KeepsBlocks ?? false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            if (!block.Outcomes[k].IsCompleted)
            {
                continue;
            }

            int start = block.RowStarts[k], rows = block.RowStarts[k + 1] - start;
            if (_course.Length < rows)
            {
                _course = new double[rows];
            }

            int picked = -1;
            for (int n = 0; n < _columns.Length; n++)
            {
                int column = _columns[n];
                if (numbers[n] is { Kind: KeyNumberKind.Last, IsOfAll: true } && rows > 0)
                {
                    int last = start + rows - 1;
                    _values[n][block.First + k] = numbers[n].Of(block.Times.AsSpan(last, 1), block.Values.AsSpan((last * block.OutputCount) + column, 1));
                    continue;
                }

                for (int row = 0; column != picked && row < rows; row++)
                {
                    _course[row] = block.Values[((start + row) * block.OutputCount) + column];
                }

                picked = column;
                _values[n][block.First + k] = numbers[n].Of(block.Times.AsSpan(start, rows), _course.AsSpan(0, rows));
            }
        }

        next?.Accept(block);
    }

    private static double[] Filled(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}

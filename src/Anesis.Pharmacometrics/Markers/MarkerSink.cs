using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Scenarios;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Markers;

/// <summary>Takes from each person's course the markers of a scenario and whether the person responds, then hands the block on.</summary>
/// <param name="ranking">What is asked.</param>
/// <param name="outputs">Columns of the run.</param>
/// <param name="hours">Hours in the model's unit of time.</param>
/// <param name="individuals">How many.</param>
/// <param name="next">Where blocks go.</param>
public sealed class MarkerSink(ScenarioRanking ranking, ValueList<string> outputs, double hours, int individuals, IResultSink? next) : IResultSink
{
    private readonly double[][] _values = [.. ranking.Markers.Select(_ => Filled(individuals))];
    private readonly bool[] _responds = new bool[individuals];
    private readonly bool[] _known = new bool[individuals];

    /// <summary>The markers, the best first; people whose course failed are left out.</summary>
    public ValueList<MarkerRank> Ranks => MarkerRanking.Of(
        ranking.Markers.Select((m, i) => (m.Name, (double[])[.. _values[i].Where((_, p) => _known[p])])),
        [.. _responds.Where((_, p) => _known[p])]);

    /// <summary>Share of people who respond.</summary>
    public double ResponseShare => _known.Count(k => k) is var n && n > 0 ? _responds.Where((r, p) => r && _known[p]).Count() / (double)n : double.NaN;

    public bool KeepsBlocks => next?.KeepsBlocks ?? false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            if (!block.Outcomes[k].IsCompleted)
            {
                continue;
            }

            int start = block.RowStarts[k], rows = block.RowStarts[k + 1] - start, person = block.First + k;
            double At(string output, double time) => block.Values[((start + Row(block, start, rows, time)) * block.OutputCount) + Column(output)];
            _known[person] = true;
            _responds[person] = At(ranking.Output, ranking.At) <= (1 - ranking.FallsBy) * At(ranking.Output, 0);
            for (int m = 0; m < ranking.Markers.Count; m++)
            {
                var marker = ranking.Markers[m];
                _values[m][person] = marker.Highest
                    ? Enumerable.Range(0, Row(block, start, rows, marker.At) + 1).Max(r => block.Values[((start + r) * block.OutputCount) + Column(marker.Output)])
                    : At(marker.Output, marker.At);
            }
        }

        next?.Accept(block);
    }

    private int Column(string output) => Enumerable.Range(0, outputs.Count).First(i => outputs[i] == output);

    /// <summary>The last row not after the time.</summary>
    private int Row(ResultBlock block, int start, int rows, double time)
    {
        int row = 0;
        while (row + 1 < rows && block.Times[start + row + 1] <= (time / hours) + 1e-9)
        {
            row++;
        }

        return row;
    }

    private static double[] Filled(int count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }
}

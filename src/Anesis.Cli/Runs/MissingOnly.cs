using Anesis.Results.Studies;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Runs;

/// <summary>Hands a study the individuals that it lacks: a run that goes on with one computes all, since other results need all, and keeps the parts that are whole.</summary>
internal sealed class MissingOnly(StudyWriter study) : IResultSink
{
    public void Accept(ResultBlock block)
    {
        foreach (var range in study.Missing)
        {
            int from = Math.Max(range.First, block.First), to = Math.Min(range.First + range.Count, block.First + block.Count);
            if (from < to)
            {
                int first = from - block.First, count = to - from;
                study.Accept(count == block.Count ? block : block with
                {
                    First = from, Count = count, RowStarts = block.RowStarts[first..(first + count + 1)], Outcomes = block.Outcomes[first..(first + count)],
                });
            }
        }
    }
}

using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>Some of an arm's people, by their numbers: each is who they would be among all.</summary>
internal sealed class TrialPeople(IIndividuals all, int[] numbers) : IIndividuals
{
    public int Count => numbers.Length;

    public IndividualPlan Describe(int index, Span<double> inputs) => all.Describe(numbers[index], inputs);

    public int NumberOf(int index) => numbers[index];
}

/// <summary>Puts each person's rows where they belong in a batch; null for one that failed.</summary>
internal sealed class TrialRows(double[]?[] rows, int[] places) : IResultSink
{
    public bool KeepsBlocks => false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            rows[places[block.First + k]] = block.Outcomes[k].IsCompleted
                ? block.Values[(block.RowStarts[k] * block.OutputCount)..(block.RowStarts[k + 1] * block.OutputCount)]
                : null;
        }
    }
}

namespace Anesis.Simulation.Ensembles;

/// <summary>Some consecutive individuals of many, who stay who they are: a run of the slice gives each the same bits as a run of all.</summary>
public sealed class IndividualSlice(IIndividuals all, int first, int count) : IIndividuals
{
    public int Count => count;

    public IndividualPlan Describe(int index, Span<double> inputs) => all.Describe(first + index, inputs);

    public int NumberOf(int index) => all.NumberOf(first + index);

    /// <summary>Hands a slice's results on under the individuals' own numbers.</summary>
    public static IResultSink Shifted(IResultSink sink, int first) => new ShiftedSink(sink, first);

    private sealed class ShiftedSink(IResultSink sink, int first) : IResultSink
    {
        public bool KeepsBlocks => sink.KeepsBlocks;

        public void Accept(ResultBlock block) => sink.Accept(block with { First = block.First + first });
    }
}

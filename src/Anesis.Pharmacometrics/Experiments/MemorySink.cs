using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>Keeps an ensemble's results in memory, block by block.</summary>
public sealed class MemorySink : IResultSink
{
    private readonly List<ResultBlock> _blocks = [];

    public IReadOnlyList<ResultBlock> Blocks => _blocks;

    public void Accept(ResultBlock block) => _blocks.Add(block);
}

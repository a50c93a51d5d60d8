using Anesis.Simulation.Ensembles;

namespace Anesis.Results.Tables;

/// <summary>Hands every block to several sinks, in their order.</summary>
public sealed class FanOut(params IReadOnlyList<IResultSink> sinks) : IResultSink
{
    public bool KeepsBlocks => sinks.Any(s => s.KeepsBlocks);

    public void Accept(ResultBlock block)
    {
        foreach (var sink in sinks)
        {
            sink.Accept(block);
        }
    }
}

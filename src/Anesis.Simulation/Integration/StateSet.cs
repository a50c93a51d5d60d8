using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration;

/// <summary>Some of a model's states, as places in an array of all of them: offsets in doubles, ascending.</summary>
internal readonly unsafe struct StateSet(long* offsets, int count)
{
    public readonly long* Offsets = offsets;
    public readonly int Count = count;

    public static StateSet All(CompiledModel model, LaneMemory memory) => Of(Enumerable.Range(0, model.StateCount), model.Lanes, memory);

    /// <summary>Those that the outputs are made from.</summary>
    public static StateSet Observed(CompiledModel model, LaneMemory memory) => Of(model.ObservedStates, model.Lanes, memory);

    private static StateSet Of(IEnumerable<int> states, int lanes, LaneMemory memory)
    {
        long[] places = [.. states.Select(state => (long)state * lanes)];
        long* offsets = (long*)memory.Doubles(Math.Max(1, places.Length));
        places.CopyTo(new Span<long>(offsets, places.Length));
        return new(offsets, places.Length);
    }
}

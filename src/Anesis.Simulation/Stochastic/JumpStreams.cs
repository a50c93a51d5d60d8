using Anesis.Mathematics.Randomness;

namespace Anesis.Simulation.Stochastic;

/// <summary>The streams of random numbers of stochastic simulation; the model's own draws have others.</summary>
internal static class JumpStreams
{
    /// <summary>Waiting times and choices of single events.</summary>
    public const ulong Events = 3;

    /// <summary>Counts of events in leaps.</summary>
    public const ulong Leaps = 4;

    /// <summary>How the events of a leap lie within it.</summary>
    public const ulong Bridges = 5;

    /// <summary>Waiting times of the next-reaction method.</summary>
    public const ulong NextReactions = 6;

    /// <summary>The key of <see cref="PhiloxLanes"/> that belongs to a study's seed and a stream.</summary>
    public static ulong LaneKey(ulong seed, ulong stream) => new DrawKey(seed, 0, stream).Bits(0);
}

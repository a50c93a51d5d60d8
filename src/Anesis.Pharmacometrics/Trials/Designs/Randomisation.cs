using Anesis.Mathematics.Randomness;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>Assigns people to arms in the order in which they come; each assignment depends on the seed, the replicate, the stratum and the place in it alone.</summary>
internal sealed class Randomisation(int[] ratios, int blockSize, ulong seed)
{
    private const ulong Stream = 0x7261_6e64_6f6d_6973;
    private readonly int[] _pattern = [.. ratios.SelectMany((r, arm) => Enumerable.Repeat(arm, r))];

    /// <summary>The arm of each person of a replicate, by the person's stratum.</summary>
    public int[] Assign(int replicate, IReadOnlyList<string> strata)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var blocks = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var arms = new int[strata.Count];
        for (int i = 0; i < arms.Length; i++)
        {
            int place = counts.GetValueOrDefault(strata[i]);
            counts[strata[i]] = place + 1;
            var draws = new DrawKey(seed, (ulong)replicate, Stream ^ TextHash.Of(strata[i]));
            if (blockSize == 0)
            {
                arms[i] = _pattern[(int)(draws.Uniform((ulong)place) * _pattern.Length)];
                continue;
            }

            if (place % blockSize == 0)
            {
                blocks[strata[i]] = Block(draws, (ulong)place);
            }

            arms[i] = blocks[strata[i]][place % blockSize];
        }

        return arms;
    }

    /// <summary>A block in random order (Fisher and Yates).</summary>
    private int[] Block(DrawKey draws, ulong first)
    {
        int[] block = [.. Enumerable.Range(0, blockSize).Select(i => _pattern[i % _pattern.Length])];
        RandomOrder.Shuffle(block, draws, first);
        return block;
    }
}

namespace Anesis.Mathematics.Randomness;

/// <summary>Philox 4×64 with ten rounds: a bijection of 256-bit counters under a 128-bit key, whose outputs pass as random.</summary>
/// <remarks>Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11).</remarks>
public static class Philox
{
    private const ulong Multiplier0 = 0xD2E7470EE14C6C93;
    private const ulong Multiplier1 = 0xCA5A826395121157;
    private const ulong Weyl0 = 0x9E3779B97F4A7C15;
    private const ulong Weyl1 = 0xBB67AE8584CAA73B;

    /// <summary>The block of four words at a counter (four words) under a key (two words).</summary>
    public static (ulong First, ulong Second, ulong Third, ulong Fourth) Block(
        ulong counter0, ulong counter1, ulong counter2, ulong counter3, ulong key0, ulong key1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong high0 = Math.BigMul(Multiplier0, counter0, out ulong low0);
            ulong high1 = Math.BigMul(Multiplier1, counter2, out ulong low1);
            (counter0, counter1, counter2, counter3) = (high1 ^ counter1 ^ key0, low1, high0 ^ counter3 ^ key1, low0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (counter0, counter1, counter2, counter3);
    }
}

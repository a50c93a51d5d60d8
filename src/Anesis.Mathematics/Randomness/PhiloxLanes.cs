using System.Runtime.CompilerServices;
using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics.Randomness;

/// <summary>
/// Philox 4×32 with ten rounds, one counter a lane: each lane's block is a function of the key, its number and its counter alone.
/// Of the generators of that paper it is the one whose multiplications vectors have.
/// </summary>
/// <remarks>Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11).</remarks>
public static unsafe class PhiloxLanes
{
    /// <summary>Lanes that <see cref="Expand"/> writes.</summary>
    public const int RoundKeys = 20;

    private const int Rounds = 10;
    private const long Multiplier0 = 0xD2511F53;
    private const long Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;
    private const long LowHalf = 0xFFFFFFFF;

    /// <summary>Writes a key's words for each round, in every lane: <see cref="RoundKeys"/> · Count doubles.</summary>
    public static void Expand<T>(ulong key, double* roundKeys)
        where T : struct, ILanes<T>
    {
        uint low = (uint)key;
        uint high = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            T.Store(T.CreateBits(low), roundKeys + (2 * round * T.Count));
            T.Store(T.CreateBits(high), roundKeys + (((2 * round) + 1) * T.Count));
            low += Weyl0;
            high += Weyl1;
        }
    }

    /// <summary>The block at (counter, number), both 64-bit integers, as two rows of 64 bits: the first two words (first one lowest), and the last two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block<T>(double* roundKeys, T counter, T number, out T first, out T second)
        where T : struct, ILanes<T>
    {
        // Only the low half of each word counts: products read no more, and what stands above is cut off at the end.
        T word0 = counter;
        T word1 = T.ShiftRightLogical(counter, 32);
        T word2 = number;
        T word3 = T.ShiftRightLogical(number, 32);
        T multiplier0 = T.CreateBits(Multiplier0);
        T multiplier1 = T.CreateBits(Multiplier1);
        for (int round = 0; round < Rounds; round++)
        {
            T product0 = T.MultiplyLowHalves(word0, multiplier0);
            T product1 = T.MultiplyLowHalves(word2, multiplier1);
            word0 = T.ShiftRightLogical(product1, 32) ^ word1 ^ T.Load(roundKeys);
            word2 = T.ShiftRightLogical(product0, 32) ^ word3 ^ T.Load(roundKeys + T.Count);
            word1 = product1;
            word3 = product0;
            roundKeys += 2 * T.Count;
        }

        T low = T.CreateBits(LowHalf);
        first = (word0 & low) | T.ShiftLeft(word1, 32);
        second = (word2 & low) | T.ShiftLeft(word3, 32);
    }
}

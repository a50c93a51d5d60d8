using Anesis.Mathematics.Lanes;

namespace Anesis.Mathematics.Randomness;

/// <summary>
/// An endless sequence of draws that belongs to one individual and one purpose of a study. The n-th draw is a function of the key and n
/// alone: no thread, order or neighbour has a part in it.
/// </summary>
/// <param name="Seed">The study's seed.</param>
/// <param name="Individual">The individual's number in the study.</param>
/// <param name="Stream">What the draws are for; each purpose has its own number.</param>
public readonly record struct DrawKey(ulong Seed, ulong Individual, ulong Stream)
{
    /// <summary>The n-th word of 64 random bits.</summary>
    public ulong Bits(ulong n)
    {
        (ulong first, ulong second, ulong third, ulong fourth) = Philox.Block(n >> 2, Individual, 0, 0, Seed, Stream);
        return (n & 3) switch
        {
            0 => first,
            1 => second,
            2 => third,
            _ => fourth,
        };
    }

    /// <summary>The n-th uniform draw: an odd multiple of 2⁻⁵³ in (0, 1), never an end, and symmetric about ½.</summary>
    public double Uniform(ulong n) => ((Bits(n) >> 12) + 0.5) * 2.220446049250313e-16;

    /// <summary>The n-th standard normal draw, the quantile of the n-th uniform one.</summary>
    public double Normal(ulong n) => Elementary.NormalQuantile(Uniform(n));

    /// <summary>The n-th uniform draw of each lane's key; keys beyond the lane count are ignored.</summary>
    public static T Uniform<T>(ReadOnlySpan<DrawKey> keys, ulong n)
        where T : struct, ILanes<T>
    {
        T result = T.Zero;
        for (int lane = 0; lane < T.Count; lane++)
        {
            result = T.With(result, lane, keys[lane].Uniform(n));
        }

        return result;
    }

    /// <summary>The n-th standard normal draw of each lane's key.</summary>
    public static T Normal<T>(ReadOnlySpan<DrawKey> keys, ulong n)
        where T : struct, ILanes<T> =>
        Elementary.NormalQuantile(Uniform<T>(keys, n));
}

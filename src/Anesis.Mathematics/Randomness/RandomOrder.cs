namespace Anesis.Mathematics.Randomness;

/// <summary>Puts items in random order, each order equally likely (Fisher and Yates).</summary>
public static class RandomOrder
{
    /// <param name="items">Reordered in place.</param>
    /// <param name="draws">Whose draws.</param>
    /// <param name="first">Number of the draw that place 0 would take; place i takes the i-th after it, from the last place down to place 1.</param>
    public static void Shuffle(Span<int> items, DrawKey draws, ulong first = 0)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)(draws.Uniform(first + (ulong)i) * (i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}

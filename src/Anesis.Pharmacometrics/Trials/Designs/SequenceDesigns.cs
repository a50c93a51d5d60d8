using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>Sequences of crossovers in which each arm comes once in each sequence and as often as any other in each period.</summary>
public static class SequenceDesigns
{
    /// <summary>The cyclic Latin square: each sequence begins one arm later.</summary>
    public static ValueList<ValueList<string>> LatinSquare(IReadOnlyList<string> arms) => Cyclic(arms, [.. Enumerable.Range(0, arms.Count)]).ToValueList();

    /// <summary>
    /// Williams' design (1949): each arm also follows each other one equally often. As many sequences as arms where their number is even, else twice as many.
    /// </summary>
    public static ValueList<ValueList<string>> Williams(IReadOnlyList<string> arms)
    {
        // 0, 1, n − 1, 2, n − 2, …: neighbours' differences take every value once.
        int n = arms.Count;
        int[] first = [.. Enumerable.Range(0, n).Select(i => i == 0 ? 0 : i % 2 == 1 ? (i + 1) / 2 : n - (i / 2))];
        var forward = Cyclic(arms, first).ToList();
        return n % 2 == 0 ? forward.ToValueList() : forward.Concat(forward.Select(s => s.Reverse().ToValueList())).ToValueList();
    }

    private static IEnumerable<ValueList<string>> Cyclic(IReadOnlyList<string> arms, int[] first) =>
        Enumerable.Range(0, arms.Count).Select(shift => first.Select(a => arms[(a + shift) % arms.Count]).ToValueList());
}

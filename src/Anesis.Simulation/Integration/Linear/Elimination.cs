using Anesis.Simulation.Compilation;

namespace Anesis.Simulation.Integration.Linear;

/// <summary>How linear systems of one pattern are solved in lanes: the order of elimination and, for small systems, its code. Immutable and shared by all threads.</summary>
/// <param name="Pattern">Where the matrix has entries.</param>
/// <param name="Order">The order of elimination, and the pattern of the factors.</param>
/// <param name="IsAlgebraic">[equation] whether it is algebraic: without a shift, and without a history.</param>
/// <param name="Code">The code of the order; null for large systems.</param>
internal sealed record Elimination(SparsityPattern Pattern, EliminationOrder Order, Func<int, bool> IsAlgebraic, FactorsCode? Code)
{
    /// <summary>The pattern's own order; null when an algebraic equation has no pivot.</summary>
    public static Elimination? Of(SparsityPattern pattern, int lanes, Func<int, bool> isAlgebraic) =>
        EliminationOrder.Of(pattern, isAlgebraic) is { } order ? By(order, pattern, lanes, isAlgebraic) : null;

    /// <summary>In a given order.</summary>
    public static Elimination By(EliminationOrder order, SparsityPattern pattern, int lanes, Func<int, bool> isAlgebraic) =>
        new(pattern, order, isAlgebraic, FactorsCode.For(lanes, pattern, order, isAlgebraic));
}

using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

/// <summary>The direct parts of an expression: arguments, or value, condition, value, condition, …, otherwise.</summary>
internal static class Children
{
    public static int CountOf(Expression expression) => expression switch
    {
        Apply apply => apply.Arguments.Count,
        Call call => call.Arguments.Count,
        Piecewise piecewise => (2 * piecewise.Pieces.Count) + (piecewise.Otherwise is null ? 0 : 1),
        _ => 0,
    };

    public static Expression Of(Expression expression, int index) => expression switch
    {
        Apply apply => apply.Arguments[index],
        Call call => call.Arguments[index],
        Piecewise piecewise when index == 2 * piecewise.Pieces.Count => piecewise.Otherwise!,
        Piecewise piecewise => index % 2 == 0 ? piecewise.Pieces[index / 2].Value : piecewise.Pieces[index / 2].Condition,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };
}

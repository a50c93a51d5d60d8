using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

internal static class ExpressionWalk
{
    /// <summary>Every part of an expression, itself included; a part that occurs as the same object twice comes once.</summary>
    public static IEnumerable<Expression> Parts(Expression root)
    {
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var work = new Stack<Expression>();
        work.Push(root);
        while (work.TryPop(out var expression))
        {
            if (!seen.Add(expression))
            {
                continue;
            }

            yield return expression;
            for (int i = Children.CountOf(expression) - 1; i >= 0; i--)
            {
                work.Push(Children.Of(expression, i));
            }
        }
    }
}

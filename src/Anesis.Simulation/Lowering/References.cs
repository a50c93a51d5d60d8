using Anesis.Modeling.Expressions;

namespace Anesis.Simulation.Lowering;

internal enum DefinitionKind
{
    Value,
    Rate,
}

/// <summary>Something that has to be known before something else: a quantity's value, or its rate of change.</summary>
internal sealed record Definition(DefinitionKind Kind, string Id)
{
    public override string ToString() => Kind == DefinitionKind.Value ? Id : $"rate of {Id}";
}

/// <summary>What an expression refers to. What stands inside delay(…) is of the past, and needs no order: it is left out on request.</summary>
internal static class References
{
    public static List<Definition> Of(Expression root, bool withDelayed, Func<string, bool>? isLocal = null)
    {
        var found = new List<Definition>();
        var seen = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        var work = new Stack<Expression>();
        work.Push(root);
        while (work.TryPop(out var expression))
        {
            if (!seen.Add(expression))
            {
                continue;
            }

            switch (expression)
            {
                case Symbol symbol:
                    if (isLocal is null || !isLocal(symbol.Id))
                    {
                        found.Add(new(DefinitionKind.Value, symbol.Id));
                    }

                    break;
                case Apply { Operator: Operator.RateOf, Arguments: [Symbol target] }:
                    if (isLocal is null || !isLocal(target.Id))
                    {
                        found.Add(new(DefinitionKind.Rate, target.Id));
                    }

                    break;
                case Apply { Operator: Operator.Delay, Arguments: [var source, var time] }:
                    work.Push(time);
                    if (withDelayed || time is Number { Value: 0 })
                    {
                        work.Push(source);
                    }

                    break;
                default:
                    for (int i = Children.CountOf(expression) - 1; i >= 0; i--)
                    {
                        work.Push(Children.Of(expression, i));
                    }

                    break;
            }
        }

        return found;
    }
}

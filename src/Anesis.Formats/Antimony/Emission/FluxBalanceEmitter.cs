using Anesis.Formats.Antimony.Semantics;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Antimony.Emission;

/// <summary>The objective, and the bounds on fluxes that constraints such as −10 ≤ J ≤ 10 are besides being constraints.</summary>
internal static class FluxBalanceEmitter
{
    public static FluxBalance? Of(Variable? objective, bool maximize, Expression? formula, IReadOnlyList<Constraint> constraints, Func<string, bool> isReaction)
    {
        var bounds = constraints.SelectMany(c => Bounds(c.Math, isReaction)).ToValueList();
        ValueList<Objective> objectives = [];
        if (objective is not null && Terms(formula, isReaction) is { } terms)
        {
            objectives = [new Objective { Id = ElementLocator.Id(objective), Maximize = maximize, Span = objective.Span,
                Fluxes = terms.Select(t => new FluxObjective { Reaction = t.Reaction, Coefficient = t.Coefficient }).ToValueList() }];
        }

        return objectives.IsEmpty && bounds.IsEmpty ? null : new FluxBalance
        {
            Objectives = objectives,
            ActiveObjective = objectives.IsEmpty ? null : objectives[0].Id,
            FluxBounds = bounds,
        };
    }

    /// <summary>The weighted sum of reactions that a formula is, or null when it is none.</summary>
    public static IReadOnlyList<(string Reaction, double Coefficient)>? Terms(Expression? formula, Func<string, bool> isReaction)
    {
        var terms = new List<(string Reaction, double Coefficient)>();
        return formula is null || !Collect(formula, 1, terms) || terms.Exists(t => !isReaction(t.Reaction)) ? null : terms;
    }

    /// <summary>The bounds that a relation between one reaction and one or two numbers gives.</summary>
    public static IEnumerable<FluxBound> Bounds(Expression? math, Func<string, bool> isReaction)
    {
        if (math is not Apply { Operator: Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual or Operator.Equal } relation)
        {
            yield break;
        }

        var arguments = relation.Arguments;
        int reaction = arguments switch
        {
            [Symbol, var right] when Formulas.Literal(right) is not null => 0,
            [var left, Symbol] when Formulas.Literal(left) is not null => 1,
            [var left, Symbol, var right] when Formulas.Literal(left) is not null && Formulas.Literal(right) is not null => 1,
            _ => -1,
        };
        if (reaction < 0 || !isReaction(((Symbol)arguments[reaction]).Id))
        {
            yield break;
        }

        bool less = relation.Operator is Operator.Less or Operator.LessOrEqual;
        for (int i = 0; i < arguments.Count; i++)
        {
            if (i != reaction)
            {
                bool above = i < reaction == less;
                yield return new FluxBound
                {
                    Reaction = ((Symbol)arguments[reaction]).Id,
                    Operation = relation.Operator == Operator.Equal ? "equal" : above ? "greaterEqual" : "lessEqual",
                    Value = Formulas.Literal(arguments[i])!.Value,
                };
            }
        }
    }

    private static bool Collect(Expression e, double factor, List<(string, double)> terms)
    {
        switch (e)
        {
            case Symbol s:
                terms.Add((s.Id, factor));
                return true;
            case Apply { Operator: Operator.Plus } sum:
                return sum.Arguments.All(a => Collect(a, factor, terms));
            case Apply { Operator: Operator.Minus, Arguments: [var only] }:
                return Collect(only, -factor, terms);
            case Apply { Operator: Operator.Minus, Arguments: [var left, var right] }:
                return Collect(left, factor, terms) && Collect(right, -factor, terms);
            case Apply { Operator: Operator.Times, Arguments: [Number n, var right] }:
                return Collect(right, factor * n.Value, terms);
            case Apply { Operator: Operator.Times, Arguments: [var left, Number n] }:
                return Collect(left, factor * n.Value, terms);
            case Apply { Operator: Operator.Divide, Arguments: [var left, Number n] }:
                return Collect(left, factor / n.Value, terms);
            default:
                return false;
        }
    }
}

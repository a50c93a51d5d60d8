using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>What a formula of a model is for.</summary>
internal enum FormulaUse
{
    InitialAssignment,
    AssignmentRule,
    RateRule,
    AlgebraicRule,
    Constraint,
    KineticLaw,
    StoichiometryMath,
    Trigger,
    Delay,
    Priority,
    EventAssignment,
}

/// <summary>One formula, the element that holds it, and the reaction whose parameters it sees.</summary>
internal readonly record struct Formula(FormulaUse Use, Expression Math, Element Holder, Reaction? Reaction)
{
    public bool IsLocal(string id) => Use == FormulaUse.KineticLaw && Reaction!.KineticLaw!.LocalParameters.Any(p => p.Id == id);
}

/// <summary>Walks the formulas of a model and the parts of a formula.</summary>
internal static class Formulas
{
    /// <summary>All formulas outside function definitions.</summary>
    public static IEnumerable<Formula> Of(Model model)
    {
        foreach (var initial in model.InitialAssignments)
        {
            if (initial.Math is not null)
            {
                yield return new(FormulaUse.InitialAssignment, initial.Math, initial, null);
            }
        }

        foreach (var rule in model.Rules)
        {
            if (rule.Math is not null)
            {
                yield return new(rule switch { AssignmentRule => FormulaUse.AssignmentRule, RateRule => FormulaUse.RateRule, _ => FormulaUse.AlgebraicRule }, rule.Math, rule, null);
            }
        }

        foreach (var constraint in model.Constraints)
        {
            if (constraint.Math is not null)
            {
                yield return new(FormulaUse.Constraint, constraint.Math, constraint, null);
            }
        }

        foreach (var reaction in model.Reactions)
        {
            if (reaction.KineticLaw is { Math: { } law })
            {
                yield return new(FormulaUse.KineticLaw, law, reaction.KineticLaw, reaction);
            }

            foreach (var reference in reaction.Reactants.Concat(reaction.Products))
            {
                if (reference.StoichiometryMath is { } stoichiometry)
                {
                    yield return new(FormulaUse.StoichiometryMath, stoichiometry, reference, reaction);
                }
            }
        }

        foreach (var formula in model.Events.SelectMany(Of))
        {
            yield return formula;
        }
    }

    private static IEnumerable<Formula> Of(Event happening)
    {
        if (happening.Trigger.Math is { } trigger)
        {
            yield return new(FormulaUse.Trigger, trigger, happening.Trigger, null);
        }

        if (happening.Delay?.Math is { } delay)
        {
            yield return new(FormulaUse.Delay, delay, happening.Delay, null);
        }

        if (happening.Priority?.Math is { } priority)
        {
            yield return new(FormulaUse.Priority, priority, happening.Priority, null);
        }

        foreach (var assignment in happening.Assignments)
        {
            if (assignment.Math is not null)
            {
                yield return new(FormulaUse.EventAssignment, assignment.Math, assignment, null);
            }
        }
    }

    /// <summary>An expression and all its parts, from the outside in.</summary>
    public static IEnumerable<Expression> Parts(Expression expression)
    {
        var open = new Stack<Expression>();
        open.Push(expression);
        while (open.TryPop(out var part))
        {
            yield return part;
            foreach (var child in Children(part))
            {
                open.Push(child);
            }
        }
    }

    public static IEnumerable<Symbol> Symbols(Expression expression) => Parts(expression).OfType<Symbol>();

    /// <summary>The symbols whose value the expression takes, without those whose rate of change alone it takes.</summary>
    public static IEnumerable<Symbol> Values(Expression expression)
    {
        var open = new Stack<Expression>();
        open.Push(expression);
        while (open.TryPop(out var part))
        {
            if (part is Symbol symbol)
            {
                yield return symbol;
            }

            if (part is not Apply { Operator: Operator.RateOf })
            {
                foreach (var child in Children(part))
                {
                    open.Push(child);
                }
            }
        }
    }

    /// <summary>The symbols whose rate of change the expression takes.</summary>
    public static IEnumerable<Symbol> Rates(Expression expression) =>
        Parts(expression).OfType<Apply>().Where(a => a.Operator == Operator.RateOf).SelectMany(a => a.Arguments).OfType<Symbol>();

    private static ValueList<Expression> Children(Expression part) => part switch
    {
        Apply apply => apply.Arguments,
        Call call => call.Arguments,
        Piecewise piecewise => [.. piecewise.Pieces.SelectMany(p => new[] { p.Value, p.Condition }), .. piecewise.Otherwise is null ? [] : new[] { piecewise.Otherwise }],
        _ => [],
    };
}

using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>Applies a change to every formula of a model, and looks for what formulas contain.</summary>
internal static class ModelExpressions
{
    /// <summary>The model with every formula replaced; <paramref name="change"/> is given the element that the formula belongs to.</summary>
    public static Model Change(Model model, Func<Element, Expression, Expression> change)
    {
        return model with
        {
            FunctionDefinitions = model.FunctionDefinitions.Select(f => f with { Body = On(f, f.Body) }).ToValueList(),
            InitialAssignments = model.InitialAssignments.Select(a => a with { Math = On(a, a.Math) }).ToValueList(),
            Rules = model.Rules.Select(r => r with { Math = On(r, r.Math) }).ToValueList(),
            Constraints = model.Constraints.Select(c => c with { Math = On(c, c.Math) }).ToValueList(),
            Reactions = model.Reactions.Select(r => r with
            {
                Reactants = References(r.Reactants),
                Products = References(r.Products),
                KineticLaw = r.KineticLaw is null ? null : r.KineticLaw with { Math = On(r.KineticLaw, r.KineticLaw.Math) },
            }).ToValueList(),
            Events = model.Events.Select(e => e with
            {
                Trigger = e.Trigger with { Math = On(e.Trigger, e.Trigger.Math) },
                Delay = e.Delay is null ? null : e.Delay with { Math = On(e.Delay, e.Delay.Math) },
                Priority = e.Priority is null ? null : e.Priority with { Math = On(e.Priority, e.Priority.Math) },
                Assignments = e.Assignments.Select(a => a with { Math = On(a, a.Math) }).ToValueList(),
            }).ToValueList(),
        };

        Expression? On(Element owner, Expression? math) => math is null ? null : change(owner, math);

        ValueList<SpeciesReference> References(ValueList<SpeciesReference> references) =>
            references.Select(s => s.StoichiometryMath is null ? s : s with { StoichiometryMath = On(s, s.StoichiometryMath) }).ToValueList();
    }

    /// <summary>All formulas of a model with the elements that they belong to.</summary>
    public static IEnumerable<(Element Owner, Expression Math)> All(Model model)
    {
        var found = new List<(Element, Expression)>();
        Change(model, (owner, math) =>
        {
            found.Add((owner, math));
            return math;
        });
        return found;
    }

    /// <summary>The expression and all its parts.</summary>
    public static IEnumerable<Expression> Parts(Expression expression)
    {
        var open = new Stack<Expression>([expression]);
        while (open.TryPop(out var part))
        {
            yield return part;
            switch (part)
            {
                case Apply apply:
                    Push(apply.Arguments);
                    break;
                case Call call:
                    Push(call.Arguments);
                    break;
                case Piecewise piecewise:
                    foreach (var piece in piecewise.Pieces)
                    {
                        open.Push(piece.Value);
                        open.Push(piece.Condition);
                    }

                    if (piecewise.Otherwise is not null)
                    {
                        open.Push(piecewise.Otherwise);
                    }

                    break;
            }
        }

        void Push(ValueList<Expression> parts)
        {
            foreach (var part in parts)
            {
                open.Push(part);
            }
        }
    }
}

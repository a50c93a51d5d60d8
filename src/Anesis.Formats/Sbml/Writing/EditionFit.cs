using Anesis.Formats.Sbml.Mathematics;
using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Sbml.Writing;

/// <summary>
/// Says a model in the words of an edition: what it lacks is rewritten where that keeps the meaning, and reported where it does not.
/// </summary>
internal sealed partial class EditionFit(SbmlEdition edition, Losses losses)
{
    public Model Fit(Model model)
    {
        if (edition.IsIn(SbmlEdition.L3))
        {
            model = WithStoichiometryRules(model);
        }
        else
        {
            CheckComposition(model);
            model = WithStoichiometryMath(model);
            CheckLevel2(model);
        }

        if (edition != SbmlEdition.L3V2)
        {
            model = WithoutMissingMath(WithoutEmptyReactions(model));
        }

        model = ModelExpressions.Change(model, (owner, math) => ExpressionMap.Rewrite(math, part => Operators(owner, part)));
        if (edition == SbmlEdition.L3V2)
        {
            foreach (var reaction in model.Reactions.Where(r => r.Fast))
            {
                losses.Impossible(reaction, "a fast reaction");
            }
        }

        if (edition.IsIn(SbmlEdition.L1 | SbmlEdition.L2))
        {
            model = new BuiltInUnits(edition, losses).Redefine(model);
        }

        return edition.IsIn(SbmlEdition.L1) ? new Level1Fit(edition, losses).Fit(model) : model;
    }

    /// <summary>Operators that older editions lack, in terms of others.</summary>
    private Expression Operators(Element owner, Expression part)
    {
        if (part is Number { Units: not null } number && edition.IsIn(SbmlEdition.L1 | SbmlEdition.L2))
        {
            losses.Lost(owner, "the unit of a number");
            return number with { Units = null };
        }

        if (part is NamedConstant { Kind: ConstantKind.Avogadro } && edition.IsIn(SbmlEdition.L1 | SbmlEdition.L2))
        {
            return new Number(NamedConstant.Avogadro) { Span = part.Span };
        }

        if (part is not Apply apply || MathMlOperators.Of(apply.Operator).In.IsIn(edition.IsIn(SbmlEdition.L1) ? SbmlEdition.L2V1 : edition))
        {
            return part;
        }

        var arguments = apply.Arguments;
        switch (apply.Operator)
        {
            case Operator.Implies:
                return new Apply(Operator.Or, new Apply(Operator.Not, arguments[0]), arguments[1]) { Span = part.Span };
            case Operator.Quotient:
                return Quotient(arguments[0], arguments[1]);
            case Operator.Rem:
                return new Apply(Operator.Minus, arguments[0], new Apply(Operator.Times, arguments[1], Quotient(arguments[0], arguments[1])));
            case Operator.Min or Operator.Max:
                return arguments.Skip(1).Aggregate(arguments[0], (a, b) => new Piecewise([new(a, new Apply(apply.Operator == Operator.Min ? Operator.LessOrEqual : Operator.GreaterOrEqual, a, b))], b));
            default:
                losses.Impossible(owner, apply.Operator == Operator.RateOf ? "a rate of change in a formula" : "a draw from a distribution");
                return part;
        }
    }

    private static Piecewise Quotient(Expression dividend, Expression divisor)
    {
        var ratio = new Apply(Operator.Divide, dividend, divisor);
        return new([new(new Apply(Operator.Floor, ratio), new Apply(Operator.GreaterOrEqual, ratio, new Number(0)))], new Apply(Operator.Ceiling, ratio));
    }

    /// <summary>Level 2's mathematics on a species reference becomes a rule for its id.</summary>
    private static Model WithStoichiometryRules(Model model)
    {
        if (!model.Reactions.Any(r => r.Reactants.Concat(r.Products).Any(s => s.StoichiometryMath is not null)))
        {
            return model;
        }

        var ids = new FreshIds(model);
        var rules = new List<Rule>();
        return model with
        {
            Reactions = model.Reactions.Select(r => r with { Reactants = All(r, r.Reactants), Products = All(r, r.Products) }).ToValueList(),
            Rules = [.. model.Rules, .. rules],
        };

        ValueList<SpeciesReference> All(Reaction reaction, ValueList<SpeciesReference> references) => references.Select(reference =>
        {
            if (reference.StoichiometryMath is null)
            {
                return reference;
            }

            string id = reference.Id.Length > 0 ? reference.Id : ids.New($"{reaction.Id}_{reference.Species}_stoichiometry");
            rules.Add(new AssignmentRule { Variable = id, Math = reference.StoichiometryMath, Span = reference.Span });
            return reference with { Id = id, StoichiometryMath = null, Stoichiometry = null, Constant = false };
        }).ToValueList();
    }

    /// <summary>Before Level 3 Version 2 mathematics is required: elements without it say nothing, and are left out.</summary>
    private Model WithoutMissingMath(Model model) => model with
    {
        FunctionDefinitions = Keep(model.FunctionDefinitions, f => f.Body is not null, "a function without mathematics"),
        InitialAssignments = Keep(model.InitialAssignments, a => a.Math is not null, "an initial assignment without mathematics"),
        Rules = Keep(model.Rules, r => r.Math is not null, "a rule without mathematics"),
        Constraints = Keep(model.Constraints, c => c.Math is not null, "a constraint without mathematics"),
        Reactions = model.Reactions.Select(r => r.KineticLaw is { Math: null } ? r with { KineticLaw = null } : r).ToValueList(),
        Events = Keep(
            model.Events.Select(e => e with
            {
                Assignments = Keep(e.Assignments, a => a.Math is not null, "an event assignment without mathematics"),
                Delay = e.Delay is { Math: null } ? null : e.Delay,
                Priority = e.Priority is { Math: null } ? null : e.Priority,
            }).ToValueList(),
            e => e.Trigger.Math is not null && (!e.Assignments.IsEmpty || edition == SbmlEdition.L3V1), "an event without a trigger or without assignments"),
    };

    /// <summary>Before Level 3 Version 2 a reaction has reactants or products; one without does nothing, unless a formula asks for its rate.</summary>
    private Model WithoutEmptyReactions(Model model)
    {
        var empty = model.Reactions.Where(r => r.Reactants.IsEmpty && r.Products.IsEmpty).ToList();
        if (empty.Count == 0)
        {
            return model;
        }

        var used = ModelExpressions.All(model).SelectMany(f => ModelExpressions.Parts(f.Math)).OfType<Symbol>().Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var reaction in empty)
        {
            if (used.Contains(reaction.Id))
            {
                losses.Impossible(reaction, "a reaction without reactants and products whose rate is used");
            }
            else
            {
                losses.Lost(reaction, "a reaction without reactants and products");
            }
        }

        return model with { Reactions = model.Reactions.Where(r => !empty.Contains(r)).ToValueList() };
    }

    private ValueList<T> Keep<T>(ValueList<T> elements, Func<T, bool> keep, string what)
        where T : Element
    {
        if (elements.All(keep))
        {
            return elements;
        }

        foreach (var element in elements.Where(e => !keep(e)))
        {
            losses.Lost(element, what);
        }

        return elements.Where(keep).ToValueList();
    }
}

using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Modeling.Units;

/// <summary>
/// Checks that both sides of every formula of a model have the same unit (SBML L3V2, sections 4 and 10's rules 105xx).
/// What the model leaves undeclared is not held against it.
/// </summary>
public static class UnitChecker
{
    /// <param name="model">A model without submodels.</param>
    /// <param name="severity">Warnings, as SBML has it from Level 2 Version 4 on; errors before.</param>
    public static ValueList<Diagnostic> Check(Model model, Severity severity = Severity.Warning)
    {
        var found = new List<Diagnostic>();
        var table = new UnitTable(model);
        var functions = model.FunctionDefinitions.DistinctBy(f => f.Id).ToDictionary(f => f.Id, StringComparer.Ordinal);
        var place = model.Span;
        var units = new ExpressionUnits(table, functions, (expression, what, expected) =>
            found.Add(new("AN0401", severity, expression.Span.IsKnown ? expression.Span : place, what, expected) { Rules = ["10501"] }));

        void Compare(Expression? math, IEnumerable<Parameter> locals, Unit? expected, string what, string rule, Element at)
        {
            place = at.Span;
            if (math is not null && units.Of(math, locals) is { } actual && expected is { } wanted && !actual.IsSameAs(wanted))
            {
                found.Add(new("AN0402", severity, math.Span.IsKnown ? math.Span : at.Span, $"{what}, {ExpressionUnits.Short(math)}, {actual.After()}", wanted + wanted.TimesThat(actual)) { Rules = [rule] });
            }
        }

        foreach (var initial in model.InitialAssignments)
        {
            Compare(initial.Math, [], table.OfSymbol(initial.Symbol), $"the initial assignment of {initial.Symbol}", "1052" + Kind(model, initial.Symbol), initial);
        }

        foreach (var rule in model.Rules)
        {
            switch (rule)
            {
                case AssignmentRule assignment:
                    Compare(rule.Math, [], table.OfSymbol(assignment.Variable), $"the assignment rule of {assignment.Variable}", "1051" + Kind(model, assignment.Variable), rule);
                    break;
                case RateRule rate:
                    Compare(rule.Math, [], table.OfSymbol(rate.Variable) / table.Time, $"the rate rule of {rate.Variable}", "1053" + Kind(model, rate.Variable), rule);
                    break;
                default:
                    Compare(rule.Math, [], null, "the algebraic rule", "10501", rule);
                    break;
            }
        }

        foreach (var constraint in model.Constraints)
        {
            Compare(constraint.Math, [], null, "the constraint", "10501", constraint);
        }

        foreach (var reaction in model.Reactions.Where(r => r.KineticLaw is not null))
        {
            Compare(reaction.KineticLaw!.Math, reaction.KineticLaw.LocalParameters, table.RateOf(reaction.KineticLaw), $"the kinetic law of {reaction.Id}", "10541", reaction.KineticLaw);
        }

        foreach (var happening in model.Events)
        {
            Compare(happening.Trigger.Math, [], null, "the trigger", "10501", happening.Trigger);
            Compare(happening.Priority?.Math, [], Unit.Dimensionless, $"the priority of event {happening.Id}", "10565", happening);
            Compare(happening.Delay?.Math, [], happening.TimeUnits is null ? table.Time : table.Find(happening.TimeUnits), $"the delay of event {happening.Id}", "10551", happening);
            foreach (var assignment in happening.Assignments)
            {
                Compare(assignment.Math, [], table.OfSymbol(assignment.Variable), $"what event {happening.Id} assigns to {assignment.Variable}", "1056" + Kind(model, assignment.Variable), assignment);
            }
        }

        return found.ToValueList();
    }

    /// <summary>Last digit of the rules' numbers: compartment 1, species 2, parameter 3, species reference 4.</summary>
    private static string Kind(Model model, string id) =>
        model.Compartments.Any(c => c.Id == id) ? "1" : model.Species.Any(s => s.Id == id) ? "2" : model.Parameters.Any(p => p.Id == id) ? "3" : "4";
}

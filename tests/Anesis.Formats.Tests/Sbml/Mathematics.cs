using Anesis.Modeling;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Tests.Sbml;

/// <summary>What of a model its simulation depends on, in a form that does not depend on the level it was written in.</summary>
internal sealed record Mathematics(
    ValueList<string> Compartments, ValueList<string> Species, ValueList<string> Parameters, ValueList<string> Initial, ValueList<string> Rules, ValueList<string> Reactions, ValueList<string> Events)
{
    /// <summary>True when older versions can only say the formulas in other words.</summary>
    public static bool HasRewrittenOperators(Model model)
    {
        bool found = false;
        var formulas = model.FunctionDefinitions.Select(f => f.Body).Concat(model.Rules.Select(r => r.Math)).Concat(model.InitialAssignments.Select(a => a.Math))
            .Concat(model.Reactions.Select(r => r.KineticLaw?.Math)).Concat(model.Events.SelectMany(e => e.Assignments.Select(a => a.Math).Append(e.Trigger.Math).Append(e.Delay?.Math)));
        foreach (var formula in formulas.OfType<Expression>())
        {
            ExpressionMap.Rewrite(formula, part =>
            {
                found |= part is Apply { Operator: Operator.Min or Operator.Max or Operator.Rem or Operator.Quotient or Operator.Implies };
                return part;
            });
        }

        return found;
    }

    public static Mathematics Of(Model model)
    {
        var functions = model.FunctionDefinitions.ToDictionary(f => f.Id, StringComparer.Ordinal);
        var assigned = model.Rules.OfType<AssignmentRule>().GroupBy(r => r.Variable, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Math, StringComparer.Ordinal);
        var points = model.Compartments.Where(c => c.SpatialDimensions == 0).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var varying = model.Rules.Select(r => r switch { AssignmentRule a => a.Variable, RateRule a => a.Variable, _ => "" }).ToHashSet(StringComparer.Ordinal);
        var units = model.Compartments.Where(c => !varying.Contains(c.Id) && c.Size == 1).Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        var sizes = model.Compartments.ToDictionary(c => c.Id, c => c.Size, StringComparer.Ordinal);
        var references = model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Where(s => s.Id.Length > 0).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var starts = model.InitialAssignments.Where(a => references.Contains(a.Symbol)).GroupBy(a => a.Symbol, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Math, StringComparer.Ordinal);
        return new(
            model.Compartments.Select(c => $"{c.Id} {c.SpatialDimensions ?? 3} {c.Size ?? (assigned.ContainsKey(c.Id) ? 1 : null)}").ToValueList(),
            model.Species.Select(s => $"{s.Id} in {s.Compartment}: {Amount(s)} {s.HasOnlySubstanceUnits || points.Contains(s.Compartment) || units.Contains(s.Compartment)} {s.BoundaryCondition}").ToValueList(),
            model.Parameters.Select(p => $"{p.Id} {p.Value}").ToValueList(),
            model.InitialAssignments.Where(a => a.Math is not null && !references.Contains(a.Symbol)).Select(a => $"{a.Symbol} = {Text(a.Math)}").ToValueList(),
            model.Rules.Where(r => r.Math is not null && r is not AssignmentRule a || r is AssignmentRule b && b.Math is not null && !references.Contains(b.Variable))
                .Select(r => r switch { AssignmentRule a => $"{a.Variable} = {Text(a.Math)}", RateRule a => $"{a.Variable}' = {Text(a.Math)}", _ => $"0 = {Text(r.Math)}" }).ToValueList(),
            model.Reactions.Where(r => !r.Reactants.IsEmpty || !r.Products.IsEmpty).Select(r => $"{r.Id}: {Sum(r.Reactants)} -> {Sum(r.Products)} at {Text(r.KineticLaw?.Math)} with {string.Join(", ", r.KineticLaw?.LocalParameters.Select(p => $"{p.Id} {p.Value}") ?? [])} {r.Fast}").ToValueList(),
            model.Events.Where(e => e.Trigger.Math is not null && e.Assignments.Any(a => a.Math is not null)).Select(e =>
                $"{Text(e.Trigger.Math)} {e.Trigger.InitialValue} {e.Trigger.Persistent} {Text(e.Delay?.Math)} {Text(e.Priority?.Math)} {e.UseValuesFromTriggerTime || e.Delay?.Math is null}: "
                + string.Join("; ", e.Assignments.Where(a => a.Math is not null).Select(a => $"{a.Variable} = {Text(a.Math)}"))).ToValueList());

        string Amount(Species s) => s.InitialConcentration is { } concentration && sizes[s.Compartment] is { } size ? $"{concentration * size} as amount" : s.InitialConcentration is not null ? $"[{s.InitialConcentration}]" : $"{s.InitialAmount} as amount";

        string Sum(ValueList<SpeciesReference> list) => string.Join(" + ", list.Select(s => $"{Stoichiometry(s)} {s.Species}"));

        string Stoichiometry(SpeciesReference s) =>
            s.StoichiometryMath is not null ? Text(s.StoichiometryMath)
            : s.Id.Length > 0 && assigned.TryGetValue(s.Id, out var rule) && rule is not null ? Text(rule)
            : s.Id.Length > 0 && starts.TryGetValue(s.Id, out var start) && start is not null ? Text(start)
            : Text(new Number(s.Stoichiometry ?? double.NaN));

        string Text(Expression? math) => math is null ? "" : Plain(math).ToString();

        // Functions written out; units of numbers, which Level 2 cannot say, left out; constants that a level lacks as their numbers.
        Expression Plain(Expression math) => ExpressionMap.Rewrite(math, part => part switch
        {
            Number n => new Number(n.Value),
            NamedConstant { Kind: ConstantKind.Avogadro } => new Number(6.02214179e23),
            NamedConstant { Kind: ConstantKind.Pi } => new Number(Math.PI),
            NamedConstant { Kind: ConstantKind.ExponentialE } => new Number(Math.E),
            Apply { Operator: Operator.Plus, Arguments.Count: 0 } => new Number(0),
            Apply { Operator: Operator.Times, Arguments.Count: 0 } => new Number(1),
            Apply { Operator: Operator.Plus or Operator.Times, Arguments: [var only] } => only,
            Apply { Operator: Operator.Minus, Arguments: [Number n] } => new Number(-n.Value),
            Call call when functions.TryGetValue(call.Function, out var f) && f.Body is not null => Plain(ExpressionMap.Rewrite(
                f.Body, inner => inner is Symbol s && f.Arguments.ToList().IndexOf(s.Id) is >= 0 and var at ? call.Arguments[at] : inner)),
            _ => part,
        });
    }
}

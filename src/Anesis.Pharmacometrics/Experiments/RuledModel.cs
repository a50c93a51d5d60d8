using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Regimens;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>
/// A model with the rules of a regimen in it: for each text with rules a quantity "dose_factor" that scales its later doses, and events that change it. So a rule acts inside the
/// simulation of each person, at the moment at which the condition is met, and its course can be observed like any other quantity.
/// </summary>
/// <param name="Model">The model.</param>
/// <param name="Factors">The id of each series' factor.</param>
internal sealed record RuledModel(Model Model, IReadOnlyDictionary<ulong, string> Factors)
{
    public static Checked<RuledModel> Of(Model model, Regimen? regimen, TimeUnit unit)
    {
        var factors = new Dictionary<ulong, string>();
        if (regimen is null || regimen.Rules.IsEmpty)
        {
            return Checked.Ok(new RuledModel(model, factors));
        }

        var errors = new List<Diagnostic>();
        var quantities = ModelQuantities.Of(model);
        var taken = new HashSet<string>(quantities.Concat(model.Events.Select(e => e.Id)), StringComparer.Ordinal);
        var parameters = new List<Parameter>();
        var events = new List<Event>();
        foreach (var rules in regimen.Rules.GroupBy(r => r.Series))
        {
            string factor = Fresh("dose_factor", taken);
            factors[rules.Key] = factor;
            parameters.Add(new() { Id = factor, Name = "share of the regimen's dose", Value = 1, Constant = false });
            string? stopped = null, paused = null;
            if (rules.Any(r => r.Rule.Change is DoseChange.Pause or DoseChange.Resume))
            {
                paused = Fresh(factor + "_before_pause", taken);
                parameters.Add(new() { Id = paused, Name = "share of the regimen's dose before a pause", Value = 1, Constant = false });
            }

            if (rules.Any(r => r.Rule.Change == DoseChange.Stop))
            {
                stopped = Fresh(factor + "_stopped", taken);
                parameters.Add(new() { Id = stopped, Name = "1 once the regimen is stopped", Value = 0, Constant = false });
            }

            int number = 0;
            foreach (var (_, rule) in rules)
            {
                if (!quantities.Contains(rule.Quantity))
                {
                    errors.Add(new("AN0734", Severity.Error, rule.Span, $"\"{rule.Quantity}\" in a rule", "a quantity of the model", Spelling.Nearest(rule.Quantity, quantities)));
                    continue;
                }

                string id = Fresh($"{factor}_rule_{++number}", taken);
                events.Add(EventOf(rule, id, factor, stopped, paused, unit, taken, parameters));
            }
        }

        return errors.Count > 0
            ? Checked.Refused<RuledModel>(errors)
            : Checked.Ok(new RuledModel(model with { Parameters = [.. model.Parameters, .. parameters], Events = [.. model.Events, .. events] }, factors));
    }

    private static Event EventOf(DoseRule rule, string id, string factor, string? stopped, string? paused, TimeUnit unit, HashSet<string> taken, List<Parameter> parameters)
    {
        Expression condition = new Apply(
            rule.Comparison switch { Comparison.Below => Operator.Less, Comparison.AtMost => Operator.LessOrEqual, Comparison.Above => Operator.Greater, _ => Operator.GreaterOrEqual },
            new Symbol(rule.Quantity), new Number(rule.Threshold));
        var assignments = Changes(rule, factor, paused);
        if (rule.Change == DoseChange.Stop)
        {
            assignments.Add((stopped!, new Number(1)));
        }
        else if (stopped is not null)
        {
            assignments = [.. assignments.Select(a => (a.Variable, Choose(new Apply(Operator.Greater, new Symbol(stopped), new Number(0)), new Symbol(a.Variable), a.Value)))];
        }

        if (rule.CheckedEvery is { } hours)
        {
            double every = hours / unit.Hours;
            string check = Fresh(id + "_next_check", taken);
            parameters.Add(new() { Id = check, Name = "time of the next check", Value = every, Constant = false });
            assignments = [.. assignments.Select(a => (a.Variable, Choose(condition, a.Value, new Symbol(a.Variable)))), (check, new Apply(Operator.Plus, new Symbol(check), new Number(every)))];
            condition = new Apply(Operator.GreaterOrEqual, new NamedConstant(ConstantKind.Time), new Symbol(check));
        }

        return new()
        {
            Id = id,
            Name = rule.Text,
            Trigger = new() { Math = condition, InitialValue = false },
            Assignments = assignments.Select(a => new EventAssignment { Variable = a.Variable, Math = a.Value }).ToValueList(),
        };
    }

    private static List<(string Variable, Expression Value)> Changes(DoseRule rule, string factor, string? paused)
    {
        Expression own = new Symbol(factor);
        switch (rule.Change)
        {
            case DoseChange.Stop:
                return [(factor, new Number(0))];
            case DoseChange.Pause:
                // A pause within a pause keeps what was before the first.
                return [(paused!, Choose(new Apply(Operator.Greater, own, new Number(0)), own, new Symbol(paused!))), (factor, new Number(0))];
            case DoseChange.Resume:
                return [(factor, Choose(new Apply(Operator.Greater, own, new Number(0)), own, new Symbol(paused!)))];
            case DoseChange.Set:
                return [(factor, new Number(rule.Value))];
            default:
                Expression scaled = new Apply(Operator.Times, own, new Number(rule.Value));
                if (rule.NotBelow > 0 && rule.Value < 1)
                {
                    scaled = new Apply(Operator.Min, own, new Apply(Operator.Max, scaled, new Number(rule.NotBelow)));
                }

                if (double.IsFinite(rule.NotAbove) && rule.Value > 1)
                {
                    scaled = new Apply(Operator.Max, own, new Apply(Operator.Min, scaled, new Number(rule.NotAbove)));
                }

                return [(factor, scaled)];
        }
    }

    private static Piecewise Choose(Expression condition, Expression then, Expression otherwise) => new([new Piece(then, condition)], otherwise);

    private static string Fresh(string wanted, HashSet<string> taken)
    {
        string id = wanted;
        for (int n = 2; !taken.Add(id); n++)
        {
            id = FormattableString.Invariant($"{wanted}_{n}");
        }

        return id;
    }
}

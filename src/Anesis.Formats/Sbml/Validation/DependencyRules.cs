using Anesis.Modeling;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>Rules 20906 and 20912: no value and no rate of change depends on itself.</summary>
internal sealed class DependencyRules(Names names, Findings findings)
{
    private const string RateMark = "'";

    private readonly Dictionary<string, HashSet<string>> _edges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Element> _where = new(StringComparer.Ordinal);

    public void Check()
    {
        CheckSizes();
        CollectNodes();
        foreach (var formula in Formulas.Of(names.Model))
        {
            string? node = formula.Use switch
            {
                FormulaUse.InitialAssignment => ((InitialAssignment)formula.Holder).Symbol,
                FormulaUse.AssignmentRule => ((AssignmentRule)formula.Holder).Variable,
                FormulaUse.RateRule => ((RateRule)formula.Holder).Variable + RateMark,
                FormulaUse.KineticLaw => formula.Reaction!.Id,
                _ => null,
            };
            if (node is null)
            {
                continue;
            }

            foreach (var symbol in Formulas.Values(formula.Math))
            {
                if (!formula.IsLocal(symbol.Id))
                {
                    Depend(node, symbol.Id);
                }
            }

            foreach (var symbol in Formulas.Rates(formula.Math))
            {
                if (!formula.IsLocal(symbol.Id))
                {
                    Depend(node, symbol.Id + RateMark);
                }
            }
        }

        foreach (var circle in Circles.In(_edges.ToDictionary(e => e.Key, e => (IReadOnlyList<string>)[.. e.Value], StringComparer.Ordinal)))
        {
            bool rates = circle.Any(n => n.EndsWith(RateMark, StringComparison.Ordinal));
            string text = string.Join(" needs ", circle.Append(circle[0]).Select(n => n.EndsWith(RateMark, StringComparison.Ordinal) ? $"the rate of {n[..^1]}" : n));
            var at = circle.Select(n => _where.GetValueOrDefault(n)).OfType<Element>().FirstOrDefault() ?? names.Model;
            findings.Report(rates ? 20912 : 20906, at, $"a circular dependency ({text})", "an order in which each can be computed");
        }
    }

    /// <summary>The size of a compartment must not be assigned from a concentration in it, which is amount over size.</summary>
    private void CheckSizes()
    {
        var sizes = names.Model.InitialAssignments.Select(i => (Id: i.Symbol, i.Math, Holder: (Element)i)).Concat(names.Model.Rules.OfType<AssignmentRule>().Select(r => (r.Variable, r.Math, (Element)r)));
        foreach (var (id, math, holder) in sizes)
        {
            if (math is null || !names.Compartments.TryGetValue(id, out var compartment) || compartment.SpatialDimensions == 0)
            {
                continue;
            }

            foreach (var symbol in Formulas.Values(math))
            {
                if (names.Species.TryGetValue(symbol.Id, out var species) && species.Compartment == id && !species.HasOnlySubstanceUnits)
                {
                    findings.Report(20906, symbol, holder, $"the size of {id} from the concentration of {symbol.Id}, which needs that size", "a formula without concentrations in that compartment");
                }
            }
        }
    }

    private void CollectNodes()
    {
        foreach (var initial in names.Model.InitialAssignments)
        {
            Node(initial.Symbol, initial);
        }

        foreach (var reaction in names.Model.Reactions.Where(r => r.KineticLaw?.Math is not null))
        {
            Node(reaction.Id, reaction);
        }

        foreach (var rule in names.Model.Rules)
        {
            switch (rule)
            {
                case AssignmentRule assignment:
                    Node(assignment.Variable, rule);
                    break;
                case RateRule rate:
                    Node(rate.Variable + RateMark, rule);
                    break;
            }
        }

        foreach (var reaction in names.Model.Reactions)
        {
            foreach (var reference in reaction.Reactants.Concat(reaction.Products))
            {
                if (names.Species.TryGetValue(reference.Species, out var species) && !species.BoundaryCondition && !species.Constant)
                {
                    Node(species.Id + RateMark, species);
                    Depend(species.Id + RateMark, reaction.Id);
                }
            }
        }
    }

    private void Node(string name, Element at)
    {
        if (name.Length > 0 && _edges.TryAdd(name, new(StringComparer.Ordinal)))
        {
            _where[name] = at;
        }
    }

    /// <summary>Only what is computed from formulas can close a circle.</summary>
    private void Depend(string node, string on)
    {
        if (_edges.TryGetValue(node, out var needs) && (_edges.ContainsKey(on) || names.Reactions.ContainsKey(on)))
        {
            needs.Add(on);
        }
    }
}

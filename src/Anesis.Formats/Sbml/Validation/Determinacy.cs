using Anesis.Modeling;
using Anesis.Modeling.Expressions;

namespace Anesis.Formats.Sbml.Validation;

/// <summary>
/// Rule 10601: every equation of the model must have a variable of its own (Level 3 Version 2, section 3.4.9 with 4.9.5: a maximum matching of equations and variables).
/// </summary>
internal sealed class Determinacy
{
    private readonly List<List<int>> _equations = [];
    private readonly Dictionary<string, int> _variables = new(StringComparer.Ordinal);
    private readonly List<int> _algebraic = [];
    private int[] _equationOf = [];

    public Determinacy(Names names, Findings findings)
    {
        if (!names.Model.Rules.Any(r => r is AlgebraicRule { Math: not null }))
        {
            return;
        }

        CollectVariables(names, findings.Is(SbmlEdition.L1), findings.Is(SbmlEdition.L3));
        CollectEquations(names.Model, names);
        if (!Match())
        {
            var at = names.Model.Rules.First(r => r is AlgebraicRule);
            findings.Report(10601, at, "an algebraic rule with more equations than variables that are free for them", "a variable that no other equation determines");
        }

        Determined = _algebraic.SelectMany(e => _variables.Where(v => _equationOf[v.Value] == e).Select(v => v.Key)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The variables that the matching gives to algebraic rules.</summary>
    public IReadOnlySet<string> Determined { get; } = new HashSet<string>(StringComparer.Ordinal);

    private void CollectVariables(Names names, bool level1, bool level3)
    {
        var model = names.Model;
        foreach (string id in model.Compartments.Where(c => level1 || !c.Constant).Select(c => c.Id)
                     .Concat(model.Species.Where(s => level1 || !s.Constant).Select(s => s.Id))
                     .Concat(model.Parameters.Where(p => level1 || !p.Constant).Select(p => p.Id))
                     .Concat(model.Reactions.Where(r => r.KineticLaw is not null).Select(r => r.Id))
                     .Concat(level3 ? names.References.Values.Where(r => !r.Constant).Select(r => r.Id) : []))
        {
            _variables.TryAdd(id, _variables.Count);
        }
    }

    private void CollectEquations(Model model, Names names)
    {
        var changed = model.Reactions.Where(r => r.KineticLaw is not null).SelectMany(r => r.Reactants.Concat(r.Products)).Select(r => r.Species).Distinct(StringComparer.Ordinal);
        foreach (string id in changed)
        {
            if (names.Species.TryGetValue(id, out var species) && !species.BoundaryCondition && !species.Constant)
            {
                Equation(id, null);
            }
        }

        foreach (var rule in model.Rules)
        {
            if (rule is AlgebraicRule)
            {
                _algebraic.Add(_equations.Count);
            }

            Equation(rule switch { AssignmentRule a => a.Variable, RateRule r => r.Variable, _ => null }, rule.Math);
        }

        foreach (var reaction in model.Reactions.Where(r => r.KineticLaw is not null))
        {
            Equation(reaction.Id, reaction.KineticLaw!.Math);
        }
    }

    private void Equation(string? own, Expression? math)
    {
        var variables = new List<int>();
        if (own is not null && _variables.TryGetValue(own, out int first))
        {
            variables.Add(first);
        }

        // What a rule takes the rate of comes last: its value is found by other means.
        foreach (var symbol in math is null ? [] : Formulas.Values(math).Concat(Formulas.Rates(math)))
        {
            if (_variables.TryGetValue(symbol.Id, out int variable))
            {
                variables.Add(variable);
            }
        }

        _equations.Add(variables);
    }

    /// <summary>Whether each equation found a variable; breadth-first augmenting paths.</summary>
    private bool Match()
    {
        _equationOf = new int[_variables.Count];
        Array.Fill(_equationOf, -1);
        bool all = true;
        for (int start = 0; start < _equations.Count; start++)
        {
            var reachedFrom = new Dictionary<int, int>();
            var open = new Queue<int>([start]);
            int free = -1;
            while (free < 0 && open.TryDequeue(out int equation))
            {
                foreach (int variable in _equations[equation])
                {
                    if (!reachedFrom.TryAdd(variable, equation))
                    {
                        continue;
                    }

                    if (_equationOf[variable] < 0)
                    {
                        free = variable;
                        break;
                    }

                    open.Enqueue(_equationOf[variable]);
                }
            }

            all &= free >= 0;
            while (free >= 0)
            {
                int equation = reachedFrom[free];
                int before = equation == start ? -1 : Array.IndexOf(_equationOf, equation);
                _equationOf[free] = equation;
                free = before;
            }
        }

        return all;
    }
}

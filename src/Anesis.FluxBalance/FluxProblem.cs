using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;

namespace Anesis.FluxBalance;

/// <summary>A flux balance problem in numbers: bounds, balances and objective by the index of the reaction.</summary>
internal sealed record FluxProblem(string Objective, bool Maximize, ValueList<string> Reactions)
{
    public required double[] Lower { get; init; }

    public required double[] Upper { get; init; }

    /// <summary>For each species in balance: reactions with net stoichiometry.</summary>
    public required List<(string Species, List<(int Reaction, double Coefficient)> Terms)> Balances { get; init; }

    public required List<(int Reaction, double Coefficient)> Aim { get; init; }

    /// <summary>The problem that a model states, or what is missing from it.</summary>
    public static Checked<FluxProblem> Read(Model model, string? objective)
    {
        var errors = new List<Diagnostic>();
        if (model.FluxBalance is not { } balance || balance.Objectives.IsEmpty)
        {
            return Checked.Refused<FluxProblem>(new Diagnostic("AN0340", Severity.Error, model.Span, "a model without an objective", "SBML's package fbc with at least one objective"));
        }

        if (model.Foreign.FirstOrDefault(f => f.Xml.Contains("listOfUserDefinedConstraints", StringComparison.Ordinal) && f.Namespace.Contains("/fbc/", StringComparison.Ordinal)) is not null)
        {
            errors.Add(new("AN0341", Severity.Error, model.Span, "user-defined constraints (fbc Version 3)", "a problem with bounds and balances alone"));
        }

        string wanted = objective ?? balance.ActiveObjective ?? balance.Objectives[0].Id;
        var chosen = balance.Objectives.FirstOrDefault(o => o.Id == wanted);
        if (chosen is null)
        {
            errors.Add(new("AN0340", Severity.Error, balance.Span.IsKnown ? balance.Span : model.Span, $"the objective \"{wanted}\"", "an objective of the model", Spelling.Nearest(wanted, balance.Objectives.Select(o => o.Id))));
            return Checked.Refused<FluxProblem>(errors);
        }

        var values = StartValues.Of(model, Needed(model));
        if (!values.IsOk)
        {
            return Checked.Refused<FluxProblem>([.. errors, .. values.Diagnostics]);
        }

        var index = model.Reactions.Select((r, i) => (r.Id, i)).DistinctBy(r => r.Id).ToDictionary(r => r.Id, r => r.i, StringComparer.Ordinal);
        var problem = new FluxProblem(wanted, chosen.Maximize, model.Reactions.Select(r => r.Id).ToValueList())
        {
            Lower = [.. Enumerable.Repeat(double.NegativeInfinity, model.Reactions.Count)],
            Upper = [.. Enumerable.Repeat(double.PositiveInfinity, model.Reactions.Count)],
            Balances = Balance(model, values.Value, errors),
            Aim = ReadAim(chosen, index, errors),
        };
        problem.Bound(model, balance, values.Value, index, errors);
        return errors.Count > 0 ? Checked.Refused<FluxProblem>(errors) : Checked.Ok(problem);
    }

    private static IEnumerable<string> Needed(Model model) =>
        model.Reactions.SelectMany(r => new[] { r.LowerFluxBound, r.UpperFluxBound }).OfType<string>()
            .Concat(model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Select(r => r.Id).Where(id => id.Length > 0))
            .Distinct(StringComparer.Ordinal);

    private static List<(int Reaction, double Coefficient)> ReadAim(Modeling.Objective objective, Dictionary<string, int> index, List<Diagnostic> errors)
    {
        var aim = new List<(int, double)>();
        foreach (var flux in objective.Fluxes)
        {
            if (flux.VariableType is not null and not "linear")
            {
                errors.Add(new("AN0341", Severity.Error, flux.Span, $"a {flux.VariableType} term in the objective", "linear terms"));
            }

            if (!index.TryGetValue(flux.Reaction, out int reaction))
            {
                errors.Add(new("AN0340", Severity.Error, flux.Span, $"the reaction \"{flux.Reaction}\" in the objective", "a reaction of the model", Spelling.Nearest(flux.Reaction, index.Keys)));
            }
            else if (!double.IsFinite(flux.Coefficient))
            {
                errors.Add(new("AN0340", Severity.Error, flux.Span, $"the coefficient {flux.Coefficient} of {flux.Reaction}", "a finite number"));
            }
            else
            {
                aim.Add((reaction, flux.Coefficient));
            }
        }

        return [.. aim.GroupBy(t => t.Item1).Select(g => (g.Key, g.Sum(t => t.Item2)))];
    }

    private static List<(string Species, List<(int Reaction, double Coefficient)> Terms)> Balance(Model model, StartValues values, List<Diagnostic> errors)
    {
        var terms = model.Species.Where(s => !s.BoundaryCondition).DistinctBy(s => s.Id).ToDictionary(s => s.Id, _ => new Dictionary<int, double>(), StringComparer.Ordinal);
        for (int i = 0; i < model.Reactions.Count; i++)
        {
            foreach (var reactant in model.Reactions[i].Reactants)
            {
                Add(i, reactant, -1);
            }

            foreach (var product in model.Reactions[i].Products)
            {
                Add(i, product, 1);
            }
        }

        return [.. terms.Where(t => t.Value.Count > 0).Select(t => (t.Key, t.Value.Select(v => (v.Key, v.Value)).ToList()))];

        void Add(int reaction, SpeciesReference reference, int sign)
        {
            if (!terms.TryGetValue(reference.Species, out var row))
            {
                return;
            }

            double? stoichiometry = reference.Id.Length > 0 ? values.Find(reference.Id) ?? reference.Stoichiometry : reference.Stoichiometry;
            if (stoichiometry is not { } value || !double.IsFinite(value))
            {
                errors.Add(new("AN0340", Severity.Error, reference.Span, $"{reference.Species} in {model.Reactions[reaction].Id} without a stoichiometry", "a finite number"));
                return;
            }

            row[reaction] = row.GetValueOrDefault(reaction) + (sign * value);
        }
    }

    private void Bound(Model model, Modeling.FluxBalance balance, StartValues values, Dictionary<string, int> index, List<Diagnostic> errors)
    {
        for (int i = 0; i < model.Reactions.Count; i++)
        {
            var reaction = model.Reactions[i];
            Lower[i] = Value(reaction, reaction.LowerFluxBound, double.NegativeInfinity);
            Upper[i] = Value(reaction, reaction.UpperFluxBound, double.PositiveInfinity);
        }

        foreach (var bound in balance.FluxBounds)
        {
            if (!index.TryGetValue(bound.Reaction, out int i) || double.IsNaN(bound.Value))
            {
                errors.Add(new("AN0340", Severity.Error, bound.Span, $"a bound {bound.Value} on \"{bound.Reaction}\"", "a number for a reaction of the model", Spelling.Nearest(bound.Reaction, index.Keys)));
                continue;
            }

            if (bound.Operation is "greaterEqual" or "greater" or "equal")
            {
                Lower[i] = Math.Max(Lower[i], bound.Value);
            }

            if (bound.Operation is "lessEqual" or "less" or "equal")
            {
                Upper[i] = Math.Min(Upper[i], bound.Value);
            }
        }

        double Value(Reaction reaction, string? id, double absent)
        {
            if (id is null)
            {
                return absent;
            }

            double? value = values.Find(id);
            if (value is null || double.IsNaN(value.Value))
            {
                errors.Add(new("AN0340", Severity.Error, reaction.Span, value is null ? $"the flux bound \"{id}\" of {reaction.Id}" : $"the flux bound {id} of {reaction.Id} without a value", "a parameter with a value"));
            }

            return value ?? absent;
        }
    }
}

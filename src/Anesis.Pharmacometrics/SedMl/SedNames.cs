using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>What the variables of an experiment mean in its models: the name under which the simulator observes each.</summary>
internal sealed class SedNames
{
    private static readonly HashSet<string> RateTerms = new(StringComparer.Ordinal) { "KISAO:0000647", "KISAO:0000652", "KISAO:0000653", "KISAO:0000654", "KISAO:0000655", "KISAO:0000834" };

    private readonly SedDocument _document;
    private readonly SedModels _models;
    private readonly Dictionary<(string Model, SedVariable Variable), string?> _names = [];
    private readonly Dictionary<string, HashSet<string>> _observed = new(StringComparer.Ordinal);

    public SedNames(SedDocument document, SedModels models, List<Diagnostic> diagnostics)
    {
        (_document, _models) = (document, models);
        var repeated = document.Tasks.OfType<SedRepeatedTask>().ToList();
        var formulas = document.Generators.Select(g => g.Formula)
            .Concat(repeated.SelectMany(t => t.Ranges).OfType<SedFunctionalRange>().Select(r => r.Formula))
            .Concat(repeated.SelectMany(t => t.Changes.Concat(t.SubTasks.SelectMany(s => s.Changes))).Select(c => c.Formula));
        var variables = formulas.SelectMany(f => f.Variables).ToList();
        diagnostics.AddRange(variables.Select(v => (Variable: v, Term: v.Term is { } term && !RateTerms.Contains(term) && !SedGenerators.IsAggregate(term) ? term : v.Dimension is { } dimension && !RateTerms.Contains(dimension) && !SedGenerators.IsAggregate(dimension) ? dimension : null)).Where(v => v.Term is not null)
            .Select(v => new Diagnostic("AN0237", Severity.Error, v.Variable.Span, $"the term {v.Term} of \"{v.Variable.Id}\"", "largest, smallest, mean, sum, standard deviation or standard error (KISAO:0000825 to 0000830, 0000840 to 0000845), or a rate of change (KISAO:0000834)")));
        var tasks = document.Tasks.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        diagnostics.AddRange(variables.SelectMany(v => v.AppliedTo.Where(t => !tasks.Contains(t)).Select(t => new Diagnostic("AN0237", Severity.Error, v.Span, $"the dimension \"{t}\" of \"{v.Id}\"", "a task of the experiment", Spelling.Nearest(t, tasks)))));
        foreach (var variable in variables.Where(v => !v.IsTime && !IsData(v)))
        {
            foreach (string model in ModelsOf(variable))
            {
                string? name = Resolve(model, variable);
                _names[(model, variable)] = name;
                if (name is null && models.Find(model) is not null)
                {
                    diagnostics.Add(new("AN0237", Severity.Error, variable.Span, $"the variable \"{variable.Id}\" of {variable.Target?.Path ?? variable.Symbol}", $"a quantity of the model \"{model}\""));
                }
                else if (name is not null)
                {
                    Observe(model, name);
                }
            }
        }
    }

    public IEnumerable<string> ObservedOf(string model) => _observed.GetValueOrDefault(model) ?? [];

    public string? NameOf(string model, SedVariable variable) => _names.GetValueOrDefault((model, variable));

    /// <summary>The id that a change of a running model sets.</summary>
    public string? TargetOf(SedSetValue change) => _models.Find(change.Model)?.Xml.Locate(change.Target)?.Id;

    public static bool IsData(SedVariable variable) => variable.Target?.Path.StartsWith('#') ?? false;

    /// <summary>The models whose results a variable names: those of its task, at any depth.</summary>
    private IEnumerable<string> ModelsOf(SedVariable variable) =>
        variable.Task is null ? variable.Model is null ? _document.Models.Take(1).Select(m => m.Id) : [variable.Model]
        : Leaves(variable.Task).Select(t => t.Model).Where(m => variable.Model is null || variable.Model == m).Distinct(StringComparer.Ordinal);

    private IEnumerable<SedSimulationTask> Leaves(string task) => _document.Tasks.FirstOrDefault(t => t.Id == task) switch
    {
        SedSimulationTask single => [single],
        SedRepeatedTask repeated => repeated.SubTasks.SelectMany(s => Leaves(s.Task)),
        _ => [],
    };

    private void Observe(string model, string name)
    {
        if (!_observed.TryGetValue(model, out var names))
        {
            _observed[model] = names = new(StringComparer.Ordinal);
        }

        names.Add(name);
    }

    private string? Resolve(string model, SedVariable variable)
    {
        if (variable.Target is null || _models.Find(model) is not { } loaded || loaded.Xml.Locate(variable.Target) is not { } place || place.Id.Length == 0)
        {
            return null;
        }

        if (new[] { variable.Term, variable.Dimension }.Any(t => t is not null && RateTerms.Contains(t)))
        {
            return ModelSession.RateOf(place.Id);
        }

        return variable.Symbol switch
        {
            "KISAO:0000836" or "urn:sedml:symbol:amount" when place.Element == "species" => $"amount({place.Id})",
            "KISAO:0000838" or "urn:sedml:symbol:concentration" when place.Element == "species" => $"[{place.Id}]",
            null or "" => place.Id,
            { } symbol when RateTerms.Contains(symbol) => ModelSession.RateOf(place.Id),
            _ => place.Id,
        };
    }
}

using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>What the variables of an experiment mean in its models: the name under which the simulator observes each.</summary>
internal sealed class SedNames
{
    /// <summary>The rate of change, and the terms for it that drafts used.</summary>
    private static readonly HashSet<string> RateTerms = new(StringComparer.Ordinal) { "KISAO:0000647", "KISAO:0000652", "KISAO:0000653", "KISAO:0000654", "KISAO:0000655", "KISAO:0000834" };

    private static readonly HashSet<string> AmountSymbols = new(StringComparer.Ordinal) { ModelXml.AmountTerm, "urn:sedml:symbol:amount" };
    private static readonly HashSet<string> ConcentrationSymbols = new(StringComparer.Ordinal) { ModelXml.ConcentrationTerm, "urn:sedml:symbol:concentration" };

    /// <summary>Elements of SBML that have a value in the course of a simulation.</summary>
    private static readonly HashSet<string> Quantities = new(StringComparer.Ordinal) { "compartment", "species", "specie", "parameter", "localParameter", "reaction", "speciesReference", "specieReference" };

    private readonly SedDocument _document;
    private readonly SedModels _models;
    private readonly Dictionary<(string Model, SedVariable Variable), string?> _names = [];
    private readonly Dictionary<string, HashSet<string>> _observed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public SedNames(SedDocument document, SedModels models, List<Diagnostic> diagnostics)
    {
        (_document, _models) = (document, models);
        var repeated = document.Tasks.OfType<SedRepeatedTask>().ToList();
        Changes = [.. repeated.SelectMany(t => t.Changes.Concat(t.SubTasks.SelectMany(s => s.Changes)))];
        var ofTasks = repeated.SelectMany(t => t.Ranges.OfType<SedFunctionalRange>().SelectMany(r => r.Formula.Variables).Select(v => (Variable: v, Model: DefaultModel(t))))
            .Concat(Changes.SelectMany(c => c.Formula.Variables.Select(v => (Variable: v, Model: (string?)c.Model)))).ToList();
        var ofResults = document.Generators.SelectMany(g => g.Formula.Variables).ToList();
        var variables = ofResults.Concat(ofTasks.Select(v => v.Variable)).ToList();
        diagnostics.AddRange(variables.SelectMany(Wrong));
        var dimensions = document.Tasks.Select(t => t.Id).Concat(repeated.SelectMany(t => t.SubTasks).Select(s => s.Id).Where(id => id.Length > 0)).ToHashSet(StringComparer.Ordinal);
        diagnostics.AddRange(variables.SelectMany(v => v.AppliedTo.Where(t => !dimensions.Contains(t) && !(IsReference(v) && t.StartsWith('#'))).Select(t => new Diagnostic("AN0237", Severity.Error, v.Span, $"the dimension \"{t}\" of \"{v.Id}\"", "a task or subtask of the experiment", Spelling.Nearest(t, dimensions)))));
        var ranges = repeated.SelectMany(t => t.Ranges).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var sources = document.Data.SelectMany(d => d.Sources).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var generators = document.Generators.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var variable in ofResults)
        {
            if (IsReference(variable))
            {
                Referred(variable, [.. sources, .. generators], "a data source or data generator");
            }
            else if (variable.Task is null)
            {
                diagnostics.Add(new("AN0237", Severity.Error, variable.Span, $"the variable \"{variable.Id}\" of a data generator without a task", "the attribute \"taskReference\""));
            }
            else if (!variable.IsTime)
            {
                Observe(variable, ModelsOf(variable));
            }
        }

        foreach (var (variable, model) in ofTasks)
        {
            if (IsReference(variable))
            {
                Referred(variable, [.. ranges, .. sources], "a range or data source");
            }
            else if ((variable.Model ?? model) is { } known)
            {
                _used.Add(known);
                if (!variable.IsTime)
                {
                    Observe(variable, [known]);
                }
            }
            else
            {
                diagnostics.Add(new("AN0237", Severity.Error, variable.Span, $"the variable \"{variable.Id}\" of a task with several models", "the attribute \"modelReference\""));
            }
        }

        foreach (var change in Changes)
        {
            _used.Add(change.Model);
            if (models.Find(change.Model) is not { } loaded)
            {
                continue;
            }

            if (loaded.Xml.Locate(change.Target) is not { Id.Length: > 0 } place)
            {
                diagnostics.Add(new("AN0237", Severity.Error, change.Span, $"the target {change.Target.Path} of a change", $"an element of the model \"{change.Model}\""));
            }
            else if (Form(change, place) is not null && SpeciesOf(change) is { } species)
            {
                Add(change.Model, species.Compartment);
            }
        }

        void Referred(SedVariable variable, HashSet<string> known, string expected)
        {
            if (!known.Contains(variable.Target!.Path[1..]))
            {
                diagnostics.Add(new("AN0237", Severity.Error, variable.Span, $"the variable \"{variable.Id}\" of {variable.Target.Path}", expected, Spelling.Nearest(variable.Target.Path[1..], known)));
            }
        }

        void Observe(SedVariable variable, IEnumerable<string> of)
        {
            foreach (string model in of)
            {
                string? name = Resolve(model, variable);
                _names[(model, variable)] = name;
                if (name is null && models.Find(model) is not null)
                {
                    diagnostics.Add(new("AN0237", Severity.Error, variable.Span, $"the variable \"{variable.Id}\" of {variable.Target?.Path ?? variable.Symbol ?? variable.Term}", $"a quantity of the model \"{model}\""));
                }
                else if (name is not null)
                {
                    Add(model, name);
                }
            }
        }
    }

    /// <summary>Changes in the course of tasks.</summary>
    public IReadOnlyList<SedSetValue> Changes { get; }

    /// <summary>Whether a task's changes or ranges need the model.</summary>
    public bool IsUsed(string model) => _used.Contains(model);

    public IEnumerable<string> ObservedOf(string model) => _observed.GetValueOrDefault(model) ?? [];

    public string? NameOf(string model, SedVariable variable) => _names.GetValueOrDefault((model, variable));

    /// <summary>The id that a change of a running model sets.</summary>
    public string? TargetOf(SedSetValue change) => _models.Find(change.Model)?.Xml.Locate(change.Target)?.Id;

    /// <summary>The compartment by whose size a change's value is multiplied (true) or divided (false) to be what the species means in formulas; null: it is that already.</summary>
    public (string Compartment, bool Multiply)? ConversionOf(SedSetValue change)
    {
        if (_models.Find(change.Model)?.Xml.Locate(change.Target) is not { } place || Form(change, place) is not { } asAmount || SpeciesOf(change) is not { } species)
        {
            return null;
        }

        return species.HasOnlySubstanceUnits == asAmount ? null : (species.Compartment, species.HasOnlySubstanceUnits);
    }

    /// <summary>The model that a repeated task's formulas mean without naming one; null when it simulates several.</summary>
    public string? DefaultModel(SedRepeatedTask task) => Leaves(task.Id).Select(l => l.Model).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    /// <summary>Whether it means a range, data or a data generator ("#id").</summary>
    public static bool IsReference(SedVariable variable) => variable.Target?.Path.StartsWith('#') ?? false;

    /// <summary>The name under which an element is observed, in the form that a symbol asks for.</summary>
    public static string Observed((string Id, string Element, string? Attribute) place, string? symbol) => place.Element != "species" ? place.Id
        : symbol is not null && AmountSymbols.Contains(symbol) ? $"amount({place.Id})" : symbol is not null && ConcentrationSymbols.Contains(symbol) ? $"[{place.Id}]" : place.Id;

    /// <summary>The simulations that a task repeats, at any depth; each once.</summary>
    public IEnumerable<SedSimulationTask> Leaves(string task)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>([task]);
        while (left.TryPop(out string? next))
        {
            var found = seen.Add(next) ? _document.Tasks.FirstOrDefault(t => t.Id == next) : null;
            if (found is SedSimulationTask single)
            {
                yield return single;
            }

            // The first subtask comes first.
            foreach (string inner in found is SedRepeatedTask repeated ? repeated.SubTasks.Select(s => s.Task).Reverse() : [])
            {
                left.Push(inner);
            }
        }
    }

    private static IEnumerable<Diagnostic> Wrong(SedVariable variable)
    {
        if (new[] { variable.Term, variable.Dimension }.FirstOrDefault(t => t is not null && !RateTerms.Contains(t) && !SedGenerators.IsAggregate(t)) is { } term)
        {
            yield return new("AN0237", Severity.Error, variable.Span, $"the term {term} of \"{variable.Id}\"", "largest, smallest, mean, sum, standard deviation or standard error (KISAO:0000825 to 0000830, 0000840 to 0000845), or a rate of change (KISAO:0000834)");
        }

        if (variable.Symbol is { Length: > 0 } symbol && !variable.IsTime && !RateTerms.Contains(symbol) && !AmountSymbols.Contains(symbol) && !ConcentrationSymbols.Contains(symbol))
        {
            yield return new("AN0237", Severity.Error, variable.Span, $"the symbol {symbol} of \"{variable.Id}\"", "the time (KISAO:0000832), a species' amount (KISAO:0000836) or concentration (KISAO:0000838), or a rate of change (KISAO:0000834)");
        }

        if (variable.Target2 is not null || variable.Symbol2 is not (null or "KISAO:0000832" or "urn:sedml:symbol:time"))
        {
            yield return new("AN0237", Severity.Error, variable.Span, $"\"{variable.Id}\" with respect to {variable.Target2?.Path ?? variable.Symbol2}", "a rate of change with respect to the time (symbol2 KISAO:0000832)");
        }
    }

    /// <summary>The models whose results a variable names: those of its task, at any depth.</summary>
    private IEnumerable<string> ModelsOf(SedVariable variable) =>
        Leaves(variable.Task!).Select(t => t.Model).Where(m => variable.Model is null || variable.Model == m).Distinct(StringComparer.Ordinal);

    private Modeling.Species? SpeciesOf(SedSetValue change) =>
        _models.Find(change.Model) is { } loaded && loaded.Xml.Locate(change.Target) is { Element: "species" } place ? loaded.Document.Main.Species.FirstOrDefault(s => s.Id == place.Id) : null;

    /// <summary>Whether a change sets an amount (true) or a concentration (false); null: what the species is.</summary>
    private static bool? Form(SedSetValue change, (string Id, string Element, string? Attribute) place) => place.Element != "species" ? null
        : change.Symbol is { } symbol && AmountSymbols.Contains(symbol) ? true : change.Symbol is { } other && ConcentrationSymbols.Contains(other) ? false
        : place.Attribute switch { "initialAmount" => true, "initialConcentration" => false, _ => null };

    private void Add(string model, string name)
    {
        if (!_observed.TryGetValue(model, out var names))
        {
            _observed[model] = names = new(StringComparer.Ordinal);
        }

        names.Add(name);
    }

    private string? Resolve(string model, SedVariable variable)
    {
        if (variable.Target is null || _models.Find(model) is not { } loaded || loaded.Xml.Locate(variable.Target) is not { Id.Length: > 0 } place || !Quantities.Contains(place.Element))
        {
            return null;
        }

        return new[] { variable.Term, variable.Dimension, variable.Symbol }.Any(t => t is not null && RateTerms.Contains(t)) ? ModelSession.RateOf(place.Id) : Observed(place, variable.Symbol);
    }
}

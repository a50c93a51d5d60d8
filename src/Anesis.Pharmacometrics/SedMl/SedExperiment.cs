using Anesis.Formats.SedMl;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>A column of results: a row of values for each simulation that a task made.</summary>
public sealed record SedSeries(ValueList<double[]> Segments)
{
    /// <summary>All values, one simulation after another.</summary>
    public IEnumerable<double> All => Segments.SelectMany(s => s);

    /// <summary>For each simulation the number of the scan that it is a point of: those of one repeated task share it, each repeat of a task around it begins another. Empty when all belong together.</summary>
    public ValueList<int> Scans { get; init; } = [];
}

/// <summary>What an experiment gave: each data generator's values.</summary>
/// <param name="Generators">By id.</param>
/// <param name="Failures">Simulations that did not finish, in words.</param>
public sealed record SedResults(IReadOnlyDictionary<string, SedSeries> Generators, ValueList<string> Failures);

/// <summary>An experiment whose models and data have been read: nothing has run yet.</summary>
public sealed class SedExperiment
{
    private readonly SedDocument _document;
    private readonly Dictionary<string, ModelSession> _sessions;
    private readonly Dictionary<string, double[]> _data;
    private readonly Dictionary<string, EnsembleOptions> _options;
    private readonly SedNames _names;

    private SedExperiment(SedDocument document, SedNames names, Dictionary<string, ModelSession> sessions, Dictionary<string, double[]> data, Dictionary<string, EnsembleOptions> options) =>
        (_document, _names, _sessions, _data, _options) = (document, names, sessions, data, options);

    public SedDocument Document => _document;

    /// <summary>Reads the models and data that an experiment names.</summary>
    /// <param name="document">The experiment.</param>
    /// <param name="open">The content of a file by its path relative to the experiment; null when it is not there.</param>
    /// <param name="options">Tolerances and seed where the experiment says nothing.</param>
    public static Checked<SedExperiment> Prepare(SedDocument document, Func<string, ReadOnlyMemory<byte>?> open, EnsembleOptions options)
    {
        var diagnostics = new List<Diagnostic>();
        var data = ReadData(document, open, diagnostics);
        var loader = new SedModels(document, open, data, diagnostics);
        var names = new SedNames(document, loader, diagnostics);
        var sessions = new Dictionary<string, ModelSession>(StringComparer.Ordinal);
        foreach (var model in document.Models.Where(m => names.IsUsed(m.Id) || document.Tasks.OfType<SedSimulationTask>().Any(t => t.Model == m.Id)))
        {
            if (loader.Find(model.Id) is not { } loaded)
            {
                continue;
            }

            var session = ModelSession.Create(loaded.Document, loaded.Xml, names.ObservedOf(model.Id));
            diagnostics.AddRange(session.Diagnostics);
            if (session.IsOk)
            {
                sessions[model.Id] = session.Value;
            }
        }

        var choices = document.Simulations.ToDictionary(s => s.Id, s => AlgorithmChoice.Choose(s.Algorithm, document.AlgorithmParameters, options, s.Span, diagnostics), StringComparer.Ordinal);
        foreach (var task in document.Tasks.OfType<SedSimulationTask>())
        {
            if (choices.TryGetValue(task.Simulation, out var chosen) && sessions.TryGetValue(task.Model, out var session) && session.Refusal(chosen.Method) is { } refusal)
            {
                diagnostics.Add(refusal with { At = task.Span });
            }
        }

        foreach (var analysis in document.Simulations.OfType<SedAnalysis>().Where(a => document.Tasks.OfType<SedSimulationTask>().Any(t => t.Simulation == a.Id)))
        {
            diagnostics.Add(new("AN0236", Severity.Error, analysis.Span, $"the analysis \"{analysis.Id}\"{(analysis.Algorithm is { } a ? $" ({a.Kisao})" : "")}", "a uniform time course, a step or a steady state: other analyses are not computed"));
        }

        foreach (var estimation in document.Tasks.OfType<SedEstimationTask>())
        {
            diagnostics.Add(new("AN0236", Severity.Error, estimation.Span, $"the estimation of parameters \"{estimation.Id}\"", "tasks and repeated tasks: parameters are not estimated from SED-ML"));
        }

        foreach (var change in names.Changes.Where(c => names.TargetOf(c) is { } target && sessions.TryGetValue(c.Model, out var session) && !session.Has(target)))
        {
            diagnostics.Add(new("AN0237", Severity.Error, change.Span, $"\"{names.TargetOf(change)}\" of the model \"{change.Model}\" as what a change sets", "a compartment, species, parameter or stoichiometry"));
        }

        return diagnostics.Exists(d => d.Severity == Severity.Error)
            ? Checked.Refused<SedExperiment>(diagnostics)
            : new(new SedExperiment(document, names, sessions, data, choices), diagnostics.ToValueList());
    }

    /// <summary>Runs the tasks that data generators ask for, and computes all of these.</summary>
    public SedResults Run(CancellationToken cancel = default)
    {
        var tasks = new SedTasks(_document, _names, _sessions, _data, _options, cancel);
        var asked = _document.Generators.SelectMany(g => g.Formula.Variables).Select(v => v.Task).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var results = _document.Tasks.Where(t => asked.Contains(t.Id)).ToDictionary(t => t.Id, tasks.Run, StringComparer.Ordinal);
        var generators = new SedGenerators(_document, _names, results, _data, _sessions);
        return new(_document.Generators.DistinctBy(g => g.Id).ToDictionary(g => g.Id, generators.Compute, StringComparer.Ordinal), tasks.Failures.ToValueList());
    }

    private static Dictionary<string, double[]> ReadData(SedDocument document, Func<string, ReadOnlyMemory<byte>?> open, List<Diagnostic> diagnostics)
    {
        var all = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var description in document.Data)
        {
            if (open(description.File) is not { } content)
            {
                diagnostics.Add(new("AN0234", Severity.Error, description.Span, $"the data file \"{description.File}\"", "a file beside the experiment or in its archive"));
                continue;
            }

            var read = SedDataReader.Read(description, content, description.File);
            diagnostics.AddRange(read.Diagnostics);
            foreach (var (id, values) in read.Value ?? [])
            {
                all[id] = values;
            }
        }

        return all;
    }
}

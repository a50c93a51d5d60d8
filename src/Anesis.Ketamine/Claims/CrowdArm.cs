using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Ensembles;

namespace Anesis.Ketamine.Claims;

/// <summary>An arm of many people: the people of a population by a fixed seed, so that every arm of that population, with or without a mechanism, has the same ones.</summary>
/// <param name="arm">The experiment.</param>
/// <param name="sets">Parameters that hold another value for everybody.</param>
internal sealed class CrowdArm(Arm arm, SortedDictionary<string, double> sets)
{
    private const ulong Seed = 1;

    /// <summary>Of a step. What is said of some hundred people has no four digits.</summary>
    private const double RelativeTolerance = 1e-5;

    private readonly List<string> _outputs = [];
    private Experiment? _experiment;

    /// <summary>The column of an output in this arm.</summary>
    public int Column(string output)
    {
        int known = _outputs.IndexOf(output);
        if (known < 0)
        {
            known = _outputs.Count;
            _outputs.Add(output);
        }

        return known;
    }

    public void Compile(Model model, RouteMap? routes, TimeUnit unit, List<Diagnostic> errors)
    {
        Regimen? doses = null;
        foreach (string text in arm.Regimen)
        {
            var read = RegimenText.Read(text, $"{arm.Span.File}:{arm.Span.Line}", arm.Until);
            errors.AddRange(read.Diagnostics.Where(d => d.Severity == Severity.Error && !errors.Contains(d)));
            doses = read.Value is { } one ? doses?.With(one) ?? one : doses;
        }

        var population = ShippedModels.Population(arm.Population)!;
        errors.AddRange(population.Diagnostics.Where(d => d.Severity == Severity.Error));
        if (errors.Count > 0)
        {
            return;
        }

        var prepared = Experiment.Prepare(new(model)
        {
            Regimen = doses,
            Routes = routes,
            Population = population.Value,
            People = arm.People,
            Settings = sets,
            OutputTimes = [.. Enumerable.Range(0, arm.Steps + 1).Select(i => i * arm.Every / unit.Hours)],
            Outputs = _outputs.ToValueList(),
            Seed = Seed,
        });
        errors.AddRange(prepared.Diagnostics.Where(d => d.Severity == Severity.Error && !errors.Contains(d)));
        _experiment = prepared.Value;
    }

    public ArmResult Simulate(EnsembleOptions options, IProgress<EnsembleProgress>? progress, CancellationToken cancel)
    {
        var sink = new MemorySink();
        var summary = Ensemble.Run(_experiment!.Model, _experiment.Individuals, options with { RelativeTolerance = Math.Max(options.RelativeTolerance, RelativeTolerance), Seed = Seed }, sink, progress, cancel);
        cancel.ThrowIfCancellationRequested();
        if (summary.Cancelled > 0)
        {
            throw new OperationCanceledException();
        }

        var courses = new Course[arm.People!.Value];
        string? failure = null;
        foreach (var block in sink.Blocks)
        {
            for (int k = 0; k < block.Count; k++)
            {
                courses[block.First + k] = new(arm, block.Values[(block.RowStarts[k] * block.OutputCount)..(block.RowStarts[k + 1] * block.OutputCount)], block.OutputCount);
                failure ??= block.Outcomes[k].IsCompleted ? null : FormattableString.Invariant($"person {block.First + k + 1} of the arm {arm.Id} {block.Outcomes[k].Sentence}");
            }
        }

        return new(courses, failure);
    }
}

/// <summary>What an arm computed.</summary>
/// <param name="Courses">One of a typical person, or one for each of the arm's people.</param>
/// <param name="Failure">Why somebody's ended early, or null.</param>
internal sealed record ArmResult(Course[] Courses, string? Failure)
{
    /// <summary>The side's number, of one person or over all.</summary>
    /// <param name="side">What is asked for.</param>
    /// <param name="output">Column of its output.</param>
    /// <param name="marker">Column of the marker that it goes by, if it does.</param>
    public double Of(Side side, int output, int marker) => side.Over is not { } over
        ? Courses[0].Of(side, output)
        : over.Of([.. Courses.Select(c => c.Of(side, output))], over.Among is { } among ? [.. Courses.Select(c => c.Of(among.Marker, marker))] : []);
}

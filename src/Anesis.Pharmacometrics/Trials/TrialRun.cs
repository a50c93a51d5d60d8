using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Trials;

/// <summary>A trial made ready to be run with virtual people. Arms have the same people by the same seed; a parallel trial samples them apart.</summary>
public sealed class TrialRun
{
    /// <summary>Of a step; no published number has four digits.</summary>
    private const double RelativeTolerance = 1e-5;
    private const string Felt = "cadss";
    private const string Baseline = "madrs_baseline";

    private readonly Experiment[] _arms;
    private readonly string[] _outputs;
    private readonly double[] _times;
    private readonly ulong _seed;

    private TrialRun(Trial trial, Experiment[] arms, string[] outputs, double[] times, ulong seed)
    {
        Trial = trial;
        _arms = arms;
        _outputs = outputs;
        _times = times;
        _seed = seed;
    }

    public Trial Trial { get; }

    /// <summary>Compiles every arm. Errors name what the trial asks for that the model or the population does not have; nothing has run.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="model">Without submodels.</param>
    /// <param name="routes">Of the model, or null.</param>
    /// <param name="population">The trial's.</param>
    /// <param name="people">Virtual people of each arm.</param>
    /// <param name="seed">Of the people.</param>
    /// <param name="settings">Parameters by hand, over those of the trial.</param>
    public static Checked<TrialRun> Prepare(Trial trial, Model model, RouteMap? routes, Population population, int people, ulong seed, IReadOnlyDictionary<string, double>? settings = null)
    {
        var errors = new List<Diagnostic>();
        var quantities = ModelQuantities.Of(model);
        var unit = ModelTime.UnitOf(model);
        foreach (var (id, _, span) in trial.Sets.Concat(trial.Arms.SelectMany(a => a.Sets)))
        {
            Need(id, span);
        }

        foreach (var one in trial.Observations)
        {
            Need(one.Output, one.OutputSpan);
        }

        string[] outputs = [.. trial.Observations.Select(o => o.Output).Prepend("madrs").Append(Felt).Where(quantities.Contains).Distinct(StringComparer.Ordinal)];
        double[] times = Times(trial);
        var arms = new List<Experiment>();
        foreach (var arm in trial.Arms)
        {
            Regimen? regimen = null;
            foreach (string text in arm.Regimen)
            {
                var read = RegimenText.Read(text, $"{arm.RegimenSpan.File}:{arm.RegimenSpan.Line}", trial.Until);
                errors.AddRange(read.Diagnostics.Where(d => d.Severity == Severity.Error));
                regimen = read.Value is { } one ? regimen?.With(one) ?? one : regimen;
            }

            if (errors.Count > 0)
            {
                continue;
            }

            var sets = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var (id, value) in trial.Sets.Concat(arm.Sets).Select(s => (s.Id, s.Value)).Concat((settings ?? new Dictionary<string, double>(StringComparer.Ordinal)).Select(s => (s.Key, s.Value))))
            {
                sets[id] = value;
            }

            var prepared = Experiment.Prepare(new(model)
            {
                Regimen = regimen,
                Routes = routes,
                Population = At(population, trial),
                People = people,
                Settings = sets,
                OutputTimes = [.. times.Select(t => t / unit.Hours)],
                Outputs = outputs.ToValueList(),
                Seed = seed,
            });
            errors.AddRange(prepared.Diagnostics.Where(d => d.Severity == Severity.Error && !errors.Contains(d)));
            if (prepared.IsOk)
            {
                arms.Add(prepared.Value);
            }
        }

        return errors.Count > 0 ? Checked.Refused<TrialRun>(errors) : Checked.Ok(new TrialRun(trial, [.. arms], outputs, times, seed));

        void Need(string id, SourceSpan span)
        {
            if (!quantities.Contains(id) && !errors.Exists(e => e.At == span))
            {
                errors.Add(new("AN0932", Severity.Error, span, $"\"{id}\"", "a quantity of the model (anesis models NAME lists them)", Spelling.Nearest(id, quantities)));
            }
        }
    }

    /// <summary>Simulates every arm. The same whatever the number of threads.</summary>
    public TrialCourses Run(int threads = 0, IProgress<EnsembleProgress>? progress = null, CancellationToken cancel = default)
    {
        var people = new double[_arms.Length][][];
        var failures = new List<string>();
        for (int a = 0; a < _arms.Length; a++)
        {
            var sink = new MemorySink();
            Ensemble.Run(_arms[a].Model, _arms[a].Individuals, new() { RelativeTolerance = RelativeTolerance, Seed = _seed, Threads = threads }, sink, progress, cancel);
            cancel.ThrowIfCancellationRequested();
            people[a] = new double[_arms[a].Individuals.Count][];
            foreach (var block in sink.Blocks)
            {
                for (int k = 0; k < block.Count; k++)
                {
                    if (!block.Outcomes[k].IsCompleted)
                    {
                        failures.Add($"{Trial.Arms[a].Id}: person {block.First + k} {block.Outcomes[k].Sentence}");
                    }

                    people[a][block.First + k] = block.Outcomes[k].IsCompleted
                        ? block.Values[(block.RowStarts[k] * _outputs.Length)..(block.RowStarts[k + 1] * _outputs.Length)]
                        : [];
                }
            }
        }

        return new(Trial, _times, _outputs, people, failures.ToValueList());
    }

    /// <summary>The population with the trial's own baseline.</summary>
    private static Population At(Population population, Trial trial) => trial.Baseline is not { } baseline
        ? population
        : population with
        {
            Covariates =
            [
                .. population.Covariates.Where(c => c.Id != Baseline),
                new(Baseline, null, [(double.NaN, new NormalDistribution(baseline.Mean, baseline.Deviation))], (Math.Max(4, baseline.Mean - (3 * baseline.Deviation)), Math.Min(58, baseline.Mean + (3 * baseline.Deviation) + 1e-9)), trial.PopulationSpan),
            ],
        };

    private static double[] Times(Trial trial)
    {
        var grid = new SortedSet<double> { 0, Math.Min(trial.FeltAt, trial.Until), trial.Until };
        for (int k = 0; k * trial.Every < trial.Until; k++)
        {
            grid.Add(k * trial.Every);
        }

        foreach (double time in trial.Observations.SelectMany(o => new[] { o.At, o.From }).Append(trial.Selection?.At ?? 0))
        {
            grid.Add(time);
        }

        return [.. grid];
    }
}

/// <summary>What virtual people of a trial went through.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Times">h.</param>
/// <param name="Outputs">Names of the columns.</param>
/// <param name="People">[arm][person] rows of outputs; empty for a person who could not be computed.</param>
/// <param name="Failures">Why some could not, in words.</param>
public sealed record TrialCourses(Trial Trial, double[] Times, string[] Outputs, double[][][] People, ValueList<string> Failures)
{
    public double At(int arm, int person, int row, int output) => People[arm][person][(row * Outputs.Length) + output];

    public int Output(string id) => Array.IndexOf(Outputs, id);

    public int Row(double hours) => Array.FindIndex(Times, t => Math.Abs(t - hours) < 1e-9);

    /// <summary>People of an arm who were computed and are in the trial's selection, in order.</summary>
    public int[] Eligible(int arm)
    {
        int score = Output("madrs");
        return
        [
            .. Enumerable.Range(0, People[arm].Length).Where(p => People[arm][p].Length > 0
                && (Trial.Selection is not { } s || At(arm, p, Row(s.At), score) <= (s.Below ?? (0.5 * At(arm, p, 0, score))))),
        ];
    }

    /// <summary>Share of an arm's people whose dissociation tells them what they got (CADSS above 4), NaN where the model has no such output.</summary>
    public double FeltShare(int arm)
    {
        int felt = Output("cadss"), row = Row(Math.Min(Trial.FeltAt, Trial.Until));
        int[] people = Eligible(arm);
        return felt < 0 || people.Length == 0 ? double.NaN : people.Count(p => At(arm, p, row, felt) > 4) / (double)people.Length;
    }
}

using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.KeyNumbers;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Ensembles;

namespace Anesis.Ketamine.Calibration;

/// <summary>Simulates published studies with virtual people of the studies' kind.</summary>
/// <param name="people">In each study. The published geometric mean of a few people scatters; that of the model should not.</param>
/// <param name="seed">Of the people.</param>
/// <param name="settings">Parameters that replace the model's, such as a rival set.</param>
public sealed class CalibrationRun(int people, ulong seed, IReadOnlyDictionary<string, double>? settings = null)
{
    private readonly Model _model = ShippedModels.Model("person")!.Then(Flattening.Flatten).Value!;
    private readonly RouteMap _routes = ShippedModels.Routes("person")!.Value!;

    /// <summary>Relative tolerance of a step; no published number has four digits.</summary>
    public double RelativeTolerance { get; init; } = 1e-5;

    /// <summary>One person without random effects in place of people who differ: the model's own covariates, the population's fixed settings.</summary>
    public bool Typical { get; init; }

    /// <summary>An error for each of the settings that the person has no quantity for.</summary>
    public IEnumerable<Diagnostic> UnknownSettings() => ModelQuantities.Unknown(settings?.Keys ?? [], ModelQuantities.Of(_model));

    /// <summary>A row for each published value of the studies, in order.</summary>
    /// <exception cref="InvalidOperationException">A study that ships asks for what the model does not have.</exception>
    public IReadOnlyList<CalibrationRow> Rows(IEnumerable<ObservedStudy> studies, CancellationToken cancel = default) =>
        [.. studies.SelectMany(study => Rows(study, cancel))];

    private IEnumerable<CalibrationRow> Rows(ObservedStudy study, CancellationToken cancel)
    {
        double[] times = Times(study);
        string[] outputs = [.. study.Values.SelectMany(v => v.Against is { } a ? new[] { v.Output, a } : [v.Output]).Distinct(StringComparer.Ordinal)];
        var courses = Courses(study, study.Regimen, times, outputs, cancel);
        var references = study.Reference.IsEmpty ? null : Courses(study.Controlled ? study with { Sets = [] } : study, study.Reference, times, outputs, cancel);
        foreach (var value in study.Values)
        {
            int output = Array.IndexOf(outputs, value.Output), against = value.Against is { } a ? Array.IndexOf(outputs, a) : output;
            yield return new(study, value, [.. courses.Select((c, i) => Measure.Of(value, times, c[output], value.Quantity is Quantity.Bioavailability or Quantity.PeakRatio ? references![i][output] : c[against]))]);
        }
    }

    /// <summary>[person][output] the course at the times.</summary>
    private List<double[][]> Courses(ObservedStudy study, ValueList<string> regimen, double[] times, string[] outputs, CancellationToken cancel)
    {
        Regimen? all = null;
        foreach (string text in regimen)
        {
            var read = Demand(RegimenText.Read(text, study.Id), study);
            all = all is null ? read : all.With(read);
        }

        var sets = study.Sets.ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal);
        foreach (var (id, value) in settings ?? new Dictionary<string, double>(StringComparer.Ordinal))
        {
            sets[id] = value;
        }

        var experiment = Demand(
            Experiment.Prepare(new(_model)
            {
                Regimen = all,
                Routes = _routes,
                Population = Demand(ShippedModels.Population(study.Population) ?? Checked.Refused<Population>(), study),
                People = Typical ? null : people,
                Settings = sets,
                OutputTimes = times,
                Outputs = outputs.ToValueList(),
                Seed = seed,
            }),
            study);
        var sink = new MemorySink();
        Ensemble.Run(experiment.Model, experiment.Individuals, new() { RelativeTolerance = RelativeTolerance, Seed = seed }, sink, null, cancel);
        cancel.ThrowIfCancellationRequested();
        var courses = new List<double[][]>();
        foreach (var block in sink.Blocks)
        {
            for (int k = 0; k < block.Count; k++)
            {
                if (!block.Outcomes[k].IsCompleted)
                {
                    throw new InvalidOperationException($"{study.Id}: person {block.First + k} {block.Outcomes[k].Sentence}");
                }

                int start = block.RowStarts[k];
                courses.Add([.. outputs.Select((_, o) => times.Select((_, t) => block.Values[((start + t) * outputs.Length) + o]).ToArray())]);
            }
        }

        return courses;
    }

    /// <summary>Every minute for two hours, every five to the sixth, every half hour to the end; and the studies' own times.</summary>
    private static double[] Times(ObservedStudy study)
    {
        var grid = new SortedSet<double> { 0, study.Until };
        for (int minute = 0; minute <= study.Until * 60; minute += minute < 120 ? 1 : minute < 360 ? 5 : 30)
        {
            grid.Add(minute / 60.0);
        }

        foreach (double time in study.Values.SelectMany(v => new[] { v.From, v.To ?? 0, v.At ?? 0 }))
        {
            grid.Add(time);
        }

        return [.. grid];
    }

    private static T Demand<T>(Checked<T> result, ObservedStudy study)
        where T : class =>
        result.IsOk ? result.Value : throw new InvalidOperationException($"{study.Id}: {string.Join("; ", result.Diagnostics)}");
}

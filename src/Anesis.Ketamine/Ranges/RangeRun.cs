using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Simulation.Ensembles;

namespace Anesis.Ketamine.Ranges;

/// <summary>Watches virtual people through courses and keeps the worst of each output.</summary>
public sealed class RangeRun
{
    private readonly List<(WatchedCourse Course, Experiment Experiment)> _courses = [];
    private readonly RangeFile _file;
    private readonly ulong _seed;

    private RangeRun(RangeFile file, ulong seed)
    {
        _file = file;
        _seed = seed;
    }

    /// <summary>People whose course could not be computed, in words; filled by <see cref="Run"/>.</summary>
    public List<string> Failures { get; } = [];

    public static Checked<RangeRun> Prepare(RangeFile file, Population population, int people, ulong seed)
    {
        if (ShippedModels.Model(file.Model) is not { } document)
        {
            return Checked.Refused<RangeRun>(new Diagnostic("AN0940", Severity.Error, new(file.Model), $"the model \"{file.Model}\"", $"one of {string.Join(", ", ShippedModels.Models)}"));
        }

        return document.Then(Flattening.Flatten).Then(model =>
        {
            var errors = new List<Diagnostic>();
            var quantities = ModelQuantities.Of(model);
            errors.AddRange(file.Outputs.Where(o => !quantities.Contains(o.Id)).Select(o => new Diagnostic("AN0940", Severity.Error, o.Span, $"\"{o.Id}\"", "a quantity of the model", Spelling.Nearest(o.Id, quantities))));
            var run = new RangeRun(file, seed);
            var unit = ModelTime.UnitOf(model);
            foreach (var course in errors.Count > 0 ? [] : file.Courses)
            {
                double end = TimeText.Read(course.Until, "until", unit, "", errors);
                double[] times = double.IsNaN(end) ? [] : OutputGrid.Read(course.Every, "every", unit, end, errors);
                Regimen? doses = null;
                foreach (string text in course.Regimen)
                {
                    var read = RegimenText.Read(text, course.Id, end * unit.Hours);
                    errors.AddRange(read.Diagnostics.Where(d => d.Severity == Severity.Error));
                    doses = read.Value is { } one ? doses?.With(one) ?? one : doses;
                }

                if (errors.Count > 0)
                {
                    continue;
                }

                var prepared = Experiment.Prepare(new(model)
                {
                    Regimen = doses,
                    Routes = ShippedModels.Routes(file.Model)?.Value,
                    Population = population,
                    People = people,
                    Settings = course.Sets.ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal),
                    OutputTimes = times,
                    Outputs = file.Outputs.Select(o => o.Id).ToValueList(),
                    Seed = seed,
                });
                errors.AddRange(prepared.Diagnostics.Where(d => d.Severity == Severity.Error && !errors.Contains(d)));
                if (prepared.IsOk)
                {
                    run._courses.Add((course, prepared.Value));
                }
            }

            return errors.Count > 0 ? Checked.Refused<RangeRun>(errors) : Checked.Ok(run);
        });
    }

    /// <summary>The worst of each output, in the file's order. No course is kept: any number of people fits in memory.</summary>
    public ValueList<WorstOf> Run(int threads, Func<string, IProgress<EnsembleProgress>?> progress, CancellationToken cancel)
    {
        var lowest = new Extreme[_file.Outputs.Count];
        var highest = new Extreme[_file.Outputs.Count];
        Array.Fill(lowest, new(double.PositiveInfinity, 0, "", 0));
        Array.Fill(highest, new(double.NegativeInfinity, 0, "", 0));
        foreach (var (course, experiment) in _courses)
        {
            var sink = new WorstSink(course.Id, experiment.TimeUnit.Hours, lowest, highest, Failures);
            Ensemble.Run(experiment.Model, experiment.Individuals, new() { RelativeTolerance = 1e-5, Seed = _seed, Threads = threads }, sink, progress(course.Id), cancel);
            cancel.ThrowIfCancellationRequested();
        }

        return _file.Outputs.Select((o, i) => new WorstOf(o, lowest[i], highest[i])).ToValueList();
    }

    private sealed class WorstSink(string course, double hours, Extreme[] lowest, Extreme[] highest, List<string> failures) : IResultSink
    {
        public bool KeepsBlocks => false;

        public void Accept(ResultBlock block)
        {
            for (int k = 0; k < block.Count; k++)
            {
                int person = block.First + k + 1;
                if (!block.Outcomes[k].IsCompleted)
                {
                    failures.Add($"{course}: person {person} {block.Outcomes[k].Sentence}");
                }

                for (int row = block.RowStarts[k]; row < block.RowStarts[k + 1]; row++)
                {
                    for (int o = 0; o < lowest.Length; o++)
                    {
                        double value = block.Values[(row * block.OutputCount) + o];
                        if (double.IsNaN(value))
                        {
                            failures.Add($"{course}: person {person} has an output that is no number");
                        }

                        if (value < lowest[o].Value)
                        {
                            lowest[o] = new(value, person, course, block.Times[row] * hours);
                        }

                        if (value > highest[o].Value)
                        {
                            highest[o] = new(value, person, course, block.Times[row] * hours);
                        }
                    }
                }
            }
        }
    }
}

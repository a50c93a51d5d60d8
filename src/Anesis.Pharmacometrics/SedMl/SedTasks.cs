using Anesis.Formats.SedMl;
using Anesis.Mathematics;
using Anesis.Modeling.Expressions;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>One simulation of a task: its model, its times and what was observed at each; no rows when it failed.</summary>
internal sealed record SedSegment(string Model, string Task, double[] Times, double[][] Rows)
{
    /// <summary>The repeats that it is part of, from the outermost in.</summary>
    public IReadOnlyList<SedRepeat> Repeats { get; init; } = [];

    /// <summary>Simulations of the same number are one row of results; null: it is a row of its own.</summary>
    public int? Course { get; init; }
}

/// <summary>A repeat of a task, counted from 0, and which of its subtasks.</summary>
internal readonly record struct SedRepeat(string Task, int Repeat, int SubTask);

/// <summary>Runs tasks.</summary>
internal sealed class SedTasks(SedDocument document, SedNames names, Dictionary<string, ModelSession> sessions, IReadOnlyDictionary<string, double[]> data, Dictionary<string, EnsembleOptions> options, CancellationToken cancel)
{
    private int _courses;

    public List<string> Failures { get; } = [];

    /// <summary>The simulations of a task from the models' start, in order.</summary>
    public List<SedSegment> Run(SedTask task)
    {
        foreach (var session in sessions.Values)
        {
            session.Forget();
        }

        return [.. Run(task, new(StringComparer.Ordinal), [])];
    }

    private List<SedSegment> Run(SedTask task, Dictionary<string, double> ranges, SedRepeat[] repeats)
    {
        cancel.ThrowIfCancellationRequested();
        return task switch
        {
            SedSimulationTask single => [Simulate(single) with { Repeats = repeats }],
            SedRepeatedTask repeated => Repeat(repeated, ranges, repeats),
            _ => [],
        };
    }

    private List<SedSegment> Repeat(SedRepeatedTask task, Dictionary<string, double> outer, SedRepeat[] repeats)
    {
        var segments = new List<SedSegment>();
        var ordered = SedRanges.InOrder(task);
        int count = SedRanges.Count(task, id => data.GetValueOrDefault(id)?.Length ?? 0);
        string? model = names.DefaultModel(task);

        // A reset takes back what this task has set, and leaves what the tasks around it have.
        string[] involved = [.. names.Leaves(task.Id).Select(l => l.Model).Concat(task.Changes.Select(c => c.Model)).Concat(task.SubTasks.SelectMany(s => s.Changes).Select(c => c.Model)).Distinct(StringComparer.Ordinal).Where(sessions.ContainsKey)];
        var before = involved.ToDictionary(m => m, m => sessions[m].Settings, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            foreach (string id in task.ResetModel ? involved : [])
            {
                sessions[id].Reset(before[id]);
            }

            var now = new Dictionary<string, double>(outer, StringComparer.Ordinal);
            foreach (var range in ordered)
            {
                now[range.Id] = range is SedFunctionalRange function ? Evaluate(function.Formula, now, model) : Values(range) is { } list && i < list.Length ? list[i] : double.NaN;
            }

            Change(task.Changes, now);
            for (int k = 0; k < task.SubTasks.Count; k++)
            {
                Change(task.SubTasks[k].Changes, now);
                segments.AddRange(Run(document.Tasks.First(t => t.Id == task.SubTasks[k].Task), now, [.. repeats, new(task.Id, i, k)]));
            }
        }

        int course = _courses++;
        return task.Concatenate == true ? [.. segments.Select(s => s with { Course = course })] : segments;
    }

    private double[]? Values(SedRange range) => range switch
    {
        SedUniformRange uniform => [.. Enumerable.Range(0, uniform.Steps + 1).Select(i => uniform.Logarithmic
            ? Elementary.Exp(Elementary.Log(uniform.Start) + (i * (Elementary.Log(uniform.End) - Elementary.Log(uniform.Start)) / Math.Max(1, uniform.Steps)))
            : uniform.Start + (i * (uniform.End - uniform.Start) / Math.Max(1, uniform.Steps)))],
        SedVectorRange vector => [.. vector.Values],
        SedDataRange source => data.GetValueOrDefault(source.Source),
        _ => null,
    };

    private void Change(IEnumerable<SedSetValue> changes, Dictionary<string, double> ranges)
    {
        // All formulas see the values before the first change.
        var computed = changes.Select(c => (c.Model, Target: names.TargetOf(c), Value: InOwnForm(c, Evaluate(c.Formula, ranges, c.Model)))).ToList();
        foreach (var (model, target, value) in computed)
        {
            if (target is not null && double.IsFinite(value) && sessions.TryGetValue(model, out var session) && session.Has(target))
            {
                session.Set(target, value);
            }
            else
            {
                Failures.Add($"\"{target}\" of the model \"{model}\" cannot be set to {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            }
        }
    }

    /// <summary>An amount or concentration as the species means it in formulas.</summary>
    private double InOwnForm(SedSetValue change, double value) => names.ConversionOf(change) is { } conversion
        ? conversion.Multiply ? value * Now(change.Model, conversion.Compartment) : value / Now(change.Model, conversion.Compartment) : value;

    private double Now(string model, string name) => sessions.TryGetValue(model, out var session) && session.Observed.ToList().IndexOf(name) is >= 0 and var at ? session.Now(new() { Threads = 1 })[at] : double.NaN;

    private double Evaluate(SedFormula formula, Dictionary<string, double> ranges, string? usual)
    {
        var values = new Dictionary<string, double>(ranges, StringComparer.Ordinal);
        foreach (var (id, value) in formula.Parameters)
        {
            values[id] = value;
        }

        foreach (var variable in formula.Variables)
        {
            values[variable.Id] = ValueOf(variable, ranges, variable.Model ?? usual);
        }

        return formula.Math is null ? double.NaN : ExpressionValue.Of(formula.Math, id => values.GetValueOrDefault(id, double.NaN), call => SedGenerators.Aggregate(call.Function, call.Arguments.Select(a => ExpressionValue.Of(a, id => values.GetValueOrDefault(id, double.NaN)))));
    }

    private double ValueOf(SedVariable variable, Dictionary<string, double> ranges, string? model)
    {
        if (SedNames.IsReference(variable))
        {
            string id = variable.Target!.Path[1..];
            return ranges.TryGetValue(id, out double value) ? value : data.GetValueOrDefault(id) is [double only] ? only : double.NaN;
        }

        return model is null ? double.NaN : variable.IsTime ? sessions.GetValueOrDefault(model)?.Time ?? double.NaN : names.NameOf(model, variable) is { } name ? Now(model, name) : double.NaN;
    }

    private SedSegment Simulate(SedSimulationTask task)
    {
        var session = sessions[task.Model];
        var simulation = document.Simulations.First(s => s.Id == task.Simulation);
        var how = options[simulation.Id] with { Threads = 1 };
        switch (simulation)
        {
            case SedTimeCourse course:
                double[] times = [.. Enumerable.Range(0, course.Steps + 1).Select(i => course.Start + (i * (course.End - course.Start) / Math.Max(1, course.Steps)))];
                return Finish(task, times, session.Run(course.Initial, times, how));
            case SedOneStep step:
                double[] both = [session.Time, session.Time + step.Step];
                return Finish(task, both, session.Run(session.Time, both, how));
            default:
                if (!new SteadyStateSearch(session, how).Find())
                {
                    Failures.Add($"{task.Id}: no steady state was found");
                    return new(task.Model, task.Id, [double.NaN], [[.. session.Observed.Select(_ => double.NaN)]]);
                }

                return new(task.Model, task.Id, [double.NaN], [session.Now(how)]);
        }
    }

    private SedSegment Finish(SedSimulationTask task, double[] times, (double[][] Rows, Outcome Outcome) run)
    {
        if (run.Outcome.IsCompleted)
        {
            return new(task.Model, task.Id, times, run.Rows);
        }

        Failures.Add($"{task.Id}: {run.Outcome.Sentence}");
        return new(task.Model, task.Id, [], []);
    }
}

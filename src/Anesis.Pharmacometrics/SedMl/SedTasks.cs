using Anesis.Formats.SedMl;
using Anesis.Mathematics;
using Anesis.Modeling.Expressions;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>One simulation of a task: its model, its times and what was observed at each; no rows when it failed.</summary>
internal sealed record SedSegment(string Model, double[] Times, double[][] Rows);

/// <summary>Runs tasks.</summary>
internal sealed class SedTasks(SedDocument document, SedNames names, Dictionary<string, ModelSession> sessions, Dictionary<string, double[]> data, Dictionary<string, EnsembleOptions> options, CancellationToken cancel)
{
    public List<string> Failures { get; } = [];

    /// <summary>The simulations of a task from the models' start, in order.</summary>
    public List<SedSegment> Run(SedTask task)
    {
        foreach (var session in sessions.Values)
        {
            session.Forget();
        }

        var segments = new List<SedSegment>();
        Run(task, new(StringComparer.Ordinal), segments);
        return segments;
    }

    private void Run(SedTask task, Dictionary<string, double> ranges, List<SedSegment> segments)
    {
        cancel.ThrowIfCancellationRequested();
        switch (task)
        {
            case SedSimulationTask single:
                segments.Add(Simulate(single));
                break;
            case SedRepeatedTask repeated:
                Repeat(repeated, ranges, segments);
                break;
        }
    }

    private void Repeat(SedRepeatedTask task, Dictionary<string, double> outer, List<SedSegment> segments)
    {
        var values = task.Ranges.ToDictionary(r => r.Id, Values, StringComparer.Ordinal);
        int count = values.GetValueOrDefault(task.Range)?.Length ?? 0;
        for (int i = 0; i < count; i++)
        {
            if (task.ResetModel)
            {
                foreach (var session in sessions.Values)
                {
                    session.Reset();
                }
            }

            var now = new Dictionary<string, double>(outer, StringComparer.Ordinal);
            foreach (var (id, list) in values.Where(v => v.Value is not null))
            {
                now[id] = i < list!.Length ? list[i] : double.NaN;
            }

            foreach (var range in task.Ranges.OfType<SedFunctionalRange>())
            {
                now[range.Id] = Evaluate(range.Formula, now);
            }

            Change(task.Changes, now);
            foreach (var subTask in task.SubTasks)
            {
                Change(subTask.Changes, now);
                Run(document.Tasks.First(t => t.Id == subTask.Task), now, segments);
            }
        }
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
        var computed = changes.Select(c => (c.Model, Target: names.TargetOf(c), Value: Evaluate(c.Formula, ranges))).ToList();
        foreach (var (model, target, value) in computed)
        {
            if (target is not null && sessions.TryGetValue(model, out var session) && session.Has(target))
            {
                session.Set(target, value);
            }
            else
            {
                Failures.Add($"\"{target}\" of the model \"{model}\" cannot be set");
            }
        }
    }

    private double Evaluate(SedFormula formula, Dictionary<string, double> ranges)
    {
        var values = new Dictionary<string, double>(ranges, StringComparer.Ordinal);
        foreach (var (id, value) in formula.Parameters)
        {
            values[id] = value;
        }

        foreach (var variable in formula.Variables)
        {
            string model = variable.Model ?? document.Models[0].Id;
            values[variable.Id] = sessions.TryGetValue(model, out var session)
                ? variable.IsTime ? session.Time : names.NameOf(model, variable) is { } name ? session.Now(new() { Threads = 1 })[session.Observed.ToList().IndexOf(name)] : double.NaN
                : double.NaN;
        }

        return formula.Math is null ? double.NaN : ExpressionValue.Of(formula.Math, id => values.GetValueOrDefault(id, double.NaN), call => SedGenerators.Aggregate(call.Function, call.Arguments.Select(a => ExpressionValue.Of(a, id => values.GetValueOrDefault(id, double.NaN)))));
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
                    return new(task.Model, [double.NaN], [[.. session.Observed.Select(_ => double.NaN)]]);
                }

                return new(task.Model, [double.NaN], [session.Now(how)]);
        }
    }

    private SedSegment Finish(SedSimulationTask task, double[] times, (double[][] Rows, Outcome Outcome) run)
    {
        if (run.Outcome.IsCompleted)
        {
            return new(task.Model, times, run.Rows);
        }

        Failures.Add($"{task.Id}: {run.Outcome.Sentence}");
        return new(task.Model, [], []);
    }
}

using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.SedMl;

/// <summary>Checks that what an experiment refers to is in it (code AN0231).</summary>
internal static class SedReferences
{
    public static IReadOnlyList<Diagnostic> Check(SedDocument document)
    {
        var errors = new List<Diagnostic>();
        var models = document.Models.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var simulations = document.Simulations.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var tasks = document.Tasks.Select(t => t.Id).ToHashSet(StringComparer.Ordinal);
        var generators = document.Generators.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var task in document.Tasks)
        {
            switch (task)
            {
                case SedSimulationTask single:
                    Refer(single.Model, models, task, "model");
                    Refer(single.Simulation, simulations, task, "simulation");
                    break;
                case SedRepeatedTask repeated:
                    var ranges = repeated.Ranges.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
                    Refer(repeated.Range, ranges, task, "range");
                    foreach (var subTask in repeated.SubTasks)
                    {
                        Refer(subTask.Task, tasks, task, "task");
                    }

                    foreach (var change in repeated.Changes.Concat(repeated.SubTasks.SelectMany(s => s.Changes)))
                    {
                        Refer(change.Model, models, task, "model");
                    }

                    if (Contains(document, repeated.Id, repeated, 0))
                    {
                        errors.Add(new("AN0231", Severity.Error, task.Span, $"the task \"{task.Id}\" inside itself", "tasks that do not repeat themselves"));
                    }

                    break;
            }
        }

        foreach (var generator in document.Generators)
        {
            foreach (var variable in generator.Formula.Variables.Where(v => v.Task is not null))
            {
                Refer(variable.Task!, tasks, generator, "task");
            }
        }

        foreach (var output in document.Outputs)
        {
            var needed = output switch
            {
                SedPlot plot => plot.Curves.SelectMany(c => new[] { c.X, c.Y }),
                SedReport report => report.Columns.Select(c => c.Data),
                SedSurfacePlot surfaces => surfaces.Surfaces.SelectMany(s => new[] { s.X, s.Y, s.Z }),
                _ => [],
            };
            foreach (string id in needed)
            {
                Refer(id, generators, output, "data generator");
            }
        }

        return errors;

        void Refer(string id, HashSet<string> known, SedElement at, string what)
        {
            if (!known.Contains(id))
            {
                errors.Add(new("AN0231", Severity.Error, at.Span, $"the {what} \"{id}\" in \"{at.Id}\"", $"a {what} of the experiment", Spelling.Nearest(id, known)));
            }
        }
    }

    private static bool Contains(SedDocument document, string id, SedRepeatedTask task, int depth) => depth > 50 || task.SubTasks.Any(s => s.Task == id
        || (document.Tasks.FirstOrDefault(t => t.Id == s.Task) is SedRepeatedTask inner && Contains(document, id, inner, depth + 1)));
}

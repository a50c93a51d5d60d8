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
        Once(document.Models, "model");
        Once(document.Simulations, "simulation");
        Once(document.Tasks, "task");
        Once(document.Generators, "data generator");
        Once(document.Outputs, "output");
        Once(document.Data, "data description");
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
                    else if (Simulations(document, repeated) > MostSimulations)
                    {
                        errors.Add(new("AN0231", Severity.Error, task.Span, $"{Simulations(document, repeated).ToString("0", System.Globalization.CultureInfo.InvariantCulture)} simulations in the task \"{task.Id}\"", $"at most {MostSimulations}"));
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
                SedPlot plot => plot.Curves.SelectMany(c => new[] { c.X, c.Y }).Concat(plot.Areas.SelectMany(a => new[] { a.X, a.From, a.To })),
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

        void Once(IEnumerable<SedElement> elements, string what)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            errors.AddRange(elements.Where(e => e.Id.Length > 0 && !seen.Add(e.Id)).Select(e => new Diagnostic("AN0231", Severity.Error, e.Span, $"the {what} \"{e.Id}\" again", "an id that no other has")));
        }

        void Refer(string id, HashSet<string> known, SedElement at, string what)
        {
            if (!known.Contains(id))
            {
                errors.Add(new("AN0231", Severity.Error, at.Span, $"the {what} \"{id}\" in \"{at.Id}\"", $"a {what} of the experiment", Spelling.Nearest(id, known)));
            }
        }
    }

    private const int MostSimulations = 10_000_000;

    /// <summary>How often a task simulates, with the tasks that it repeats.</summary>
    private static double Simulations(SedDocument document, SedTask task) => task is not SedRepeatedTask repeated ? 1
        : repeated.SubTasks.Sum(s => document.Tasks.FirstOrDefault(t => t.Id == s.Task) is { } inner ? Simulations(document, inner) : 0)
            * repeated.Ranges.FirstOrDefault(r => r.Id == repeated.Range) switch { SedUniformRange u => u.Steps + 1.0, SedVectorRange v => v.Values.Count, _ => 1 };

    private static bool Contains(SedDocument document, string id, SedRepeatedTask task, int depth) => depth > 50 || task.SubTasks.Any(s => s.Task == id
        || (document.Tasks.FirstOrDefault(t => t.Id == s.Task) is SedRepeatedTask inner && Contains(document, id, inner, depth + 1)));
}

using System.Globalization;
using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.SedMl;

/// <summary>Checks that tasks and data generators hold each other without a circle, not too deep, and that what they make of each other stays within bounds (code AN0231).</summary>
internal static class SedNesting
{
    /// <summary>How deep tasks may repeat tasks, and data generators be made of others.</summary>
    private const int Deepest = 50;

    /// <summary>Simulations of a task, and output times in all of them: about 1 GB of results.</summary>
    private const double MostSimulations = 1_000_000, MostTimes = 2_000_000;

    public static IEnumerable<Diagnostic> Check(SedDocument document)
    {
        var tasks = document.Tasks.DistinctBy(t => t.Id).ToDictionary(t => t.Id, StringComparer.Ordinal);
        var generators = document.Generators.DistinctBy(g => g.Id).ToDictionary(g => g.Id, StringComparer.Ordinal);
        IEnumerable<string> Inner(string id) => tasks[id] is SedRepeatedTask repeated ? repeated.SubTasks.Select(s => s.Task).Where(tasks.ContainsKey).Distinct(StringComparer.Ordinal) : [];
        IEnumerable<string> Parts(string id) => generators[id].Formula.Variables.Select(v => v.Target?.Path ?? "").Where(p => p.StartsWith('#')).Select(p => p[1..]).Where(generators.ContainsKey).Distinct(StringComparer.Ordinal);
        var (taskOrder, taskDepth) = Inwards(tasks.Keys, Inner);
        var (generatorOrder, generatorDepth) = Inwards(generators.Keys, Parts);
        return tasks.Values.Where(t => !taskDepth.ContainsKey(t.Id) && IsInCircle(t.Id, Inner)).Select(t => new Diagnostic("AN0231", Severity.Error, t.Span, $"the task \"{t.Id}\" inside itself", "tasks that do not repeat themselves"))
            .Concat(TooDeep(taskOrder.Select(id => tasks[id]), taskDepth, "task"))
            .Concat(TooMany(document, tasks, taskOrder))
            .Concat(generators.Values.Where(g => !generatorDepth.ContainsKey(g.Id) && IsInCircle(g.Id, Parts)).Select(g => new Diagnostic("AN0231", Severity.Error, g.Span, $"the data generator \"{g.Id}\" made of itself", "data generators without a circle")))
            .Concat(TooDeep(generatorOrder.Select(id => generators[id]), generatorDepth, "data generator"));
    }

    /// <summary>All that neither is in a circle nor holds one, what is inside first, and how many stand inside each other in it.</summary>
    private static (List<string> Order, Dictionary<string, int> Depth) Inwards(IEnumerable<string> ids, Func<string, IEnumerable<string>> inner)
    {
        var holders = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var open = new Dictionary<string, int>(StringComparer.Ordinal);
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new List<string>();
        var ready = new Queue<string>();
        foreach (string id in ids)
        {
            string[] parts = [.. inner(id)];
            open[id] = parts.Length;
            foreach (string part in parts)
            {
                (holders.TryGetValue(part, out var known) ? known : holders[part] = []).Add(id);
            }

            if (parts.Length == 0)
            {
                ready.Enqueue(id);
            }
        }

        while (ready.TryDequeue(out string? id))
        {
            order.Add(id);
            depth.TryAdd(id, 1);
            foreach (string holder in holders.GetValueOrDefault(id) ?? [])
            {
                depth[holder] = Math.Max(depth.GetValueOrDefault(holder), depth[id] + 1);
                if (--open[holder] == 0)
                {
                    ready.Enqueue(holder);
                }
            }
        }

        foreach (string id in open.Where(o => o.Value > 0).Select(o => o.Key))
        {
            depth.Remove(id);
        }

        return (order, depth);
    }

    private static bool IsInCircle(string id, Func<string, IEnumerable<string>> inner)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>(inner(id));
        while (left.TryPop(out string? next))
        {
            if (next == id)
            {
                return true;
            }

            foreach (string further in seen.Add(next) ? inner(next) : [])
            {
                left.Push(further);
            }
        }

        return false;
    }

    /// <summary>The innermost ones that are too deep: those around them need no word of their own.</summary>
    private static IEnumerable<Diagnostic> TooDeep(IEnumerable<SedElement> elements, Dictionary<string, int> depth, string what) =>
        elements.Where(e => depth[e.Id] == Deepest + 1).Select(e => new Diagnostic("AN0231", Severity.Error, e.Span, $"the {what} \"{e.Id}\" with {Deepest} others inside each other", $"at most {Deepest - 1}"));

    private static IEnumerable<Diagnostic> TooMany(SedDocument document, Dictionary<string, SedTask> tasks, List<string> order)
    {
        var times = document.Simulations.DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s is SedTimeCourse course ? course.Steps + 1.0 : 2, StringComparer.Ordinal);
        var counts = new Dictionary<string, (double Simulations, double Times)>(StringComparer.Ordinal);
        foreach (var task in order.Select(id => tasks[id]))
        {
            (double Simulations, double Times) count = (1, task is SedSimulationTask single ? times.GetValueOrDefault(single.Simulation) : 0);
            if (task is SedRepeatedTask repeated)
            {
                double repeats = Math.Max(1.0, SedRanges.Count(repeated, _ => 1));
                var inner = repeated.SubTasks.Select(s => counts.GetValueOrDefault(s.Task)).ToList();
                count = (repeats * inner.Sum(c => c.Simulations), repeats * inner.Sum(c => c.Times));
            }

            counts[task.Id] = count;
            if (count.Simulations > MostSimulations)
            {
                yield return new("AN0231", Severity.Error, task.Span, $"{count.Simulations.ToString("0", CultureInfo.InvariantCulture)} simulations in the task \"{task.Id}\"", $"at most {MostSimulations}");
                yield break;
            }

            if (count.Times > MostTimes)
            {
                yield return new("AN0231", Severity.Error, task.Span, $"{count.Times.ToString("0", CultureInfo.InvariantCulture)} output times in all simulations of the task \"{task.Id}\"", $"at most {MostTimes}");
                yield break;
            }
        }
    }
}

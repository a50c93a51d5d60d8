using Anesis.Modeling.Diagnostics;

namespace Anesis.Formats.SedMl;

/// <summary>How many values the ranges of a repeated task have, and in which order they are computed.</summary>
public static class SedRanges
{
    /// <summary>The ranges, each after those that it is computed from; those in a circle are left out.</summary>
    public static IReadOnlyList<SedRange> InOrder(SedRepeatedTask task)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<SedRange>();
        var left = task.Ranges.ToList();
        while (left.Find(r => Sources(r, task).All(known.Contains)) is { } next)
        {
            left.Remove(next);
            ordered.Add(next);
            known.Add(next.Id);
        }

        return ordered;
    }

    /// <summary>How often a task repeats: the number of values of its range, of which a function has as many as the ranges that it is computed from.</summary>
    /// <param name="task">The task.</param>
    /// <param name="ofData">The number of values of a data source by its id.</param>
    public static int Count(SedRepeatedTask task, Func<string, int> ofData) => task.Ranges.FirstOrDefault(r => r.Id == task.Range) is { } range ? Count(range, task, ofData, 0) ?? 1 : 0;

    /// <summary>The number of a range's values; null for a function of no range, which has as many as are asked for.</summary>
    private static int? Count(SedRange range, SedRepeatedTask task, Func<string, int> ofData, int depth) => range switch
    {
        SedUniformRange uniform => uniform.Steps + 1,
        SedVectorRange vector => vector.Values.Count,
        SedDataRange source => ofData(source.Source),
        _ when depth > task.Ranges.Count => null,
        _ => Sources(range, task).Select(id => Count(task.Ranges.First(r => r.Id == id), task, ofData, depth + 1)).Min(),
    };

    /// <summary>Ranges in a circle, and those that end before the one that counts (code AN0231).</summary>
    public static IEnumerable<Diagnostic> Check(SedRepeatedTask task)
    {
        var ordered = InOrder(task);
        foreach (var range in task.Ranges.Where(r => !ordered.Contains(r)))
        {
            yield return new("AN0231", Severity.Error, range.Span, $"the range \"{range.Id}\" computed from itself", "ranges without a circle");
        }

        int count = ordered.Count == task.Ranges.Count ? Count(task, _ => 0) : 0;
        foreach (var range in ordered.Where(r => r is SedUniformRange or SedVectorRange && count > 0 && Count(r, task, _ => 0, 0) < count))
        {
            yield return new("AN0231", Severity.Error, range.Span, $"{Count(range, task, _ => 0, 0)} values in the range \"{range.Id}\"", $"at least the {count} of the range \"{task.Range}\" that the task \"{task.Id}\" repeats over");
        }
    }

    /// <summary>Ranges of the task that a range's formula names.</summary>
    private static IEnumerable<string> Sources(SedRange range, SedRepeatedTask task) => range is not SedFunctionalRange function ? []
        : function.Formula.Variables.Select(v => v.Target?.Path ?? "").Where(p => p.StartsWith('#')).Select(p => p[1..])
            .Concat(function.Formula.Math is null ? [] : Sbml.Validation.Formulas.Symbols(function.Formula.Math).Select(s => s.Id))
            .Append(function.Range ?? "").Where(id => task.Ranges.Any(r => r.Id == id)).Distinct(StringComparer.Ordinal);
}

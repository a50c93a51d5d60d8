using Anesis.Formats.SedMl;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>Computes data generators from the results of tasks, value by value.</summary>
internal sealed class SedGenerators(SedDocument document, SedNames names, Dictionary<string, List<SedSegment>> results, IReadOnlyDictionary<string, double[]> data, Dictionary<string, ModelSession> sessions)
{
    private readonly Dictionary<string, SedSeries> _computed = new(StringComparer.Ordinal);

    public SedSeries Compute(SedGenerator generator)
    {
        if (_computed.TryGetValue(generator.Id, out var known))
        {
            return known;
        }

        var formula = generator.Formula;
        var rows = formula.Variables.ToDictionary(v => v.Id, Values, StringComparer.Ordinal);
        var variables = rows.ToDictionary(r => r.Key, r => r.Value.ConvertAll(v => v.Values), StringComparer.Ordinal);
        foreach (var (id, value) in formula.Parameters)
        {
            variables[id] = [[value]];
        }

        List<double[]> segments = formula.Math is null ? [] : Elementwise(formula.Math, variables);
        var scans = segments.Count < 2 ? null : rows.Values.FirstOrDefault(r => r.Count == segments.Count)?.ConvertAll(r => r.Scan);
        return _computed[generator.Id] = new(segments.ToValueList()) { Scans = scans is null ? [] : [.. Numbered(scans)] };
    }

    /// <summary>Values of one simulation, and the repeats around the task that repeats it.</summary>
    private readonly record struct Row(double[] Values, string Scan);

    private static string ScanOf(IEnumerable<SedRepeat> repeats) => string.Join('/', repeats.SkipLast(1).Select(r => $"{r.Task}:{r.Repeat}:{r.SubTask}"));

    private static IEnumerable<int> Numbered(List<string> names)
    {
        var numbers = names.Distinct(StringComparer.Ordinal).Select((n, i) => (n, i)).ToDictionary(n => n.n, n => n.i, StringComparer.Ordinal);
        return names.Select(n => numbers[n]);
    }

    /// <summary>The formula for each value of its variables; single values go with all.</summary>
    private static List<double[]> Elementwise(Expression math, Dictionary<string, List<double[]>> variables)
    {
        // What stands inside a function over all values gives one value, whatever its length.
        string[] direct = [.. Direct(math).Distinct(StringComparer.Ordinal).Where(variables.ContainsKey)];
        var whole = Calls(math).Distinct().ToDictionary(c => c, c => Aggregate(c.Function, c.Arguments.SelectMany(a => Elementwise(a, variables).SelectMany(v => v))));
        int count = direct.Select(id => variables[id].Count).DefaultIfEmpty(1).Max();
        if (direct.Any(id => variables[id].Count == 0))
        {
            return [];
        }

        var segments = new List<double[]>();
        for (int k = 0; k < count; k++)
        {
            var here = direct.ToDictionary(id => id, id => variables[id][variables[id].Count == 1 ? 0 : Math.Min(k, variables[id].Count - 1)], StringComparer.Ordinal);
            int length = here.Values.Select(v => v.Length).Where(n => n != 1).DefaultIfEmpty(1).Max();
            int at = 0;
            double Value(string id) => here.TryGetValue(id, out double[]? values) ? values.Length == 1 ? values[0] : at < values.Length ? values[at] : double.NaN : double.NaN;
            double[] segment = new double[length];
            for (; at < length; at++)
            {
                segment[at] = ExpressionValue.Of(math, Value, call => whole[call]);
            }

            segments.Add(segment);
        }

        return segments;
    }

    private static IEnumerable<string> Direct(Expression expression) => expression switch
    {
        Symbol symbol => [symbol.Id],
        Apply apply => apply.Arguments.SelectMany(Direct),
        Piecewise piecewise => piecewise.Pieces.SelectMany(p => Direct(p.Value).Concat(Direct(p.Condition))).Concat(piecewise.Otherwise is null ? [] : Direct(piecewise.Otherwise)),
        _ => [],
    };

    /// <summary>The outermost functions over all values.</summary>
    private static IEnumerable<Call> Calls(Expression expression) => expression switch
    {
        Call call => [call],
        Apply apply => apply.Arguments.SelectMany(Calls),
        Piecewise piecewise => piecewise.Pieces.SelectMany(p => Calls(p.Value).Concat(Calls(p.Condition))).Concat(piecewise.Otherwise is null ? [] : Calls(piecewise.Otherwise)),
        _ => [],
    };

    /// <summary>Whether a term of KiSAO, or a name, makes one number of many.</summary>
    public static bool IsAggregate(string term) => !double.IsNaN(Aggregate(term, [1, 1]));

    /// <summary>A function over all values, by its name in SED-ML or its term of KiSAO; NaN when there is none of that name.</summary>
    public static double Aggregate(string function, IEnumerable<double> values)
    {
        double[] all = [.. values];
        double[] known = [.. all.Where(v => !double.IsNaN(v))];
        return function switch
        {
            _ when all.Length == 0 => double.NaN,
            "max" or "KISAO:0000830" => all.Max(),
            "KISAO:0000828" => known.DefaultIfEmpty(double.NaN).Max(),
            "min" or "KISAO:0000840" => all.Min(),
            "KISAO:0000829" => known.DefaultIfEmpty(double.NaN).Min(),
            "mean" or "KISAO:0000841" => all.Average(),
            "KISAO:0000825" => known.DefaultIfEmpty(double.NaN).Average(),
            "sum" or "KISAO:0000845" => all.Sum(),
            "KISAO:0000844" => known.Sum(),
            "KISAO:0000842" => Deviation(all),
            "KISAO:0000826" => Deviation(known),
            "KISAO:0000843" => Deviation(all) / Math.Sqrt(all.Length),
            "KISAO:0000827" => Deviation(known) / Math.Sqrt(known.Length),
            "product" => all.Aggregate(1.0, (a, b) => a * b),
            "count" => all.Length,
            _ => double.NaN,
        };
    }

    /// <summary>The standard deviation of all values as a whole population (the sum of squares divided by their number); NaN for none.</summary>
    private static double Deviation(double[] values)
    {
        double mean = values.Length == 0 ? double.NaN : values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / values.Length);
    }

    private List<Row> Values(SedVariable variable)
    {
        string? term = new[] { variable.Dimension, variable.Term }.FirstOrDefault(t => t is not null && IsAggregate(t));
        if (SedNames.IsReference(variable))
        {
            string id = variable.Target!.Path[1..];
            var referred = data.TryGetValue(id, out double[]? values) ? new SedSeries([values]) : document.Generators.FirstOrDefault(g => g.Id == id) is { } other ? Compute(other) : new([]);
            return term is null ? [.. referred.Segments.Select((s, i) => new Row(s, i < referred.Scans.Count ? $"{referred.Scans[i]}" : ""))] : [new([Aggregate(term, referred.All)], "")];
        }

        var found = new List<(SedSegment Segment, double[] Values)>();
        double last = double.NaN;
        foreach (var segment in variable.Task is null ? [] : results[variable.Task])
        {
            if (variable.IsTime)
            {
                found.Add((segment, segment.Times));
            }
            else if (names.NameOf(segment.Model, variable) is { } name && sessions[segment.Model].Observed.ToList().IndexOf(name) is >= 0 and var column)
            {
                double[] values = [.. segment.Rows.Select(r => r[column])];
                last = values.Length > 0 ? values[^1] : last;
                found.Add((segment, values));
            }
            else if (variable.Model is not null)
            {
                // While another model is simulated, this one stands still.
                found.Add((segment, [.. segment.Times.Select(_ => last)]));
            }
        }

        return term is null ? Joined(found) : Reduced(term, variable.AppliedTo, found);
    }

    /// <summary>Simulations that a task puts together are one row.</summary>
    private static List<Row> Joined(List<(SedSegment Segment, double[] Values)> found) =>
        [.. found.Select((f, i) => (f.Values, Scan: ScanOf(f.Segment.Repeats), Row: f.Segment.Course is { } course ? -1 - course : i)).GroupBy(f => f.Row).Select(g => new Row([.. g.SelectMany(f => f.Values)], g.First().Scan))];

    /// <summary>One number of all values, or for each simulation, or each time, or each repeat of a task: as the tasks that it is taken over leave.</summary>
    private List<Row> Reduced(string term, ValueList<string> over, List<(SedSegment Segment, double[] Values)> found)
    {
        if (over.IsEmpty)
        {
            return [new([Aggregate(term, found.SelectMany(f => f.Values))], "")];
        }

        var subTasks = document.Tasks.OfType<SedRepeatedTask>().SelectMany(t => t.SubTasks).Where(s => s.Id.Length > 0).DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Task, StringComparer.Ordinal);
        var tasks = over.Select(id => subTasks.GetValueOrDefault(id, id)).ToHashSet(StringComparer.Ordinal);
        var groups = found.GroupBy(f => string.Join('/', f.Segment.Repeats.Select(r => tasks.Contains(r.Task) ? $"*{r.SubTask}" : $"{r.Repeat}:{r.SubTask}"))).Select(g => g.ToList());
        return [.. groups.Select(group => new Row(
            tasks.Contains(group[0].Segment.Task)
            ? [Aggregate(term, group.SelectMany(f => f.Values))]
            : [.. Enumerable.Range(0, group.Max(f => f.Values.Length)).Select(i => Aggregate(term, group.Where(f => i < f.Values.Length).Select(f => f.Values[i])))],
            ScanOf(group[0].Segment.Repeats.Where(r => !tasks.Contains(r.Task)))))];
    }
}

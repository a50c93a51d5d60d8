using Anesis.Formats.SedMl;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>Computes data generators from the results of tasks, value by value.</summary>
internal sealed class SedGenerators(SedNames names, Dictionary<string, List<SedSegment>> results, Dictionary<string, double[]> data, Dictionary<string, ModelSession> sessions, IEnumerable<SedTask> tasks)
{
    private readonly HashSet<string> _repeated = [.. tasks.OfType<SedRepeatedTask>().Select(t => t.Id)];

    public SedSeries Compute(SedGenerator generator)
    {
        var formula = generator.Formula;
        var variables = formula.Variables.ToDictionary(v => v.Id, Values, StringComparer.Ordinal);
        if (formula.Math is null)
        {
            return new([]);
        }

        var constants = formula.Parameters.ToDictionary(p => p.Id, p => p.Value, StringComparer.Ordinal);
        // What stands inside a function over all values gives one value, whatever its length.
        var direct = Direct(formula.Math).ToHashSet(StringComparer.Ordinal);
        int count = variables.Where(v => direct.Contains(v.Key)).Select(v => v.Value.Count).DefaultIfEmpty(1).Max();
        var segments = new double[count][];
        for (int k = 0; k < count; k++)
        {
            var here = variables.ToDictionary(v => v.Key, v => v.Value.Count == 0 ? [] : v.Value[v.Value.Count == 1 ? 0 : Math.Min(k, v.Value.Count - 1)], StringComparer.Ordinal);
            int length = here.Where(v => direct.Contains(v.Key)).Select(v => v.Value.Length).Where(n => n != 1).DefaultIfEmpty(1).Max();
            double Whole(Call call) => Aggregate(call.Function, call.Arguments.SelectMany(Everything));
            IEnumerable<double> Everything(Expression e) => e is Symbol s && variables.TryGetValue(s.Id, out var all) ? all.SelectMany(v => v) : [ExpressionValue.Of(e, id => constants.GetValueOrDefault(id, double.NaN))];
            int at = 0;
            segments[k] = [.. Enumerable.Range(0, length).Select(i =>
            {
                at = i;
                return ExpressionValue.Of(formula.Math, Value, Whole);
            })];
            double Value(string id) => here.TryGetValue(id, out double[]? values) ? values.Length == 1 ? values[0] : at < values.Length ? values[at] : double.NaN : constants.GetValueOrDefault(id, double.NaN);
        }

        return new(segments.ToValueList());
    }

    private static IEnumerable<string> Direct(Expression expression) => expression switch
    {
        Symbol symbol => [symbol.Id],
        Apply apply => apply.Arguments.SelectMany(Direct),
        Piecewise piecewise => piecewise.Pieces.SelectMany(p => Direct(p.Value).Concat(Direct(p.Condition))).Concat(piecewise.Otherwise is null ? [] : Direct(piecewise.Otherwise)),
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

    private List<double[]> Values(SedVariable variable)
    {
        if (SedNames.IsData(variable))
        {
            return data.TryGetValue(variable.Target!.Path.TrimStart('#'), out double[]? values) ? [values] : [];
        }

        var found = new List<double[]>();
        foreach (var segment in variable.Task is null ? [] : results[variable.Task])
        {
            if (variable.IsTime)
            {
                found.Add(segment.Times);
            }
            else if (names.NameOf(segment.Model, variable) is { } name && sessions[segment.Model].Observed.ToList().IndexOf(name) is >= 0 and var column)
            {
                found.Add([.. segment.Rows.Select(r => r[column])]);
            }
        }

        return new[] { variable.Dimension, variable.Term }.FirstOrDefault(t => t is not null && IsAggregate(t)) is { } term ? Reduced(term, variable.AppliedTo, found) : found;
    }

    /// <summary>One number of all values; or one a simulation, where the times are what is reduced; or one a time, where the repeats are.</summary>
    private List<double[]> Reduced(string term, ValueList<string> over, List<double[]> found)
    {
        bool times = over.IsEmpty || over.Any(t => !_repeated.Contains(t)), repeats = over.IsEmpty || over.Any(_repeated.Contains);
        return times && repeats ? [[Aggregate(term, found.SelectMany(v => v))]]
            : times ? [.. found.Select(v => new[] { Aggregate(term, v) })]
            : [[.. Enumerable.Range(0, found.Select(v => v.Length).DefaultIfEmpty(0).Max()).Select(i => Aggregate(term, found.Where(v => i < v.Length).Select(v => v[i])))]];
    }
}

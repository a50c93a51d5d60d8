using System.Globalization;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;

namespace Anesis.Formats.Petab;

/// <summary>Checks that what the tables of a problem refer to is there, and that values can be used (codes AN0824, AN0825).</summary>
internal static class PetabCheck
{
    public static void Check(PetabProblem problem, List<Diagnostic> diagnostics)
    {
        var model = problem.Model;
        var entities = model.Parameters.Select(p => p.Id).Concat(model.Species.Select(s => s.Id)).Concat(model.Compartments.Select(c => c.Id)).ToHashSet(StringComparer.Ordinal);
        var reactions = model.Reactions.Select(r => r.Id).Concat(model.Reactions.SelectMany(r => r.Reactants.Concat(r.Products)).Select(r => r.Id)).ToHashSet(StringComparer.Ordinal);
        var parameters = Unique(problem.Parameters, p => p.Id, p => p.Span, "parameter");
        var conditions = Unique(problem.Conditions, c => c.Id, c => c.Span, "condition");
        var observables = Unique(problem.Observables, o => o.Id, o => o.Span, "observable");
        foreach (var parameter in problem.Parameters)
        {
            if (parameter.Nominal is null && !parameter.IsEstimated)
            {
                Error(parameter.Span, $"the fixed parameter {parameter.Id} without a nominal value", "one");
            }

            if (parameter.Lower > parameter.Upper)
            {
                Error(parameter.Span, $"bounds of {parameter.Id} that exclude each other", "lowerBound at most upperBound");
            }
        }

        foreach (var condition in problem.Conditions)
        {
            foreach (var (target, value) in condition.Values)
            {
                if (!entities.Contains(target))
                {
                    Error(condition.Span, $"the column \"{target}\" of the condition table", "a parameter, species or compartment of the model", Spelling.Nearest(target, entities));
                }

                Known(value, condition.Span, $"as {target} in the condition {condition.Id}");
            }
        }

        foreach (var observable in problem.Observables)
        {
            if (Literal(observable.Noise) is { } noise && !(noise > 0))
            {
                Error(observable.Span, $"the noise {noise.ToString(CultureInfo.InvariantCulture)} of {observable.Id}", "a standard deviation or scale above 0");
            }

            foreach (string name in Names(observable.Formula).Concat(Names(observable.Noise)).Distinct(StringComparer.Ordinal))
            {
                if (!entities.Contains(name) && !parameters.Contains(name) && !reactions.Contains(name) && name != "time" && name != observable.Id && !IsPlaceholder(name, observable.Id))
                {
                    Error(observable.Span, $"\"{name}\" in the formulas of {observable.Id}", "a quantity of the model, a parameter of the parameter table or a placeholder such as observableParameter1_" + observable.Id,
                        Spelling.Nearest(name, entities.Concat(parameters)));
                }
            }
        }

        var placeholders = new Dictionary<(string, string), int>();
        foreach (var observable in problem.Observables)
        {
            foreach (string kind in new[] { "observableParameter", "noiseParameter" })
            {
                placeholders[(observable.Id, kind)] = Names(observable.Formula).Concat(Names(observable.Noise)).Select(n => PlaceOf(n, kind, observable.Id)).DefaultIfEmpty(0).Max();
            }
        }

        foreach (var measurement in problem.Measurements)
        {
            Refer(measurement.Observable, observables, measurement.Span, "observable");
            Refer(measurement.Condition, conditions, measurement.Span, "condition");
            if (measurement.Preequilibration is { } before)
            {
                Refer(before, conditions, measurement.Span, "condition");
            }

            if (problem.Observables.FirstOrDefault(o => o.Id == measurement.Observable) is { } measured)
            {
                Count(measurement.ObservableParameters.Count, "observableParameter", measured, measurement.Span);
                Count(measurement.NoiseParameters.Count, "noiseParameter", measured, measurement.Span);
                if (measured.Transformation != PetabScale.Lin && measurement.Value <= 0)
                {
                    Error(measurement.Span, $"the measurement {measurement.Value.ToString(CultureInfo.InvariantCulture)} of {measured.Id}, which is compared as a logarithm", "a value above 0");
                }
            }

            if (double.IsNaN(measurement.Time) || measurement.Time < 0)
            {
                Error(measurement.Span, $"the time {measurement.Time}", "0 or later, or inf for the steady state");
            }

            foreach (var value in measurement.ObservableParameters.Concat(measurement.NoiseParameters))
            {
                Known(value, measurement.Span, "among the measurement's parameters");
            }
        }

        HashSet<string> Unique<T>(ValueList<T> items, Func<T, string> id, Func<T, SourceSpan> at, string what)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var item in items.Where(i => !seen.Add(id(i))))
            {
                Error(at(item), $"the {what} \"{id(item)}\" again", "it once");
            }

            return seen;
        }

        void Count(int given, string kind, PetabObservable observable, SourceSpan at)
        {
            int needed = placeholders[(observable.Id, kind)];
            if (given != needed)
            {
                Error(at, $"{given} {kind}s for {observable.Id}", $"{needed}, as its formulas have");
            }
        }

        void Refer(string id, HashSet<string> known, SourceSpan at, string what)
        {
            if (!known.Contains(id))
            {
                Error(at, $"the {what} \"{id}\"", $"one of the {what} table", Spelling.Nearest(id, known));
            }
        }

        void Known(PetabValue value, SourceSpan at, string where)
        {
            if (value.Id is { } id && !parameters.Contains(id) && !entities.Contains(id))
            {
                Error(at, $"\"{id}\" {where}", "a number or a parameter of the parameter table", Spelling.Nearest(id, parameters));
            }
        }

        void Error(SourceSpan at, string found, string expected, string? nearest = null)
        {
            if (diagnostics.Count < 200)
            {
                diagnostics.Add(new("AN0824", Severity.Error, at, found, expected, nearest));
            }
        }
    }

    private static bool IsPlaceholder(string name, string observable) =>
        name.EndsWith("_" + observable, StringComparison.Ordinal) && (name.StartsWith("observableParameter", StringComparison.Ordinal) || name.StartsWith("noiseParameter", StringComparison.Ordinal));

    private static double? Literal(Expression expression) => expression switch
    {
        Number number => number.Value,
        Apply { Operator: Operator.Minus, Arguments: [Number number] } => -number.Value,
        _ => null,
    };

    /// <summary>The number of a placeholder, or 0 for another name.</summary>
    private static int PlaceOf(string name, string kind, string observable) =>
        name.StartsWith(kind, StringComparison.Ordinal) && name.EndsWith("_" + observable, StringComparison.Ordinal) && name.Length > kind.Length + observable.Length + 1
        && int.TryParse(name.AsSpan(kind.Length, name.Length - kind.Length - observable.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int place) ? place : 0;

    private static IEnumerable<string> Names(Expression expression) => expression switch
    {
        Symbol symbol => [symbol.Id],
        Apply apply => apply.Arguments.SelectMany(Names),
        Call call => call.Arguments.SelectMany(Names),
        Piecewise piecewise => piecewise.Pieces.SelectMany(p => Names(p.Value).Concat(Names(p.Condition))).Concat(piecewise.Otherwise is null ? [] : Names(piecewise.Otherwise)),
        _ => [],
    };
}

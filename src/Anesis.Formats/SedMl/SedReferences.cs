using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;

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
        var sources = document.Data.SelectMany(d => d.Sources).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        Once(document.Models, "model");
        Once(document.Simulations, "simulation");
        Once(document.Tasks, "task");
        Once(document.Generators, "data generator");
        Once(document.Outputs, "output");
        Once(document.Data, "data description");
        Once(document.Styles, "style");
        var styles = document.Styles.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var style in document.Styles.Where(x => x.Base is not null))
        {
            Refer(style.Base!, styles, style, "style");
            if (IsItsOwnBase(document, style))
            {
                errors.Add(new("AN0231", Severity.Error, style.Span, $"the style \"{style.Id}\" on itself as its base", "styles without a circle"));
            }
        }

        foreach (var task in document.Tasks)
        {
            switch (task)
            {
                case SedSimulationTask single:
                    Refer(single.Model, models, task, "model");
                    Refer(single.Simulation, simulations, task, "simulation");
                    break;
                case SedEstimationTask estimation:
                    Refer(estimation.Model, models, task, "model");
                    break;
                case SedRepeatedTask repeated:
                    var ranges = repeated.Ranges.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
                    Refer(repeated.Range, ranges, task, "range");
                    foreach (var subTask in repeated.SubTasks)
                    {
                        Refer(subTask.Task, tasks, task, "task");
                    }

                    if (repeated.SubTasks.IsEmpty)
                    {
                        errors.Add(new("AN0231", Severity.Error, task.Span, $"the repeated task \"{task.Id}\" without a subtask", "at least one"));
                    }

                    errors.AddRange(SedRanges.Check(repeated));
                    foreach (var range in repeated.Ranges.OfType<SedDataRange>())
                    {
                        Refer(range.Source, sources, range, "data source");
                    }

                    foreach (var change in repeated.Changes.Concat(repeated.SubTasks.SelectMany(s => s.Changes)))
                    {
                        Refer(change.Model, models, task, "model");
                    }

                    break;
            }
        }

        errors.AddRange(SedNesting.Check(document));
        foreach (var (formula, at, visible) in Formulas(document))
        {
            errors.AddRange(Names(formula, at, visible));
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
                SedPlot plot => plot.Curves.SelectMany(c => new[] { c.X, c.Y, c.XErrorUpper, c.XErrorLower, c.YErrorUpper, c.YErrorLower }.OfType<string>()).Concat(plot.Areas.SelectMany(a => new[] { a.X, a.From, a.To })),
                SedReport report => report.Columns.Select(c => c.Data),
                SedSurfacePlot surfaces => surfaces.Surfaces.SelectMany(s => new[] { s.X, s.Y, s.Z }),
                _ => [],
            };
            var styled = output switch
            {
                SedPlot plot => plot.Curves.Select(c => c.Style).Concat(plot.Areas.Select(a => a.Style)).Append(plot.RightY?.Style),
                SedSurfacePlot surfaces => surfaces.Surfaces.Select(s => s.Style).Append(surfaces.Z.Style),
                _ => [],
            };
            foreach (string id in styled.Concat(output is SedPicture picture ? [picture.X.Style, picture.Y.Style] : []).OfType<string>().Distinct(StringComparer.Ordinal))
            {
                Refer(id, styles, output, "style");
            }

            if (output is SedFigure figure)
            {
                errors.AddRange(Places(document, figure));
            }

            if (output is SedEstimationOutput estimation)
            {
                Refer(estimation.Task, tasks, output, "task");
            }

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

    /// <summary>Formulas with the names of ranges that may stand in them.</summary>
    private static IEnumerable<(SedFormula Formula, SourceSpan At, HashSet<string> Visible)> Formulas(SedDocument document)
    {
        foreach (var generator in document.Generators)
        {
            yield return (generator.Formula, generator.Span, []);
        }

        foreach (var change in document.Models.SelectMany(m => m.Changes).OfType<SedComputeChange>())
        {
            yield return (change.Formula, change.Span, []);
        }

        // The ranges of a task are visible in the tasks that it repeats.
        var ranges = document.Tasks.OfType<SedRepeatedTask>().SelectMany(t => t.Ranges).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var task in document.Tasks.OfType<SedRepeatedTask>())
        {
            foreach (var range in task.Ranges.OfType<SedFunctionalRange>())
            {
                yield return (range.Formula, range.Span, ranges);
            }

            foreach (var change in task.Changes.Concat(task.SubTasks.SelectMany(s => s.Changes)))
            {
                yield return (change.Formula, change.Span, ranges);
            }
        }
    }

    private static IEnumerable<Diagnostic> Names(SedFormula formula, SourceSpan at, HashSet<string> visible)
    {
        if (formula.Math is null)
        {
            return [new("AN0231", Severity.Error, at, "a calculation without <math>", "a formula")];
        }

        string[] own = [.. formula.Variables.Select(v => v.Id), .. formula.Parameters.Select(p => p.Id), .. visible];
        var parts = Sbml.Validation.Formulas.Parts(formula.Math).ToList();
        return parts.OfType<Symbol>().Select(s => s.Id).Distinct(StringComparer.Ordinal).Where(id => !own.Contains(id, StringComparer.Ordinal))
            .Select(id => new Diagnostic("AN0231", Severity.Error, at, $"\"{id}\" in a formula", "a variable or parameter of its lists" + (visible.Count > 0 ? ", or a range" : ""), Spelling.Nearest(id, own)))
            .Concat(parts.OfType<Call>().Select(c => c.Function).Distinct(StringComparer.Ordinal).Where(f => !Functions.Contains(f, StringComparer.Ordinal))
                .Select(f => new Diagnostic("AN0231", Severity.Error, at, $"the function \"{f}\" in a formula", "a function of MathML, or min, max, sum or product of SED-ML", Spelling.Nearest(f, Functions))));
    }

    private static IEnumerable<Diagnostic> Places(SedDocument document, SedFigure figure)
    {
        var plots = document.Outputs.Where(o => o is SedPicture or SedEstimationOutput).Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        var taken = new Dictionary<(int Row, int Column), string>();
        foreach (var place in figure.SubPlots)
        {
            if (!plots.Contains(place.Plot))
            {
                yield return new("AN0231", Severity.Error, place.Span, $"the plot \"{place.Plot}\" in the figure \"{figure.Id}\"", "a plot of the experiment", Spelling.Nearest(place.Plot, plots));
            }

            if (place.Row + place.RowSpan - 1 > figure.Rows || place.Column + place.ColumnSpan - 1 > figure.Columns)
            {
                yield return new("AN0231", Severity.Error, place.Span, $"the plot \"{place.Plot}\" in row {place.Row}, column {place.Column} with {place.RowSpan} rows and {place.ColumnSpan} columns", $"a place in the figure's {figure.Rows} rows and {figure.Columns} columns");
                continue;
            }

            for (int row = place.Row; row < place.Row + place.RowSpan; row++)
            {
                for (int column = place.Column; column < place.Column + place.ColumnSpan; column++)
                {
                    if (!taken.TryAdd((row, column), place.Plot))
                    {
                        yield return new("AN0231", Severity.Error, place.Span, $"the plot \"{place.Plot}\" over \"{taken[(row, column)]}\" in row {row}, column {column}", "a place of its own");
                        yield break;
                    }
                }
            }
        }
    }

    private static bool IsItsOwnBase(SedDocument document, SedStyle style)
    {
        string? next = style.Base;
        for (int i = 0; i < document.Styles.Count && next is not null && next != style.Id; i++)
        {
            next = document.Styles.FirstOrDefault(x => x.Id == next)?.Base;
        }

        return next == style.Id;
    }

    /// <summary>Functions over all values that data generators know.</summary>
    private static readonly string[] Functions = ["min", "max", "sum", "product", "mean", "count"];
}

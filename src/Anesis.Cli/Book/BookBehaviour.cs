using Anesis.Cli.Commands;
using Anesis.Ketamine;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Reports.Pictures;
using Anesis.Simulation.Ensembles;

namespace Anesis.Cli.Book;

/// <summary>What one typical person's modules do in three experiments that every page shows.</summary>
internal sealed class BookBehaviour
{
    private static readonly (string Name, string Regimen, string Until, string Every, (string Id, double Value)[] Sets, string Axis, double PerUnit)[] Experiments =
    [
        ("Six hours from an infusion of 0.5 mg/kg over 40 min", "0.5 mg/kg ketamine iv over 40 min", "6 h", "2 min", [], "h", 1),
        ("Four weeks, infusions twice a week in the first two", "0.5 mg/kg ketamine iv over 40 min, twice weekly for 2 weeks", "28 d", "1 h", [], "days", 24),
        ("Twenty weeks, under stress in the first eight", "", "140 d", "12 h", [("stressor", 2), ("stressor_duration", 1344)], "days", 24),
    ];

    private const int MostPanels = 6;

    private readonly Model _model;
    private readonly List<(string Name, string Axis, double[] Times, string[] Outputs, double[] Values)> _runs = [];

    /// <summary>Runs the experiments.</summary>
    /// <param name="outputs">What the pages may show.</param>
    /// <param name="cancel">Ends the run.</param>
    public BookBehaviour(IEnumerable<string> outputs, CancellationToken cancel)
    {
        _model = ShippedModels.Model("person")!.Then(Flattening.Flatten).Value!;
        string[] shown = [.. outputs.Where(ModelQuantities.Of(_model).Contains).Distinct(StringComparer.Ordinal)];
        foreach (var (name, regimen, until, every, sets, axis, perUnit) in Experiments)
        {
            var wrong = new List<Modeling.Diagnostics.Diagnostic>();
            double end = TimeText.Read(until, "until", new TimeUnit(1, "h"), "", wrong);
            double[] times = OutputGrid.Read(every, "every", new TimeUnit(1, "h"), end, wrong);
            var experiment = Experiment.Prepare(new(_model)
            {
                Regimen = regimen.Length == 0 ? null : RegimenText.Read(regimen, name).Value,
                Routes = ShippedModels.Routes("person")!.Value,
                Settings = sets.ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal),
                OutputTimes = times,
                Outputs = shown.ToValueList(),
            }).Value ?? throw new InvalidOperationException($"the book's experiment \"{name}\" cannot be prepared");
            var sink = new MemorySink();
            Ensemble.Run(experiment.Model, experiment.Individuals, new() { RelativeTolerance = 1e-7 }, sink, null, cancel);
            cancel.ThrowIfCancellationRequested();
            _runs.Add((name, axis, [.. times.Select(t => t / perUnit)], shown, sink.Blocks[0].Values));
        }
    }

    /// <summary>Pictures of the outputs that move, an experiment each; experiments in which none moves are left out.</summary>
    public IEnumerable<Picture> Of(IReadOnlyList<string> outputs, string note)
    {
        foreach (var (name, axis, times, columns, values) in _runs)
        {
            var panels = outputs.Select(o => Array.IndexOf(columns, o)).Where(c => c >= 0).Select(c => (Column: c, Course: (double[])[.. times.Select((_, t) => values[(t * columns.Length) + c])]))
                .Where(p => p.Course.Max() - p.Course.Min() > 0.01 * (Math.Abs(p.Course[0]) + 1e-9)).Take(MostPanels)
                .Select(p => Panel(columns[p.Column], times, p.Course, axis)).ToValueList();
            if (!panels.IsEmpty)
            {
                yield return new() { Title = name, Panels = panels, Note = note };
            }
        }
    }

    private Panel Panel(string output, double[] times, double[] course, string axis)
    {
        var column = OutputUnits.Columns(_model, [output])[0];
        string title = column.Label is { } label ? char.ToUpperInvariant(label[0]) + label[1..] : output;
        return new(new("Time", axis), new("", column.Unit), [new LineLayer(times.ToValueList(), course.ToValueList())]) { Title = title };
    }
}

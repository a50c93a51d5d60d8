using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Ketamine.Claims;

/// <summary>
/// All arms of one model, each once: for arms of a typical person the model is compiled once, every parameter that some arm sets is an input, and every arm is an individual;
/// arms of many people are compiled each.
/// </summary>
internal sealed class ArmBatch
{
    private readonly Model _model;
    private readonly RouteMap? _routes;
    private readonly TimeUnit _unit;
    private readonly HashSet<string> _quantities;
    private readonly List<Diagnostic> _errors;
    private readonly List<PlannedArm> _arms = [];
    private readonly List<(int Typical, CrowdArm? Crowd)> _runs = [];
    private readonly Dictionary<(Arm Arm, ValueList<(string Id, double Value)> Sets), int> _known = [];
    private readonly List<string> _outputs = [];
    private CompiledModel? _compiled;
    private string[] _inputs = [];

    private ArmBatch(Model model, RouteMap? routes, List<Diagnostic> errors)
    {
        _model = model;
        _routes = routes;
        _unit = ModelTime.UnitOf(model);
        _quantities = ModelQuantities.Of(model);
        _errors = errors;
    }

    public int Count => _runs.Count;

    /// <summary>Null, with an error, when no such model ships.</summary>
    public static ArmBatch? Create(ClaimFile file, List<Diagnostic> errors)
    {
        if (ShippedModels.Model(file.Model) is not { } document)
        {
            errors.Add(new("AN0923", Severity.Error, file.ModelSpan, $"the model \"{file.Model}\"", $"one that ships: {string.Join(", ", ShippedModels.Models)}", Spelling.Nearest(file.Model, ShippedModels.Models)));
            return null;
        }

        var flat = document.Then(Flattening.Flatten);
        var routes = ShippedModels.Routes(file.Model);
        errors.AddRange(flat.Diagnostics.Concat(routes?.Diagnostics ?? []).Where(d => d.Severity == Severity.Error));
        return flat.IsOk ? new(flat.Value, routes?.Value, errors) : null;
    }

    /// <summary>The column of an output in a run; 0, with an error, when the model has no such quantity.</summary>
    public int Output(int run, string id, SourceSpan span)
    {
        if (!_quantities.Contains(id))
        {
            Unknown(id, span);
            return 0;
        }

        if (_runs[run].Crowd is { } crowd)
        {
            return crowd.Column(id);
        }

        int known = _outputs.IndexOf(id);
        if (known < 0)
        {
            known = _outputs.Count;
            _outputs.Add(id);
        }

        return known;
    }

    /// <summary>The number of the arm's run, which equal arms share.</summary>
    public int Run(Arm arm, ValueList<Setting> mutation)
    {
        var sets = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (id, value, span) in arm.Sets.Concat(mutation))
        {
            if (!_quantities.Contains(id))
            {
                Unknown(id, span);
            }

            sets[id] = value;
        }

        var key = (arm with { Id = "", Sets = [], Span = default }, sets.Select(s => (s.Key, s.Value)).ToValueList());
        if (!_known.TryGetValue(key, out int run))
        {
            run = _runs.Count;
            _known.Add(key, run);
            _runs.Add(arm.People is null ? (_arms.Count, null) : (-1, new CrowdArm(arm, sets)));
            if (arm.People is null)
            {
                _arms.Add(Plan(arm, sets));
            }
        }

        return run;
    }

    /// <summary>Compiles; nothing may be added afterwards.</summary>
    public void Compile()
    {
        _inputs = [.. _arms.SelectMany(a => a.Sets.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var compiled = Compiler.Compile(_model, new CompileRequest { Inputs = [.. _inputs], Outputs = [.. _outputs] });
        _errors.AddRange(compiled.Diagnostics.Where(d => d.Severity == Severity.Error));
        if (!compiled.IsOk)
        {
            return;
        }

        _compiled = compiled.Value;
        foreach (var crowd in _runs.Select(r => r.Crowd).OfType<CrowdArm>())
        {
            crowd.Compile(_model, _routes, _unit, _errors);
        }

        var targets = _compiled.Dosing.Select(d => d.Species).ToList();
        foreach (var (arm, species) in _arms.SelectMany(a => a.Entries.Select(e => (a, e.Species))).Where(e => !targets.Contains(e.Species, StringComparer.Ordinal)).Distinct())
        {
            _errors.Add(new("AN0923", Severity.Error, arm.Arm.Span, $"a dose into \"{species}\"", "a species of the model that takes doses", Spelling.Nearest(species, targets)));
        }
    }

    /// <summary>[run] what it computed.</summary>
    public ArmResult[] Simulate(EnsembleOptions options, IProgress<EnsembleProgress>? progress, CancellationToken cancel)
    {
        var compiled = _compiled!;
        var sink = new MemorySink();
        var summary = Ensemble.Run(compiled, new Individuals(this, compiled), options, sink, progress, cancel);
        cancel.ThrowIfCancellationRequested();
        var courses = new ArmResult[_arms.Count];
        foreach (var block in sink.Blocks)
        {
            for (int k = 0; k < block.Count; k++)
            {
                var arm = _arms[block.First + k].Arm;
                double[] values = block.Values[(block.RowStarts[k] * block.OutputCount)..(block.RowStarts[k + 1] * block.OutputCount)];
                courses[block.First + k] = new([new Course(arm, values, block.OutputCount)], block.Outcomes[k].IsCompleted ? null : $"the arm {arm.Id} {block.Outcomes[k].Sentence}");
            }
        }

        if (summary.Cancelled > 0)
        {
            throw new OperationCanceledException();
        }

        return [.. _runs.Select(r => r.Crowd?.Simulate(options, progress, cancel) ?? courses[r.Typical])];
    }

    private PlannedArm Plan(Arm arm, SortedDictionary<string, double> sets)
    {
        var entries = new List<PlannedDose>();
        var byHand = sets.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var dose in arm.Regimen.SelectMany(text => Read(text, arm)))
        {
            if (Route(dose, arm) is not { } routed)
            {
                continue;
            }

            // As everywhere: what is set by hand wins over what a route sets.
            foreach (var setting in (routed.Route?.Settings ?? []).Where(s => !byHand.Contains(s.Id)))
            {
                double value = setting.FromHeld ? dose.Held ?? setting.Value : setting.Value;
                if (sets.TryGetValue(setting.Id, out double before) && before != value)
                {
                    _errors.Add(new("AN0723", Severity.Error, arm.Span, FormattableString.Invariant($"a dose that needs {setting.Id} = {value} beside one that needs {before}"), "doses that agree, in one arm"));
                }

                sets[setting.Id] = value;
            }

            double amount = dose.For(Size("weight", dose, AmountBasis.PerKilogram, sets, arm), Size("body_surface", dose, AmountBasis.PerSquareMetre, sets, arm));
            entries.AddRange(routed.Entries(amount).Where(e => e.Amount > 0 && e.Time <= arm.Until).Select(e => new PlannedDose(e.Time, e.Species, e.Amount, e.Duration)));
        }

        return new(arm, new(sets, StringComparer.Ordinal), [.. entries.OrderBy(e => e.Time)]);
    }

    private ValueList<Dose> Read(string text, Arm arm)
    {
        var read = RegimenText.Read(text, $"{arm.Span.File}:{arm.Span.Line}", arm.Until);
        _errors.AddRange(read.Diagnostics.Where(d => d.Severity == Severity.Error));
        return read.Value?.Doses ?? [];
    }

    private RoutedDose? Route(Dose dose, Arm arm)
    {
        if (dose.Target.Length > 0)
        {
            return new(dose, null, [(dose.Target, 1)]);
        }

        if (_routes is null)
        {
            _errors.Add(new("AN0722", Severity.Error, arm.Span, "a dose by route for a model without routes", "\"into\" and the id of a species"));
            return null;
        }

        var routed = _routes.Resolve(dose, []);
        _errors.AddRange(routed.Diagnostics.Where(d => !_errors.Contains(d)));
        return routed.Value;
    }

    private double Size(string id, Dose dose, AmountBasis basis, SortedDictionary<string, double> sets, Arm arm)
    {
        if (dose.Basis != basis)
        {
            return double.NaN;
        }

        if (sets.TryGetValue(id, out double size) || (_model.Parameters.FirstOrDefault(p => p.Id == id)?.Value is { } own && !double.IsNaN(size = own)))
        {
            return size;
        }

        _errors.Add(new("AN0724", Severity.Error, arm.Span, $"a dose by {id.Replace('_', ' ')} for a model that does not know it", $"a parameter of the model named {id}"));
        return double.NaN;
    }

    private void Unknown(string id, SourceSpan span)
    {
        if (!_errors.Exists(e => e.At == span))
        {
            _errors.Add(new("AN0923", Severity.Error, span, $"\"{id}\"", "a quantity of the model (anesis models NAME lists them)", Spelling.Nearest(id, _quantities)));
        }
    }

    private sealed record PlannedDose(double Time, string Species, double Amount, double Duration);

    private sealed record PlannedArm(Arm Arm, Dictionary<string, double> Sets, PlannedDose[] Entries);

    private sealed class Individuals(ArmBatch batch, CompiledModel model) : IIndividuals
    {
        private readonly Dictionary<string, int> _targets = model.Dosing.Select((d, i) => (d.Species, i)).ToDictionary(p => p.Species, p => p.i, StringComparer.Ordinal);

        public int Count => batch._arms.Count;

        public IndividualPlan Describe(int index, Span<double> inputs)
        {
            var (arm, sets, entries) = batch._arms[index];
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i] = sets.TryGetValue(batch._inputs[i], out double value) ? value : model.ParameterDefaults[model.InputSlots[i]];
            }

            double hours = batch._unit.Hours;
            return new()
            {
                OutputTimes = [.. Enumerable.Range(0, arm.Steps + 1).Select(i => i * arm.Every / hours)],
                Records = [.. entries.Select(e => new DosingRecord(e.Time / hours, RecordKind.Dose, _targets[e.Species], e.Amount, e.Duration > 0 ? e.Amount / (e.Duration / hours) : 0))],
            };
        }
    }
}

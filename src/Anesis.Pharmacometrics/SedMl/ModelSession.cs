using Anesis.Formats.SedMl;
using Anesis.Modeling;
using Anesis.Modeling.Composition;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;
using Anesis.Simulation.Stochastic;

namespace Anesis.Pharmacometrics.SedMl;

/// <summary>
/// A model in the course of an experiment: what was set by hand stays, and its state goes on from one simulation to the next until it is put back to the start.
/// </summary>
internal sealed class ModelSession
{
    private const string RatePrefix = "rate_of__";

    private readonly Model _model;
    private readonly ValueList<string> _carried;
    private readonly ValueList<string> _outputs;
    private readonly Dictionary<string, double> _set = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CompiledModel> _compiled = new(StringComparer.Ordinal);
    private double[]? _state;
    private int _runs;

    private ModelSession(Model model, ModelXml? xml, ValueList<string> observed)
    {
        (_model, Xml, Observed) = (model, xml, observed);
        var assigned = model.Rules.OfType<AssignmentRule>().Select(r => r.Variable).ToHashSet(StringComparer.Ordinal);
        var initial = model.InitialAssignments.Select(i => i.Symbol).ToHashSet(StringComparer.Ordinal);
        _carried = model.Species.Where(s => !s.Constant || initial.Contains(s.Id)).Select(s => s.Id)
            .Concat(model.Compartments.Where(c => !c.Constant || initial.Contains(c.Id)).Select(c => c.Id))
            .Concat(model.Parameters.Where(p => !p.Constant || initial.Contains(p.Id)).Select(p => p.Id))
            .Where(id => !assigned.Contains(id)).ToValueList();
        _outputs = observed.Concat(_carried).Distinct(StringComparer.Ordinal).ToValueList();
    }

    /// <summary>The model's XML, in which targets are found; null when it came without.</summary>
    public ModelXml? Xml { get; }

    /// <summary>Names of what is observed, in the order of a run's columns.</summary>
    public ValueList<string> Observed { get; }

    /// <summary>The model's time after the last simulation; 0 at the start.</summary>
    public double Time { get; private set; }

    /// <summary>States that a steady state is sought for: what changes by itself.</summary>
    public ValueList<string> Carried => _carried;

    public static Checked<ModelSession> Create(ModelDocument document, ModelXml? xml, IEnumerable<string> observed) => Flattening.Flatten(document).Then(flat =>
    {
        var names = observed.Distinct(StringComparer.Ordinal).ToValueList();
        var model = WithRates(flat, names);
        var session = new ModelSession(model, xml, names);
        var compiled = session.Compile([]);
        return compiled.IsOk ? Checked.Ok(session) : new(null, compiled.Diagnostics);
    });

    /// <summary>Why the model cannot be computed by a method; null when it can.</summary>
    public Diagnostic? Refusal(Method method) => SingleEvents.Refusal(Compile([]).Value!, method);

    /// <summary>The name under which the rate of change of a quantity is observed.</summary>
    public static string RateOf(string id) => RatePrefix + id;

    /// <summary>Whether it can be set.</summary>
    public bool Has(string id) => Experiments.ModelQuantities.Of(_model).Contains(id);

    public void Set(string id, double value)
    {
        _set[id] = value;
        int at = _carried.ToList().IndexOf(id);
        if (_state is not null && at >= 0)
        {
            _state[at] = value;
        }
    }

    /// <summary>What is set by hand at present.</summary>
    public IReadOnlyDictionary<string, double> Settings => new Dictionary<string, double>(_set, StringComparer.Ordinal);

    /// <summary>Back to the model's own start, with what was set by hand before.</summary>
    public void Reset(IReadOnlyDictionary<string, double> settings)
    {
        _state = null;
        Time = 0;
        _set.Clear();
        foreach (var (id, value) in settings)
        {
            _set[id] = value;
        }
    }

    /// <summary>The clock set, with the state as it is.</summary>
    public void AtTime(double time) => Time = time;

    /// <summary>As new: nothing set by hand either.</summary>
    public void Forget()
    {
        Reset(new Dictionary<string, double>(StringComparer.Ordinal));
        _runs = 0;
    }

    /// <summary>Observed values at ascending times; the session goes on from the last.</summary>
    public (double[][] Rows, Outcome Outcome) Run(double start, double[] times, EnsembleOptions options)
    {
        // Each run draws numbers of its own.
        var (block, columns) = Compute(start, times, options, _state, _runs++);
        var rows = new double[times.Length][];
        if (block.Outcomes[0].IsCompleted && times.Length > 0)
        {
            for (int i = 0; i < times.Length; i++)
            {
                rows[i] = [.. Observed.Select(o => block.Values[(i * _outputs.Count) + columns[o]])];
            }

            _state = [.. _carried.Select(c => block.Values[((times.Length - 1) * _outputs.Count) + columns[c]])];
            Time = times[^1];
        }

        return (rows, block.Outcomes[0]);
    }

    /// <summary>Present values of all that is observed, without going on.</summary>
    public double[] Now(EnsembleOptions options)
    {
        var (block, columns) = Compute(Time, [Time], options, _state);
        return block.Outcomes[0].IsCompleted ? [.. Observed.Select(o => block.Values[columns[o]])] : [.. Observed.Select(_ => double.NaN)];
    }

    /// <summary>The present values of what is carried on; at the start those of the model.</summary>
    public double[] State(EnsembleOptions options)
    {
        if (_state is not null)
        {
            return [.. _state];
        }

        var (block, columns) = Compute(Time, [Time], options, null);
        return [.. _carried.Select(c => block.Outcomes[0].IsCompleted ? block.Values[columns[c]] : double.NaN)];
    }

    public void GoOnFrom(double[] state) => _state = [.. state];

    /// <summary>The model with its state and what was set given from outside; for solvers of steady states.</summary>
    public (CompiledModel Model, double[] SetValues) Continued(ValueList<string> outputs)
    {
        string[] inputs = [.. _carried.Concat(_set.Keys.Where(k => !_carried.Contains(k)).Order(StringComparer.Ordinal))];
        string key = string.Join('\n', inputs) + "\n\n" + string.Join('\n', outputs);
        if (!_compiled.TryGetValue(key, out var compiled))
        {
            _compiled[key] = compiled = Compiler.Compile(WithRates(_model, outputs), new CompileRequest { Inputs = [.. inputs], Outputs = outputs }).Value!;
        }

        return (compiled, [.. inputs.Skip(_carried.Count).Select(k => _set[k])]);
    }

    private (ResultBlock Block, Dictionary<string, int> Columns) Compute(double start, double[] times, EnsembleOptions options, double[]? state, int run = 0)
    {
        string[] byHand = [.. _set.Keys.Where(k => state is null || !_carried.Contains(k)).Order(StringComparer.Ordinal)];
        string[] inputs = state is null ? byHand : [.. _carried, .. byHand];
        var compiled = Compile(inputs).Value!;
        double[] values = [.. state ?? [], .. byHand.Select(k => _set[k])];
        var block = Ensemble.RunOne(compiled, run, new IndividualPlan { Start = start, OutputTimes = times }, values, options);
        return (block, _outputs.Select((o, i) => (o, i)).ToDictionary(o => o.o, o => o.i, StringComparer.Ordinal));
    }

    private Checked<CompiledModel> Compile(string[] inputs)
    {
        string key = string.Join('\n', inputs);
        if (_compiled.TryGetValue(key, out var known))
        {
            return Checked.Ok(known);
        }

        var compiled = Compiler.Compile(_model, new CompileRequest { Inputs = [.. inputs], Outputs = _outputs });
        if (compiled.IsOk)
        {
            _compiled[key] = compiled.Value;
        }

        return compiled;
    }

    /// <summary>A rate of change is observed through a parameter that a rule gives it.</summary>
    private static Model WithRates(Model model, ValueList<string> names)
    {
        string[] rates = [.. names.Where(n => n.StartsWith(RatePrefix, StringComparison.Ordinal) && !model.Parameters.Any(p => p.Id == n))];
        return rates.Length == 0 ? model : model with
        {
            Parameters = [.. model.Parameters, .. rates.Select(r => new Parameter { Id = r, Constant = false })],
            Rules = [.. model.Rules, .. rates.Select(r => new AssignmentRule { Variable = r, Math = new Apply(Operator.RateOf, new Symbol(r[RatePrefix.Length..])) })],
        };
    }
}

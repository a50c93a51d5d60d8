using Anesis.Formats.Petab;
using Anesis.Formats.SedMl;
using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Expressions;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.SedMl;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Estimation;

/// <summary>Simulates the conditions of a PEtab problem, with their steady states before and after.</summary>
internal sealed class PetabSimulations
{
    private readonly PetabProblem _problem;
    private readonly EnsembleOptions _options;
    private readonly ModelSession _session;
    private readonly HashSet<string> _quantities;
    private readonly HashSet<string> _species;
    private readonly Dictionary<string, PetabCondition> _conditions;
    private readonly Dictionary<string, int> _columns;

    private PetabSimulations(PetabProblem problem, EnsembleOptions options, ModelSession session)
    {
        (_problem, _options, _session) = (problem, options with { Threads = 1 }, session);
        _quantities = ModelQuantities.Of(problem.Model);
        _species = problem.Model.Species.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        _conditions = problem.Conditions.ToDictionary(c => c.Id, StringComparer.Ordinal);
        _columns = session.Observed.Select((o, i) => (o, i)).ToDictionary(o => o.o, o => o.i, StringComparer.Ordinal);
    }

    public static Checked<PetabSimulations> Create(PetabProblem problem, EnsembleOptions options)
    {
        var model = WithRulesForConstants(problem.Model);
        var known = ModelQuantities.Of(model);
        known.UnionWith(model.Reactions.Select(r => r.Id));
        var observed = problem.Observables.SelectMany(o => Names(o.Formula).Concat(Names(o.Noise)))
            .Concat(problem.Measurements.SelectMany(m => m.ObservableParameters.Concat(m.NoiseParameters)).Select(v => v.Id).OfType<string>().Where(id => problem.Parameters.All(p => p.Id != id)))
            .Where(known.Contains);
        return ModelSession.Create(ModelDocument.Of(model), null, observed).Then(session => Checked.Ok(new PetabSimulations(problem, options, session)));
    }

    /// <summary>The values of a condition's course: a look-up of model quantities by name at a time, or null there when the simulation failed.</summary>
    internal sealed record Course(Dictionary<double, double[]> Rows, Dictionary<string, int> Columns, string? Failure)
    {
        public Func<string, double?>? At(double time) => Rows.TryGetValue(time, out double[]? row)
            ? name => name == "time" ? time : Columns.TryGetValue(name, out int column) ? row[column] : null
            : null;
    }

    public Course Run(string? preequilibration, string condition, double[] times, IReadOnlyDictionary<string, double> parameters)
    {
        var rows = new Dictionary<double, double[]>();
        _session.Forget();
        foreach (var (id, value) in parameters.Where(p => _quantities.Contains(p.Key)))
        {
            _session.Set(id, value);
        }

        if (preequilibration is not null)
        {
            Apply(_conditions[preequilibration], parameters, start: true);
            if (!new SteadyStateSearch(_session, _options).Find())
            {
                return new(rows, _columns, $"no steady state of {preequilibration} was found");
            }
        }

        Apply(_conditions[condition], parameters, start: preequilibration is null);
        _session.AtTime(0);
        double[] finite = [.. times.Where(double.IsFinite)];
        if (finite.Length > 0)
        {
            var (found, outcome) = _session.Run(0, finite, _options);
            if (!outcome.IsCompleted)
            {
                return new(rows, _columns, outcome.Sentence);
            }

            for (int i = 0; i < finite.Length; i++)
            {
                rows[finite[i]] = found[i];
            }
        }

        if (finite.Length < times.Length)
        {
            if (!new SteadyStateSearch(_session, _options).Find())
            {
                return new(rows, _columns, $"no steady state of {condition} was found");
            }

            rows[double.PositiveInfinity] = _session.Now(_options);
        }

        return new(rows, _columns, null);
    }

    /// <summary>A missing value leaves the model's own at the start, and afterwards what the steady state gave.</summary>
    private void Apply(PetabCondition condition, IReadOnlyDictionary<string, double> parameters, bool start)
    {
        foreach (var (target, value) in condition.Values)
        {
            if (value.IsMissing)
            {
                continue;
            }

            double number = value.Id is null ? value.Number : parameters.TryGetValue(value.Id, out double given) ? given : ModelValue(value.Id);
            if (!double.IsNaN(number) || (start && !_species.Contains(target)))
            {
                _session.Set(target, number);
            }
        }
    }

    private double ModelValue(string id) => _problem.Model.Parameters.FirstOrDefault(p => p.Id == id)?.Value ?? double.NaN;

    private static IEnumerable<string> Names(Expression expression) => expression switch
    {
        Symbol symbol => [symbol.Id],
        Apply apply => apply.Arguments.SelectMany(Names),
        Piecewise piecewise => piecewise.Pieces.SelectMany(p => Names(p.Value).Concat(Names(p.Condition))).Concat(piecewise.Otherwise is null ? [] : Names(piecewise.Otherwise)),
        _ => [],
    };

    /// <summary>
    /// A constant that an initial assignment computes from other constants follows them when a condition changes these, after a steady state too: as a rule it does.
    /// </summary>
    private static Model WithRulesForConstants(Model model)
    {
        var constants = model.Parameters.Where(p => p.Constant).Select(p => p.Id).Concat(model.Compartments.Where(c => c.Constant).Select(c => c.Id)).ToHashSet(StringComparer.Ordinal);
        var moved = model.InitialAssignments.Where(i => i.Math is not null && model.Parameters.Any(p => p.Constant && p.Id == i.Symbol) && Names(i.Math).All(constants.Contains) && !HasCalls(i.Math)).ToList();
        if (moved.Count == 0)
        {
            return model;
        }

        var ids = moved.Select(i => i.Symbol).ToHashSet(StringComparer.Ordinal);
        return model with
        {
            InitialAssignments = [.. model.InitialAssignments.Where(i => !ids.Contains(i.Symbol))],
            Parameters = [.. model.Parameters.Select(p => ids.Contains(p.Id) ? p with { Constant = false } : p)],
            Rules = [.. model.Rules, .. moved.Select(i => new AssignmentRule { Variable = i.Symbol, Math = i.Math, Span = i.Span })],
        };
    }

    private static bool HasCalls(Expression expression) => expression switch
    {
        Call or NamedConstant { Kind: ConstantKind.Time } => true,
        Apply apply => apply.Arguments.Any(HasCalls),
        Piecewise piecewise => piecewise.Pieces.Any(p => HasCalls(p.Value) || HasCalls(p.Condition)) || (piecewise.Otherwise is not null && HasCalls(piecewise.Otherwise)),
        _ => false,
    };
}

using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>People drawn from a population who follow a regimen. A person depends on the seed and the person's number only.</summary>
internal sealed class VirtualPeople : IIndividuals
{
    private readonly ExperimentRequest _request;
    private readonly CompiledModel _model;
    private readonly PersonDraws? _draws;
    private readonly ValueList<RoutedDose> _doses;
    private readonly BodySize _body;
    private readonly double _hours;
    private readonly double _substance;
    private readonly Dictionary<string, int> _targets;
    private readonly IReadOnlyDictionary<ulong, int> _factors;
    private readonly IndividualPlan? _shared;

    public VirtualPeople(ExperimentRequest request, CompiledModel model, PersonDraws? draws, ValueList<RoutedDose> doses, BodySize body, TimeUnit unit, double substance, IReadOnlyDictionary<ulong, string> factors)
    {
        _request = request;
        _model = model;
        _draws = draws;
        _doses = doses;
        _body = body;
        _hours = unit.Hours;
        _substance = substance;
        Count = request.People ?? 1;
        _targets = new(StringComparer.Ordinal);
        for (int i = 0; i < model.Dosing.Count; i++)
        {
            _targets.Add(model.Dosing[i].Species, i);
        }

        _factors = factors.ToDictionary(f => f.Key, f => model.Parameters.ToList().IndexOf(f.Value));
        _shared = doses.All(d => d.Dose.Basis == AmountBasis.Absolute && !d.Dose.Taking.IsRandom) && draws is not { ChangesPlans: true } ? PlanFor(0, []) : null;
    }

    public int Count { get; }

    public IndividualPlan Describe(int index, Span<double> inputs)
    {
        _draws?.Fill(_model, index, index, inputs);
        return _shared ?? PlanFor(index, inputs);
    }

    /// <summary>What one person gets, in order of time.</summary>
    public IEnumerable<(DosingRecord Record, Dose Dose)> Doses(int individual, ReadOnlySpan<double> inputs)
    {
        var records = new List<(DosingRecord Record, Dose Dose)>();
        foreach (var (dose, taken, late) in TakenDoses.Of(_doses, _request.Seed, individual))
        {
            if (!taken)
            {
                continue;
            }

            double amount = AmountOf(dose.Dose, inputs);
            double factor = dose.Dose.InModelUnits ? 1 : _substance;
            foreach (var (time, duration, species, entered) in dose.Entries(amount))
            {
                double units = entered * factor;
                if (units > 0)
                {
                    bool steady = dose.Dose.SteadyInterval > 0;
                    var record = new DosingRecord((time + late) / _hours, RecordKind.Dose, _targets[species], units, duration > 0 ? units / (duration / _hours) : 0)
                    {
                        Interval = steady ? dose.Dose.SteadyInterval / _hours : 0,
                        SteadyState = steady ? 1 : 0,
                        Factor = _factors.GetValueOrDefault(dose.Dose.Series, -1),
                    };
                    records.Add((record, dose.Dose));
                }
            }
        }

        return records.Count > 1 ? records.OrderBy(r => r.Record.Time) : records;
    }

    /// <summary>Doses that the person does not take, with the times at which they were due, h.</summary>
    public IEnumerable<Dose> Missed(int individual) => TakenDoses.Of(_doses, _request.Seed, individual).Where(d => !d.Taken).Select(d => d.Dose.Dose);

    private double AmountOf(Dose dose, ReadOnlySpan<double> inputs) => dose.Basis switch
    {
        AmountBasis.PerKilogram => Math.Min(dose.Cap, dose.Amount * _body.WeightOf(inputs)),
        AmountBasis.PerSquareMetre => Math.Min(dose.Cap, dose.Amount * _body.SurfaceOf(inputs)),
        _ => dose.Amount,
    };

    private IndividualPlan PlanFor(int individual, ReadOnlySpan<double> inputs)
    {
        var records = new List<DosingRecord>();
        foreach (var (record, _) in Doses(individual, inputs))
        {
            records.Add(record);
        }

        var plan = new IndividualPlan { OutputTimes = _request.OutputTimes, Records = [.. records] };
        return _draws?.In(_model, plan, inputs, individual) ?? plan;
    }
}

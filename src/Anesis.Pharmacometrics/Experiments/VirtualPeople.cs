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
    private readonly PopulationSampler? _sampler;
    private readonly ValueList<RoutedDose> _doses;
    private readonly BodySize _body;
    private readonly double _hours;
    private readonly double _substance;
    private readonly Dictionary<string, int> _targets;
    private readonly IndividualPlan? _shared;
    private readonly bool _draws;

    public VirtualPeople(ExperimentRequest request, CompiledModel model, PopulationSampler? sampler, ValueList<RoutedDose> doses, BodySize body, TimeUnit unit, double substance)
    {
        _request = request;
        _sampler = sampler;
        _doses = doses;
        _body = body;
        _hours = unit.Hours;
        _substance = substance;
        _draws = request.People is not null && sampler is not null;
        Count = request.People ?? 1;
        _targets = model.Dosing.Select((d, i) => (d.Species, i)).ToDictionary(p => p.Species, p => p.i, StringComparer.Ordinal);
        _shared = doses.All(d => d.Dose.Basis == AmountBasis.Absolute) ? PlanFor([]) : null;
    }

    public int Count { get; }

    public IndividualPlan Describe(int index, Span<double> inputs)
    {
        if (_draws)
        {
            _sampler!.Draw(_request.Seed, index, inputs);
        }

        return _shared ?? PlanFor(inputs);
    }

    /// <summary>What one person gets, in order of time.</summary>
    public IEnumerable<(DosingRecord Record, Dose Dose)> Doses(ReadOnlySpan<double> inputs)
    {
        var records = new List<(DosingRecord Record, Dose Dose)>();
        foreach (var dose in _doses)
        {
            double amount = dose.Dose.Basis switch
            {
                AmountBasis.PerKilogram => dose.Dose.Amount * _body.WeightOf(inputs),
                AmountBasis.PerSquareMetre => dose.Dose.Amount * _body.SurfaceOf(inputs),
                _ => dose.Dose.Amount,
            };
            double factor = dose.Dose.InModelUnits ? 1 : _substance;
            foreach (var (time, duration, species, entered) in dose.Entries(amount))
            {
                double units = entered * factor;
                if (units > 0)
                {
                    records.Add((new(time / _hours, RecordKind.Dose, _targets[species], units, duration > 0 ? units / (duration / _hours) : 0), dose.Dose));
                }
            }
        }

        return records.OrderBy(r => r.Record.Time);
    }

    private IndividualPlan PlanFor(ReadOnlySpan<double> inputs) => new() { OutputTimes = _request.OutputTimes, Records = [.. Doses(inputs).Select(d => d.Record)] };
}

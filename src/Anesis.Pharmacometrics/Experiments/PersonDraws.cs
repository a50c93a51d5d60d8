using Anesis.Formats.DataSets;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.VirtualPopulations;
using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Experiments;

/// <summary>All that differs between people: covariates and random effects, uncertain parameters, and what changes with time. Its quantities are the first of a compiled model's inputs.</summary>
internal sealed class PersonDraws
{
    private readonly PopulationSampler? _sampler;
    private readonly ParameterUncertainty? _uncertainty;
    private readonly int[] _uncertain;
    private readonly (int Place, int Effect, double Mean, double Deviation)[] _deviations;
    private readonly TimeVarying? _varying;
    private readonly PeopleTable? _table;
    private readonly int[] _columns;
    private readonly ulong _seed;

    /// <param name="sampler">Covariates and random effects, or null.</param>
    /// <param name="uncertainty">Uncertain parameters, or null.</param>
    /// <param name="varying">What changes with time, or null.</param>
    /// <param name="table">People with values of their own, or null.</param>
    /// <param name="columns">Columns of the table that are quantities of the model.</param>
    /// <param name="taken">Quantities that are set by hand: they are not drawn.</param>
    /// <param name="seed">The study's seed.</param>
    public PersonDraws(PopulationSampler? sampler, ParameterUncertainty? uncertainty, TimeVarying? varying, PeopleTable? table, int[] columns, IReadOnlySet<string> taken, ulong seed)
    {
        (_table, _columns) = (table, columns);
        (_sampler, _uncertainty, _varying, _seed) = (sampler, uncertainty, varying is { IsNone: false } ? varying : null, seed);
        var ids = sampler?.Ids ?? [];
        _uncertain = [.. Enumerable.Range(0, uncertainty?.Ids.Count ?? 0).Where(i => ParameterUncertainty.EffectOf(uncertainty!.Ids[i]) is null && !taken.Contains(uncertainty.Ids[i]))];
        _deviations =
        [
            .. Enumerable.Range(0, uncertainty?.Ids.Count ?? 0).Select(i => (Place: i, Id: ParameterUncertainty.EffectOf(uncertainty!.Ids[i]))).Where(p => p.Id is not null && ids.Contains(p.Id))
                .Select(p => (p.Place, ids.ToList().IndexOf(p.Id!), sampler!.NormalEffect(p.Id!)!.Value.Mean, sampler.NormalEffect(p.Id!)!.Value.Deviation)),
        ];
        Drawn = [.. ids, .. _uncertain.Select(i => uncertainty!.Ids[i]), .. columns.Select(c => table!.Columns[c])];
        Inputs = [.. Drawn, .. (_varying?.Ids ?? []).Where(id => !Drawn.Contains(id))];
    }

    /// <summary>Quantities that a person has one value of.</summary>
    public ValueList<string> Drawn { get; }

    /// <summary>Those, and the quantities that change with time.</summary>
    public ValueList<string> Inputs { get; }

    /// <summary>True when every person may have a plan of their own.</summary>
    public bool ChangesPlans => _varying is not null;

    /// <param name="model">Compiled with <see cref="Inputs"/> first.</param>
    /// <param name="individual">The number that keys the person's draws.</param>
    /// <param name="draw">The number of the draw of uncertain parameters.</param>
    /// <param name="inputs">Takes the values.</param>
    public void Fill(CompiledModel model, int individual, int draw, Span<double> inputs)
    {
        _sampler?.Draw(_seed, individual, inputs);
        int at = _sampler?.Ids.Count ?? 0;
        if (_uncertain.Length + _deviations.Length > 0)
        {
            Span<double> all = new double[_uncertainty!.Ids.Count];
            _uncertainty.Draw(_seed, draw, all);
            foreach (int i in _uncertain)
            {
                inputs[at++] = all[i];
            }

            foreach (var (place, effect, mean, deviation) in _deviations)
            {
                inputs[effect] = mean + ((inputs[effect] - mean) / deviation * all[place]);
            }
        }

        foreach (int column in _columns)
        {
            inputs[at++] = _table!.Rows[individual][column];
        }

        for (; at < Inputs.Count; at++)
        {
            inputs[at] = model.ParameterDefaults[model.InputSlots[at]];
        }
    }

    public IndividualPlan In(CompiledModel model, IndividualPlan plan, ReadOnlySpan<double> inputs, int individual)
    {
        if (_varying is null)
        {
            return plan;
        }

        int[] places = [.. _varying.Ids.Select(id => Inputs.ToList().IndexOf(id))];
        double[] own = new double[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            own[i] = inputs[places[i]];
        }

        return _varying.In(plan, [.. places.Select(p => model.InputSlots[p])], own, _seed, individual);
    }

    public IndividualPlan In(CompiledModel model, IndividualPlan plan, DataSet data, int subject, int individual) => _varying is null
        ? plan
        : _varying.In(plan, data, subject, [.. _varying.Ids.Select(id => model.InputSlots[Inputs.ToList().IndexOf(id)])], _seed, individual);
}

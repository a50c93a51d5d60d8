using Anesis.Modeling;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Pharmacometrics.Populations;
using Anesis.Pharmacometrics.Regimens;
using Anesis.Pharmacometrics.Routes;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>
/// A design made ready, and its replicates. Person k of replicate r has the number r·N + k, N being the people of the largest trial: smaller sizes are the first people of the same
/// replicate. Memory holds one batch of replicates; only verdicts are kept.
/// </summary>
public sealed class TrialSimulation
{
    private const int BatchPeople = 4096;
    private const int FineTimes = 200;

    private readonly TrialDesign _design;
    private readonly Experiment[] _arms;
    private readonly double[] _times;
    private readonly int[] _visits;
    private readonly int[] _strata;
    private readonly double _halfLife;
    private readonly ulong _seed;

    private TrialSimulation(TrialDesign design, Experiment[] arms, double[] times, int[] visits, int[] strata, double halfLife, ulong seed) =>
        (_design, _arms, _times, _visits, _strata, _halfLife, _seed) = (design, arms, times, visits, strata, halfLife, seed);

    /// <summary>People of the largest trial, additions included.</summary>
    public int MostPeople => MostPeopleOf(_design);

    private static int MostPeopleOf(TrialDesign design) => (int)Math.Ceiling(design.Sizes[^1] * (design.Interim?.Increase ?? 1));

    /// <summary>Compiles every arm; what is wrong is found at once and nothing runs.</summary>
    public static Checked<TrialSimulation> Prepare(TrialDesign design, Model model, RouteMap? routes, Population? population, ulong seed)
    {
        var errors = new List<Diagnostic>();
        var unit = ModelTime.UnitOf(model);
        double[] visits = [.. design.Visits.Select(v => TimeText.Read(v, "visits", unit, "", errors))];
        if (visits.Zip(visits.Skip(1)).Any(p => !(p.Second > p.First)))
        {
            errors.Add(new("AN0952", Severity.Error, new("visits"), string.Join(", ", design.Visits), "times that ascend"));
        }

        double period = design.Crossover is { } crossover ? TimeText.Read(crossover.Period, "period", unit, "", errors) : 0;
        if (design.Crossover is not null && visits.Length > 0 && !(period > visits[^1]))
        {
            errors.Add(new("AN0952", Severity.Error, new("period"), $"a period of {design.Crossover.Period}", "longer than the last visit"));
        }

        double halfLife = design.Placebo is { } placebo ? TimeText.Read(placebo.HalfLife, "half_life", unit, "", errors) : 1;
        if (!(halfLife > 0))
        {
            errors.Add(new("AN0952", Severity.Error, new("half_life"), $"\"{design.Placebo?.HalfLife}\"", "a time above 0"));
        }

        if ((long)design.Replicates * MostPeopleOf(design) > 100_000_000)
        {
            errors.Add(new("AN0952", Severity.Error, new("replicates"), $"{design.Replicates} replicates of {MostPeopleOf(design)} people", "at most 100,000,000 people in all"));
        }

        if (errors.Count > 0)
        {
            return Checked.Refused<TrialSimulation>(errors);
        }

        double[] all = [.. Enumerable.Range(0, design.Crossover?.Periods ?? 1).SelectMany(p => visits.Select(v => p == 0 ? v : v + (p * period)))];
        double[] times = Times(design, all);
        string[] outputs = design.DropOut?.Output is { } leaving && leaving != design.Endpoint.Output ? [design.Endpoint.Output, leaving] : [design.Endpoint.Output];
        var arms = new List<Experiment>();
        foreach (var sequence in design.Crossover?.Sequences ?? design.Arms.Select(a => (ValueList<string>)[a.Name]).ToValueList())
        {
            var regimen = Regimens(design, sequence, period * unit.Hours, all[^1] * unit.Hours, errors);
            var arm = design.Arms.First(a => a.Name == sequence[0]);
            if (errors.Count > 0)
            {
                continue;
            }

            var prepared = Experiment.Prepare(new(model)
            {
                Regimen = regimen,
                Routes = routes,
                Population = population,
                People = design.Replicates * MostPeopleOf(design),
                Settings = arm.Sets.ToDictionary(s => s.Id, s => s.Value, StringComparer.Ordinal),
                OutputTimes = times,
                Outputs = [.. outputs],
                Seed = seed,
            });
            errors.AddRange(prepared.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => d.At.IsKnown ? d : d with { At = design.Endpoint.Span }));
            if (prepared.IsOk)
            {
                arms.Add(prepared.Value);
            }
        }

        if (errors.Count > 0)
        {
            return Checked.Refused<TrialSimulation>(errors.Distinct());
        }

        var drawn = arms[0].Drawn;
        foreach (string unknown in design.Randomisation.Strata.Where(s => !drawn.Contains(s)))
        {
            errors.Add(new("AN0953", Severity.Error, new("strata"), $"\"{unknown}\"", $"what differs between people: {string.Join(", ", drawn)}", Spelling.Nearest(unknown, drawn)));
        }

        return errors.Count > 0
            ? Checked.Refused<TrialSimulation>(errors)
            : Checked.Ok(new TrialSimulation(design, [.. arms], times, [.. all.Select(v => Array.IndexOf(times, v))], [.. design.Randomisation.Strata.Select(s => drawn.ToList().IndexOf(s))], halfLife, seed));
    }

    /// <summary>A row for each size; null when it was cancelled.</summary>
    /// <param name="solver">How; the seed is the design's.</param>
    /// <param name="progress">Told the replicates that are done.</param>
    /// <param name="cancel">Ends the run.</param>
    public IReadOnlyList<PowerRow>? Run(EnsembleOptions solver, IProgress<int>? progress, CancellationToken cancel)
    {
        int most = MostPeople;
        int[] ratios = _design.Crossover is { } crossover ? [.. crossover.Sequences.Select(_ => 1)] : [.. _design.Arms.Select(a => a.Ratio)];
        int block = _design.Crossover is not null && _design.Randomisation.BlockSize > 0 ? ratios.Length : _design.Randomisation.BlockSize;
        var randomisation = new Randomisation(ratios, block, _seed);
        var observation = new TrialObservation(_design, _times, _visits, _halfLife, _seed);
        var analysis = new TrialAnalysis(_design);
        var tallies = _design.Sizes.Select(_ => new Tally(_design.Test.Treatments.Count)).ToArray();
        int batch = Math.Max(1, BatchPeople / most), periods = _design.Crossover?.Periods ?? 1, visits = _visits.Length / periods;
        for (int first = 0; first < _design.Replicates; first += batch)
        {
            int last = Math.Min(first + batch, _design.Replicates);
            int[][] arms = [.. Enumerable.Range(first, last - first).Select(r => randomisation.Assign(r, Strata(r * most, most)))];
            var rows = new double[]?[(last - first) * most];
            for (int arm = 0; arm < _arms.Length; arm++)
            {
                int[] places = [.. Enumerable.Range(0, rows.Length).Where(p => arms[p / most][p % most] == arm)];
                var summary = Ensemble.Run(_arms[arm].Model, new TrialPeople(_arms[arm].Individuals, [.. places.Select(p => (first * most) + p)]), solver with { Seed = _seed }, new TrialRows(rows, places), null, cancel);
                if (summary.Cancelled > 0)
                {
                    return null;
                }
            }

            for (int r = 0; r < last - first; r++)
            {
                TrialOutcome[][] outcomes = [.. Enumerable.Range(0, periods).Select(p => Enumerable.Range(0, most).Select(k => observation.Of(rows[(r * most) + k], ((first + r) * most) + k, p * visits, visits)).ToArray())];
                for (int s = 0; s < tallies.Length; s++)
                {
                    tallies[s].Add(analysis.Judge(arms[r], outcomes, _design.Sizes[s]), outcomes[^1].Take(_design.Sizes[s]).Count(o => double.IsNaN(o.Value)));
                }
            }

            progress?.Report(last);
        }

        return [.. tallies.Select((t, s) => t.Row(_design.Sizes[s]))];
    }

    private string[] Strata(int first, int count)
    {
        var strata = new string[count];
        if (_strata.Length == 0)
        {
            Array.Fill(strata, "");
            return strata;
        }

        double[] inputs = new double[_arms[0].Model.InputSlots.Count];
        for (int i = 0; i < count; i++)
        {
            _arms[0].Individuals.Describe(first + i, inputs);
            strata[i] = string.Join('|', _strata.Select(s => inputs[s].ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        }

        return strata;
    }

    /// <summary>The visits, and times between them where a hazard has to be integrated.</summary>
    private static double[] Times(TrialDesign design, double[] visits) => design.Endpoint.Kind == EndpointKind.Event || design.DropOut?.Output is not null
        ? [.. visits.Concat(Enumerable.Range(0, FineTimes + 1).Select(i => visits[0] + ((visits[^1] - visits[0]) * i / FineTimes))).Distinct().Order()]
        : visits;

    /// <summary>The doses of a sequence of arms, each arm's in its own period.</summary>
    private static Regimen? Regimens(TrialDesign design, ValueList<string> sequence, double period, double horizon, List<Diagnostic> errors)
    {
        Regimen? whole = null;
        for (int p = 0; p < sequence.Count; p++)
        {
            var arm = design.Arms.First(a => a.Name == sequence[p]);
            foreach (string text in arm.Regimens)
            {
                var read = RegimenText.Read(text, $"the regimen of {arm.Name}", sequence.Count > 1 ? period : horizon);
                errors.AddRange(read.Diagnostics.Where(d => !errors.Contains(d)));
                if (read.IsOk)
                {
                    double shift = p * period;
                    var shifted = read.Value with { Doses = read.Value.Doses.Select(d => d with { Time = d.Time + shift }).ToValueList() };
                    whole = whole is null ? shifted : whole.With(shifted);
                }
            }
        }

        return whole;
    }

    private sealed class Tally(int treatments)
    {
        private readonly int[] _positiveArms = new int[treatments];
        private int _replicates;
        private int _positive;
        private int _early;
        private int _futile;
        private int _increased;
        private int _effects;
        private double _mean;
        private double _squares;
        private long _people;
        private long _missing;

        public void Add(TrialVerdict verdict, int missing)
        {
            _replicates++;
            _positive += verdict.Positive ? 1 : 0;
            _early += verdict.Early ? 1 : 0;
            _futile += verdict.Futile ? 1 : 0;
            _increased += verdict.Increased ? 1 : 0;
            _people += verdict.People;
            _missing += missing;
            foreach (int arm in verdict.PositiveArms ?? [])
            {
                _positiveArms[arm]++;
            }

            if (double.IsFinite(verdict.Effect))
            {
                double step = verdict.Effect - _mean;
                _mean += step / ++_effects;
                _squares += step * (verdict.Effect - _mean);
            }
        }

        public PowerRow Row(int people) => new()
        {
            People = people, Replicates = _replicates, Positive = _positive, MeanEffect = _effects > 0 ? _mean : double.NaN, EffectDeviation = _effects > 1 ? Math.Sqrt(_squares / (_effects - 1)) : double.NaN,
            MeanPeople = (double)_people / _replicates, StoppedForEfficacy = _early, StoppedForFutility = _futile, Increased = _increased, Missing = (double)_missing / ((long)_replicates * people),
            PositiveArms = treatments > 1 ? _positiveArms.ToValueList() : [],
        };
    }
}

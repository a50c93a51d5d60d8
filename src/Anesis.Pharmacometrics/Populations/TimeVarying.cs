using Anesis.Formats.DataSets;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Experiments;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Populations;

/// <summary>What of a person changes while time goes on: effects of occasions and courses of covariates. Draws depend on the seed, the person, the quantity and the occasion alone.</summary>
public sealed class TimeVarying
{
    private readonly OccasionEffect[] _effects;
    private readonly double[][] _starts;
    private readonly TimeCourse[] _courses;
    private readonly double[][] _times;

    private TimeVarying(OccasionEffect[] effects, double[][] starts, TimeCourse[] courses, double[][] times) =>
        (_effects, _starts, _courses, _times) = (effects, starts, courses, times);

    /// <summary>Quantities that change, effects first.</summary>
    public ValueList<string> Ids => [.. _effects.Select(e => e.Id), .. _courses.Select(c => c.Id)];

    public bool IsNone => _effects.Length + _courses.Length == 0;

    /// <param name="population">The population, or null.</param>
    /// <param name="quantities">Ids of the model.</param>
    /// <param name="taken">Quantities that are set by hand: they do not change.</param>
    /// <param name="unit">The model's unit of time.</param>
    /// <param name="data">The data set whose design is simulated, or null.</param>
    /// <param name="horizon">Last time of the simulation, in the model's unit.</param>
    public static Checked<TimeVarying> Create(Population? population, IReadOnlySet<string> quantities, IReadOnlySet<string> taken, TimeUnit unit, DataSet? data, double horizon)
    {
        var errors = new List<Diagnostic>();
        void Need(string id, SourceSpan at)
        {
            if (!quantities.Contains(id))
            {
                errors.Add(new("AN0913", Severity.Error, at, $"the id \"{id}\"", "a quantity of the model", Spelling.Nearest(id, quantities)));
            }
        }

        double[] Ascending(ValueList<string> texts, SourceSpan at)
        {
            double[] read = [.. texts.Select(t => TimeText.Read(t, at.File, unit, "", errors))];
            if (read.Zip(read.Skip(1)).Any(p => !(p.First < p.Second)))
            {
                errors.Add(new("AN0915", Severity.Error, at, $"times {string.Join(", ", texts)}", "times that ascend"));
            }

            return read;
        }

        OccasionEffect[] effects = [.. (population?.OccasionEffects ?? []).Where(e => !taken.Contains(e.Id))];
        TimeCourse[] courses = [.. (population?.TimeCourses ?? []).Where(c => !taken.Contains(c.Id))];
        var starts = new double[effects.Length][];
        for (int i = 0; i < effects.Length; i++)
        {
            Need(effects[i].Id, effects[i].Span);
            starts[i] = Ascending(effects[i].Starts, effects[i].Span);
            if (data is not null)
            {
                if (!data.Covariates.Contains(effects[i].Column))
                {
                    errors.Add(new("AN0915", Severity.Error, effects[i].Span, $"the column \"{effects[i].Column}\" of occasions", $"a column of the data: {string.Join(", ", data.Covariates)}", Spelling.Nearest(effects[i].Column, data.Covariates)));
                }
            }
            else if (effects[i].Every is { } every)
            {
                double step = TimeText.Read(every, effects[i].Span.File, unit, "", errors);
                if (!(step > 0) || !(horizon / step < 100_000))
                {
                    errors.Add(new("AN0915", Severity.Error, effects[i].Span, $"occasions every \"{every}\"", "a time above 0, for at most 100000 occasions"));
                    continue;
                }

                starts[i] = [.. Enumerable.Range(0, 1 + (int)Math.Floor(horizon / step)).Select(k => k * step)];
            }
            else if (starts[i].Length == 0)
            {
                errors.Add(new("AN0915", Severity.Error, effects[i].Span, "an effect of occasions without times, and no data set", "every = \"7 d\", or starts = [\"0 h\", \"36 h\"]"));
            }
        }

        foreach (var course in courses)
        {
            Need(course.Id, course.Span);
        }

        double[][] times = [.. courses.Select(c => Ascending(c.Times, c.Span))];
        if (data is not null && courses.Length > 0)
        {
            errors.Add(new("AN0915", Severity.Error, courses[0].Span, "a time course beside a data set", "a column of the data named like the quantity"));
        }

        if (courses.Any(c => c.Linear) && (effects.Length > 0 || courses.Any(c => !c.Linear)))
        {
            errors.Add(new("AN0915", Severity.Error, courses.First(c => c.Linear).Span, "a straight line beside steps", "changes of one kind: all steps, or all straight lines"));
        }

        return errors.Count > 0 ? Checked.Refused<TimeVarying>(errors) : Checked.Ok(new TimeVarying(effects, starts, courses, times));
    }

    /// <summary>The value of an effect on an occasion (from 0).</summary>
    private double Draw(int effect, ulong seed, int individual, int occasion) =>
        _effects[effect].Distribution.Quantile(new DrawKey(seed, (ulong)individual, PopulationSampler.Stream(_effects[effect].Id)).Uniform((ulong)occasion + 1));

    /// <summary>The plan with records that change the quantities at their times; dose records carry what holds at theirs.</summary>
    /// <param name="plan">Doses in order of time.</param>
    /// <param name="slots">The model's free parameters of <see cref="Ids"/>.</param>
    /// <param name="own">The person's own values of <see cref="Ids"/>.</param>
    /// <param name="seed">The study's seed.</param>
    /// <param name="individual">The person.</param>
    public IndividualPlan In(IndividualPlan plan, int[] slots, ReadOnlySpan<double> own, ulong seed, int individual)
    {
        double[] values = own.ToArray();
        double[] changes = [.. _starts.Concat(_times).SelectMany(t => t).Append(0).Distinct().Order()];
        var records = changes.Select(t => new DosingRecord(t, RecordKind.Other)).Concat(plan.Records).OrderBy(r => r.Time).ThenBy(r => r.Kind != RecordKind.Other).ToArray();
        double[] covariates = [.. records.SelectMany(r => At(r.Time, values, seed, individual))];
        return plan with
        {
            Records = records,
            CovariateSlots = slots,
            CovariateValues = covariates,
            CovariateRule = _courses.Any(c => c.Linear) ? CovariateRule.Linear : CovariateRule.LastObservationCarriedForward,
        };
    }

    /// <summary>A data set's design with the effects of its occasions.</summary>
    public IndividualPlan In(IndividualPlan plan, DataSet data, int subject, int[] slots, ulong seed, int individual)
    {
        int width = plan.CovariateSlots.Length;
        var records = data.Individuals[subject].Records;
        int[] columns = [.. _effects.Select(e => data.Covariates.ToList().IndexOf(e.Column))];
        var occasions = _effects.Select(_ => new List<double>()).ToArray();
        double[] covariates = new double[records.Count * (width + _effects.Length)];
        for (int r = 0; r < records.Count; r++)
        {
            plan.CovariateValues.AsSpan(r * width, width).CopyTo(covariates.AsSpan(r * (width + _effects.Length)));
            for (int e = 0; e < _effects.Length; e++)
            {
                double occasion = records[r].Covariates[columns[e]];
                int number = occasions[e].IndexOf(occasion);
                if (number < 0)
                {
                    number = occasions[e].Count;
                    occasions[e].Add(occasion);
                }

                covariates[(r * (width + _effects.Length)) + width + e] = Draw(e, seed, individual, number);
            }
        }

        return plan with { CovariateSlots = [.. plan.CovariateSlots, .. slots], CovariateValues = covariates };
    }

    private IEnumerable<double> At(double time, double[] own, ulong seed, int individual)
    {
        for (int e = 0; e < _effects.Length; e++)
        {
            yield return Draw(e, seed, individual, Math.Max(0, Last(_starts[e], time)));
        }

        for (int c = 0; c < _courses.Length; c++)
        {
            double[] times = _times[c];
            var values = _courses[c].Values;
            int at = Last(times, time);
            double value = at < 0 ? values[0]
                : !_courses[c].Linear || at == times.Length - 1 ? values[at]
                : values[at] + ((time - times[at]) / (times[at + 1] - times[at]) * (values[at + 1] - values[at]));
            double mine = own[_effects.Length + c];
            yield return _courses[c].Adds ? mine + value : mine * value;
        }
    }

    /// <summary>The last index whose time is not after; −1 for none.</summary>
    private static int Last(double[] ascending, double time)
    {
        int at = Array.BinarySearch(ascending, time);
        return at >= 0 ? at : ~at - 1;
    }
}

using Anesis.Formats.DataSets;
using Anesis.Modeling.Diagnostics;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Survival;
using Anesis.Simulation.Dosing;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>
/// The events of a data set: DV is 1 in a record of an event and 0 in one without (the start of being watched, or the end for who had none). A subject's time counts from the first record;
/// the first event is what is compared.
/// </summary>
public sealed class EventObservations
{
    private const int Steps = 200;

    private readonly DataSet _data;

    private EventObservations(DataSet data, ValueList<EventTime> events, int[] strata, ValueList<string> stratumNames, bool hasLater) =>
        (_data, Events, Strata, StratumNames, HasLater) = (data, events, strata, stratumNames, hasLater);

    /// <summary>When each subject had the event, or was last seen without it; in the data's order.</summary>
    public ValueList<EventTime> Events { get; }

    /// <summary>By subject.</summary>
    public int[] Strata { get; }

    public ValueList<string> StratumNames { get; }

    /// <summary>True where subjects have events after the first; they are not compared.</summary>
    public bool HasLater { get; }

    public int Subjects => Events.Count;

    /// <summary>The longest that a subject was watched.</summary>
    public double End => Events.Max(e => e.Time);

    /// <param name="data">The data set.</param>
    /// <param name="kind">DVID, or null where the data have one kind of observation.</param>
    /// <param name="stratifyBy">A covariate column (a subject's first record counts), or null.</param>
    public static Checked<EventObservations> Of(DataSet data, string? kind, string? stratifyBy) => VpcObservations.Of(data, kind, stratifyBy).Then(observations =>
    {
        var events = new List<EventTime>();
        var strata = new List<int>();
        bool later = false;
        foreach (var (individual, subject) in data.Individuals.Select((d, s) => (d, s)))
        {
            double start = individual.Records[0].Time, last = double.NaN, happened = double.NaN;
            int row = observations.FirstRow[subject];
            if (individual.Records.Zip(individual.Records.Skip(1)).FirstOrDefault(p => p.Second.Time < p.First.Time) is { Second: { } back })
            {
                return Refused(data, back, "a time before the one above", "times that ascend: with events nothing may be reset");
            }

            int stratum = -1;
            foreach (var record in individual.Records.Where(r => r.Evid == 0))
            {
                int index = observations.IndexOfRow[row++];
                if (index < 0)
                {
                    continue;
                }

                if (record.Observed is not (0 or 1))
                {
                    return Refused(data, record, FormattableString.Invariant($"DV = {record.Observed}"), "1 for an event, 0 for none");
                }

                stratum = stratum < 0 ? observations.Strata[index] : stratum;
                later |= record.Observed == 1 && !double.IsNaN(happened);
                happened = record.Observed == 1 && double.IsNaN(happened) ? record.Time - start : happened;
                last = record.Time - start;
            }

            if (stratum < 0)
            {
                return Refused(data, individual.Records[0], $"subject {individual.Id} without an observation", "a record with DV = 1 or 0 for each subject");
            }

            events.Add(double.IsNaN(happened) ? new(last, false) : new(happened, true));
            strata.Add(stratum);
        }

        return events.Exists(e => e.Time > 0)
            ? Checked.Ok(new EventObservations(data, events.ToValueList(), [.. strata], observations.StratumNames, later))
            : Refused(data, data.Individuals[0].Records[0], "nobody who was watched for longer than no time", "events, or ends of being watched, after a subject's first record");
    });

    /// <summary>The data set with rows at which the hazard is to be known, for everybody to the end of the study. Rows have the covariates that the rule gives them.</summary>
    public DataSet Followed(CovariateRule rule)
    {
        double end = End;
        return _data with
        {
            Individuals = _data.Individuals.Select(individual =>
            {
                var records = individual.Records.ToList();
                double start = records[0].Time;
                for (int k = 0; k <= Steps; k++)
                {
                    Insert(records, start + (end * k / Steps), rule);
                }

                return individual with { Records = records.ToValueList() };
            }).ToValueList(),
        };
    }

    private static void Insert(List<DataRecord> records, double time, CovariateRule rule)
    {
        int at = records.FindIndex(r => r.Time > time);
        var before = records[at < 0 ? ^1 : at - 1];
        var after = at < 0 ? before : records[at];
        double share = after.Time > before.Time ? (time - before.Time) / (after.Time - before.Time) : 1;
        records.Insert(at < 0 ? records.Count : at, new DataRecord
        {
            Line = before.Line,
            Time = time,
            Evid = 0,
            MissingDependentVariable = true,
            Covariates = rule switch
            {
                CovariateRule.Linear => before.Covariates.Zip(after.Covariates, (b, a) => b + (share * (a - b))).ToValueList(),
                CovariateRule.LastObservationCarriedForward => before.Covariates,
                _ => after.Covariates,
            },
        });
    }

    private static Checked<EventObservations> Refused(DataSet data, DataRecord record, string found, string expected) =>
        Checked.Refused<EventObservations>(new Diagnostic("AN0828", Severity.Error, new(data.Source, record.Line, 1), found, expected));
}

using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Survival;
using Anesis.Simulation.Ensembles;

namespace Anesis.Pharmacometrics.Vpc;

/// <summary>
/// Takes the replicates of a data set's design while they stream by, draws one event time a person from the hazard and one end of being watched from how the observed subjects of the stratum left
/// (the Kaplan-Meier estimate with events and leaving in exchanged places), and keeps of each replicate its Kaplan-Meier curves.
/// </summary>
public sealed class VpcSurvivalSink : IResultSink
{
    private const ulong EventStream = 0x7670_635f_6576_6e74;
    private const ulong LeaveStream = 0x7670_635f_6c65_6176;
    private const int GridSteps = 100;

    private readonly EventObservations _data;
    private readonly ulong _seed;
    private readonly double _dataTime;
    private readonly double[] _times;
    private readonly ValueList<SurvivalStep>[] _leaving;
    private readonly EventTime[] _replicate;
    private readonly List<double[]> _kept = [];

    /// <param name="data">The events.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="dataTime">The data's units of time in one of the model's: 1, or the hours in it where the data have clock times.</param>
    public VpcSurvivalSink(EventObservations data, ulong seed, double dataTime = 1)
    {
        (_data, _seed, _dataTime) = (data, seed, dataTime);
        _times = [.. Enumerable.Range(0, GridSteps + 1).Select(k => data.End * k / GridSteps).Concat(data.Events.Select(e => e.Time)).Distinct().Order()];
        _leaving = [.. Enumerable.Range(0, data.StratumNames.Count).Select(s => KaplanMeier.Of(Of(s).Select(e => e with { Happened = !e.Happened })))];
        _replicate = new EventTime[data.Subjects];
    }

    public int Replicates => _kept.Count;

    public bool KeepsBlocks => false;

    public void Accept(ResultBlock block)
    {
        for (int k = 0; k < block.Count; k++)
        {
            int individual = block.First + k, subject = individual % _data.Subjects;
            _replicate[subject] = block.Outcomes[k].IsCompleted ? Draw(block, k, individual, _leaving[_data.Strata[subject]]) : new(double.NaN, false);
            if (subject == _data.Subjects - 1)
            {
                _kept.Add([.. Enumerable.Range(0, _data.StratumNames.Count).SelectMany(s => Curve(KaplanMeier.Of(_replicate.Where((_, i) => _data.Strata[i] == s))))]);
            }
        }
    }

    /// <summary>A row for each stratum and time: a hundred even steps and the times of the observed subjects.</summary>
    /// <param name="level">Of the interval over the replicates, such as 0.95.</param>
    public IReadOnlyList<VpcSurvivalRow> Rows(double level)
    {
        var rows = new List<VpcSurvivalRow>();
        for (int s = 0; s < _data.StratumNames.Count; s++)
        {
            EventTime[] own = [.. Of(s)];
            double[] observed = Curve(KaplanMeier.Of(own));
            for (int t = 0; t < _times.Length; t++)
            {
                double time = _times[t];
                double[] over = [.. _kept.Select(r => r[(s * _times.Length) + t]).Where(v => !double.IsNaN(v)).Order()];
                rows.Add(new(
                    _data.StratumNames[s], time, own.Count(e => e.Time >= time), own.Count(e => e.Time == time && e.Happened), own.Count(e => e.Time == time && !e.Happened), observed[t],
                    VpcQuantiles.Sorted(over, (1 - level) / 2), VpcQuantiles.Sorted(over, 0.5), VpcQuantiles.Sorted(over, (1 + level) / 2)));
            }
        }

        return rows;
    }

    private IEnumerable<EventTime> Of(int stratum) => _data.Events.Where((_, i) => _data.Strata[i] == stratum);

    private EventTime Draw(ResultBlock block, int k, int individual, ValueList<SurvivalStep> leaving)
    {
        int from = block.RowStarts[k], count = block.RowStarts[k + 1] - from;
        double start = block.Times[from];
        double[] times = [.. block.Times.AsSpan(from, count).ToArray().Select(t => t - start)];
        double[] hazard = [.. Enumerable.Range(from, count).Select(row => block.Values[row * block.OutputCount])];
        var drawn = HazardEvents.Draw(times, hazard, new DrawKey(_seed, (ulong)individual, EventStream).Uniform(0));
        drawn = drawn with { Time = drawn.Time * _dataTime };
        double u = new DrawKey(_seed, (ulong)individual, LeaveStream).Uniform(0), leaves = _data.End;
        foreach (var step in leaving)
        {
            if (step.Survival < u)
            {
                leaves = step.Time;
                break;
            }
        }

        return drawn.Happened && drawn.Time <= leaves ? drawn : new(Math.Min(leaves, drawn.Time), false);
    }

    /// <summary>The estimate at each time; NaN after the last who was watched, unless all had the event.</summary>
    private double[] Curve(ValueList<SurvivalStep> steps)
    {
        var curve = new double[_times.Length];
        double survival = 1;
        int next = 0;
        for (int t = 0; t < curve.Length; t++)
        {
            while (next < steps.Count && steps[next].Time <= _times[t])
            {
                survival = steps[next++].Survival;
            }

            bool over = next == steps.Count && (steps.Count == 0 || steps[^1].Time < _times[t]);
            curve[t] = over && survival > 0 ? double.NaN : survival;
        }

        return curve;
    }
}

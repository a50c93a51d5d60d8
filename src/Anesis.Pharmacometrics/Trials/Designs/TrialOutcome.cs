using Anesis.Mathematics;
using Anesis.Mathematics.Randomness;
using Anesis.Modeling.Values;
using Anesis.Pharmacometrics.Observations;
using Anesis.Pharmacometrics.Survival;

namespace Anesis.Pharmacometrics.Trials.Designs;

/// <summary>What is observed of one person: the endpoint, the baseline, and the event.</summary>
internal readonly record struct TrialOutcome(double Value, double Baseline, EventTime Event)
{
    public static TrialOutcome Missing { get; } = new(double.NaN, double.NaN, new(double.NaN, false));
}

/// <summary>Turns a simulated course into observations: placebo response, residual error, leaving, missing values. Every draw is keyed by the person.</summary>
internal sealed class TrialObservation(TrialDesign design, double[] times, int[] visits, double halfLife, ulong seed)
{
    private const ulong LeaveStream = 0x6c65_6176_6500_0001;
    private const ulong EventStream = 0x6576_656e_7400_0001;
    private const ulong PlaceboStream = 0x706c_6163_6562_6f31;

    private readonly int _outputs = design.DropOut?.Output is null || design.DropOut.Output == design.Endpoint.Output ? 1 : 2;

    /// <param name="rows">[time][output], or null where the simulation failed.</param>
    /// <param name="number">The person.</param>
    /// <param name="shift">Index of the period's first visit among the visits.</param>
    /// <param name="count">Visits in the period.</param>
    public TrialOutcome Of(double[]? rows, int number, int shift, int count)
    {
        if (rows is null)
        {
            return TrialOutcome.Missing;
        }

        double leaves = Leaves(rows, number);
        if (design.Endpoint.Kind == EndpointKind.Event)
        {
            double[] hazard = [.. times.Select((_, t) => rows[t * _outputs])];
            var drawn = HazardEvents.Draw(times, hazard, new DrawKey(seed, (ulong)number, EventStream).Uniform(0));
            return new(drawn.Time, double.NaN, drawn.Time <= leaves ? drawn : new(leaves, false));
        }

        double baseline = Observe(rows, number, shift);
        double value = double.NaN;
        for (int v = shift + count - 1; v >= shift; v--)
        {
            if (times[visits[v]] <= leaves)
            {
                value = Observe(rows, number, v);
                break;
            }

            if (design.DropOut is { CarryForward: false })
            {
                return new(double.NaN, baseline, default);
            }
        }

        return new(Endpoint(value, baseline), baseline, default);
    }

    private double Leaves(double[] rows, int number)
    {
        if (design.DropOut is not { } dropOut)
        {
            return double.PositiveInfinity;
        }

        double[] hazard = [.. times.Select((_, t) => dropOut.Hazard + (dropOut.Output is null ? 0 : Math.Max(0, rows[(t * _outputs) + _outputs - 1])))];
        var drawn = HazardEvents.Draw(times, hazard, new DrawKey(seed, (ulong)number, LeaveStream).Uniform(0));
        return drawn.Happened ? drawn.Time : double.PositiveInfinity;
    }

    private double Observe(double[] rows, int number, int visit)
    {
        double value = rows[visits[visit] * _outputs];
        if (design.Placebo is { } placebo)
        {
            double mean = placebo.Mean + (placebo.Deviation * new DrawKey(seed, (ulong)number, PlaceboStream).Normal(0));
            value += mean * -Elementary.Expm1(-0.69314718055994531 * (times[visits[visit]] - times[visits[0]]) / halfLife);
        }

        return design.Endpoint.Error.Observe(value, seed, number, visit);
    }

    private double Endpoint(double value, double baseline) => design.Endpoint.Kind switch
    {
        EndpointKind.Change => value - baseline,
        EndpointKind.PercentChange => 100 * (value - baseline) / baseline,
        EndpointKind.Responder => double.IsNaN(value) ? double.NaN
            : (design.Endpoint.Threshold <= 0 ? 100 * (value - baseline) / baseline <= design.Endpoint.Threshold : 100 * (value - baseline) / baseline >= design.Endpoint.Threshold) ? 1 : 0,
        _ => value,
    };
}

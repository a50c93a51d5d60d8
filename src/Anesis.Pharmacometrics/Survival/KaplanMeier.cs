using Anesis.Mathematics;
using Anesis.Modeling.Values;

namespace Anesis.Pharmacometrics.Survival;

/// <summary>When someone had the event, or was last seen without it.</summary>
public readonly record struct EventTime(double Time, bool Happened);

/// <summary>One step of a survival curve: right after <paramref name="Time"/>.</summary>
/// <param name="Time">Of events or of leaving.</param>
/// <param name="AtRisk">Just before it.</param>
/// <param name="Events">At it.</param>
/// <param name="Survival">Share without the event.</param>
/// <param name="Low">Lower end of the pointwise interval.</param>
/// <param name="High">Upper end.</param>
public sealed record SurvivalStep(double Time, int AtRisk, int Events, double Survival, double Low, double High);

/// <summary>The product-limit estimate (Kaplan and Meier 1958) with Greenwood's variance; intervals on the log scale, as R's survfit has them by default.</summary>
public static class KaplanMeier
{
    /// <param name="people">In any order. Who leaves at a time of events was at risk then.</param>
    /// <param name="level">Such as 0.95.</param>
    public static ValueList<SurvivalStep> Of(IEnumerable<EventTime> people, double level = 0.95)
    {
        double z = Elementary.NormalQuantile(0.5 * (1 + level));
        var steps = new List<SurvivalStep>();
        var ordered = people.Where(p => !double.IsNaN(p.Time)).GroupBy(p => p.Time).OrderBy(g => g.Key).ToList();
        int risk = ordered.Sum(g => g.Count());
        double survival = 1, variance = 0;
        foreach (var group in ordered)
        {
            int events = group.Count(p => p.Happened);
            survival *= 1 - ((double)events / risk);
            variance += events < risk ? (double)events / ((double)risk * (risk - events)) : double.PositiveInfinity;
            double spread = z * Math.Sqrt(variance);
            bool gone = survival == 0;
            steps.Add(new(group.Key, risk, events, survival, gone ? double.NaN : survival * Elementary.Exp(-spread), gone ? double.NaN : Math.Min(1, survival * Elementary.Exp(spread))));
            risk -= group.Count();
        }

        return steps.ToValueList();
    }

    /// <summary>The first time at which at most half are without the event; NaN when that is never reached.</summary>
    public static double Median(ValueList<SurvivalStep> steps) => steps.Where(s => s.Survival <= 0.5 + 1e-12).Select(s => s.Time).DefaultIfEmpty(double.NaN).First();
}

/// <summary>Draws when an event happens from a hazard over time: where the cumulative hazard reaches −ln u.</summary>
public static class HazardEvents
{
    /// <param name="times">Ascending.</param>
    /// <param name="hazard">Events per unit of time at these, 0 or more; a straight line between.</param>
    /// <param name="u">In (0, 1).</param>
    public static EventTime Draw(ReadOnlySpan<double> times, ReadOnlySpan<double> hazard, double u)
    {
        double left = -Elementary.Log(u);
        for (int i = 1; i < times.Length; i++)
        {
            double span = times[i] - times[i - 1], from = Math.Max(0, hazard[i - 1]), to = Math.Max(0, hazard[i]);
            double area = 0.5 * span * (from + to);
            if (area >= left && area > 0)
            {
                // from·s + (to − from)·s²/(2·span) = left, in a form that does not cancel.
                double slope = (to - from) / span;
                double s = 2 * left / (from + Math.Sqrt(Math.Max(0, (from * from) + (2 * slope * left))));
                return new(times[i - 1] + Math.Min(s, span), true);
            }

            left -= area;
        }

        return new(times.IsEmpty ? double.NaN : times[^1], false);
    }
}

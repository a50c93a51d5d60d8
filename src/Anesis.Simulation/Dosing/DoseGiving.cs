using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Dosing;

/// <summary>Turns dose records into doses, with the bioavailability, lag, rate and duration that the model has at the record, and gives them.</summary>
internal sealed unsafe class DoseGiving(LaneFrame frame, double* held)
{
    /// <summary>
    /// What a dose record gives. Bioavailability scales a bolus, the duration of an infusion of given or modelled rate, and the rate of one of modelled duration.
    /// False when a dosing quantity has no meaning; <paramref name="wrong"/> names it.
    /// </summary>
    public bool TryRead(Lane lane, int index, out Dose dose, out double lag, out string? wrong)
    {
        DosingRecord record = lane.Plan.Records[index];
        dose = default;
        lag = 0;
        if (record.Target < 0 || record.Target >= frame.Model.Dosing.Count)
        {
            wrong = "the dose's compartment";
            return false;
        }

        DosingTarget target = frame.Model.Dosing[record.Target];
        double* at = frame.Evaluate(frame.Model.DosingParameters) + (4 * record.Target * frame.Lanes) + lane.Index;
        double available = at[0];
        lag = at[frame.Lanes];
        double amount = available * record.Amount;
        wrong = !(available >= 0 && available < double.PositiveInfinity) ? target.Bioavailability ?? "bioavailability"
            : !(lag >= 0 && lag < double.PositiveInfinity) ? target.Lag ?? "lag"
            : null;
        switch (record.Rate)
        {
            case 0:
                dose = new Dose(record.Target, amount, 0, 0);
                break;
            case -2:
                double duration = at[3 * frame.Lanes];
                wrong ??= duration > 0 && duration < double.PositiveInfinity ? null : target.Duration ?? "the modelled duration";
                dose = new Dose(record.Target, 0, amount / duration, duration);
                break;
            default:
                double rate = record.Rate == -1 ? at[2 * frame.Lanes] : record.Rate;
                wrong ??= rate > 0 && rate < double.PositiveInfinity ? null : target.Rate ?? "the rate";
                dose = new Dose(record.Target, 0, rate, amount / rate);
                break;
        }

        if (record.Factor >= 0)
        {
            double factor = frame.Parameter(record.Factor, lane.Index);
            wrong ??= factor >= 0 && factor < double.PositiveInfinity ? null : frame.Model.Parameters[record.Factor];
            dose = dose with { Bolus = dose.Bolus * factor, Rate = dose.Rate * factor };
        }

        bool endless = record.SteadyState > 0 && record.Amount == 0 && record.Rate != 0;
        if (record.SteadyState > 0 && !(record.Interval > 0) && !endless)
        {
            wrong ??= "the dosing interval";
        }

        return wrong is null;
    }

    /// <summary>The record's dose, now or after its lag, and its additional doses.</summary>
    public void Give(Lane lane, in DosingRecord record, in Dose dose, double lag)
    {
        double now = lane.Now;
        int additional = record.Interval > 0 ? record.Additional : 0;
        if (lag > 0)
        {
            lane.Doses.Schedule(dose, now, record.Interval, 1 + additional, lag);
            return;
        }

        if (dose.Rate <= 0 || dose.Duration > 0)
        {
            lane.Doses.Give(dose, now, frame, held, lane.Index);
        }

        lane.Doses.Schedule(dose, now + record.Interval, record.Interval, additional, 0);
    }

    /// <summary>
    /// After the states have become the steady ones: infusions and lagged doses on their way that SS=1 ends, implied infusions that still run, implied doses that are still on their way
    /// (a lag longer than the interval), then the record's own dose.
    /// </summary>
    public void GiveAtSteadyState(Lane lane, in DosingRecord record, in Dose dose, double lag)
    {
        int l = lane.Index;
        if (record.SteadyState == 1)
        {
            lane.Doses.EndInfusions(-1, frame, l);
            lane.Doses.CancelUnderway(lane.Now);
        }

        lane.Doses.SetInputs(frame, l);
        if (!(record.Interval > 0))
        {
            return;
        }

        for (int k = 1; ; k++)
        {
            double started = lane.Now + lag - (k * record.Interval);
            if (started > Moments.Latest(lane.Now))
            {
                lane.Doses.Schedule(dose, lane.Now - (k * record.Interval), 0, 1, lag);
            }
            else if (dose.Rate > 0 && started + dose.Duration > Moments.Latest(lane.Now))
            {
                lane.Doses.Infuse(dose, started + dose.Duration, frame, l);
            }
            else
            {
                break;
            }
        }

        Give(lane, record, dose, lag);
    }
}

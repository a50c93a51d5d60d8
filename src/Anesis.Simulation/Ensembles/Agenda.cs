using Anesis.Simulation.Compilation;
using Anesis.Simulation.Dosing;
using Anesis.Simulation.Events;
using Anesis.Simulation.History;

namespace Anesis.Simulation.Ensembles;

/// <summary>
/// Carries out what happens to one lane at one moment, in this order: events whose trigger changed on the way; ends of infusions and doses that fall due;
/// the records of that time in file order, observations among them; output rows; and then, for models whose equations jump at known times, events
/// that turn true only just after. After each change of the state events are looked at again. Then the lane steps on to its next moment.
/// </summary>
internal sealed unsafe class Agenda(LaneFrame frame, Lane[] lanes, OutputRows rows, Crossings crossings, Delays? delays, LaneDraws draws, double relativeTolerance, double* held, double* arrival)
{
    private readonly CompiledModel model = frame.Model;
    private readonly EventExecution execution = new(frame, draws);
    private readonly DoseGiving giving = new(frame, held);
    private readonly bool algebraic = frame.Model.IsAlgebraic.Contains(true);
    private readonly FastRest? rest = frame.Model.FastRates is null ? null : new FastRest(frame);
    private readonly int count = lanes.Length;

    /// <summary>Starts the lane's individual: initial values, then all that happens at its start.</summary>
    public void Begin(Lane lane, ReadOnlySpan<double> inputs)
    {
        IndividualPlan plan = lane.Plan;
        int l = lane.Index;
        lane.Now = plan.Start;
        lane.Record = 0;
        lane.ActiveRecord = 0;
        lane.RecordRowsDone = 0;
        lane.Failure = null;
        lane.Work = default;
        lane.DrawCounter = 0;
        lane.TieCounter = 0;
        lane.Fresh = true;
        lane.Doses.Clear();
        lane.Events.Begin();
        frame.Time[l] = plan.Start;
        for (int p = 0; p < model.Layout.Free; p++)
        {
            frame.SetParameter(p, l, model.ParameterDefaults[p]);
        }

        for (int i = 0; i < inputs.Length; i++)
        {
            frame.SetParameter(model.InputSlots[i], l, inputs[i]);
        }

        lane.Covariates.Begin(plan, frame, l);
        SetCovariates(lane, 0);
        draws.Fill(lane, frame.Parameters);
        for (int s = 0; s < model.StateCount; s++)
        {
            frame.Input[(s * count) + l] = 0;
        }

        SwitchOn(l);
        delays?.Keep(lane);
        Initialize(lane, parametersToo: true);
        frame.Hoist();
        FindActiveRecord(lane);
        delays?.Begin(lane);
        Settle(lane);
        lane.Phase = Phase.Arrival;
        Continue(lane);
    }

    /// <summary>The lane has stepped to a moment: its target, or where something crossed.</summary>
    public void Arrive(Lane lane, double now)
    {
        lane.Now = now;
        if (lane.Phase == Phase.Steady)
        {
            Steady(lane, lane.Steady!.Arrive(lane.Index));
        }
        else
        {
            lane.Phase = Phase.Arrival;
        }

        Continue(lane);
    }

    /// <summary>Starts the lane's stepping again where it is, after a step was cut short on the way to a steady state.</summary>
    public void Resume(Lane lane)
    {
        Restart(lane, false);
        crossings.MarkIfAny(lane.Index);
    }

    private void Continue(Lane lane)
    {
        while (lane.Failure is null)
        {
            switch (lane.Phase)
            {
                case Phase.Arrival:
                    AtArrival(lane);
                    break;
                case Phase.Records:
                    AtRecords(lane);
                    break;
                case Phase.Outputs:
                    rows.WriteOutputs(lane, Moments.Latest(lane.Now));
                    lane.Phase = Phase.Departure;
                    break;
                case Phase.Departure:
                    Depart(lane);
                    return;
                default:
                    return;
            }
        }
    }

    private void AtArrival(Lane lane)
    {
        frame.Time[lane.Index] = lane.Now;
        RunEvents(lane, lane.Now);
        if (lane.Failure is null && lane.Doses.Bring(Moments.Latest(lane.Now), lane.Now, frame, held, lane.Index))
        {
            Changed(lane);
        }

        lane.Phase = Phase.Records;
    }

    private void AtRecords(Lane lane)
    {
        DosingRecord[] records = lane.Plan.Records;
        while (lane.Failure is null && lane.Record < records.Length && records[lane.Record].Time <= Moments.Latest(lane.Now))
        {
            int index = lane.Record++;
            ref readonly DosingRecord record = ref records[index];
            if (SetCovariates(lane, index))
            {
                frame.Hoist();
            }

            if (record.Kind is RecordKind.Reset or RecordKind.ResetAndDose)
            {
                Reset(lane, record);
            }

            switch (record.Kind)
            {
                case RecordKind.Observation:
                    rows.WriteRecord(lane, record.Time);
                    break;
                case RecordKind.Other when record.Target >= 0:
                    Switch(lane, record);
                    Changed(lane);
                    break;
                case RecordKind.Reset:
                    Changed(lane);
                    break;
                case RecordKind.Dose or RecordKind.ResetAndDose:
                    Dose(lane, index);
                    if (lane.Phase == Phase.Steady)
                    {
                        return;
                    }

                    Changed(lane);
                    break;
            }
        }

        FindActiveRecord(lane);
        lane.Phase = Phase.Outputs;
    }

    private void Dose(Lane lane, int index)
    {
        if (!giving.TryRead(lane, index, out Dose dose, out double lag, out string? wrong))
        {
            lane.Failure = new Outcome(OutcomeKind.InvalidDose, lane.Now, wrong);
            return;
        }

        DosingRecord record = lane.Plan.Records[index];
        if (record.SteadyState == 0)
        {
            giving.Give(lane, record, dose, lag);
            return;
        }

        if (model.Layout.Delayed > 0)
        {
            lane.Failure = new Outcome(OutcomeKind.NoSteadyState, lane.Now);
            return;
        }

        rows.Rest(lane.Index);
        lane.Phase = Phase.Steady;
        lane.Steady ??= new SteadyState(frame, relativeTolerance);
        Steady(lane, lane.Steady.Begin(index, dose, record.Interval, lag, lane.Now, lane.Index));
    }

    private void Steady(Lane lane, SteadyState.Progress progress)
    {
        int l = lane.Index;
        SteadyState steady = lane.Steady!;
        switch (progress)
        {
            case SteadyState.Progress.FreshPart:
            case SteadyState.Progress.NextPart:
                bool fresh = progress == SteadyState.Progress.FreshPart;
                if (fresh && !lane.Fresh)
                {
                    lane.Work += frame.Stepper.Counters(l);
                }

                frame.Stepper.Restart(l, fresh);
                lane.Fresh &= !fresh;
                lane.Target = steady.Until;
                frame.Stop[l] = steady.Until;
                arrival[l] = steady.Until;
                crossings.MarkIfAny(l);
                return;

            case SteadyState.Progress.Reached:
                DosingRecord record = lane.Plan.Records[steady.Record];
                lane.Now = record.Time;
                frame.Time[l] = lane.Now;
                steady.Finish(record.SteadyState == 2, l);
                giving.GiveAtSteadyState(lane, record, steady.Dose, steady.Lag);
                lane.Phase = Phase.Records;
                Changed(lane);
                return;

            default:
                lane.Failure = new Outcome(OutcomeKind.NoSteadyState, lane.Plan.Records[steady.Record].Time);
                return;
        }
    }

    private void Reset(Lane lane, in DosingRecord record)
    {
        int l = lane.Index;
        if (record.Time < Moments.Earliest(lane.Now))
        {
            // The clock starts again: what was on its way belongs to the time before.
            lane.Now = record.Time;
            frame.Time[l] = record.Time;
            lane.Doses.CancelComing();
            lane.Events.Begin();
            lane.History?.Begin(record.Time);
        }

        lane.Doses.EndInfusions(-1, frame, l);
        lane.Doses.CancelUnderway(lane.Now);
        SwitchOn(l);
        Initialize(lane, parametersToo: false);
    }

    private void Switch(Lane lane, in DosingRecord record)
    {
        int at = (model.Dosing[record.Target].State * count) + lane.Index;
        if (record.SwitchOff)
        {
            frame.States[at] = 0;
            lane.Doses.EndInfusions(record.Target, frame, lane.Index);
        }

        if (held is not null)
        {
            held[at] = record.SwitchOff ? 1 : 0;
        }
    }

    private void SwitchOn(int lane)
    {
        if (held is not null)
        {
            for (int s = 0; s < model.StateCount; s++)
            {
                held[(s * count) + lane] = 0;
            }
        }
    }

    /// <summary>Gives the lane's states their initial values, by the initial assignments; with <paramref name="parametersToo"/> the parameters too.</summary>
    private void Initialize(Lane lane, bool parametersToo)
    {
        int l = lane.Index;
        for (int s = 0; s < model.StateCount; s++)
        {
            frame.StartStates[(s * count) + l] = model.StateDefaults[s];
        }

        for (int p = 0; p < model.Layout.Stride; p++)
        {
            frame.StartParameters[(p * count) + l] = frame.Parameters[(p * count) + l];
        }

        model.Start(frame.Time, frame.StartStates, frame.StartParameters, frame.Result, frame.Scratch);
        for (int s = 0; s < model.StateCount; s++)
        {
            double value = frame.StartStates[(s * count) + l];

            // What only an algebraic equation determines is sought from zero.
            frame.SetState(s, l, double.IsNaN(value) && model.IsAlgebraic[s] ? 0 : value);
        }

        for (int p = 0; parametersToo && p < model.Layout.Free; p++)
        {
            frame.SetParameter(p, l, frame.StartParameters[(p * count) + l]);
        }
    }

    private bool SetCovariates(Lane lane, int record) => lane.Covariates.Any && lane.Covariates.Set(record, frame, lane.Index);

    /// <summary>After a change of states or parameters: algebraic states and fast reactions follow, and events may be set off.</summary>
    private void Changed(Lane lane)
    {
        if (lane.Failure is null)
        {
            Settle(lane);
            RunEvents(lane, lane.Now);
        }
    }

    private void Settle(Lane lane)
    {
        if (algebraic)
        {
            SettleEquations(lane);
        }

        if (rest is null || lane.Failure is not null)
        {
            return;
        }

        if (!rest.TryReach(lane.Index))
        {
            lane.Failure = new Outcome(OutcomeKind.NoRest, lane.Now);
        }
        else if (algebraic)
        {
            SettleEquations(lane);
        }
    }

    private void SettleEquations(Lane lane)
    {
        if (lane.Fresh)
        {
            Restart(lane, true);
        }

        frame.Stepper.Settle(lane.Index);
        lane.Failure = frame.Stepper.Failure(lane.Index);
    }

    private void RunEvents(Lane lane, double time)
    {
        if (model.Events.Count == 0)
        {
            return;
        }

        bool changed = false;
        string? endless = execution.Run(lane, lane.Now, Moments.Latest(lane.Now), time, ref changed);
        if (endless is not null)
        {
            lane.Failure = new Outcome(OutcomeKind.EndlessEvents, lane.Now, endless);
        }
        else if (changed)
        {
            Settle(lane);
        }
    }

    private void Depart(Lane lane)
    {
        int l = lane.Index;
        IndividualPlan plan = lane.Plan;
        if (plan.CovariateRule == CovariateRule.NextObservationCarriedBackward && lane.Record < plan.Records.Length && SetCovariates(lane, lane.Record))
        {
            frame.Hoist();
            Changed(lane);
        }

        if (lane.Failure is not null)
        {
            return;
        }

        if (frame.TakesSides)
        {
            double after = Moments.After(lane.Now, delays is not null);
            frame.Time[l] = after;
            RunEvents(lane, after);
            if (lane.Failure is not null)
            {
                return;
            }

            frame.Time[l] = after;
        }

        if (rest is not null)
        {
            // The moment may be one at which a fast rate jumps.
            Settle(lane);
            if (lane.Failure is not null)
            {
                return;
            }
        }

        if (delays is not null)
        {
            delays.Measure();
            delays.AddDiscontinuity(lane, lane.Now, lane.History!.TakeDiscontinuities(Moments.Latest(lane.Now)));
        }

        Restart(lane, lane.Fresh);
        crossings.MarkIfAny(l);
        rows.Aim(lane);
        lane.Phase = Phase.Stepping;
        Target(lane);
    }

    private void Restart(Lane lane, bool fresh)
    {
        frame.Stepper.Restart(lane.Index, fresh);
        lane.Fresh = false;
    }

    /// <summary>Finds the next moment at which something happens to the lane; of several that rounding alone keeps apart, the latest.</summary>
    private void Target(Lane lane)
    {
        int l = lane.Index;
        double record = RecordTime(lane);
        double history = lane.History?.NextDiscontinuity ?? double.PositiveInfinity;
        double next = Math.Min(Math.Min(record, lane.Doses.Next), Math.Min(lane.Events.Next, history));
        double* stops = null;
        double after = Moments.Latest(lane.Now);
        if (model.TimeStopCount > 0)
        {
            stops = frame.Evaluate(model.TimeStops);
            for (int s = 0; s < model.TimeStopCount; s++)
            {
                double stop = stops[(s * count) + l];
                next = stop > after && stop < next ? stop : next;
            }
        }

        double latest = Moments.Latest(next);
        double target = next;
        target = record <= latest ? Math.Max(target, record) : target;
        target = lane.Doses.Next <= latest ? Math.Max(target, lane.Doses.Next) : target;
        target = lane.Events.Next <= latest ? Math.Max(target, lane.Events.Next) : target;
        target = history <= latest ? Math.Max(target, history) : target;
        for (int s = 0; s < model.TimeStopCount; s++)
        {
            double stop = stops[(s * count) + l];
            target = stop > target && stop <= latest ? stop : target;
        }

        lane.Target = target;
        arrival[l] = frame.TakesSides && target < double.PositiveInfinity ? Moments.Before(target, delays is not null) : target;
        frame.Stop[l] = arrival[l];
        LimitStep(lane);
    }

    /// <summary>When the next active record acts: at its time, or, where the clock goes back, once the records before it are done.</summary>
    private static double RecordTime(Lane lane)
    {
        DosingRecord[] records = lane.Plan.Records;
        int active = lane.ActiveRecord;
        if (active >= records.Length)
        {
            return double.PositiveInfinity;
        }

        return active > lane.Record ? Math.Max(records[active].Time, records[active - 1].Time) : Math.Max(records[active].Time, lane.Now);
    }

    /// <summary>With delays: a step no longer than the shortest one.</summary>
    public void LimitStep(Lane lane)
    {
        if (delays is not null)
        {
            frame.Stop[lane.Index] = Math.Min(arrival[lane.Index], frame.Time[lane.Index] + delays.LongestStep(lane));
        }
    }

    private void FindActiveRecord(Lane lane)
    {
        DosingRecord[] records = lane.Plan.Records;
        int active = Math.Max(lane.ActiveRecord, lane.Record);
        while (active < records.Length && records[active].Kind == RecordKind.Observation && !lane.Covariates.ChangesAt(active))
        {
            active++;
        }

        lane.ActiveRecord = active;
    }
}

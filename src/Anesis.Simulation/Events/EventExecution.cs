using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Events;

/// <summary>
/// Carries out one lane's events at one time with the meaning of SBML Level 3 Version 2 (4.11): triggers are looked at again after each execution, what is due
/// executes one after another by priority, and values are those of the moment of triggering or of execution as each event says.
/// </summary>
internal sealed unsafe class EventExecution(LaneFrame frame, LaneDraws draws)
{
    /// <summary>Executions at one time after which they are held to be endless.</summary>
    private const int Limit = 100_000;

    private readonly CompiledModel model = frame.Model;
    private int[] ties = new int[4];

    /// <summary>
    /// Looks at the triggers with the lane's clock at <paramref name="time"/> and carries out what is due by <paramref name="moment"/>.
    /// Delays count from <paramref name="now"/>, the time without regard to the side. Returns null, or the event that never ends.
    /// </summary>
    public string? Run(Lane lane, double now, double moment, double time, ref bool changed)
    {
        int l = lane.Index;
        frame.Time[l] = time;
        for (int executed = 0; ; executed++)
        {
            Look(lane, now, l);
            int chosen = Choose(lane, moment, l);
            if (chosen < 0)
            {
                return null;
            }

            if (executed == Limit)
            {
                return model.Events[lane.Events.EventOf(chosen)].Id;
            }

            Execute(lane, chosen, l);
            changed = true;
        }
    }

    private void Look(Lane lane, double now, int l)
    {
        double* on = frame.Evaluate(model.Triggers);
        ulong fired = 0;
        for (int e = 0; e < model.Events.Count; e++)
        {
            double value = on[(e * frame.Lanes) + l];
            if (lane.Events.Observe(e, value != 0 && !double.IsNaN(value)))
            {
                lane.Fired[fired++] = e;
            }
        }

        for (ulong f = 0; f < fired; f++)
        {
            Trigger(lane, lane.Fired[f], now, l);
        }
    }

    private void Trigger(Lane lane, int e, double now, int l)
    {
        CompiledEvent it = model.Events[e];
        draws.Fill(lane, frame.Parameters);
        double delay = it.Delay is null ? 0 : frame.Evaluate(it.Delay)[l];
        Span<double> values = lane.Events.Add(e, now + (delay > 0 ? delay : 0), it.UseValuesFromTriggerTime);
        if (it.UseValuesFromTriggerTime)
        {
            TakeInputs(l);
            double* result = frame.Evaluate(it.Assignments);
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = result[(i * frame.Lanes) + l];
            }
        }
    }

    /// <summary>
    /// The due execution of highest priority; among equals one by a draw; those without priority last, in the order in which they were triggered. −1: none is due.
    /// </summary>
    private int Choose(Lane lane, double moment, int l)
    {
        EventQueue queue = lane.Events;
        int first = -1;
        int tied = 0;
        double best = double.NegativeInfinity;
        for (int i = 0; i < queue.Count; i++)
        {
            if (!queue.IsDue(i, moment))
            {
                continue;
            }

            first = first < 0 ? i : first;
            Kernel? priority = model.Events[queue.EventOf(i)].Priority;
            if (priority is null)
            {
                continue;
            }

            double value = frame.Evaluate(priority)[l];
            if (tied > 0 && !(value >= best))
            {
                continue;
            }

            tied = tied > 0 && value == best ? tied : 0;
            best = value;
            if (tied == ties.Length)
            {
                Array.Resize(ref ties, 2 * tied);
            }

            ties[tied++] = i;
        }

        return tied switch
        {
            0 => first,
            1 => ties[0],
            _ => ties[Math.Min((int)(draws.Tie(lane) * tied), tied - 1)],
        };
    }

    private void Execute(Lane lane, int index, int l)
    {
        EventQueue queue = lane.Events;
        CompiledEvent it = model.Events[queue.EventOf(index)];
        if (queue.HasValues(index))
        {
            ReadOnlySpan<double> values = queue.Values(index);
            if (it.Factors is not null)
            {
                double* factors = frame.Evaluate(it.Factors);
                for (int i = 0; i < values.Length; i++)
                {
                    lane.NewValues[i] = values[i] * factors[(i * frame.Lanes) + l];
                }

                values = lane.NewValues.AsSpan(0, values.Length);
            }

            Assign(it, values, l);
        }
        else
        {
            draws.Fill(lane, frame.Parameters);
            TakeInputs(l);
            double* result = frame.Evaluate(it.Assignments);
            for (int i = 0; i < it.Targets.Count; i++)
            {
                lane.NewValues[i] = result[(i * frame.Lanes) + l];
            }

            Assign(it, lane.NewValues.AsSpan(0, it.Targets.Count), l);
        }

        queue.Remove(index);
        frame.Hoist();
    }

    /// <summary>What doses add to slopes now, for events that ask.</summary>
    private void TakeInputs(int l)
    {
        if (model.InputRates.IsEmpty)
        {
            return;
        }

        foreach (var (state, parameter) in model.InputRates)
        {
            frame.SetParameter(parameter, l, frame.Input[(state * frame.Lanes) + l]);
        }

        frame.Hoist();
    }

    private void Assign(CompiledEvent it, ReadOnlySpan<double> values, int l)
    {
        for (int i = 0; i < values.Length; i++)
        {
            Slot slot = it.Targets[i];
            if (slot.Space == SlotSpace.State)
            {
                frame.SetState(slot.Index, l, values[i]);
            }
            else
            {
                frame.SetParameter(slot.Index, l, values[i]);
            }
        }
    }
}

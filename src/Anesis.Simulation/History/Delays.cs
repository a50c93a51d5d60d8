using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.History;

/// <summary>
/// Gives delay(…) its values, for every lane: from the history of accepted steps, and before the individual's start from the expression at
/// the initial values of that time, initial assignments being evaluated with the clock there (SBML Level 3 Version 2, 3.4.6).
/// </summary>
internal sealed unsafe class Delays : IDisposable
{
    private readonly CompiledModel model;
    private readonly LaneFrame frame;
    private readonly Lane[] lanes;
    private readonly int count;
    private readonly NativeDoubles delays;
    private readonly NativeDoubles sources;
    private readonly NativeDoubles earlier;
    private readonly NativeDoubles initialStates;
    private readonly NativeDoubles initialParameters;
    private readonly NativeDoubles initialSources;
    private readonly NativeDoubles startParameters;
    private readonly NativeDoubles scratchResult;
    private readonly NativeDoubles scratchSources;
    private readonly LaneHistory[] targets;

    public Delays(LaneFrame frame, Lane[] lanes)
    {
        this.frame = frame;
        this.lanes = lanes;
        model = frame.Model;
        count = model.Layout.Delayed;
        delays = new NativeDoubles(count * lanes.Length);
        sources = new NativeDoubles(count * lanes.Length);
        earlier = new NativeDoubles(lanes.Length);
        initialStates = new NativeDoubles(model.StateCount * lanes.Length);
        initialParameters = new NativeDoubles(model.Layout.Stride * lanes.Length);
        initialSources = new NativeDoubles(count * lanes.Length);
        startParameters = new NativeDoubles(model.Layout.Stride * lanes.Length);
        scratchResult = new NativeDoubles(Math.Max(1, Math.Max(model.StateCount, count)) * lanes.Length);
        scratchSources = new NativeDoubles(count * lanes.Length);
        targets = new LaneHistory[lanes.Length];
    }

    /// <summary>Keeps the lane's present parameters, before any initial assignment, as those of its time before the start.</summary>
    public void Keep(Lane lane)
    {
        int l = lane.Index;
        int n = lanes.Length;
        lane.History!.Begin(lane.Now);
        for (int p = 0; p < model.Layout.Stride; p++)
        {
            initialParameters.Pointer[(p * n) + l] = frame.Parameters[(p * n) + l];
        }
    }

    /// <summary>Fills the delayed values at the lane's start.</summary>
    public void Begin(Lane lane)
    {
        int l = lane.Index;
        int n = lanes.Length;

        // Twice, so that a delay inside a delay has its initial value too.
        for (int round = 0; round < 2; round++)
        {
            Fill(frame.Time, frame.States, frame.Parameters);
            for (int d = 0; d < count; d++)
            {
                int at = ((model.Layout.DelayedStart + d) * n) + l;
                initialParameters.Pointer[at] = frame.Parameters[at];
            }
        }

        Measure();
        AddDiscontinuity(lane, lane.Now, 0);
    }

    /// <summary>Fills the delayed region of <paramref name="parameters"/> for every busy lane.</summary>
    public void Fill(double* time, double* states, double* parameters)
    {
        int n = lanes.Length;
        model.DelayTimes(time, states, parameters, delays.Pointer, frame.Scratch);
        double* into = parameters + (model.Layout.DelayedStart * n);
        bool presentKnown = false;
        for (int d = 0; d < count; d++)
        {
            bool earlierKnown = false;
            for (int l = 0; l < n; l++)
            {
                Lane lane = lanes[l];
                if (lane.Block is null)
                {
                    continue;
                }

                LaneHistory history = lane.History!;
                double delay = delays.Pointer[(d * n) + l];
                double at = time[l] - delay;
                double value;
                if (delay > 0 && at < history.Origin)
                {
                    if (!earlierKnown)
                    {
                        SourcesBeforeStart(d, time);
                        earlierKnown = true;
                    }

                    value = initialSources.Pointer[(d * n) + l];
                }
                else if (delay > 0 && at <= history.End)
                {
                    value = history.IsEmpty ? InitialValue(d, l) : history.At(d, at);
                }
                else
                {
                    if (!presentKnown)
                    {
                        model.DelaySources(time, states, parameters, sources.Pointer, frame.Scratch);
                        presentKnown = true;
                    }

                    value = sources.Pointer[(d * n) + l];
                    double end = history.End;
                    if (delay > 0 && time[l] > end)
                    {
                        // A delay shorter than the step: between the end of the past and the present on a straight line.
                        double past = history.IsEmpty ? InitialValue(d, l) : history.At(d, end);
                        value = past + ((at - end) / (time[l] - end) * (value - past));
                    }
                }

                into[(d * n) + l] = value;
            }
        }
    }

    /// <summary>Adds the last step of each of these lanes, up to <paramref name="until"/> ([Lanes]), to its history.</summary>
    public void Append(uint stepped, double* until)
    {
        int n = lanes.Length;
        for (int l = 0; l < n; l++)
        {
            if ((stepped >> l & 1) != 0)
            {
                targets[l] = lanes[l].History!;
                targets[l].Reserve(frame.PreviousTime[l], until[l]);
            }
        }

        for (int k = 0; k < LaneHistory.Nodes; k++)
        {
            for (int l = 0; l < n; l++)
            {
                double from = frame.PreviousTime[l];
                double to = (stepped >> l & 1) != 0 ? until[l] : frame.Time[l];
                frame.ProbeTime[l] = k == LaneHistory.Nodes - 1 ? to : from + (LaneHistory.Point(k) * (to - from));
            }

            frame.Interpolate();
            Fill(frame.ProbeTime, frame.ProbeStates, frame.Parameters);
            model.DelaySources(frame.ProbeTime, frame.ProbeStates, frame.Parameters, sources.Pointer, frame.Scratch);
            for (int l = 0; l < n; l++)
            {
                if ((stepped >> l & 1) != 0)
                {
                    for (int d = 0; d < count; d++)
                    {
                        targets[l].Set(d, k, sources.Pointer[(d * n) + l]);
                    }
                }
            }
        }

        for (int l = 0; l < n; l++)
        {
            if ((stepped >> l & 1) != 0)
            {
                targets[l].Commit();
            }
        }
    }

    /// <summary>The delay at a time below which steps may be longer.</summary>
    private static double Least(double time) => 1e-12 * Math.Max(1, Math.Abs(time));

    /// <summary>Computes every lane's delays at its present time, for <see cref="LongestStep"/> and <see cref="AddDiscontinuity"/>.</summary>
    public void Measure()
    {
        Fill(frame.Time, frame.States, frame.Parameters);
        model.DelayTimes(frame.Time, frame.States, frame.Parameters, delays.Pointer, frame.Scratch);
    }

    /// <summary>The longest step that no delay of the lane falls short of, by <see cref="Measure"/>; +∞ when all are zero.</summary>
    public double LongestStep(Lane lane)
    {
        double shortest = double.PositiveInfinity;
        for (int d = 0; d < count; d++)
        {
            double delay = delays.Pointer[(d * lanes.Length) + lane.Index];
            lane.History!.Note(delay);
            if (delay > 0)
            {
                // Delays that begin at nothing would make steps of nothing.
                shortest = Math.Min(shortest, Math.Max(delay, Least(lane.Now)));
            }
        }

        return shortest;
    }

    /// <summary>Notes that the lane's solution has a discontinuity at <paramref name="time"/>; the delays as they are now show it again later.</summary>
    public void AddDiscontinuity(Lane lane, double time, int level)
    {
        if (level >= LaneHistory.Levels)
        {
            return;
        }

        for (int d = 0; d < count; d++)
        {
            double delay = delays.Pointer[(d * lanes.Length) + lane.Index];
            if (delay > Least(time) && delay < double.PositiveInfinity)
            {
                lane.History!.AddDiscontinuity(time + delay, level + 1);
            }
        }
    }

    /// <summary>Evaluates source <paramref name="d"/> at the initial state with the clock at each lane's time less its delay.</summary>
    private void SourcesBeforeStart(int d, double* time)
    {
        int n = lanes.Length;
        for (int l = 0; l < n; l++)
        {
            earlier.Pointer[l] = time[l] - delays.Pointer[(d * n) + l];
        }

        // All sources are computed; only the row of this delay is for these times.
        SourcesAtEarlier();
        for (int l = 0; l < n; l++)
        {
            initialSources.Pointer[(d * n) + l] = scratchSources.Pointer[(d * n) + l];
        }
    }

    private void SourcesAtEarlier()
    {
        int n = lanes.Length;
        for (int s = 0; s < model.StateCount; s++)
        {
            new Span<double>(initialStates.Pointer + (s * n), n).Fill(model.StateDefaults[s]);
        }

        initialParameters.Span.CopyTo(startParameters.Span);
        model.Start(earlier.Pointer, initialStates.Pointer, startParameters.Pointer, scratchResult.Pointer, frame.Scratch);
        model.Hoist(earlier.Pointer, initialStates.Pointer, startParameters.Pointer, scratchResult.Pointer, frame.Scratch);
        (model.DelayHistory ?? model.DelaySources)(earlier.Pointer, initialStates.Pointer, startParameters.Pointer, scratchSources.Pointer, frame.Scratch);
    }

    private double InitialValue(int d, int lane)
    {
        int n = lanes.Length;
        for (int l = 0; l < n; l++)
        {
            earlier.Pointer[l] = lanes[l].History!.Origin;
        }

        SourcesAtEarlier();
        return scratchSources.Pointer[(d * n) + lane];
    }

    public void Dispose()
    {
        initialSources.Dispose();
        startParameters.Dispose();
        scratchResult.Dispose();
        scratchSources.Dispose();
        delays.Dispose();
        sources.Dispose();
        earlier.Dispose();
        initialStates.Dispose();
        initialParameters.Dispose();
    }
}

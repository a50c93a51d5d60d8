using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Dosing;

/// <summary>
/// The steady state of the doses that one record implies (PREDPP's SS). The lane integrates whole dosing intervals, each from the interval's start to its end,
/// and the state at the start is moved until the end equals it; the clock runs through the interval before the record each time.
/// A constant infusion is solved for f = 0 at once, or, where that fails, integrated over growing spans.
/// </summary>
internal sealed unsafe class SteadyState
{
    private const double Converged = 1e-12;
    private const double GoodEnough = 1e-9;

    /// <summary>With poor tolerances the method's noise is larger than that: this share of the relative tolerance.</summary>
    private const double GoodEnoughShare = 0.1;

    private const int Patience = 12;
    private const int LongestSearch = 3000;

    private readonly LaneFrame frame;
    private readonly AndersonMixing mixing;
    private readonly bool[] frozen;
    private readonly int size;
    private readonly double[] before;
    private readonly double[] start;
    private readonly double[] end;
    private readonly double[] scale;
    private readonly double[] trial;
    private readonly double goodEnough;
    private Dose dose;
    private double interval;
    private double lag;
    private double moment;
    private double begun;
    private double inner;
    private int full;
    private int cycles;
    private int sinceBest;
    private double best;
    private Part part;

    public SteadyState(LaneFrame frame, double relativeTolerance)
    {
        this.frame = frame;
        goodEnough = Math.Max(GoodEnough, GoodEnoughShare * relativeTolerance);
        size = frame.Model.StateCount;
        mixing = new AndersonMixing(size);
        before = new double[size];
        start = new double[size];
        end = new double[size];
        scale = new double[size];
        trial = new double[size];
        frozen = new bool[size];
        Array.Fill(frozen, true);
        foreach (int column in frame.Model.JacobianPattern.Columns)
        {
            frozen[column] = false;
        }
    }

    public enum Progress
    {
        /// <summary>The lane goes on to the time that <see cref="Until"/> says, after a fresh start of the stepper.</summary>
        FreshPart,

        /// <summary>The lane goes on to <see cref="Until"/>; its input has changed.</summary>
        NextPart,

        /// <summary>The lane's states are the steady ones, at the record's time.</summary>
        Reached,

        Failed,
    }

    private enum Part
    {
        Infusing,
        Rest,
        TailInfusing,
        TailRest,
        Endless,
    }

    /// <summary>The record whose steady state this is.</summary>
    public int Record { get; private set; }

    public double Until { get; private set; }

    public Dose Dose => dose;

    public double Interval => interval;

    public double Lag => lag;

    /// <summary>Starts the search for the lane at the time <paramref name="now"/> of a record. An interval of 0 means an endless infusion at the dose's rate.</summary>
    public Progress Begin(int record, in Dose implied, double every, double delay, double now, int lane)
    {
        Record = record;
        dose = implied;
        interval = every;
        lag = delay;
        moment = now;
        cycles = 0;
        sinceBest = 0;
        best = double.PositiveInfinity;
        mixing.Clear();
        for (int s = 0; s < size; s++)
        {
            before[s] = frame.State(s, lane);
            start[s] = before[s];
            frame.Input[(s * frame.Lanes) + lane] = 0;
        }

        if (interval <= 0)
        {
            return BeginEndless(lane);
        }

        double intervals = dose.Rate > 0 ? dose.Duration / interval : 0;
        full = (int)Math.Floor(intervals + 1e-12);
        inner = Math.Max(intervals - full, 0) * interval;
        inner = inner < 1e-12 * interval ? 0 : inner;
        return BeginInterval(lane);
    }

    /// <summary>The lane has come to <see cref="Until"/>.</summary>
    public Progress Arrive(int lane)
    {
        switch (part)
        {
            case Part.Infusing:
                SetRate(full, lane);
                part = Part.Rest;
                Until = begun + interval;
                return Progress.NextPart;

            case Part.Rest:
                return EndInterval(lane);

            case Part.TailInfusing when Ensembles.Moments.Latest(begun + inner) < moment:
                SetRate(full, lane);
                part = Part.TailRest;
                Until = moment;
                return Progress.NextPart;

            case Part.TailInfusing:
            case Part.TailRest:
                return Progress.Reached;

            default:
                return EndSpan(lane);
        }
    }

    /// <summary>Adds the states before the search (SS=2), and gives back what no steady state exists for: amounts that nothing depends on.</summary>
    public void Finish(bool add, int lane)
    {
        for (int s = 0; s < size; s++)
        {
            if (frozen[s])
            {
                frame.SetState(s, lane, before[s]);
            }
            else if (add)
            {
                frame.SetState(s, lane, before[s] + frame.State(s, lane));
            }
        }
    }

    private Progress BeginInterval(int lane)
    {
        begun = moment + lag - interval;
        Load(start, begun, lane);
        SetRate(full + (inner > 0 ? 1 : 0), lane);
        if (dose.Rate <= 0)
        {
            int state = frame.Model.Dosing[dose.Target].State;
            frame.SetState(state, lane, start[state] + dose.Bolus);
        }

        part = inner > 0 ? Part.Infusing : Part.Rest;
        Until = inner > 0 ? begun + inner : begun + interval;
        return Progress.FreshPart;
    }

    private Progress EndInterval(int lane)
    {
        Unload(lane);
        if (HasConverged(dose.Rate > 0 ? 0 : dose.Bolus, lane))
        {
            return BeginTail(lane);
        }

        if (++cycles > LongestSearch)
        {
            return Progress.Failed;
        }

        Advance();
        return BeginInterval(lane);
    }

    /// <summary>From the start of an interval to the record's time, which lies the lag earlier in the cycle.</summary>
    private Progress BeginTail(int lane)
    {
        end.CopyTo(start, 0);
        double phase = interval - Math.IEEERemainder(lag, interval);
        phase = phase >= interval ? phase - interval : phase;
        if (phase <= 1e-12 * interval)
        {
            Load(start, moment, lane);
            return Progress.Reached;
        }

        BeginInterval(lane);
        begun = moment - phase;
        frame.Time[lane] = begun;
        part = inner > 0 ? Part.TailInfusing : Part.TailRest;
        Until = inner > 0 ? Math.Min(begun + inner, moment) : moment;
        return Progress.FreshPart;
    }

    private Progress BeginEndless(int lane)
    {
        SetRate(1, lane);
        if (Equilibrium.TryFind(frame, frozen, start, lane, moment))
        {
            Load(start, moment, lane);
            return Progress.Reached;
        }

        before.CopyTo(start, 0);
        return BeginSpan(lane);
    }

    private Progress BeginSpan(int lane)
    {
        part = Part.Endless;
        Load(start, moment, lane);
        Until = moment + Math.ScaleB(1, Math.Min(cycles / 4, 40));
        return Progress.FreshPart;
    }

    private Progress EndSpan(int lane)
    {
        Unload(lane);
        if (HasConverged(0, lane))
        {
            Load(end, moment, lane);
            return Progress.Reached;
        }

        if (++cycles > 200)
        {
            return Progress.Failed;
        }

        end.CopyTo(start, 0);
        return BeginSpan(lane);
    }

    /// <summary>
    /// Whether the end equals the start, each state by the largest magnitude that it had in between: one that has decayed to nothing ends in
    /// the method's noise, which differs from interval to interval for ever.
    /// </summary>
    private bool HasConverged(double bolus, int lane)
    {
        double worst = 0;
        int target = frame.Model.Dosing[dose.Target].State;
        for (int s = 0; s < size; s++)
        {
            scale[s] = Math.Max(Math.Max(Math.Abs(start[s]), Math.Abs(end[s])), s == target ? Math.Abs(bolus) : 0);
            scale[s] = Math.Max(scale[s], frame.Stepper.Magnitude(s, lane)) + 1e-300;
            if (!frozen[s] && !frame.Model.IsAlgebraic[s])
            {
                double change = Math.Abs(end[s] - start[s]) / scale[s];
                worst = change > worst || double.IsNaN(change) ? change : worst;
            }
        }

        sinceBest = worst < 0.5 * best ? 0 : sinceBest + 1;
        best = Math.Min(best, worst);
        return worst <= Converged || (sinceBest > Patience && worst <= goodEnough);
    }

    /// <summary>The next interval's start: mixed, unless that would make an amount negative that the model keeps positive, or the search has gone astray.</summary>
    private void Advance()
    {
        start.CopyTo(trial, 0);
        mixing.Next(trial, end, scale);
        bool sound = sinceBest <= Patience;
        for (int s = 0; s < size; s++)
        {
            sound &= double.IsFinite(trial[s]) && !(trial[s] < 0 && end[s] >= 0);
        }

        if (sinceBest > Patience)
        {
            mixing.Clear();
            sinceBest = 0;
        }

        (sound ? trial : end).CopyTo(start, 0);
    }

    private void SetRate(int running, int lane) =>
        frame.Input[(frame.Model.Dosing[dose.Target].State * frame.Lanes) + lane] = dose.Rate > 0 ? running * dose.Rate : 0;

    private void Load(double[] states, double time, int lane)
    {
        frame.Time[lane] = time;
        for (int s = 0; s < size; s++)
        {
            frame.SetState(s, lane, frozen[s] ? before[s] : states[s]);
        }
    }

    private void Unload(int lane)
    {
        for (int s = 0; s < size; s++)
        {
            end[s] = frame.State(s, lane);
        }
    }
}

using Anesis.Simulation.Compilation;
using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Events;

/// <summary>
/// Finds where, within each lane's last step, the first of the model's root functions changes its sign or the first trigger its value.
/// The step is looked at in four parts, and where a root function dips towards zero inside one, also at the bottom of the dip,
/// so that a condition that holds for a part of a step only is not lost.
/// </summary>
internal sealed unsafe class Crossings : IDisposable
{
    private const int Parts = 4;
    private const int DipProbes = 4;

    private readonly LaneFrame frame;
    private readonly CompiledModel model;
    private readonly int lanes;
    private readonly int roots;
    private readonly int functions;
    private readonly NativeDoubles samples;
    private readonly NativeDoubles probe;
    private readonly NativeDoubles left;
    private readonly NativeDoubles right;
    private readonly double[] leftTime;
    private readonly double[] rightTime;
    private readonly int[] probes;
    private readonly int[] atStart;
    private readonly Dip[] dips;

    public Crossings(LaneFrame frame)
    {
        this.frame = frame;
        model = frame.Model;
        lanes = frame.Lanes;
        roots = model.RootCount;
        functions = roots + model.Events.Count;
        samples = new NativeDoubles((Parts + 1) * functions * lanes);
        probe = new NativeDoubles(functions * lanes);
        left = new NativeDoubles(functions * lanes);
        right = new NativeDoubles(functions * lanes);
        leftTime = new double[lanes];
        rightTime = new double[lanes];
        probes = new int[lanes];
        atStart = new int[lanes];
        dips = new Dip[lanes];
    }

    /// <summary>False for a model that has neither root functions nor events.</summary>
    public bool Any => functions > 0;

    /// <summary>Another individual starts in this lane.</summary>
    public void Begin(int lane) => atStart[lane] = 0;

    /// <summary>The first representable time beyond the crossing that <see cref="Look"/> found for this lane.</summary>
    public double Beyond(int lane) => rightTime[lane];

    /// <summary>Takes the functions' values at the lane's present time and states for those at the start of its next step.</summary>
    public void Mark(int lane)
    {
        Evaluate(frame.Time, frame.States, probe.Pointer);
        CopyLane(probe.Pointer, Sample(0), lane);
    }

    public void MarkIfAny(int lane)
    {
        if (Any)
        {
            Mark(lane);
        }
    }

    /// <summary>Looks through the last step of these lanes; returns those that crossed something. The others' next step starts where this one ended.</summary>
    public uint Look(uint stepped)
    {
        for (int part = 1; part < Parts; part++)
        {
            double share = part / (double)Parts;
            for (int l = 0; l < lanes; l++)
            {
                frame.ProbeTime[l] = frame.PreviousTime[l] + (share * (frame.Time[l] - frame.PreviousTime[l]));
            }

            frame.Interpolate();
            Evaluate(frame.ProbeTime, frame.ProbeStates, Sample(part));
        }

        Evaluate(frame.Time, frame.States, Sample(Parts));
        uint crossed = 0;
        uint dipping = 0;
        for (int l = 0; l < lanes; l++)
        {
            if ((stepped >> l & 1) == 0)
            {
                continue;
            }

            if (FindChange(l))
            {
                crossed |= 1u << l;
            }
            else if (FindDip(l))
            {
                dipping |= 1u << l;
            }
        }

        crossed |= SearchDips(dipping);
        Narrow(crossed);
        LeaveStart(crossed);
        for (int l = 0; l < lanes; l++)
        {
            if (((stepped & ~crossed) >> l & 1) != 0)
            {
                CopyLane(Sample(Parts), Sample(0), l);
            }
        }

        return crossed;
    }

    public void Dispose()
    {
        samples.Dispose();
        probe.Dispose();
        left.Dispose();
        right.Dispose();
    }

    private static int Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    private static bool Differ(double a, double b) => Sign(a) != Sign(b) && !double.IsNaN(a) && !double.IsNaN(b);

    private double* Sample(int part) => samples.Pointer + (part * functions * lanes);

    private double PartTime(int part, int lane)
    {
        double start = frame.PreviousTime[lane];
        return part == Parts ? frame.Time[lane] : start + (part / (double)Parts * (frame.Time[lane] - start));
    }

    private void Evaluate(double* times, double* states, double* into)
    {
        if (roots > 0)
        {
            frame.Evaluate(model.Roots, times, states, into);
        }

        if (functions > roots)
        {
            double* triggers = frame.Evaluate(model.Triggers, times, states, into + (roots * lanes));
            for (int i = 0; i < (functions - roots) * lanes; i++)
            {
                triggers[i] = triggers[i] != 0 && !double.IsNaN(triggers[i]) ? 1 : -1;
            }
        }
    }

    private void CopyLane(double* from, double* to, int lane)
    {
        for (int f = 0; f < functions; f++)
        {
            to[(f * lanes) + lane] = from[(f * lanes) + lane];
        }
    }

    private bool Changed(double* a, double* b, int lane)
    {
        for (int f = 0; f < functions; f++)
        {
            if (Differ(a[(f * lanes) + lane], b[(f * lanes) + lane]))
            {
                return true;
            }
        }

        return false;
    }

    private bool FindChange(int lane)
    {
        for (int part = 1; part <= Parts; part++)
        {
            if (Changed(Sample(part - 1), Sample(part), lane))
            {
                Bracket(lane, PartTime(part - 1, lane), Sample(part - 1), PartTime(part, lane), Sample(part));
                return true;
            }
        }

        return false;
    }

    private void Bracket(int lane, double from, double* fromValues, double to, double* toValues)
    {
        leftTime[lane] = from;
        rightTime[lane] = to;
        probes[lane] = 0;
        CopyLane(fromValues, left.Pointer, lane);
        CopyLane(toValues, right.Pointer, lane);
    }

    /// <summary>The first three samples between which a root function of one sign comes nearer to zero than at both ends, if a parabola through them comes near it.</summary>
    private bool FindDip(int lane)
    {
        for (int part = 1; part < Parts; part++)
        {
            for (int f = 0; f < roots; f++)
            {
                int at = (f * lanes) + lane;
                double a = Sample(part - 1)[at];
                double b = Sample(part)[at];
                double c = Sample(part + 1)[at];
                if (Sign(b) == 0 || Sign(a) != Sign(b) || Sign(c) != Sign(b) || !(Math.Abs(b) < Math.Abs(a)) || !(Math.Abs(b) <= Math.Abs(c)))
                {
                    continue;
                }

                double bottom = b - ((a - c) * (a - c) / (8 * (a - b - (b - c))));
                if (bottom * b <= 0 || Math.Abs(bottom) < 0.25 * Math.Abs(b))
                {
                    dips[lane] = new Dip(f, PartTime(part - 1, lane), a, PartTime(part, lane), b, PartTime(part + 1, lane), c);
                    return true;
                }
            }
        }

        return false;
    }

    private uint SearchDips(uint open)
    {
        uint crossed = 0;
        for (int round = 0; round < DipProbes && open != 0; round++)
        {
            for (int l = 0; l < lanes; l++)
            {
                frame.ProbeTime[l] = (open >> l & 1) != 0 ? dips[l].Vertex : frame.Time[l];
            }

            frame.Interpolate();
            Evaluate(frame.ProbeTime, frame.ProbeStates, probe.Pointer);
            for (int l = 0; l < lanes; l++)
            {
                if ((open >> l & 1) == 0)
                {
                    continue;
                }

                if (Changed(Sample(0), probe.Pointer, l))
                {
                    Bracket(l, dips[l].From, Sample(0), frame.ProbeTime[l], probe.Pointer);
                    crossed |= 1u << l;
                    open &= ~(1u << l);
                }
                else
                {
                    dips[l] = dips[l].With(frame.ProbeTime[l], probe.Pointer[(dips[l].Function * lanes) + l]);
                }
            }
        }

        return crossed;
    }

    /// <summary>Closes the brackets to the resolution of the time, all lanes at once, each by its own secants and, every third time, by halving.</summary>
    private void Narrow(uint open)
    {
        open = StillOpen(open);
        while (open != 0)
        {
            for (int l = 0; l < lanes; l++)
            {
                frame.ProbeTime[l] = (open >> l & 1) != 0 ? NextProbe(l) : frame.Time[l];
            }

            frame.Interpolate();
            Evaluate(frame.ProbeTime, frame.ProbeStates, probe.Pointer);
            for (int l = 0; l < lanes; l++)
            {
                if ((open >> l & 1) == 0)
                {
                    continue;
                }

                bool beyond = Changed(left.Pointer, probe.Pointer, l);
                CopyLane(probe.Pointer, beyond ? right.Pointer : left.Pointer, l);
                (beyond ? rightTime : leftTime)[l] = frame.ProbeTime[l];
            }

            open = StillOpen(open);
        }
    }

    /// <summary>
    /// Where a function has just passed zero, the rounding of the course beside it makes more crossings of which none leads away: a step that ends
    /// there moves a state by less than its resolution. Of crossings in a row right at the start of a step the second and later ones end ever further on.
    /// </summary>
    private void LeaveStart(uint crossed)
    {
        for (int l = 0; l < lanes; l++)
        {
            if ((crossed >> l & 1) == 0)
            {
                continue;
            }

            double start = frame.PreviousTime[l];
            double least = 16 * (Math.BitIncrement(Math.Abs(start)) - Math.Abs(start)) * (1L << Math.Min(atStart[l], 40));
            bool isNear = rightTime[l] - start <= least;
            if (isNear && atStart[l] > 0)
            {
                rightTime[l] = Math.Min(start + least, frame.Time[l]);
            }

            atStart[l] = isNear ? atStart[l] + 1 : 0;
        }
    }

    private uint StillOpen(uint open)
    {
        for (int l = 0; l < lanes; l++)
        {
            double finest = Math.Max(Math.BitIncrement(Math.Abs(rightTime[l])) - Math.Abs(rightTime[l]), 1.1102230246251565e-16 * (frame.Time[l] - frame.PreviousTime[l]));
            if (!(rightTime[l] - leftTime[l] > finest))
            {
                open &= ~(1u << l);
            }
        }

        return open;
    }

    private double NextProbe(int lane)
    {
        double from = leftTime[lane];
        double to = rightTime[lane];
        double middle = from + (0.5 * (to - from));
        double probeAt = double.PositiveInfinity;
        if (++probes[lane] % 3 != 0)
        {
            for (int f = 0; f < roots; f++)
            {
                double a = left.Pointer[(f * lanes) + lane];
                double b = right.Pointer[(f * lanes) + lane];
                if (Differ(a, b))
                {
                    probeAt = Math.Min(probeAt, from + ((to - from) * (a / (a - b))));
                }
            }
        }

        if (!double.IsFinite(probeAt))
        {
            probeAt = middle;
        }

        double finest = Math.Max(Math.BitIncrement(Math.Abs(to)) - Math.Abs(to), 5.5511151231257827e-17 * (frame.Time[lane] - frame.PreviousTime[lane]));
        probeAt = Math.Min(Math.Max(probeAt, from + finest), to - finest);
        return probeAt > from && probeAt < to ? probeAt : middle;
    }

    private readonly record struct Dip(int Function, double From, double A, double At, double B, double To, double C)
    {
        /// <summary>Where the parabola through the three points turns; kept inside and off the middle point.</summary>
        public double Vertex
        {
            get
            {
                double l = At - From;
                double r = To - At;
                double p = l * l * (B - C);
                double q = r * r * (B - A);
                double vertex = At - (0.5 * (p - q) / ((l * (B - C)) + (r * (B - A))));
                double margin = 0.01 * Math.Min(l, r);
                if (!(vertex > From + margin && vertex < To - margin))
                {
                    vertex = l > r ? At - (0.38 * l) : At + (0.38 * r);
                }

                return Math.Abs(vertex - At) < margin ? (l > r ? At - margin : At + margin) : vertex;
            }
        }

        public Dip With(double time, double value)
        {
            bool deeper = Math.Abs(value) < Math.Abs(B);
            if (time < At)
            {
                return deeper ? new(Function, From, A, time, value, At, B) : new(Function, time, value, At, B, To, C);
            }

            return deeper ? new(Function, At, B, time, value, To, C) : new(Function, From, A, At, B, time, value);
        }
    }
}

using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Dosing;

/// <summary>One dose as its record gave it: an amount at once, or a rate for a duration.</summary>
/// <param name="Target">Index into the model's dosing targets.</param>
/// <param name="Bolus">Bioavailable amount, given at once when <paramref name="Rate"/> is 0.</param>
/// <param name="Rate">Bioavailable amount per time, or 0.</param>
/// <param name="Duration">How long <paramref name="Rate"/> lasts.</param>
internal readonly record struct Dose(int Target, double Bolus, double Rate, double Duration);

/// <summary>What one individual's earlier dose records still have to bring: doses on their way (lagged, additional) and ends of infusions.</summary>
internal sealed unsafe class DoseQueue
{
    private Series[] series = new Series[2];
    private int seriesCount;
    private Infusion[] infusions = new Infusion[4];
    private int infusionCount;

    /// <summary>When something is due next, or +∞.</summary>
    public double Next { get; private set; } = double.PositiveInfinity;

    public void Clear()
    {
        seriesCount = 0;
        infusionCount = 0;
        Next = double.PositiveInfinity;
    }

    /// <summary>Forgets doses on their way; infusions that run go on.</summary>
    public void CancelComing()
    {
        seriesCount = 0;
        FindNext();
    }

    /// <summary>Forgets doses that were given by now and have not arrived (their lag); later additional doses still come.</summary>
    public void CancelUnderway(double now)
    {
        double moment = Moments.Latest(now);
        for (int i = seriesCount - 1; i >= 0; i--)
        {
            while (series[i].Given < series[i].Count && series[i].GivenAt <= moment)
            {
                series[i].Given++;
            }

            if (series[i].Given == series[i].Count)
            {
                Array.Copy(series, i + 1, series, i, --seriesCount - i);
            }
        }

        FindNext();
    }

    /// <summary>
    /// A dose of each of the times first, first + interval, …, <paramref name="count"/> in all, <paramref name="lag"/> later each.
    /// </summary>
    public void Schedule(in Dose dose, double first, double interval, int count, double lag)
    {
        if (count <= 0)
        {
            return;
        }

        if (seriesCount == series.Length)
        {
            Array.Resize(ref series, 2 * series.Length);
        }

        series[seriesCount++] = new Series { Dose = dose, First = first, Interval = interval, Count = count, Lag = lag };
        FindNext();
    }

    /// <summary>The dose now: into the state, or as an infusion that runs from now on. The target is switched on.</summary>
    public void Give(in Dose dose, double now, LaneFrame frame, double* held, int lane)
    {
        int state = frame.Model.Dosing[dose.Target].State;
        if (held is not null)
        {
            held[(state * frame.Lanes) + lane] = 0;
        }

        if (dose.Rate > 0)
        {
            Infuse(dose, now + dose.Duration, frame, lane);
        }
        else
        {
            frame.States[(state * frame.Lanes) + lane] += dose.Bolus;
        }
    }

    /// <summary>An infusion that runs already and ends at <paramref name="end"/>.</summary>
    public void Infuse(in Dose dose, double end, LaneFrame frame, int lane)
    {
        if (infusionCount == infusions.Length)
        {
            Array.Resize(ref infusions, 2 * infusions.Length);
        }

        infusions[infusionCount++] = new Infusion { Target = dose.Target, Rate = dose.Rate, End = end };
        FindNext();
        SetInput(dose.Target, frame, lane);
    }

    /// <summary>Ends infusions, then gives doses, that fall due by <paramref name="moment"/>. Returns true if there was any.</summary>
    public bool Bring(double moment, double now, LaneFrame frame, double* held, int lane)
    {
        if (!(Next <= moment))
        {
            return false;
        }

        for (int i = 0; i < infusionCount; i++)
        {
            if (infusions[i].End <= moment)
            {
                int target = infusions[i].Target;
                RemoveInfusion(i--);
                SetInput(target, frame, lane);
            }
        }

        for (int i = 0; i < seriesCount;)
        {
            if (!(series[i].Due <= moment))
            {
                i++;
                continue;
            }

            Dose dose = series[i].Dose;
            if (++series[i].Given == series[i].Count)
            {
                Array.Copy(series, i + 1, series, i, --seriesCount - i);
            }

            Give(dose, now, frame, held, lane);
        }

        FindNext();
        return true;
    }

    /// <summary>Ends the infusions into one target, or into all (−1).</summary>
    public void EndInfusions(int target, LaneFrame frame, int lane)
    {
        for (int i = infusionCount - 1; i >= 0; i--)
        {
            if (target < 0 || infusions[i].Target == target)
            {
                int ended = infusions[i].Target;
                RemoveInfusion(i);
                SetInput(ended, frame, lane);
            }
        }

        FindNext();
    }

    /// <summary>Puts the running infusions into the inputs of their states; the sum starts anew each time, so that nothing of ended ones remains.</summary>
    public void SetInputs(LaneFrame frame, int lane)
    {
        for (int s = 0; s < frame.Model.StateCount; s++)
        {
            frame.Input[(s * frame.Lanes) + lane] = 0;
        }

        for (int i = 0; i < infusionCount; i++)
        {
            frame.Input[(frame.Model.Dosing[infusions[i].Target].State * frame.Lanes) + lane] += infusions[i].Rate;
        }
    }

    private void SetInput(int target, LaneFrame frame, int lane)
    {
        int state = frame.Model.Dosing[target].State;
        double sum = 0;
        for (int i = 0; i < infusionCount; i++)
        {
            if (frame.Model.Dosing[infusions[i].Target].State == state)
            {
                sum += infusions[i].Rate;
            }
        }

        frame.Input[(state * frame.Lanes) + lane] = sum;
    }

    private void RemoveInfusion(int index) => Array.Copy(infusions, index + 1, infusions, index, --infusionCount - index);

    private void FindNext()
    {
        double next = double.PositiveInfinity;
        for (int i = 0; i < infusionCount; i++)
        {
            next = Math.Min(next, infusions[i].End);
        }

        for (int i = 0; i < seriesCount; i++)
        {
            next = Math.Min(next, series[i].Due);
        }

        Next = next;
    }

    private struct Series
    {
        public Dose Dose;
        public double First;
        public double Interval;
        public double Lag;
        public int Count;
        public int Given;

        public readonly double Due => GivenAt + Lag;

        public readonly double GivenAt => First + (Given * Interval);
    }

    private struct Infusion
    {
        public int Target;
        public double Rate;
        public double End;
    }
}

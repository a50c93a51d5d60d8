using Anesis.Simulation.Ensembles;

namespace Anesis.Simulation.Dosing;

/// <summary>The values that an individual's records give to parameters, carried between records by the plan's rule.</summary>
internal sealed unsafe class Covariates
{
    private double[] filled = [];
    private int width;
    private IndividualPlan plan = new();

    /// <summary>Takes the plan; a gap (NaN) in a record has the value before it, and before the first value what the parameters hold now.</summary>
    public void Begin(IndividualPlan next, LaneFrame frame, int lane)
    {
        plan = next;
        width = next.CovariateSlots.Length;
        if (width == 0)
        {
            return;
        }

        int length = next.Records.Length * width;
        if (filled.Length < length)
        {
            filled = new double[length];
        }

        for (int c = 0; c < width; c++)
        {
            double value = frame.Parameter(next.CovariateSlots[c], lane);
            for (int r = 0; r < next.Records.Length; r++)
            {
                double given = next.CovariateValues[(r * width) + c];
                value = double.IsNaN(given) ? value : given;
                filled[(r * width) + c] = value;
            }
        }
    }

    /// <summary>True when records set parameters at all.</summary>
    public bool Any => width > 0 && plan.Records.Length > 0;

    private bool ChangesFrom(int record)
    {
        for (int c = 0; c < width; c++)
        {
            if (filled[(record * width) + c] != filled[((record + 1) * width) + c])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sets the parameters to what record <paramref name="record"/> says. Returns true if a value changed.</summary>
    public bool Set(int record, LaneFrame frame, int lane)
    {
        bool changed = false;
        for (int c = 0; c < width; c++)
        {
            double* slot = frame.Parameters + (plan.CovariateSlots[c] * frame.Lanes) + lane;
            double value = filled[(record * width) + c];
            changed |= *slot != value;
            *slot = value;
        }

        return changed;
    }

    /// <summary>True when the rule changes a parameter, or the slope of one, at record <paramref name="record"/>.</summary>
    public bool ChangesAt(int record)
    {
        if (!Any)
        {
            return false;
        }

        int other = plan.CovariateRule == CovariateRule.LastObservationCarriedForward ? record - 1 : record + 1;
        if (other < 0 || other >= plan.Records.Length)
        {
            return false;
        }

        return ChangesFrom(Math.Min(record, other)) || (plan.CovariateRule == CovariateRule.Linear && record > 0 && ChangesFrom(record - 1));
    }

    /// <summary>Sets the parameters to the straight line from the record before <paramref name="next"/> to it, at a time; constant outside.</summary>
    public void SetLine(int next, double time, double* parameters, int lanes, int lane)
    {
        int last = plan.Records.Length - 1;
        int right = Math.Min(next, last);
        int left = Math.Max(Math.Min(next - 1, last), 0);
        double from = plan.Records[left].Time;
        double span = plan.Records[right].Time - from;
        double share = span > 0 ? Math.Clamp((time - from) / span, 0, 1) : 1;
        for (int c = 0; c < width; c++)
        {
            double a = filled[(left * width) + c];
            double b = filled[(right * width) + c];
            parameters[(plan.CovariateSlots[c] * lanes) + lane] = share == 1 ? b : a + (share * (b - a));
        }
    }
}

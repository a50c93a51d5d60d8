namespace Anesis.Simulation.History;

/// <summary>
/// The past of one individual's delayed expressions: for each accepted step their values at Chebyshev points, from which a polynomial gives them
/// anywhere inside (barycentric form; Berrut and Trefethen 2004). Steps older than the longest delay are dropped.
/// </summary>
internal sealed class LaneHistory(int sources)
{
    public const int Nodes = 8;

    /// <summary>Orders of smoothness after which a discontinuity no longer matters to a step.</summary>
    public const int Levels = 6;

    private const int KeepAtLeast = 1024;

    /// <summary>Chebyshev points of the second kind on [0, 1], (1 − cos(kπ/7)) / 2.</summary>
    private static readonly double[] Points =
    [
        0, 0.5 * (1 - 0.9009688679024191262), 0.5 * (1 - 0.6234898018587335305), 0.5 * (1 - 0.2225209339563144043),
        0.5 * (1 + 0.2225209339563144043), 0.5 * (1 + 0.6234898018587335305), 0.5 * (1 + 0.9009688679024191262), 1,
    ];

    private readonly List<(double Time, int Level)> discontinuities = [];
    private double[] starts = new double[KeepAtLeast];
    private double[] ends = new double[KeepAtLeast];
    private double[] values = new double[KeepAtLeast * sources * Nodes];
    private int count;
    private double longest;

    /// <summary>Where the individual's time starts: before it the initial history holds.</summary>
    public double Origin { get; private set; }

    /// <summary>Up to when the past is known.</summary>
    public double End => count == 0 ? Origin : ends[count - 1];

    public static double Point(int node) => Points[node];

    public void Begin(double origin)
    {
        Origin = origin;
        count = 0;
        longest = 0;
        discontinuities.Clear();
    }

    /// <summary>Takes note of a delay in use, so that what it may still look at is kept.</summary>
    public void Note(double delay) => longest = Math.Max(longest, delay);

    public bool IsEmpty => count == 0;

    /// <summary>Makes room for a step, whose values <see cref="Set"/> fills and <see cref="Commit"/> adds.</summary>
    public void Reserve(double from, double to)
    {
        if (count == starts.Length)
        {
            DropOld(from - (2 * longest));
        }

        if (count == starts.Length)
        {
            Array.Resize(ref starts, 2 * count);
            Array.Resize(ref ends, 2 * count);
            Array.Resize(ref values, 2 * count * sources * Nodes);
        }

        starts[count] = from;
        ends[count] = to;
    }

    public void Set(int source, int node, double value) => values[(((count * sources) + source) * Nodes) + node] = value;

    public void Commit() => count++;

    /// <summary>Value of a source at a time from <see cref="Origin"/> to <see cref="End"/>.</summary>
    public double At(int source, double time)
    {
        int low = 0;
        int high = count - 1;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (ends[middle] < time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        double start = starts[low];
        double share = Math.Clamp((time - start) / (ends[low] - start), 0, 1);
        ReadOnlySpan<double> at = values.AsSpan(((low * sources) + source) * Nodes, Nodes);
        double above = 0;
        double below = 0;
        for (int k = 0; k < Nodes; k++)
        {
            double distance = share - Points[k];
            if (distance == 0)
            {
                return at[k];
            }

            double weight = ((k & 1) == 0 ? 1 : -1) * (k is 0 or Nodes - 1 ? 0.5 : 1) / distance;
            above += weight * at[k];
            below += weight;
        }

        return above / below;
    }

    /// <summary>A jump at <paramref name="time"/> is seen again one delay later, each time smoother by one order; after <see cref="Levels"/> it no longer matters.</summary>
    public void AddDiscontinuity(double time, int level)
    {
        int at = 0;
        while (at < discontinuities.Count && discontinuities[at].Time < Ensembles.Moments.Earliest(time))
        {
            at++;
        }

        if (at < discontinuities.Count && discontinuities[at].Time <= Ensembles.Moments.Latest(time))
        {
            discontinuities[at] = (discontinuities[at].Time, Math.Min(level, discontinuities[at].Level));
        }
        else
        {
            discontinuities.Insert(at, (time, level));
        }
    }

    public double NextDiscontinuity => discontinuities.Count == 0 ? double.PositiveInfinity : discontinuities[0].Time;

    /// <summary>Removes the discontinuities up to a moment; the level of the sharpest, or 0 (a jump) when there was none.</summary>
    public int TakeDiscontinuities(double moment)
    {
        int level = Levels;
        bool any = false;
        while (discontinuities.Count > 0 && discontinuities[0].Time <= moment)
        {
            level = Math.Min(level, discontinuities[0].Level);
            any = true;
            discontinuities.RemoveAt(0);
        }

        return any ? level : 0;
    }

    private void DropOld(double before)
    {
        int drop = 0;
        while (drop < count && ends[drop] < before)
        {
            drop++;
        }

        if (drop < count / 4)
        {
            return;
        }

        Array.Copy(starts, drop, starts, 0, count - drop);
        Array.Copy(ends, drop, ends, 0, count - drop);
        Array.Copy(values, drop * sources * Nodes, values, 0, (count - drop) * sources * Nodes);
        count -= drop;
    }
}

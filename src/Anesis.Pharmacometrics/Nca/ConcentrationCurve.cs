using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>What the curve is after the last quantifiable sample.</summary>
internal enum CurveTail
{
    /// <summary>Zero.</summary>
    Last,

    /// <summary>A straight line to the next sample, which is below the limit, then zero.</summary>
    All,

    /// <summary>Exponential with λz from the observed last concentration.</summary>
    InfinityObserved,

    /// <summary>Exponential with λz from the last concentration of the line.</summary>
    InfinityPredicted,
}

/// <summary>The curve through cleaned samples under an area method, with a tail; areas over any interval.</summary>
internal readonly ref struct ConcentrationCurve
{
    private readonly ReadOnlySpan<double> _times;
    private readonly ReadOnlySpan<double> _values;
    private readonly AucMethod _method;
    private readonly double _tmax;

    public ConcentrationCurve(ReadOnlySpan<double> times, ReadOnlySpan<double> values, AucMethod method)
    {
        _times = times;
        _values = values;
        _method = method;
        LastIndex = values.Length - 1;
        while (LastIndex >= 0 && values[LastIndex] == 0)
        {
            LastIndex--;
        }

        int max = 0;
        for (int i = 1; i < values.Length; i++)
        {
            max = values[i] > values[max] ? i : max;
        }

        _tmax = values.IsEmpty ? double.NaN : times[max];
    }

    /// <summary>Index of the last sample that is not 0; −1 where there is none.</summary>
    public int LastIndex { get; }

    public double Tmax => _tmax;

    /// <summary>AUC and AUMC from the first sample to the last positive one.</summary>
    public (double Area, double Moment) ToLast()
    {
        double area = 0, moment = 0;
        for (int i = 0; i < LastIndex; i++)
        {
            var (a, m) = Segment(i);
            area += a;
            moment += m;
        }

        return (area, moment);
    }

    /// <summary>What <see cref="CurveTail.All"/> adds to <see cref="ToLast"/>: the triangle to the next sample.</summary>
    public (double Area, double Moment) Triangle() =>
        LastIndex >= 0 && LastIndex + 1 < _values.Length
            ? LogTrapezoid.Linear(_times[LastIndex], _values[LastIndex], _times[LastIndex + 1], 0)
            : (0, 0);

    /// <summary>
    /// Area from one time to another. The ends are sampled or interpolated; where a sample was taken at the end, the samples decide, zeros included;
    /// an end after the last positive sample that was not sampled follows the tail. Log after Tmax means the Tmax of these points.
    /// NaN when the area begins before the first sample, or needs a λz that is not there. Predicted: the terminal line at the last positive sample.
    /// </summary>
    public double Area(double from, double to, CurveTail tail, double lambdaZ = double.NaN, double predicted = double.NaN)
    {
        if (_values.IsEmpty || from < _times[0])
        {
            return double.NaN;
        }

        bool sampled = _times.IndexOf(to) >= 0;
        if (LastIndex < 0)
        {
            return 0;
        }

        double last = _times[LastIndex];
        if (sampled || to <= last)
        {
            return Through(from, to, At(to)).Area;
        }

        double body = from < last ? Through(from, last, _values[LastIndex]).Area : 0;
        double start = Math.Max(from, last);
        switch (tail)
        {
            case CurveTail.Last:
                return body;
            case CurveTail.All:
                if (LastIndex + 1 == _times.Length || start >= _times[LastIndex + 1])
                {
                    return body;
                }

                double stop = Math.Min(to, _times[LastIndex + 1]);
                double c1 = At(start), c2 = At(stop);
                return body + LogTrapezoid.Between(c1 > 0 && c2 > 0 && c1 != c2, start, c1, stop, c2).Area;
            default:
                double clast = tail == CurveTail.InfinityObserved ? _values[LastIndex] : predicted;
                double Beyond(double t) => clast / lambdaZ * Elementary.Exp(-lambdaZ * (t - last));
                return body + Beyond(start) - Beyond(to);
        }
    }

    /// <summary>Area and first moment (times from the first) over a dosing interval that the samples cover; else NaN.</summary>
    public (double Area, double Moment) Interval(double from, double to) =>
        _values.IsEmpty || from < _times[0] || to > _times[^1] ? (double.NaN, double.NaN) : Through(from, to, At(to));

    /// <summary>Area and moment (times from the first) over the points from one time to another, whose end has the given concentration.</summary>
    private (double Area, double Moment) Through(double from, double to, double end)
    {
        double begin = At(from), top = begin, tmax = from;
        for (int i = 0; i < _times.Length && _times[i] < to; i++)
        {
            if (_times[i] > from && _values[i] > top)
            {
                (top, tmax) = (_values[i], _times[i]);
            }
        }

        tmax = end > top ? to : tmax;

        double area = 0, moment = 0, t = from, c = begin;
        for (int i = 0; i < _times.Length && _times[i] < to; i++)
        {
            if (_times[i] > from)
            {
                Add(_method, _times[i], _values[i]);
                (t, c) = (_times[i], _values[i]);
            }
        }

        Add(_method, to, end);
        return (area, moment);

        void Add(AucMethod method, double t2, double c2)
        {
            if (t2 > t)
            {
                var (a, m) = LogTrapezoid.Between(LogTrapezoid.IsLog(method, tmax, t, c, c2), t - from, c, t2 - from, c2);
                area += a;
                moment += m;
            }
        }
    }

    /// <summary>Concentration at a time among the samples; 0 after them.</summary>
    private double At(double time)
    {
        int i = _times.BinarySearch(time);
        if (i >= 0)
        {
            return _values[i];
        }

        i = ~i - 1;
        return i + 1 >= _times.Length ? 0 : LogTrapezoid.At(LogAt(i), _times[i], _values[i], _times[i + 1], _values[i + 1], time);
    }

    private (double Area, double Moment) Segment(int i) => LogTrapezoid.Between(LogAt(i), _times[i], _values[i], _times[i + 1], _values[i + 1]);

    private bool LogAt(int i) => LogTrapezoid.IsLog(_method, _tmax, _times[i], _values[i], _values[i + 1]);
}

using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>
/// A profile made ready: missing samples gone, times from the dose, start completed, C0 put in, and the copy cleaned of samples below the limit.
/// The arrays are the worker's own and are used again.
/// </summary>
internal sealed class PreparedProfile
{
    private double[] _times = new double[64];
    private double[] _raw = new double[64];
    private double[] _cleanTimes = new double[64];
    private double[] _clean = new double[64];
    private int _count;
    private int _cleanCount;

    /// <summary>All samples after completion, with 0 for those below the limit.</summary>
    public ReadOnlySpan<double> Times => _times.AsSpan(0, _count);

    public ReadOnlySpan<double> Raw => _raw.AsSpan(0, _count);

    /// <summary>What areas and slopes are taken from.</summary>
    public ReadOnlySpan<double> CleanTimes => _cleanTimes.AsSpan(0, _cleanCount);

    public ReadOnlySpan<double> Clean => _clean.AsSpan(0, _cleanCount);

    /// <summary>Concentration at the time of a bolus; NaN after other routes.</summary>
    public double C0 { get; private set; }

    /// <summary>1 when <see cref="Raw"/>[0] is a C0 that nobody measured.</summary>
    public int Inserted { get; private set; }

    /// <summary>1 when <see cref="Clean"/>[0] is that C0; it is never a point of the terminal line.</summary>
    public int CleanInserted => Inserted == 1 && _cleanCount > 0 && _cleanTimes[0] == 0 ? 1 : 0;

    public void Load(ReadOnlySpan<double> times, ReadOnlySpan<double> concentrations, double from, double to, DoseRoute route, NcaOptions options)
    {
        Reserve(times.Length + 2);
        _count = 0;
        Inserted = 0;
        C0 = double.NaN;
        for (int i = 0; i < times.Length; i++)
        {
            double c = concentrations[i];
            if (double.IsNaN(c) || times[i] > to)
            {
                continue;
            }

            double t = times[i] - from;
            if (t < 0)
            {
                continue;
            }

            _times[_count] = t;
            _raw[_count++] = c;
        }

        if (_count == 0)
        {
            _cleanCount = 0;
            return;
        }

        Start(route, options);
        ApplyBlq(options.Blq);
    }

    private void Start(DoseRoute route, NcaOptions options)
    {
        if (route == DoseRoute.Bolus)
        {
            C0 = BolusC0(options.C0SkipsBlq);
            if (options.InsertC0 && _times[0] != 0 && !double.IsNaN(C0))
            {
                Prepend(C0);
                Inserted = 1;
            }

            return;
        }

        if (_times[0] != 0)
        {
            if (options.Start != StartRule.AsMeasured)
            {
                Prepend(0);
            }
        }
        else if (options.Start == StartRule.AlwaysZero)
        {
            _raw[0] = 0;
        }
    }

    /// <summary>Measured at 0; else on the line of the logarithms of the first two, if they fall; else the first.</summary>
    private double BolusC0(bool skipBlq)
    {
        if (_times[0] == 0 || _count == 1)
        {
            return _raw[0];
        }

        if (_raw[1] < _raw[0] && _raw[1] > 0)
        {
            double slope = Elementary.Log(_raw[1] / _raw[0]) / (_times[1] - _times[0]);
            return Elementary.Exp(Elementary.Log(_raw[0]) - (slope * _times[0]));
        }

        int first = 0;
        while (skipBlq && first < _count - 1 && _raw[first] == 0)
        {
            first++;
        }

        return _raw[first];
    }

    private void Prepend(double concentration)
    {
        Array.Copy(_times, 0, _times, 1, _count);
        Array.Copy(_raw, 0, _raw, 1, _count);
        _times[0] = 0;
        _raw[0] = concentration;
        _count++;
    }

    private void ApplyBlq(BlqRules rules)
    {
        int first = 0, last = _count - 1, max = 0;
        while (first < _count && _raw[first] == 0)
        {
            first++;
        }

        while (last >= 0 && _raw[last] == 0)
        {
            last--;
        }

        for (int i = 1; i < _count; i++)
        {
            max = _raw[i] > _raw[max] ? i : max;
        }

        _cleanCount = 0;
        for (int i = 0; i < _count; i++)
        {
            double c = _raw[i];
            if (c == 0)
            {
                var rule = rules.AroundTmax ? (i < max ? rules.First : rules.Last)
                    : i < first ? rules.First
                    : i < last ? rules.Middle : rules.Last;
                if (rule.Drops)
                {
                    continue;
                }

                c = rule.Value;
            }

            _cleanTimes[_cleanCount] = _times[i];
            _clean[_cleanCount++] = c;
        }
    }

    private void Reserve(int length)
    {
        if (_times.Length < length)
        {
            _times = new double[2 * length];
            _raw = new double[2 * length];
            _cleanTimes = new double[2 * length];
            _clean = new double[2 * length];
        }
    }
}

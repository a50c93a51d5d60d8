namespace Anesis.Pharmacometrics.Nca;

/// <summary>Non-compartmental analysis of profiles. One instance serves one thread; its arrays are used again from profile to profile.</summary>
public sealed class NcaAnalysis(NcaOptions options)
{
    private readonly PreparedProfile _samples = new();
    private readonly PreparedProfile _whole = new();

    public NcaResult Analyse(NcaProfile profile)
    {
        var (from, to) = options.Interval ?? (double.NaN, double.PositiveInfinity);
        var dose = DoseAt(profile.Doses, from, to);
        double start = double.IsNaN(from) ? (double.IsNaN(dose.Time) ? 0 : dose.Time) : from;
        bool first = profile.Doses.Length == 0 || profile.Doses.Min(d => d.Time) >= start;
        _samples.Load(profile.Times, profile.Concentrations, start, to, dose.Route, first ? options : options with { Start = StartRule.AsMeasured });
        var result = Describe(profile.Id, dose, _samples);
        bool needsWhole = options.Interval is not null || !double.IsNaN(options.Tau);
        return needsWhole ? WithInterval(result, profile, dose, start, to) : result;
    }

    /// <summary>The amounts given at the first time of dose within the interval, together.</summary>
    private static NcaDose DoseAt(NcaDose[] doses, double from, double to)
    {
        var found = new NcaDose(double.NaN, double.NaN);
        foreach (var dose in doses)
        {
            if ((double.IsNaN(from) || dose.Time >= from) && dose.Time < to)
            {
                found = double.IsNaN(found.Time) || dose.Time < found.Time ? dose
                    : dose.Time == found.Time ? found with { Amount = found.Amount + dose.Amount } : found;
            }
        }

        if (double.IsNaN(found.Time) && doses.Length > 0)
        {
            found = found with { Route = doses[0].Route, Duration = doses[0].Duration };
        }

        return found;
    }

    private NcaResult Describe(string id, NcaDose dose, PreparedProfile samples)
    {
        double duration = dose.Route == DoseRoute.Infusion ? dose.Duration : 0;
        if (samples.Raw.IsEmpty)
        {
            return new() { Id = id, Route = dose.Route, Dose = dose.Amount, InfusionDuration = duration, Tau = options.Tau };
        }

        var curve = new ConcentrationCurve(samples.CleanTimes, samples.Clean, options.Auc);
        int skip = options.C0CountsAsSample ? 0 : samples.Inserted;
        var times = samples.Times[skip..];
        var raw = samples.Raw[skip..];
        int max = 0, min = 0, last = -1;
        for (int i = 0; i < raw.Length; i++)
        {
            max = raw[i] > raw[max] ? i : max;
            min = raw[i] < raw[min] ? i : min;
            last = raw[i] != 0 ? i : last;
        }

        double slopeTmax = options.C0CountsAsSample ? curve.Tmax : times[max];
        var line = last < 0 ? TerminalLine.None : TerminalSlope.Find(
            samples.CleanTimes[samples.CleanInserted..], samples.Clean[samples.CleanInserted..],
            slopeTmax, dose.Route == DoseRoute.Bolus, options.LambdaZ);
        var (area, moment) = curve.ToLast();
        var (triangle, triangleMoment) = curve.Triangle();
        bool none = (last < 0 && !options.ZeroAreaWhenAllBlq) || samples.Times[0] != 0;
        return new()
        {
            Id = id,
            Route = dose.Route,
            Dose = dose.Amount,
            InfusionDuration = duration,
            Tau = options.Tau,
            Cmax = raw[max],
            Tmax = last < 0 ? double.NaN : times[max],
            Cmin = raw[min],
            Clast = last < 0 ? double.NaN : raw[last],
            Tlast = last < 0 ? double.NaN : times[last],
            Tlag = Lag(times, raw, last, dose.Route),
            C0 = samples.C0,
            Terminal = line,
            AucLast = none ? double.NaN : area,
            AumcLast = none ? double.NaN : moment,
            AucAll = samples.Times[0] != 0 ? double.NaN : area + triangle,
            AumcAll = samples.Times[0] != 0 ? double.NaN : moment + triangleMoment,
            AucBack = samples.Inserted == 1 ? FirstSegment(samples) : dose.Route == DoseRoute.Bolus ? 0 : double.NaN,
        };
    }

    private double FirstSegment(PreparedProfile samples)
    {
        var curve = new ConcentrationCurve(samples.Times, samples.Raw, options.Auc);
        return curve.Area(0, samples.Times[1], CurveTail.All);
    }

    private double Lag(ReadOnlySpan<double> times, ReadOnlySpan<double> raw, int last, DoseRoute route)
    {
        if (options.Lag == LagRule.BeforeFirstRise)
        {
            for (int i = 1; i < raw.Length; i++)
            {
                if (raw[i] > raw[i - 1])
                {
                    return times[i - 1];
                }
            }

            return double.NaN;
        }

        if (route == DoseRoute.Bolus || last < 0)
        {
            return double.NaN;
        }

        if (raw[0] > 0)
        {
            return 0;
        }

        for (int i = last - 1; i > 0; i--)
        {
            if (raw[i] == 0)
            {
                return times[i];
            }
        }

        return times[0];
    }

    /// <summary>Adds the areas over the interval, which interpolate among all samples (the next dose's included), and what depends on them.</summary>
    private NcaResult WithInterval(NcaResult result, NcaProfile profile, NcaDose dose, double from, double to)
    {
        double length = to - from;
        double origin = profile.Doses.Length > 0 ? Math.Min(profile.Doses[0].Time, from) : Math.Min(0, from);
        _whole.Load(profile.Times, profile.Concentrations, origin, double.PositiveInfinity, dose.Route, options);
        var curve = new ConcentrationCurve(_whole.CleanTimes, _whole.Clean, options.Auc);
        var whole = Describe(profile.Id, dose, _whole);
        double lambdaZ = whole.Terminal.LambdaZ;
        double a = from - origin, b = to - origin;
        var (tauArea, tauMoment) = double.IsNaN(options.Tau) ? (double.NaN, double.NaN) : curve.Interval(a, a + options.Tau);
        result = result with { AucTau = tauArea, AumcTau = tauMoment };
        return double.IsInfinity(to) ? result : result with
        {
            IntervalLength = length,
            AucInterval = curve.Area(a, b, CurveTail.Last),
            AucIntervalAll = curve.Area(a, b, CurveTail.All),
            AucIntervalObserved = curve.Area(a, b, CurveTail.InfinityObserved, lambdaZ),
            AucIntervalPredicted = curve.Area(a, b, CurveTail.InfinityPredicted, lambdaZ, whole.ClastPredicted),
            CStart = SampleAt(_samples, 0),
            CTrough = SampleAt(_samples, length),
        };
    }

    private static double SampleAt(PreparedProfile samples, double time)
    {
        int index = samples.Times.IndexOf(time);
        return index < 0 ? double.NaN : samples.Raw[index];
    }
}

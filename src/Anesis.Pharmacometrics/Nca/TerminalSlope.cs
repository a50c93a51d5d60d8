using Anesis.Mathematics;

namespace Anesis.Pharmacometrics.Nca;

/// <summary>The terminal line ln c = intercept − λz t through the last points; NaN and 0 points where there is none.</summary>
public readonly record struct TerminalLine(double LambdaZ, double Intercept, double R2, double AdjustedR2, double Correlation, double First, double Last, int Points)
{
    public static TerminalLine None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0);

    public bool Exists => Points > 0;

    public double HalfLife => 0.69314718055994530942 / LambdaZ;

    /// <summary>Concentration of the line at a time.</summary>
    public double At(double time) => Elementary.Exp(Intercept - (LambdaZ * time));
}

/// <summary>Finds the terminal line. Regression sums grow one sample at a time from the end (Welford), so the search is linear in the samples.</summary>
internal static class TerminalSlope
{
    /// <summary>Samples are ascending in time; those not positive are passed over. Tmax: of the same samples.</summary>
    public static TerminalLine Find(ReadOnlySpan<double> times, ReadOnlySpan<double> concentrations, double tmax, bool bolus, LambdaZRule rule)
    {
        bool cmaxAllowed = rule.Cmax == CmaxInSlope.Always || (rule.Cmax == CmaxInSlope.AfterBolus && bolus);
        var fit = default(LineFit);
        var best = TerminalLine.None;
        var lines = times.Length <= 256 ? stackalloc TerminalLine[times.Length] : new TerminalLine[times.Length];
        int count = 0;
        double highest = double.NegativeInfinity;
        double last = double.NaN;
        for (int i = times.Length - 1; i >= 0; i--)
        {
            if (!(concentrations[i] > 0) || (rule.Window is { } w && (times[i] < w.From || times[i] > w.To)))
            {
                continue;
            }

            if (rule.LastPoints == 0 && rule.Window is null && (cmaxAllowed ? times[i] < tmax : times[i] <= tmax))
            {
                break;
            }

            last = double.IsNaN(last) ? times[i] : last;
            fit.Add(times[i], Elementary.Log(concentrations[i]));
            if (rule.LastPoints > 0)
            {
                if (fit.Count == rule.LastPoints)
                {
                    return Accept(fit.Line(times[i], last), rule);
                }
            }
            else if (rule.Window is null && fit.Count >= rule.MinimumPoints)
            {
                var line = fit.Line(times[i], last);
                lines[count++] = line;
                highest = line.AdjustedR2 > highest ? line.AdjustedR2 : highest;
            }
        }

        if (rule.Window is not null)
        {
            return fit.Count >= 2 ? Accept(fit.Line(rule.Window.Value.From, last), rule) : TerminalLine.None;
        }

        for (int k = 0; k < count; k++)
        {
            if (lines[k].AdjustedR2 > highest - rule.Tolerance && (!rule.MustFall || lines[k].LambdaZ > 0))
            {
                best = lines[k];   // later ones have more points
            }
        }

        return best;
    }

    private static TerminalLine Accept(TerminalLine line, LambdaZRule rule) => rule.MustFall && !(line.LambdaZ > 0) ? TerminalLine.None : line;

    private struct LineFit
    {
        private double _meanX;
        private double _meanY;
        private double _xx;
        private double _xy;
        private double _yy;

        public int Count { get; private set; }

        public void Add(double x, double y)
        {
            Count++;
            double dx = x - _meanX, dy = y - _meanY;
            _meanX += dx / Count;
            _meanY += dy / Count;
            _xx += dx * (x - _meanX);
            _xy += dx * (y - _meanY);
            _yy += dy * (y - _meanY);
        }

        public readonly TerminalLine Line(double first, double last)
        {
            double slope = _xy / _xx;
            double correlation = _xy / Math.Sqrt(_xx * _yy);
            double r2 = correlation * correlation;
            double adjusted = 1 - ((1 - r2) * (Count - 1) / (Count - 2));
            return new(-slope, _meanY - (slope * _meanX), r2, adjusted, correlation, first, last, Count);
        }
    }
}

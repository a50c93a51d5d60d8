namespace Anesis.Pharmacometrics.Nca;

/// <summary>Units of an analysis as written in the data's headers; null where they are not.</summary>
public sealed record NcaUnits(string? Time = null, string? Concentration = null, string? Amount = null);

/// <summary>One parameter by its CDISC code (PKPARMCD of the controlled terminology; AUCINT, CSTART, SWING and the like where it has none of that meaning).</summary>
public sealed record NcaParameter(string Code, string Name, Func<NcaResult, double> Value, Func<NcaUnits, string?> Unit)
{
    private static readonly Func<NcaUnits, string?> Number = static _ => "1";
    private static readonly Func<NcaUnits, string?> Percent = static _ => "%";
    private static readonly Func<NcaUnits, string?> Time = static u => u.Time;
    private static readonly Func<NcaUnits, string?> Conc = static u => u.Concentration;
    private static readonly Func<NcaUnits, string?> Auc = static u => Join(u.Time, u.Concentration, (t, c) => $"{t}*{c}");
    private static readonly Func<NcaUnits, string?> Aumc = static u => Join(u.Time, u.Concentration, (t, c) => $"{t}^2*{c}");
    private static readonly Func<NcaUnits, string?> Rate = static u => u.Time is null ? null : $"1/{u.Time}";

    /// <summary>What the analysis of one profile reports, in this order; values that do not exist are left out.</summary>
    public static IReadOnlyList<NcaParameter> Of(NcaResult result)
    {
        var (vascular, steady, interval) = (result.Route != DoseRoute.Extravascular, !double.IsNaN(result.Tau), !double.IsNaN(result.IntervalLength));
        return Lists[(vascular ? 4 : 0) + (steady ? 2 : 0) + (interval ? 1 : 0)];
    }

    private static readonly IReadOnlyList<NcaParameter>[] Lists = [.. Enumerable.Range(0, 8).Select(n => List(vascular: (n & 4) > 0, steady: (n & 2) > 0, interval: (n & 1) > 0))];

    private static List<NcaParameter> List(bool vascular, bool steady, bool interval)
    {
        string f = vascular ? "" : "F";
        string mrt = vascular ? "MRTIV" : "MRTEV";
        var list = new List<NcaParameter>
        {
            new("CMAX", "highest concentration", r => r.Cmax, Conc),
            new("CMAXD", "highest concentration by dose", r => r.Cmax / r.Dose, PerDose(Conc)),
            new("TMAX", "time of the highest concentration", r => r.Tmax, Time),
            new("TLAG", "lag before the first increase", r => vascular ? double.NaN : r.Tlag, Time),
            new("CLST", "last quantifiable concentration", r => r.Clast, Conc),
            new("CLSTP", "last concentration of the terminal line", r => r.ClastPredicted, Conc),
            new("TLST", "time of the last quantifiable concentration", r => r.Tlast, Time),
            new("C0", "concentration at the time of a bolus", r => r.C0, Conc),
            new("LAMZHL", "terminal half-life", r => r.Terminal.HalfLife, Time),
            new("LAMZ", "terminal rate", r => r.Terminal.LambdaZ, Rate),
            new("LAMZLL", "first time of the terminal line", r => r.Terminal.First, Time),
            new("LAMZUL", "last time of the terminal line", r => r.Terminal.Last, Time),
            new("LAMZNPT", "points of the terminal line", r => r.Terminal.Points, Number),
            new("LAMZSPN", "half-lives that the terminal line spans", r => (r.Terminal.Last - r.Terminal.First) / r.Terminal.HalfLife, Number),
            new("CORRXY", "correlation of the terminal line", r => r.Terminal.Correlation, Number),
            new("R2", "R² of the terminal line", r => r.Terminal.R2, Number),
            new("R2ADJ", "adjusted R² of the terminal line", r => r.Terminal.AdjustedR2, Number),
            new("AUCLST", "area to the last quantifiable concentration", r => r.AucLast, Auc),
            new("AUCLSTD", "that area by dose", r => r.AucLast / r.Dose, PerDose(Auc)),
            new("AUCALL", "area to the last sample", r => r.AucAll, Auc),
            new("AUCIFO", "area to infinity, observed", r => r.AucInfObserved, Auc),
            new("AUCIFOD", "that area by dose", r => r.AucInfObserved / r.Dose, PerDose(Auc)),
            new("AUCIFP", "area to infinity, predicted", r => r.AucInfPredicted, Auc),
            new("AUCIFPD", "that area by dose", r => r.AucInfPredicted / r.Dose, PerDose(Auc)),
            new("AUCPEO", "extrapolated part of the area, observed", r => r.ExtrapolatedPercentObserved, Percent),
            new("AUCPEP", "extrapolated part of the area, predicted", r => r.ExtrapolatedPercentPredicted, Percent),
            new("AUCPBEO", "part of the area extrapolated back to a bolus, observed", r => 100 * r.AucBack / r.AucInfObserved, Percent),
            new("AUCPBEP", "part of the area extrapolated back to a bolus, predicted", r => 100 * r.AucBack / r.AucInfPredicted, Percent),
            new("AUMCLST", "first moment to the last quantifiable concentration", r => r.AumcLast, Aumc),
            new("AUMCIFO", "first moment to infinity, observed", r => r.AumcInfObserved, Aumc),
            new("AUMCIFP", "first moment to infinity, predicted", r => r.AumcInfPredicted, Aumc),
            new("AUMCPEO", "extrapolated part of the moment, observed", r => r.MomentExtrapolatedPercentObserved, Percent),
            new("AUMCPEP", "extrapolated part of the moment, predicted", r => r.MomentExtrapolatedPercentPredicted, Percent),
            new($"VZ{f}O", "volume of the terminal phase, observed", r => r.VzObserved, Volume),
            new($"VZ{f}P", "volume of the terminal phase, predicted", r => r.VzPredicted, Volume),
            new($"CL{f}O", "clearance, observed", r => r.ClearanceObserved, Clearance),
            new($"CL{f}P", "clearance, predicted", r => r.ClearancePredicted, Clearance),
            new($"{mrt}LST", "mean residence time to the last quantifiable concentration", r => r.MrtLast, Time),
            new($"{mrt}IFO", "mean residence time, observed", r => r.MrtObserved, Time),
            new($"{mrt}IFP", "mean residence time, predicted", r => r.MrtPredicted, Time),
            new("VSSO", "volume at steady state, observed", r => vascular ? r.VssObserved : double.NaN, Volume),
            new("VSSP", "volume at steady state, predicted", r => vascular ? r.VssPredicted : double.NaN, Volume),
        };
        if (interval)
        {
            list.AddRange(
            [
                new("AUCINT", "area over the interval", r => r.AucInterval, Auc),
                new("AUCINTA", "area over the interval, with the line to the first sample below the limit", r => r.AucIntervalAll, Auc),
                new("AUCINTO", "area over the interval, extrapolated from the observed last concentration", r => r.AucIntervalObserved, Auc),
                new("AUCINTP", "area over the interval, extrapolated from the predicted last concentration", r => r.AucIntervalPredicted, Auc),
                new("CMIN", "lowest concentration", r => r.Cmin, Conc),
                new("CAVG", "mean concentration over the interval", r => r.CAverage, Conc),
                new("CSTART", "concentration at the start of the interval", r => r.CStart, Conc),
                new("CTROUGH", "concentration at the end of the interval", r => r.CTrough, Conc),
                new("FLUCP", "fluctuation, 100 (Cmax − Cmin)/Cavg", r => r.FluctuationPercent, Percent),
                new("SWING", "swing, 100 (Cmax − Cmin)/Cmin", r => r.SwingPercent, Percent),
                new("PTROUGHR", "peak by trough", r => r.Cmax / r.CTrough, Number),
            ]);
        }

        if (steady)
        {
            list.Add(new("AUCTAU", "area over the dosing interval", r => r.AucTau, Auc));
            list.Add(new("AUMCTAU", "first moment over the dosing interval", r => r.AumcTau, Aumc));
        }

        return list;
    }

    private static string? Volume(NcaUnits units) => Join(units.Amount, units.Concentration, (a, c) => Reduced(a, c) ?? $"{a}/({c})");

    internal static string? Clearance(NcaUnits units) => Join(units.Time, Volume(units), (t, v) => $"{v}/{t}");

    private static Func<NcaUnits, string?> PerDose(Func<NcaUnits, string?> unit) => u => Join(unit(u), u.Amount, (x, a) => $"{x}/{a}");

    private static string? Join(string? a, string? b, Func<string, string, string> join) => a is null || b is null ? null : join(a, b);

    /// <summary>mg by mg/L is L.</summary>
    private static string? Reduced(string amount, string concentration) =>
        concentration.StartsWith(amount + "/", StringComparison.Ordinal) ? concentration[(amount.Length + 1)..] : null;
}
